import { afterAll, describe, expect, it } from 'vitest';
import { telephonyContract } from '../../../../test/support/suites/telephony-contract-suite.ts';
import { SandboxTelephone } from '../sandbox/server.ts';
import { TwilioTelephony } from './twilio.ts';

const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: '12345' };
const from = '+15005550006';
const sandbox = new SandboxTelephone(account);
const started = sandbox.start();

afterAll(() => sandbox.stop());

describe('twilio, against its sandbox', () => {
  telephonyContract(async () => {
    const baseUrl = await started;
    return {
      gateway: new TwilioTelephony({ ...account, from, baseUrl }),
      impatient: new TwilioTelephony({ ...account, from, baseUrl, timeout: 300 }),
      sandbox,
      invalidNumber: '+15005550001',
      refusedNumber: '+15005550003',
    };
  });
});

const gateway = new TwilioTelephony({ ...account, from: null });

describe('a signature', () => {
  // The worked example of the provider's documentation (https://www.twilio.com/docs/usage/security).
  const url = 'https://example.com/myapp.php?foo=1&bar=2';
  const form = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  };
  const headers = { 'x-twilio-signature': 'L/OH5YylLD5NRKLltdqwSvS0BnU=' };

  it.each([
    ['as the provider made it', { url, headers, form }, true],
    ['with the port of https', { url: url.replace('.com', '.com:443'), headers, form }, true],
    ['of another address', { url: url.replace('bar=2', 'bar=3'), headers, form }, false],
    ['of another field', { url, headers, form: { ...form, Digits: '1235' } }, false],
    ['of a field more', { url, headers, form: { ...form, More: '1' } }, false],
  ])('%s is judged', (_, request, authentic) => {
    expect(gateway.authentic(request)).toBe(authentic);
  });
});

describe('a notice', () => {
  const form = {
    CallSid: `CA${'a'.repeat(32)}`,
    CallStatus: 'ringing',
    From: '+919812345678',
    To: '+918045678900',
  };

  it.each([
    '+266696687',
    '+7378742833',
    '+2562533',
    '+8656696',
    '+86282452253',
    'anonymous',
    '',
    'sip:a@b.example',
  ])('from %s has no number', (From) => {
    expect(gateway.notice({ ...form, From }).from).toBeNull();
  });

  it.each([
    ['queued', 'ringing'],
    ['in-progress', 'answered'],
    ['busy', 'busy'],
    ['no-answer', 'no_answer'],
    ['canceled', 'cancelled'],
    ['failed', 'failed'],
  ])('of a call that is %s says %s', (CallStatus, state) => {
    expect(gateway.notice({ ...form, CallStatus }).state).toBe(state);
  });

  it.each([{ CallStatus: 'asleep' }, { CallSid: 'CA1' }])('with %o is rejected', (wrong) => {
    expect(() => gateway.notice({ ...form, ...wrong })).toThrow('bad_message');
  });
});

it('places no call without a number to call from', async () => {
  const order = {
    to: '+919812345678',
    answerUrl: 'https://a.example',
    statusUrl: 'https://a.example',
    ringSeconds: 30,
  };
  await expect(gateway.call(order)).rejects.toMatchObject({ failure: 'misconfigured' });
});
