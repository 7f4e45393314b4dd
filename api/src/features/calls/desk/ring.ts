import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { decide } from '../engine/decide.ts';
import { RingTimeout } from '../jobs.ts';
import { Call } from '../models.ts';
import { factsOf, SYSTEM, saveDecision } from '../record/store.ts';

/** Retries for over an hour with the default backoff, so that a restarting database loses no caller. */
const MAX_ATTEMPTS = 40;

/** Moves calls that nobody claims from desk to desk. Checks the stored facts: an outdated timer does nothing. */
export function ringTimeoutJob(database: Database): JobDefinition {
  return jobHandler(RingTimeout, {
    maxAttempts: MAX_ATTEMPTS,
    handle: ({ callId }) =>
      database.run(
        systemScope('ring timeout'),
        async (uow) => {
          const row = await Call.query(uow.trx).findById(callId).forUpdate();
          if (row === undefined || row.ringUntil === null) return;
          // The timer and this transaction read different clocks: one that is a moment early counts as due.
          const due = row.ringUntil > uow.now ? row.ringUntil : uow.now;
          const decision = decide(factsOf(row), { type: 'ring_timeout' }, null, due);
          if (decision.accepted) await saveDecision(uow, row, decision, SYSTEM);
        },
        { retry: true },
      ),
  });
}
