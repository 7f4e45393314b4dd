import type { KiwiBookedEvent } from './kiwi-booked.ts';
import type { KiwiBookingChangedEvent } from './kiwi-booking-changed.ts';
import type { KiwiErrorEvent } from './kiwi-error.ts';
import type { KiwiSignedInEvent } from './kiwi-signed-in.ts';

export { type BookingFacts, KiwiBookedEvent } from './kiwi-booked.ts';
export { KiwiBookingChangedEvent } from './kiwi-booking-changed.ts';
export { KiwiErrorEvent } from './kiwi-error.ts';
export { KiwiSignedInEvent } from './kiwi-signed-in.ts';

declare global {
  interface GlobalEventHandlersEventMap {
    'kiwi-booked': KiwiBookedEvent;
    'kiwi-booking-changed': KiwiBookingChangedEvent;
    'kiwi-signed-in': KiwiSignedInEvent;
    'kiwi-error': KiwiErrorEvent;
  }
}
