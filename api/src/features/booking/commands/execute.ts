import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import {
  type Acceptance,
  type Actor,
  type Booking,
  type Command,
  decide,
  type Policy,
} from '../engine/index.ts';
import type { PolicyBook } from '../policies/load.ts';
import { rejectionProblem } from '../problems.ts';
import { saveDecision } from '../record/store.ts';

/** Lets the engine decide on a command and stores the decision. @throws Problem if the engine rejects the command. */
export async function execute(
  uow: UnitOfWork,
  policy: Policy,
  actor: Actor,
  booking: Booking,
  command: Command,
): Promise<Acceptance> {
  const decision = decide(booking, command, policy, actor, uow.now);
  if (!decision.accepted) throw rejectionProblem(decision, booking);
  await saveDecision(uow, actor, booking, decision);
  return decision;
}

/** The policy of a booking that a caller wants to change. @throws Problem if its file was removed. */
export function installedPolicy(policies: PolicyBook, { serviceType }: Booking): Policy {
  const policy = policies.get(serviceType);
  if (policy !== undefined) return policy;
  throw new Problem('unprocessable', {
    detail: 'The policy of this service type is no longer installed. Restore its file to continue.',
  });
}
