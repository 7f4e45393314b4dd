import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import type { Time } from '../../../kernel/network/time.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import { lockSide } from '../audio/positions.ts';
import { decide } from '../engine/decide.ts';
import { CallerAbsent } from '../jobs.ts';
import { Call, CallAudio, type Speaker } from '../models.ts';
import { factsOf, SYSTEM, saveDecision } from '../record/store.ts';

/** How long a caller whose connection is lost may take to come back, milliseconds. */
export const COME_BACK_MS = 20_000;
/** How long a connection counts as there after its process last said so, milliseconds: a few renewals may fail. */
export const LEASE_MS = 45_000;
const RENEW_MS = 15_000;
/** Retries for over an hour with the default backoff. */
const MAX_ATTEMPTS = 40;
const SCOPE = systemScope('whose connections are there');

/** One opening of a side by a connection. */
export interface HeldSide {
  readonly callId: string;
  readonly speaker: Speaker;
  readonly epoch: number;
}

/**
 * Who is connected to calls: callers in browsers, who may be gone without hanging up (a closed page, a dead battery),
 * and operators. Each connection has a lease that its process renews, and for callers a job at the end of it, so that
 * nobody counts as there whose process was killed.
 */
export class Presence {
  readonly #database: Database;
  readonly #log: WorkLog;
  readonly #time: Time;
  readonly #held = new Set<HeldSide>();
  readonly #writing = new Set<Promise<void>>();
  #cancelRenewal: (() => void) | null = null;
  #stopped = false;

  constructor(database: Database, log: WorkLog, time: Time) {
    this.#database = database;
    this.#log = log;
    this.#time = time;
  }

  /** The lease of a connection begins, in the transaction that opens its side. */
  async begin(uow: UnitOfWork, side: HeldSide, leaseBy: string | null): Promise<void> {
    await lease(uow, side, LEASE_MS);
    const { callId, speaker, epoch } = side;
    await CallAudio.query(uow.trx).where({ call_id: callId, speaker, epoch }).patch({ leaseBy });
  }

  /** The connection is there until {@link lost}: its lease is renewed. */
  hold(side: HeldSide): void {
    this.#held.add(side);
    this.#renewLater();
  }

  /** The connection has ended. Nothing follows where the side has another since. */
  lost(side: HeldSide): void {
    this.#held.delete(side);
    this.#write(async (uow) => {
      const row = await lockSide(uow, side.callId, side.speaker);
      if (row?.epoch === side.epoch) await lease(uow, side, side.speaker === 'caller' ? COME_BACK_MS : 0);
    });
  }

  /** Waits for what is being written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRenewal?.();
    await Promise.all(this.#writing);
  }

  #renewLater(): void {
    if (this.#stopped) return;
    this.#cancelRenewal ??= this.#time.after(RENEW_MS, () => {
      this.#cancelRenewal = null;
      if (this.#held.size === 0) return;
      const held = [...this.#held].map(({ callId, speaker, epoch }): [string, Speaker, number] => [
        callId,
        speaker,
        epoch,
      ]);
      this.#write(async (uow) => {
        // Locked in the order in which everything locks many of them.
        const sides = await CallAudio.query(uow.trx)
          .select('id')
          .whereInComposite(['call_id', 'speaker', 'epoch'], held)
          .orderBy('id')
          .forUpdate();
        const ids = sides.map(({ id }) => id);
        await CallAudio.query(uow.trx)
          .whereIn('id', ids)
          .patch({ leaseUntil: new Date(uow.now.getTime() + LEASE_MS) });
      });
      this.#renewLater();
    });
  }

  #write(work: (uow: UnitOfWork) => Promise<void>): void {
    const written: Promise<void> = this.#database
      .run(SCOPE, work, { retry: true })
      .catch((error: unknown) =>
        this.#log.error(
          { reason: describeFailure(error) },
          'who is connected to calls could not be recorded',
        ),
      )
      .finally(() => this.#writing.delete(written));
    this.#writing.add(written);
  }
}

/** Sets the end of a lease, and for a caller the job that looks at it then. */
async function lease(uow: UnitOfWork, { callId, speaker, epoch }: HeldSide, ms: number): Promise<void> {
  const leaseUntil = new Date(uow.now.getTime() + ms);
  await CallAudio.query(uow.trx).where({ call_id: callId, speaker, epoch }).patch({ leaseUntil });
  if (speaker === 'caller') uow.enqueue(CallerAbsent.at(callId, { callId, epoch }, leaseUntil));
}

/** The caller did not come back: the call counts as left, as if they had hung up. One who is there is looked at again. */
export function callerAbsentJob(database: Database): JobDefinition {
  return jobHandler(CallerAbsent, {
    maxAttempts: MAX_ATTEMPTS,
    handle: ({ callId, epoch }) =>
      database.run(
        SCOPE,
        async (uow) => {
          const row = await Call.query(uow.trx).findById(callId).forUpdate();
          if (row === undefined || row.endedAt !== null) return;
          const side = await lockSide(uow, callId, 'caller');
          if (side?.epoch !== epoch) return;
          if (side.leaseUntil !== null && side.leaseUntil > uow.now) {
            uow.enqueue(CallerAbsent.at(callId, { callId, epoch }, side.leaseUntil));
            return;
          }
          const decision = decide(factsOf(row), { type: 'leave' }, null, uow.now);
          if (decision.accepted) await saveDecision(uow, row, decision, SYSTEM);
        },
        { retry: true },
      ),
  });
}
