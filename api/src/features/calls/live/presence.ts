import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import { lockSide } from '../audio/positions.ts';
import { decide } from '../engine/decide.ts';
import { CallerAbsent } from '../jobs.ts';
import { Call } from '../models.ts';
import { factsOf, SYSTEM, saveDecision } from '../record/store.ts';

/** How long a caller whose connection is lost may take to come back, milliseconds. */
export const COME_BACK_MS = 20_000;
/** Retries for over an hour with the default backoff. */
const MAX_ATTEMPTS = 40;
const SCOPE = systemScope('a caller whose connection was lost');

/** Callers in browsers who are gone without hanging up: a closed page, a dead battery. */
export class Presence {
  readonly #database: Database;
  readonly #log: WorkLog;
  readonly #writing = new Set<Promise<void>>();

  constructor(database: Database, log: WorkLog) {
    this.#database = database;
    this.#log = log;
  }

  /** The connection of the caller has ended. Nothing follows where they have another since. */
  lost(callId: string, epoch: number): void {
    const written: Promise<void> = this.#database
      .run(SCOPE, async (uow) => {
        const side = await lockSide(uow, callId, 'caller');
        if (side?.epoch !== epoch) return;
        uow.enqueue(CallerAbsent.at(callId, { callId, epoch }, new Date(uow.now.getTime() + COME_BACK_MS)));
      })
      .catch((error: unknown) =>
        this.#log.error({ reason: describeFailure(error) }, 'a lost caller could not be recorded'),
      )
      .finally(() => this.#writing.delete(written));
    this.#writing.add(written);
  }

  /** Waits for what is being written. */
  async stop(): Promise<void> {
    await Promise.all(this.#writing);
  }
}

/** The caller did not come back: the call counts as left, as if they had hung up. */
export function callerAbsentJob(database: Database): JobDefinition {
  return jobHandler(CallerAbsent, {
    maxAttempts: MAX_ATTEMPTS,
    handle: ({ callId, epoch }) =>
      database.run(
        SCOPE,
        async (uow) => {
          const row = await Call.query(uow.trx).findById(callId).forUpdate();
          if (row === undefined) return;
          const side = await lockSide(uow, callId, 'caller');
          if (side?.epoch !== epoch) return;
          const decision = decide(factsOf(row), { type: 'leave' }, null, uow.now);
          if (decision.accepted) await saveDecision(uow, row, decision, SYSTEM);
        },
        { retry: true },
      ),
  });
}
