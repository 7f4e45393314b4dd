import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { pushContract } from '../../../../test/support/suites/push-contract-suite.ts';
import type { AppTarget } from '../../../ports/push.ts';
import { MemorySandboxOutbox } from '../../messaging/sandbox-twilio.ts';
import { SANDBOX_TOKENS, SandboxFcm } from '../sandbox/fcm.ts';
import { FcmPush } from './fcm.ts';
import { parseServiceAccount } from './service-account.ts';

const clock = () => new Date();
const outbox = new MemorySandboxOutbox();
const sandbox = new SandboxFcm({ outbox, clock });
const started = sandbox.start();
afterAll(() => sandbox.stop());

let tokens = 0;
const target = (prefix = 'app-'): AppTarget => {
  tokens += 1;
  return { kind: 'fcm', token: `${prefix}token-of-the-suite-${tokens}` };
};
const open = async (options: { timeoutMs?: number } = {}) =>
  new FcmPush({ baseUrl: await started, account: parseServiceAccount(sandbox.keyFile), clock, ...options });
const message = (to: AppTarget) => ({
  target: to,
  title: 'Kiwimesh',
  body: 'There is something new for you.',
  data: { line: 'news' },
  urgency: 'normal' as const,
  ttlSeconds: 60,
  collapseKey: 'tag-1',
});

/** With its access token, so that what it is impatient about is the push. */
async function warmed(): Promise<FcmPush> {
  const impatient = await open({ timeoutMs: 800 });
  await eventually('a first push', () => impatient.send(message(target())));
  return impatient;
}

describe('fcm, against its sandbox', () => {
  pushContract<AppTarget>(async () => ({
    port: await open(),
    impatient: await warmed(),
    target,
    gone: () => [target(SANDBOX_TOKENS.gone), target(SANDBOX_TOKENS.malformed)],
    refused: () => target(SANDBOX_TOKENS.otherProject),
    taken: ({ token }) =>
      sandbox.accepted
        .filter((each) => each.token === token)
        .map(({ message: { notification, data } }) => {
          const { tag, ...rest } = data as Record<string, string>;
          return {
            title: String(notification?.title),
            body: String(notification?.body),
            data: rest,
            tag: tag ?? '',
          };
        }),
    shown: async ({ token }) => (await outbox.list(token)).map(({ body }) => body),
    failNext: (...faults) => sandbox.failNext(...faults),
  }));

  it('asks for one access token for many pushes, also at the same time', async () => {
    const port = await open();
    const before = sandbox.granted;
    await Promise.all(Array.from({ length: 5 }, () => port.send(message(target()))));
    await port.send(message(target()));
    expect(sandbox.granted - before).toBe(1);
  });

  it('asks for another token when the provider refuses the one it has', async () => {
    const port = await open();
    await port.send(message(target()));
    sandbox.revokeTokens();
    const device = target();
    await port.send(message(device));
    expect(sandbox.accepted.filter(({ token }) => token === device.token)).toHaveLength(1);
  });

  it.each([
    [{ kind: 'status', status: 503, retryAfter: '3' }, 'unavailable', 3_000],
    [{ kind: 'status', status: 429, retryAfter: '3' }, 'rate_limited', 3_000],
    [{ kind: 'status', status: 401 }, 'misconfigured', null],
    [{ kind: 'html' }, 'unavailable', null],
    [{ kind: 'truncated' }, 'unavailable', null],
    [{ kind: 'reset' }, 'unavailable', null],
  ] as const)('survives a failure of the token service: %j', async (fault, failure, retryAfterMs) => {
    const port = await open();
    sandbox.failNextToken(fault);
    await expect(port.send(message(target()))).rejects.toMatchObject({
      failure,
      retryAfterMs,
      retryable: true,
    });
    await port.send(message(target()));
  });

  it('names a wrong account as our own fault, and ends no device for it', async () => {
    const account = parseServiceAccount(sandbox.keyFile);
    const baseUrl = await started;
    const stranger = new FcmPush({ account: { ...account, clientEmail: 'other@x.example' }, baseUrl, clock });
    await expect(stranger.send(message(target()))).rejects.toMatchObject({ failure: 'misconfigured' });
    const elsewhere = new FcmPush({ account: { ...account, projectId: 'another' }, baseUrl, clock });
    await expect(elsewhere.send(message(target()))).rejects.toMatchObject({ failure: 'misconfigured' });
    const keyless = new FcmPush({ account: { ...account, privateKey: 'BEGIN PRIVATE KEY' }, baseUrl, clock });
    await expect(keyless.send(message(target()))).rejects.toMatchObject({ failure: 'misconfigured' });
  });

  it('tells the platforms how urgent it is, until when, and by which name', async () => {
    const port = await open();
    const device = target();
    await port.send({ ...message(device), urgency: 'high' });
    const sent = sandbox.accepted.find(({ token }) => token === device.token)?.message;
    expect(sent).toMatchObject({
      android: { collapse_key: 'tag-1', priority: 'HIGH', ttl: '60s', notification: { tag: 'tag-1' } },
      apns: { headers: { 'apns-collapse-id': 'tag-1', 'apns-priority': '10' } },
    });
  });
});

describe('the key file of a service account', () => {
  it.each([
    ['{', 'is not a JSON file'],
    ['[]', 'is not the key file'],
    ['{"type":"authorized_user"}', 'is not the key file'],
    ['{"type":"service_account","private_key":"BEGIN PRIVATE KEY"}', 'has no project_id'],
    ['{"type":"service_account","private_key":"RSA"}', 'not PKCS #8'],
    ['{"type":"service_account","token_uri":"nowhere"}', 'token_uri'],
  ])('is refused with what is wrong: %s', (text, fault) => {
    expect(() => parseServiceAccount(text)).toThrow(fault);
  });
});
