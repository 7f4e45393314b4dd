import type { Draft } from '../domain/draft.ts';
import type { Failure } from '../domain/failure.ts';
import type { TypedPlace } from '../domain/place.ts';
import type { Booking, Me, ServiceType, Slot } from '../domain/wire.ts';

/**
 * The events of the elements and screens inside `<kiwi-booking>`, with their `detail`. They do not leave its shadow root;
 * what host pages receive is in `src/events`.
 */
export interface PartEvents {
  'address-changed': Me;
  'ask-cancel': undefined;
  booked: Booking;
  cancelled: undefined;
  'choose-service': ServiceType;
  'choose-slot': Slot;
  'choose-time': undefined;
  closed: undefined;
  'code-sent': undefined;
  /** The reason, which may be empty. */
  confirm: string;
  done: undefined;
  'draft-changed': Partial<Draft>;
  keep: undefined;
  /** The id of a booking. */
  'open-booking': string;
  'other-number': undefined;
  'place-typed': TypedPlace;
  retry: undefined;
  sending: undefined;
  'sign-out': undefined;
  'signed-in': undefined;
  'state-changed': Booking;
  'time-gone': Failure;
}

/** An event as its listeners get it. */
export type PartEvent<Name extends keyof PartEvents> = CustomEvent<PartEvents[Name]>;
