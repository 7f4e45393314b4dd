import type { DeviceKind } from '../../places/index.ts';

/** Where help is needed, WGS 84; `address` is directions for people. */
export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  readonly address?: string;
  readonly accuracyMetres?: number;
}

export type Urgency = 1 | 2 | 3 | 4 | 5;
export type Speaker = 'caller' | 'operator';
/** What was begun of the recording of a call; the contract shows whether the call is over as well. */
export type RecordingState = 'off' | 'announced' | 'recording' | 'deleted';
export type ActorKind = 'staff' | 'resident' | 'api_key' | 'visitor' | 'system';

/** Where a filled-in value comes from: see `CallValueSource` of the contract. */
export const VALUE_SOURCES = [
  'operator',
  'search',
  'pin',
  'caller',
  'browser',
  'home',
  'place',
  'device',
  'community',
  'triage',
  'words',
] as const;
export type ValueSource = (typeof VALUE_SOURCES)[number];

/** A location that the operator typed, chose from a search or set on a map: what they found out stays first. */
export type OperatorSource = Extract<ValueSource, 'operator' | 'search' | 'pin'>;
export const OPERATOR_SOURCES: readonly (ValueSource | null)[] = [
  'operator',
  'search',
  'pin',
] satisfies OperatorSource[];

/** Where a caller was before, or says to be while an operator knows better. */
export interface FormerLocation {
  readonly source: ValueSource;
  readonly location: Location;
}

/** The device that raised an alarm. */
export interface CallDevice {
  /** As the installation calls it. */
  readonly id: string;
  readonly kind: DeviceKind;
  /** What it reported last. */
  readonly event: string | null;
  readonly test: boolean;
  readonly alarms: number;
}

/** What an operator corrected. */
export interface Corrections {
  readonly serviceType?: string | null;
  readonly notes?: string | null;
}
