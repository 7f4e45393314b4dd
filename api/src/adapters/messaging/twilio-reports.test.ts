import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { signed } from '../twilio/sandbox-signature.ts';
import { TwilioReports } from './twilio-reports.ts';

const SID = `SM${'0'.repeat(31)}1`;
const URL = 'https://care.example.org/v1/webhooks/messages/twilio';
const reports = new TwilioReports({ authToken: 'token' });
const bytes = (fields: Record<string, string>) =>
  new TextEncoder().encode(new URLSearchParams(fields).toString());
const reported = (MessageStatus: string, more: Record<string, string> = {}) =>
  reports.report(bytes({ MessageSid: SID, MessageStatus, To: '+919812345678', ...more }));

describe('a report of the provider', () => {
  it.each([
    ['queued', 'accepted'],
    ['sending', 'accepted'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('of %s means %s', (status, progress) => {
    const failure = progress === 'failed' ? 'undelivered' : null;
    expect(reported(status)).toEqual({ providerMessageId: SID, progress, failure, code: null });
  });

  it.each([
    ['30003', 'unreachable'],
    ['30006', 'invalid_recipient'],
    ['30007', 'rejected'],
    ['21610', 'recipient_opted_out'],
    ['30008', 'undelivered'],
    ['see https://example.org', 'undelivered'],
  ])('of the failure %s says that it is %s', (ErrorCode, failure) => {
    expect(reported('undelivered', { ErrorCode })?.failure).toBe(failure);
    expect(reported('delivered', { ErrorCode })?.failure).toBeNull();
  });

  it('has the code of the failure and the number it is about', () => {
    expect(reported('failed', { ErrorCode: '30003' })?.code).toBe('30003');
    expect(reported('failed', { ErrorCode: 'see https://example.org' })?.code).toBeNull();
    expect(reports.recipient(bytes({ To: 'whatsapp:+919812345678' }))).toBe('+919812345678');
    expect(reports.recipient(bytes({ To: 'client:asha' }))).toBeNull();
  });

  it.each([
    ['an unknown state', { MessageSid: SID, MessageStatus: 'partially_delivered' }],
    ['no state', { MessageSid: SID, Body: 'STOP' }],
    ['an id of another kind', { MessageSid: '1', MessageStatus: 'sent' }],
  ])('with %s says nothing', (_case, fields) => {
    expect(reports.report(bytes(fields))).toBeNull();
  });

  it('is authentic exactly as the library of the vendor signs it', () => {
    const form = { MessageSid: SID, MessageStatus: 'sent', Body: 'à la carte & more', To: '+919812345678' };
    const signature = webhooks.getExpectedTwilioSignature('token', URL, form);
    expect(signature).toBe(signed('token', URL, form));
    const request = { url: URL, headers: { 'x-twilio-signature': signature }, body: bytes(form) };
    expect(reports.authentic(request)).toBe(true);
    expect(reports.authentic({ ...request, url: `${URL}?` })).toBe(false);
    expect(reports.authentic({ ...request, headers: { 'x-twilio-signature': 'AAAA' } })).toBe(false);
    expect(reports.authentic({ ...request, url: 'none' })).toBe(false);
  });
});
