import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import {
  type Acceptance,
  type Actor,
  type Booking,
  type BookingState,
  type Command,
  decide,
  type Location,
} from '../engine/index.ts';
import type { Policy } from '../policies/policy.ts';
import { saveDecision } from '../record/store.ts';
import { candidateOf } from './actors.ts';
import { refusal } from './refusals.ts';

/** What a caller asks of a booking: the state to move it to, and what that needs. */
export interface Move {
  readonly to: BookingState;
  readonly assigneeId?: string | undefined;
  readonly reason?: string | undefined;
  readonly location?: Location | undefined;
  /** The versions the caller saw (If-Match), one as a rule. */
  readonly expectedVersion?: readonly number[] | undefined;
}

/**
 * Names the command a move means. Naming the state a booking already has, with a place, corrects the place. Taking a
 * booking from its assignee has to be meant: with a reason, or the version seen in If-Match. Without either it is an
 * assignment that somebody else made first, and is refused, so that of two who assign at once exactly one wins.
 */
export async function commandsOf(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policy: Policy,
  booking: Booking,
  move: Move,
): Promise<Command[]> {
  const { to, assigneeId, location } = move;
  const relocation: Command[] = location === undefined ? [] : [{ type: 'update_location', location }];
  if (location !== undefined && to === booking.state && assigneeId === undefined) return relocation;
  const reason = move.reason === undefined ? {} : { reason: move.reason };
  switch (to) {
    case 'assigned': {
      if (assigneeId === undefined) {
        const detail = 'Set assigneeId to the person to assign.';
        throw new Problem('invalid_request', { detail, errors: [{ pointer: '/assigneeId', detail }] });
      }
      const assignee = await candidateOf(uow, organisations, policy, assigneeId);
      const meant = move.reason !== undefined || move.expectedVersion !== undefined;
      const type = booking.state !== 'requested' && meant ? 'reassign' : 'assign';
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

/** Judges one command and writes what follows. @throws Problem for a refusal. */
export async function execute(
  uow: UnitOfWork,
  policy: Policy,
  actor: Actor,
  booking: Booking,
  command: Command,
): Promise<Acceptance> {
  const decision = decide(booking, command, policy, actor, uow.now);
  if (!decision.accepted) throw refusal(decision, booking);
  await saveDecision(uow, actor, booking, decision);
  return decision;
}
