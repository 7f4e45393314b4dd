import type { Draft } from '../domain/draft.ts';
import type { BookingStep } from '../domain/services.ts';

export type Screen =
  | 'phone'
  | 'code'
  | 'services'
  | BookingStep
  | 'tracker'
  | 'bookings'
  | 'inbox'
  | 'call'
  | 'data'
  | 'helping';

/** A booking that is being made. Its steps share it, so that going back and forth loses nothing. */
export interface DraftBox {
  value: Draft;
}

/** What the element shows once its service has answered. */
export interface View {
  readonly screen: Screen;
  /** Of the tracker. */
  readonly bookingId: string;
  /** Of the steps of a booking. */
  readonly draft: DraftBox | null;
  /** Whether the tracker asks if the booking is to be cancelled. */
  readonly asking: boolean;
}

export const viewOf = (screen: Screen, more: Partial<View> = {}): View => ({
  screen,
  bookingId: '',
  draft: null,
  asking: false,
  ...more,
});

export const isStep = (screen: Screen): screen is BookingStep =>
  screen === 'time' || screen === 'place' || screen === 'review';
