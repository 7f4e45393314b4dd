import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import { StaffSignedOut } from '../../identity/index.ts';
import { StaffAccessChanged, StaffDeactivated } from '../../organisations/index.ts';
import { decide } from '../engine/decide.ts';
import type { CallCommand } from '../engine/types.ts';
import { Call } from '../models.ts';
import { factsOf, SYSTEM, saveDecision } from '../record/store.ts';
import { staffedFirst } from './desks.ts';
import { lockOperator, type Standing, unableBecause } from './standing.ts';

/**
 * The calls of operators who can act no more ring at their desk again, at once: those they have, and those that ring to
 * them. Callers stay connected, and what was said and decided stays. Looks at what is so now: who is signed in again by the
 * time of the delivery keeps the call.
 */
export function releaseOperators(standing: Standing): Subscriber {
  return subscriber(
    'call-operators',
    [StaffDeactivated, StaffAccessChanged, StaffSignedOut],
    async ({ data: { staffId } }, uow) => {
      await lockOperator(uow, staffId);
      const rows = await Call.query(uow.trx)
        .where((of) =>
          of
            .where((had) => had.where('operator_id', staffId).whereIn('state', ['active', 'held']))
            .orWhere((rings) => rings.where('offered_to_id', staffId).where('state', 'waiting')),
        )
        .orderBy('id')
        .forUpdate();
      for (const row of rows) await release(uow, standing, row, staffId);
    },
  );
}

async function release(uow: UnitOfWork, standing: Standing, row: Call, staffId: string): Promise<void> {
  const reason = await unableBecause(uow, standing, staffId, row.hospitalId);
  if (reason === null) return;
  const command: CallCommand = row.training
    ? // An exercise belongs to one operator: it is over with them.
      { type: 'leave' }
    : {
        type: 'operator_gone',
        operatorId: staffId,
        desks: await staffedFirst(uow, standing.organisations, [row.hospitalId, ...row.nextDesks]),
      };
  const decision = decide(factsOf(row), command, null, uow.now);
  if (decision.accepted) await saveDecision(uow, row, decision, SYSTEM, {}, { operatorId: staffId, reason });
}
