import type { BookingAlert, BookingChange } from '@kiwimesh/sdk';
import type { Booking, TimelineEntry } from '../base/wire.ts';

/** The lines of `bookings watch --json` beside those about the connection. */
export type BookingWatchEvent =
  | { event: 'booking'; booking: Booking }
  | { event: 'entry'; bookingId: string; entry: TimelineEntry }
  | { event: 'change'; change: BookingChange }
  | { event: 'alert'; alert: BookingAlert }
  | { event: 'position'; bookingId: string; latitude: number; longitude: number; recordedAt: string };
