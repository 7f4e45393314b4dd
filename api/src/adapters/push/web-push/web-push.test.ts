import { createECDH } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { pushContract } from '../../../../test/support/suites/push-contract-suite.ts';
import type { BrowserTarget } from '../../../ports/push.ts';
import { MemorySandboxOutbox } from '../../messaging/sandbox-twilio.ts';
import { decryptPush } from '../sandbox/decryption.ts';
import { SandboxWebPush } from '../sandbox/web-push.ts';
import { WebPush } from './web-push.ts';

const clock = () => new Date();
const pair = createECDH('prime256v1');
pair.generateKeys();
const vapid = {
  publicKey: pair.getPublicKey('base64url'),
  privateKey: pair.getPrivateKey('base64url'),
  subject: 'mailto:ops@example.org',
};
const outbox = new MemorySandboxOutbox();
const sandbox = new SandboxWebPush({ outbox, clock, vapidPublicKey: vapid.publicKey });
const started = sandbox.start();
afterAll(() => sandbox.stop());

const targetOf = ({ endpoint, keys }: ReturnType<SandboxWebPush['subscribe']>): BrowserTarget => ({
  kind: 'web_push',
  endpoint,
  ...keys,
});
const target = () => targetOf(sandbox.subscribe());
const ended = (state: 'expired' | 'removed') => {
  const device = target();
  sandbox.end(device.endpoint, state);
  return device;
};
const port = new WebPush({ vapid, guard: { loopback: true } });
const message = (to: BrowserTarget) => ({
  target: to,
  title: 'Kiwimesh',
  body: 'There is something new for you.',
  data: { line: 'news' },
  urgency: 'low' as const,
  ttlSeconds: 60,
  collapseKey: 'tag-1',
});

describe('web push, against its sandbox', () => {
  pushContract<BrowserTarget>(async () => {
    await started;
    return {
      port,
      impatient: new WebPush({ vapid, guard: { loopback: true }, timeoutMs: 800 }),
      target,
      gone: () => [ended('expired'), ended('removed')],
      // Its key is no point of the curve.
      refused: () => ({ ...target(), p256dh: `B${'A'.repeat(86)}` }),
      taken: ({ endpoint }) =>
        sandbox.accepted
          .filter((each) => each.endpoint === endpoint)
          .map(({ payload }) => JSON.parse(payload)),
      shown: async ({ endpoint }) => (await outbox.list(endpoint)).map(({ body }) => body),
      failNext: (...faults) => sandbox.failNext(...faults),
    };
  });

  it('says how urgent it is, for how long it is kept and what it replaces', async () => {
    const device = target();
    await port.send(message(device));
    expect(sandbox.accepted.find(({ endpoint }) => endpoint === device.endpoint)?.headers).toMatchObject({
      ttl: '60',
      urgency: 'low',
      topic: 'tag-1',
      'content-encoding': 'aes128gcm',
    });
  });

  it('names keys that the browser did not subscribe to as our own fault', async () => {
    const other = createECDH('prime256v1');
    other.generateKeys();
    const keys = { publicKey: other.getPublicKey('base64url'), privateKey: other.getPrivateKey('base64url') };
    const stranger = new WebPush({ vapid: { ...vapid, ...keys }, guard: { loopback: true } });
    await expect(stranger.send(message(target()))).rejects.toMatchObject({ failure: 'misconfigured' });
    const forger = new WebPush({
      vapid: { ...vapid, privateKey: keys.privateKey },
      guard: { loopback: true },
    });
    await expect(forger.send(message(target()))).rejects.toMatchObject({ failure: 'misconfigured' });
  });

  it('sends nothing to this machine, to private addresses, or where a name leads there', async () => {
    const device = target();
    const resolve = async () => [{ address: '10.0.0.7', family: 4 }];
    for (const [endpoint, guard] of [
      [device.endpoint, { loopback: false }],
      ['https://169.254.169.254/latest', { loopback: true }],
      ['https://push.example.org/send/1', { loopback: true, resolve }],
    ] as const) {
      const guarded = new WebPush({ vapid, guard });
      const refused = { failure: 'rejected', providerCode: 'blocked_address', retryable: false };
      await expect(guarded.send(message({ ...device, endpoint }))).rejects.toMatchObject(refused);
    }
    expect(sandbox.accepted.filter(({ endpoint }) => endpoint === device.endpoint)).toEqual([]);
  });

  it('calls a host that does not answer an outage', async () => {
    const stopped = new SandboxWebPush({ outbox, clock, vapidPublicKey: vapid.publicKey });
    await stopped.start();
    const device = targetOf(stopped.subscribe());
    await stopped.stop();
    await expect(port.send(message(device))).rejects.toMatchObject({ failure: 'unavailable' });
  });
});

/** Section 5 and appendix A of RFC 8291. */
const RFC = {
  privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

describe('the browser of the sandbox', () => {
  it('decrypts the example of RFC 8291, and nothing that was altered', () => {
    const browser = createECDH('prime256v1');
    browser.setPrivateKey(RFC.privateKey, 'base64url');
    const auth = Buffer.from(RFC.auth, 'base64url');
    const body = Buffer.from(RFC.body, 'base64url');
    expect(decryptPush(body, browser, auth)).toBe('When I grow up, I want to be a watermelon');
    body[body.length - 1] = (body.at(-1) ?? 0) ^ 1;
    expect(() => decryptPush(body, browser, auth)).toThrow();
  });
});
