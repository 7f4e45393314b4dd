/** Messages of the realtime namespace `/bookings`; openapi/asyncapi.yaml describes the same, and a test compares them. */
import type { components } from './generated/types.ts';

type Schemas = components['schemas'];

/** A booking changed. Contains ids only: fetch the booking for details. */
export interface BookingChange {
  readonly eventId: string;
  /** What happened: `booking.` and a type of the booking's timeline, such as `booking.moved`. */
  readonly type: string;
  readonly bookingId: string;
  readonly state: Schemas['BookingState'];
  readonly version: number;
  readonly at: string;
  readonly correlationId: string | null;
}

/** The assignee moved. */
export interface PositionChange {
  readonly bookingId: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly recordedAt: string;
}

/** A booking needs attention: no one accepted it, or an SLA clock was missed. */
export interface BookingAlert {
  readonly eventId: string;
  readonly type: 'offers_exhausted' | 'sla_breached';
  /** The SLA clock that was missed, for `sla_breached`. */
  readonly clock?: 'assign' | 'arrive';
  readonly bookingId: string;
  readonly hospitalId: string | null;
  readonly at: string;
}

/** An offer to the caller opened or closed. */
export interface OfferChange {
  readonly offerId: string;
  readonly bookingId: string;
  readonly state: Schemas['OfferState'];
}

/** A unit moved or changed: what it is like now, without its name, which HTTP tells. */
export interface UnitChange {
  readonly unitId: string;
  readonly hospitalId: string;
  readonly state: Schemas['UnitState'];
  readonly onDuty: boolean;
  readonly position: Schemas['Position'] | null;
  readonly currentBookingId: string | null;
  readonly nextBookingId: string | null;
  readonly nextBookingAt: string | null;
  /** When it changes, list the messages again. */
  readonly unseenMessages: number;
  readonly version: number;
  /** When the service read it: a change with an earlier time than one that was shown is outdated. */
  readonly at: string;
}

/** Notifications of the caller were added or read: list them again. */
export interface NotificationChange {
  readonly change: 'added' | 'read';
  /** Of what was added; null for what was read. */
  readonly class: Schemas['NotificationClass'] | null;
  readonly at: string;
}

/** The events the service sends. */
export interface LiveEvents {
  booking: BookingChange;
  position: PositionChange;
  alert: BookingAlert;
  offer: OfferChange;
  unitChanged: UnitChange;
  notification: NotificationChange;
}

/** Requests of the client; each is answered with an {@link Acknowledgement}. */
export const LIVE_REQUESTS = [
  'subscribe',
  'unsubscribe',
  'watch',
  'unwatch',
  'watchUnits',
  'unwatchUnits',
] as const;
export const LIVE_EVENTS = [
  'booking',
  'position',
  'alert',
  'offer',
  'unitChanged',
  'notification',
] as const satisfies (keyof LiveEvents)[];

export type Acknowledgement =
  | { readonly ok: true; readonly booking?: Schemas['Booking'] }
  | {
      readonly ok: false;
      readonly problem: Readonly<Record<string, unknown>> & { readonly status?: number };
    };
