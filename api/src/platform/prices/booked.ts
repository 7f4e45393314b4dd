import type { Clock } from '../../kernel/ground/clock.ts';
import { countryOf } from '../../kernel/values/phone.ts';
import { smsSize } from '../../kernel/values/sms-size.ts';
import { type Message, type MessageBook, MessagingError, type MessagingPort } from '../../ports/messaging.ts';
import { type PriceEntry, priceOf } from './read.ts';

interface Booking {
  /** As prices and region packs name it. */
  readonly provider: string;
  readonly prices: readonly PriceEntry[];
  readonly book: MessageBook;
  readonly clock: Clock;
}

/**
 * Books what each message costs, once for its key. A message that was sent and could not be booked fails: who tries again gets the
 * outcome of the first from the ledger of effects, and it is booked then.
 */
export function bookedMessaging(port: MessagingPort, booking: Booking): MessagingPort {
  return {
    async send(message) {
      const sent = await port.send(message);
      const booked = bookingOf(message, booking);
      if (booked === null) return sent;
      try {
        await booking.book.book(booked);
      } catch (error) {
        throw new MessagingError('unavailable', { providerCode: 'not booked', cause: error });
      }
      return sent;
    },
  };
}

function bookingOf({ channel, to, body, idempotencyKey, hospitalId }: Message, booking: Booking) {
  if (channel !== 'sms' && channel !== 'whatsapp') return null;
  const { provider, prices, clock } = booking;
  const segments = channel === 'sms' ? smsSize(body).segments : 1;
  const message = { provider, channel, country: countryOf(to), segments };
  return {
    key: idempotencyKey,
    hospitalId: hospitalId ?? null,
    ...message,
    price: priceOf(prices, message, clock()),
  };
}
