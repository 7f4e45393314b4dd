/** The TypeScript client of Kiwimesh: typed from the contract, for browsers and Node. */
export type {
  CallChange,
  CallDegradation,
  CallDegraded,
  CallHearing,
  CallJoined,
  CallPrefillChange,
  CallSide,
  CallTriage,
  CallWords,
} from './calls/events.ts';
export type { CallHandlers, CallLine, QueueHandlers } from './calls/line.ts';
export type { JoinOptions, LiveCalls } from './calls/live.ts';
export type { AudioFormat } from './calls/outbox.ts';
export type { HeardSound, SoundHandlers } from './calls/sound.ts';
export { Kiwimesh, type KiwimeshOptions } from './client.ts';
export { type InputFault, NetworkError, type ProblemCode, ProblemError } from './errors.ts';
export type { Exclusive, WebStorage } from './exclusive.ts';
export type { components, operations, paths } from './generated/types.ts';
export type { Live } from './live.ts';
export type {
  BookingAlert,
  BookingChange,
  NotificationChange,
  OfferChange,
  PositionChange,
  UnitChange,
} from './live-events.ts';
export type { BoardHandlers, BookingHandlers, LiveHandlers, UnitHandlers } from './live-handlers.ts';
export type { CallOptions, ItemOf, Options, PagedPath, PathWith, Result } from './paths.ts';
export type { SignedOutReason } from './session.ts';
export {
  memoryStore,
  type SessionStore,
  type StoredSession,
  type WebStoreOptions,
  webStore,
} from './store.ts';
export { latinDigits, oneTimeCode, type SecondFactorProof, secondFactorProof } from './typed-codes.ts';

import type { components } from './generated/types.ts';

/** A schema of the contract by its name: `Schema<'Booking'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];
