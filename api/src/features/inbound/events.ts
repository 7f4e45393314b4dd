import { event } from '../../kernel/events/event.ts';
import { id, object, oneOf, token } from '../../kernel/payload/shapes.ts';
import { MESSAGE_PROGRESS } from '../../ports/messaging.ts';

export const MessageProgressed = event('message.progressed', {
  description: 'A provider tells how far it got with an SMS or WhatsApp message.',
  data: object({ key: token, progress: oneOf(...MESSAGE_PROGRESS) }),
  example: { key: 'otp:0193a5f0-7c1e-7000-8000-000000000031:1', progress: 'delivered' },
});

export const MessageReceived = event('message.received', {
  description: 'A person has sent an SMS or WhatsApp message to this installation.',
  data: object({ messageId: id }),
  example: { messageId: '0193a5f0-7c1e-7000-8000-0000000000a1' },
});
