import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { messagingContract } from '../../../test/support/suites/messaging-contract-suite.ts';
import { EffectLedger } from '../../kernel/effects/ledger.ts';
import { messagingOnce } from '../../platform/once.ts';
import { MemorySandboxOutbox, SandboxTwilio } from './sandbox-twilio.ts';
import { TwilioMessaging } from './twilio.ts';

const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'sandbox-token' };
const outbox = new MemorySandboxOutbox();
const sandbox = new SandboxTwilio({ ...account, outbox });
const started = sandbox.start();
const opened = testDatabase();

afterAll(async () => {
  await sandbox.stop();
  await (await opened).close();
});

describe('twilio, against its sandbox', () => {
  const adapter = async (options: { timeout?: number } = {}) => {
    const effects = new EffectLedger({ database: (await opened).database, worker: () => null });
    const baseUrl = await started;
    return messagingOnce(
      new TwilioMessaging({ ...account, from: '+15005550006', baseUrl, ...options }),
      effects,
    );
  };
  messagingContract(async () => ({
    port: await adapter(),
    impatient: await adapter({ timeout: 300 }),
    accepted: (to) => outbox.list(to),
    failNext: (status) => sandbox.failNext({ kind: 'status', status }),
    fallSilentNext: ({ accept }) => sandbox.failNext({ kind: 'silence', accept }),
    unreachableNumber: '+15005550001',
    optedOutNumber: '+15005550004',
  }));

  it('names a wrong credential as our own fault', async () => {
    const port = new TwilioMessaging({
      ...account,
      authToken: 'wrong',
      from: '+15005550006',
      baseUrl: await started,
    });
    const sending = port.send({ channel: 'sms', to: '+919812345678', body: 'x', idempotencyKey: 'wrong' });
    await expect(sending).rejects.toMatchObject({ failure: 'misconfigured', providerCode: '20003' });
  });

  it('has no way to send email', async () => {
    const port = new TwilioMessaging({ ...account, from: '+15005550006', baseUrl: await started });
    const sending = port.send({ channel: 'email', to: 'a@example.org', body: 'x', idempotencyKey: 'mail' });
    await expect(sending).rejects.toMatchObject({ failure: 'rejected', retryable: false });
  });

  it('takes only what the real one takes', async () => {
    const url = `${await started}/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
    const authorization = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;
    const post = async (form: Record<string, string>) => {
      const reply = await fetch(url, {
        method: 'POST',
        headers: { authorization },
        body: new URLSearchParams(form),
      });
      return { status: reply.status, ...((await reply.json()) as { code?: number; more_info?: string }) };
    };
    expect(await fetch(url, { method: 'POST' }).then((reply) => reply.status)).toBe(401);
    expect(await post({})).toMatchObject({ status: 400, code: 21604 });
    expect(await post({ To: '+919812345678' })).toMatchObject({ status: 400, code: 21603 });
    expect(await post({ To: '+919812345678', From: '+15005550006' })).toMatchObject({
      status: 400,
      code: 21602,
    });
    expect(await post({ To: '98123', From: '+15005550006', Body: 'x' })).toMatchObject({
      code: 21211,
      more_info: 'https://www.twilio.com/docs/errors/21211',
    });
    expect(await post({ To: 'whatsapp:+919812345678', From: '+15005550006', Body: 'x' })).toMatchObject({
      code: 21910,
    });
  });
});
