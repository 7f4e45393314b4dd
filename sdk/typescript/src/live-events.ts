/** What travels on the realtime namespace `/bookings`; openapi/asyncapi.yaml describes the same, and a test compares. */
import type { components } from './generated/types.ts';

type Schemas = components['schemas'];

/** A booking changed. Ids alone: fetch the booking for the rest. */
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

/** A booking needs a person: nobody took it, or a clock ran out. */
export interface BookingAlert {
  readonly eventId: string;
  readonly type: 'offers_exhausted' | 'sla_breached';
  /** Which clock ran out, with `sla_breached`. */
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

/** The events the service sends. */
export interface LiveEvents {
  booking: BookingChange;
  position: PositionChange;
  alert: BookingAlert;
  offer: OfferChange;
}

/** What the client asks for; each is answered with an {@link Acknowledgement}. */
export const LIVE_REQUESTS = ['subscribe', 'unsubscribe', 'watch', 'unwatch'] as const;
export const LIVE_EVENTS = ['booking', 'position', 'alert', 'offer'] as const satisfies (keyof LiveEvents)[];

export type Acknowledgement =
  | { readonly ok: true; readonly booking?: Schemas['Booking'] }
  | {
      readonly ok: false;
      readonly problem: Readonly<Record<string, unknown>> & { readonly status?: number };
    };
