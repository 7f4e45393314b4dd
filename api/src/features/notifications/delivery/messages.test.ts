import { describe, expect, it } from 'vitest';
import { EmailError } from '../../../ports/email.ts';
import { MessagingError, type MessagingFailure } from '../../../ports/messaging.ts';
import { send } from './messages.ts';

describe('a message', () => {
  it('to a phone goes by WhatsApp where the region has no SMS', async () => {
    const channels: string[] = [];
    const ports = {
      messaging: {
        send: async ({ channel }: { channel: string }) => {
          channels.push(channel);
          return { providerMessageId: 'm' };
        },
      },
      email: { send: () => Promise.reject(new EmailError('deferred')) },
      publicUrl: () => 'https://care.example',
    };
    const message = {
      channel: 'sms',
      to: '+971500000001',
      line: 'x',
      language: 'en',
      template: 'booking_assigned',
      hospitalId: null,
      idempotencyKey: 'k',
    } as const;
    for (const phoneChannels of [['whatsapp'], ['whatsapp', 'sms']] as const) {
      expect(await send({ ...ports, region: { phoneChannels } }, message)).toEqual({ kind: 'sent' });
    }
    expect(channels).toEqual(['whatsapp', 'sms']);
  });

  it.each<[MessagingFailure, 'refused' | 'later']>([
    ['recipient_opted_out', 'refused'],
    ['unregistered', 'refused'],
    ['unavailable', 'later'],
    ['misconfigured', 'later'],
  ])('with %s is %s', async (failure, kind) => {
    const ports = {
      messaging: { send: () => Promise.reject(new MessagingError(failure)) },
      email: { send: () => Promise.reject(new EmailError('deferred')) },
      publicUrl: () => 'https://care.example',
      region: { phoneChannels: ['whatsapp'] } as const,
    };
    const text = { line: 'x', language: 'hi', template: 'booking_assigned', hospitalId: null };
    const message = { to: '+919800000001', ...text, idempotencyKey: 'k' };
    expect(await send(ports, { ...message, channel: 'sms' })).toMatchObject({ kind, failure });
    expect(await send(ports, { ...message, channel: 'email' })).toMatchObject({ failure: 'deferred' });
  });
});
