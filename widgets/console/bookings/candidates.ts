import { distanceMetres } from '../../src/domain/distance.ts';
import type { Booking, ServiceType } from '../../src/domain/wire.ts';
import type { ConsoleSession } from '../sources/console-session.ts';

/** Somebody whom a booking can be given to. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly onDuty: boolean;
  /** Of the last position; null where it is not known. */
  readonly metres: number | null;
  /** How long the way takes; null where it is not known. */
  readonly travelSeconds: number | null;
  /** How many open bookings the person has. */
  readonly open: number;
}

/** Finds who can be given a booking, the best first. */
export type FindCandidates = (booking: Booking, service: ServiceType) => Promise<readonly Candidate[]>;

const MOST = 200;

/**
 * The staff of the booking's hospital in the roles that provide the service: who is on duty and free first, then the
 * nearest by their last position as the crow flies.
 * @param openOf how many open bookings a person has.
 * @throws ProblemError, NetworkError
 */
export const staffOf =
  (session: ConsoleSession, openOf: (id: string) => number): FindCandidates =>
  async ({ hospitalId, location }, { fulfilledBy }) => {
    if (hospitalId === null || fulfilledBy.kind !== 'staff') return [];
    const lists = await Promise.all(
      fulfilledBy.roles
        .filter((role) => role !== 'resident')
        .map((role) =>
          session.kiwi.post('/v1/staff/search', { body: { hospitalId, role, active: true, limit: MOST } }),
        ),
    );
    const found = lists
      .flatMap(({ data }) => data)
      .map(({ id, name, role, onDuty, position }) => ({
        id,
        name,
        role,
        onDuty,
        metres: position === null || location === null ? null : distanceMetres(position, location),
        travelSeconds: null,
        open: openOf(id),
      }));
    return found.sort(
      (one, other) =>
        Number(other.onDuty) - Number(one.onDuty) ||
        one.open - other.open ||
        (one.metres ?? Number.MAX_VALUE) - (other.metres ?? Number.MAX_VALUE) ||
        one.name.localeCompare(other.name),
    );
  };
