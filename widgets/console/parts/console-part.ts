import type { Location } from '../../src/domain/wire.ts';
import { Part } from '../../src/parts/part.ts';
import type { BoardView } from '../bookings/board-view.ts';
import type { Point } from '../domain/coordinates.ts';
import type { PeriodHours } from '../domain/period.ts';
import type { Place } from '../domain/place.ts';
import type { Ring } from '../domain/ring.ts';
import type { Theme } from '../domain/theme.ts';
import type { CallCorrection, CallDecision, CallSpeaker, CallTransfer, Unit } from '../domain/wire.ts';

/** An exercise that a supervisor gives to an operator. */
export interface ExerciseChoice {
  readonly operatorId: string;
  readonly scenarioId: string;
  readonly mode: 'text' | 'audio';
}
/** How a place was found. */
export type PlaceSource = NonNullable<CallCorrection['locationSource']>;
/** What is done with a booking. */
export type BoardDeed = 'assign' | 'acknowledge' | 'cancel' | 'relocate' | 'print';
/** What is done with a unit: its service and its duty are set to what they are not. */
export type UnitDeed = 'message' | 'service' | 'duty';

/** The events of the elements inside `<kiwi-console>`, with their `detail`. They do not leave its shadow root. */
export interface ConsoleEvents {
  /** Where to go. */
  go: Place;
  /** The name of the view to go to. */
  'open-view': string;
  /** The id of a booking. */
  'open-booking': string;
  'close-booking': undefined;
  'select-row': string;
  'activate-row': string;
  /** How many rows on. */
  'move-row': number;
  /** What to do with the booking that is open or the ones that are selected. */
  'board-deed': BoardDeed;
  'board-view': Partial<BoardView>;
  'board-search': string;
  'leave-search': undefined;
  'board-update': undefined;
  'drop-selection': undefined;
  'close-failure': undefined;
  /** The id of the person, and why where it was given to somebody else before. */
  'assign-booking': { readonly assigneeId: string; readonly reason: string };
  'cancel-bookings': string;
  relocate: Location;
  'place-chosen': { readonly location: Location; readonly locationSource: PlaceSource };
  'pin-moved': Point;
  /** The id of a call. */
  'open-call': string;
  claim: string;
  'close-call': undefined;
  'call-back': undefined;
  'take-over': undefined;
  hold: boolean;
  'open-decision': undefined;
  'open-transfer': undefined;
  'open-end': undefined;
  decide: CallDecision;
  transfer: CallTransfer;
  'end-call': { readonly disposition: string; readonly notes: string };
  correct: CallCorrection;
  say: { readonly speaker: CallSpeaker; readonly text: string };
  /** The id of a question. */
  tick: string;
  /** Part of the name of a resident. */
  'search-resident': string;
  /** Hours. */
  'period-chosen': PeriodHours;
  assign: ExerciseChoice;
  'duty-changed': boolean;
  'desk-chosen': string;
  'theme-chosen': Theme;
  'language-chosen': string;
  'sound-chosen': boolean;
  'ring-chosen': Ring;
  'test-sound': undefined;
  'check-headset': undefined;
  'keys-chosen': boolean;
  'open-keys': undefined;
  'sign-out': undefined;
  /** A booking or a unit of the map; null for none. */
  'choose-thing': { readonly kind: 'unit' | 'booking'; readonly id: string } | null;
  /** The id of a unit. */
  'select-unit': string;
  'unit-deed': { readonly deed: UnitDeed; readonly unit: Unit };
  /** Why a unit goes out of service. */
  'take-out': string;
}

/** An event as its listeners get it. */
export type ConsoleEvent<Name extends keyof ConsoleEvents> = CustomEvent<ConsoleEvents[Name]>;

/** What the elements of the console share. What they show comes in by properties, what a person wants goes out as an event. */
export abstract class ConsolePart extends Part {
  /** Fires an event for the element around this one. */
  protected fire<Name extends keyof ConsoleEvents>(
    type: Name,
    ...[detail]: undefined extends ConsoleEvents[Name] ? [] : [detail: ConsoleEvents[Name]]
  ): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
