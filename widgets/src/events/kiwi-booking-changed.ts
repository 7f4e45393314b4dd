import type { BookingFacts } from './kiwi-booked.ts';

/** The booking on the screen moved to another state. */
export class KiwiBookingChangedEvent extends Event {
  static readonly type = 'kiwi-booking-changed';
  readonly detail: BookingFacts;

  constructor(detail: BookingFacts) {
    super(KiwiBookingChangedEvent.type, { bubbles: true, composed: true });
    this.detail = detail;
  }
}
