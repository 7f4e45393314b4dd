import type { Principal } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { checkVersion } from '../../../kernel/ground/versions.ts';
import type { Booking, BookingState, Command, Location, Policy } from '../engine/index.ts';
import type { PolicyBook } from '../policies/load.ts';
import { inputProblem, notFound } from '../problems.ts';
import { lockBooking } from '../record/store.ts';
import { type CandidateSources, candidateOf, namedActorOf } from './actors.ts';
import { execute, installedPolicy } from './execute.ts';

/** The state that a caller wants to move a booking to, and what that state needs. */
export interface TransitionRequest {
  readonly to: BookingState;
  readonly assigneeId?: string | undefined;
  readonly reason?: string | undefined;
  readonly location?: Location | undefined;
  /** The versions in If-Match, usually one. */
  readonly expectedVersion?: readonly number[] | undefined;
}

/**
 * Moves, assigns, reassigns, unassigns or cancels a booking, or corrects its location.
 * @throws Problem `illegal_transition`, `version_conflict` (409), `precondition_failed` (412), `not_assignee`,
 *   `role_not_allowed` (403), `reason_required`, `not_eligible` (422), `overlapping_booking`, `not_found`.
 */
export async function transitionBooking(
  uow: UnitOfWork,
  sources: CandidateSources,
  policies: PolicyBook,
  principal: Principal,
  id: string,
  request: TransitionRequest,
): Promise<Booking> {
  let booking = await lockBooking(uow, id);
  if (booking === undefined) throw notFound('booking');
  const policy = installedPolicy(policies, booking);
  const { state: currentState, version } = booking;
  checkVersion(version, request.expectedVersion, { currentState, version });
  const actor = await namedActorOf(uow, sources.organisations, principal);
  for (const command of await commandsFor(uow, sources, policy, booking, request)) {
    booking = (await execute(uow, policy, actor, booking, command)).next;
  }
  return booking;
}

/**
 * The commands for a requested transition. Requesting the present state with a location corrects the location.
 * Replacing an assignee must be explicit: with a reason, or with the version read in If-Match. Without either, the
 * request is treated as an assignment of an unassigned booking and rejected, so that exactly one of two concurrent
 * assignments succeeds.
 */
async function commandsFor(
  uow: UnitOfWork,
  sources: CandidateSources,
  policy: Policy,
  booking: Booking,
  request: TransitionRequest,
): Promise<Command[]> {
  const { to, assigneeId, location, expectedVersion } = request;
  const relocation: Command[] = location === undefined ? [] : [{ type: 'update_location', location }];
  if (location !== undefined && to === booking.state && assigneeId === undefined) return relocation;
  const reason = request.reason === undefined ? {} : { reason: request.reason };
  switch (to) {
    case 'assigned': {
      if (assigneeId === undefined) {
        throw inputProblem('invalid_request', '/assigneeId', 'Set assigneeId to the person to assign.');
      }
      const assignee = await candidateOf(uow, sources, policy, assigneeId);
      const explicit = request.reason !== undefined || expectedVersion !== undefined;
      const type = booking.state !== 'requested' && explicit ? 'reassign' : 'assign';
      return [...relocation, { type, assignee, ...reason }];
    }
    case 'requested':
      return [...relocation, { type: 'unassign', ...reason }];
    case 'completed':
      return [...relocation, { type: 'complete', ...reason }];
    case 'cancelled':
      return [...relocation, { type: 'cancel', ...reason }];
    default:
      return [...relocation, { type: 'move', to, ...reason }];
  }
}
