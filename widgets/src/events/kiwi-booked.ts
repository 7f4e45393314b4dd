import type { Booking } from '../domain/wire.ts';

/** What a host page learns of a booking: ids and states, never a name, an address or a word of the notes. */
export interface BookingFacts {
  readonly bookingId: string;
  readonly serviceType: string;
  readonly state: Booking['state'];
}

/** A booking was made. */
export class KiwiBookedEvent extends Event {
  static readonly type = 'kiwi-booked';
  readonly detail: BookingFacts;

  constructor(detail: BookingFacts) {
    super(KiwiBookedEvent.type, { bubbles: true, composed: true });
    this.detail = detail;
  }
}
