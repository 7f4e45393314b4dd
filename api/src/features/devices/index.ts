/** The face of devices: pushes to people. */
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { PushUrgency } from '../../ports/push.ts';
import type { Person } from '../identity/index.ts';
import type { PushLine } from './lines.ts';

export type { PushLine } from './lines.ts';

export interface PushRequest {
  readonly person: Person;
  /** What is shown, in the person's language. */
  readonly line: PushLine;
  /** Ids of records, by name, with which the app or page opens the right place: `{ bookingId }`. */
  readonly ids: Readonly<Record<string, string>>;
  readonly urgency: PushUrgency;
  /** For how long it is worth something; then it is given up. */
  readonly ttlSeconds: number;
  /** The same key never reaches a device as a second push. Ids and words joined by colons, at most 128 characters. */
  readonly key: string;
}

/** How a push to a device went. A device that is gone has no outcome: it is no longer there. */
export interface PushOutcome {
  readonly deviceId: string;
  /** `accepted`: the push service took it, which is not yet shown. */
  readonly state: 'pending' | 'accepted' | 'failed';
}

export interface DevicesFace {
  /**
   * Pushes to every device of a person, in the caller's transaction. @returns the devices that it is on its way to now:
   * none where the person has no device, or the key was used before.
   */
  push(uow: UnitOfWork, request: PushRequest): Promise<readonly string[]>;
  /** Which of these residents have a device. */
  residentsWithDevice(uow: UnitOfWork, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** How the push of a key went so far, on the devices that the person still has. */
  outcomes(uow: UnitOfWork, person: Person, key: string): Promise<readonly PushOutcome[]>;
}
