/**
 * `@kiwimesh/widgets`: importing it registers `<kiwi-booking>`. A page without a bundler includes the built module
 * by a script tag instead; see docs/guides/hospital-web-team.md.
 */
export { KiwiBooking } from './booking/kiwi-booking.ts';
export {
  type BookingFacts,
  KiwiBookedEvent,
  KiwiBookingChangedEvent,
  KiwiErrorEvent,
  KiwiSignedInEvent,
} from './events/index.ts';
