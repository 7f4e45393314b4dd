import { ifThere } from '../../src/domain/failure.ts';
import type { Booking, ServiceType } from '../../src/domain/wire.ts';
import type { Unit } from '../domain/wire.ts';
import type { ConsoleSession } from '../sources/console-session.ts';

/** Somebody whom a booking can be given to, with the way from the last position, as the service knows it. */
export interface Candidate extends Pick<Unit, 'distanceMetres' | 'travelMinutes'> {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly onDuty: boolean;
  /** How many open bookings the person has. */
  readonly open: number;
}

/** Finds who can be given a booking, the best first. */
export type FindCandidates = (booking: Booking, service: ServiceType) => Promise<readonly Candidate[]>;

const MOST = 200;

/**
 * The staff of the booking's hospital in the roles that provide the service: who is on duty and free first, the soonest there
 * before others. Without the ways, all are listed the same.
 * @param openOf how many open bookings a person has.
 * @throws ProblemError, NetworkError
 */
export const staffOf =
  (session: ConsoleSession, openOf: (id: string) => number): FindCandidates =>
  async ({ id: bookingId, hospitalId, location }, { fulfilledBy }) => {
    if (hospitalId === null || fulfilledBy.kind !== 'staff') return [];
    const asked =
      location === null ? null : ifThere(session.kiwi.post('/v1/units/nearest', { body: { bookingId } }));
    // Without the ways there, all who can take it are offered in the order of their names.
    const nearest = asked?.catch(() => null) ?? null;
    const lists = await Promise.all(
      fulfilledBy.roles
        .filter((role) => role !== 'resident')
        .map((role) =>
          session.kiwi.post('/v1/staff/search', { body: { hospitalId, role, active: true, limit: MOST } }),
        ),
    );
    const ways = new Map((await nearest)?.data.map((unit) => [unit.id, unit]));
    const found = lists
      .flatMap(({ data }) => data)
      .map(({ id, name, role, onDuty }) => ({
        id,
        name,
        role,
        onDuty,
        distanceMetres: ways.get(id)?.distanceMetres ?? null,
        travelMinutes: ways.get(id)?.travelMinutes ?? null,
        open: openOf(id),
      }));
    return found.sort(
      (one, other) =>
        Number(other.onDuty) - Number(one.onDuty) ||
        one.open - other.open ||
        (one.travelMinutes ?? Number.MAX_VALUE) - (other.travelMinutes ?? Number.MAX_VALUE) ||
        one.name.localeCompare(other.name),
    );
  };
