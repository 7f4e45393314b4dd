import type { Draft } from '../domain/draft.ts';
import type { Failure } from '../domain/failure.ts';
import type { TypedPlace } from '../domain/place.ts';
import type { AnsweredQuestion, Complaint } from '../domain/triage.ts';
import type { Booking, Me, ServiceType, Slot } from '../domain/wire.ts';

/**
 * The events of the elements and screens inside `<kiwi-booking>`, with their `detail`. They do not leave its shadow root;
 * what host pages receive is in `src/events`.
 */
export interface PartEvents {
  answer: AnsweredQuestion;
  'address-changed': Me;
  'ask-cancel': undefined;
  /** What is wrong is to be assessed. */
  'ask-triage': undefined;
  booked: Booking;
  cancelled: undefined;
  /** Whether to show what is understood of the caller's speech. */
  captions: boolean;
  'choose-service': ServiceType;
  'choose-slot': Slot;
  'choose-time': undefined;
  closed: undefined;
  'code-sent': undefined;
  /** The reason, which may be empty. */
  'complaint-typed': Partial<Complaint>;
  confirm: string;
  done: undefined;
  'draft-changed': Partial<Draft>;
  'hang-up': undefined;
  keep: undefined;
  'keep-position': undefined;
  /** Whether to silence the microphone. */
  mute: boolean;
  /** The id of a booking. */
  'open-booking': string;
  'open-helping': undefined;
  'open-microphone': undefined;
  'other-number': undefined;
  /** The code of a place, as the service takes it. */
  'place-code': string;
  'place-typed': TypedPlace;
  retry: undefined;
  /** Words for the desk. */
  say: string;
  'send-position': undefined;
  sending: undefined;
  'start-call': 'speak' | 'type';
  'start-over': undefined;
  'sign-out': undefined;
  'signed-in': undefined;
  'state-changed': Booking;
  'type-instead': undefined;
  'time-gone': Failure;
}

/** An event as its listeners get it. */
export type PartEvent<Name extends keyof PartEvents> = CustomEvent<PartEvents[Name]>;
