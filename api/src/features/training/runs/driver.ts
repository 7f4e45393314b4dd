import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { ExerciseProgress, ExercisesFace } from '../../calls/index.ts';
import { advance, begin, nextDue, replay } from '../engine/advance.ts';
import { score } from '../engine/score.ts';
import type { Entry, Input } from '../engine/types.ts';
import { TrainingRunEnded } from '../events.ts';
import { AdvanceRun } from '../jobs.ts';
import { TrainingRun } from '../models.ts';
import type { LoadedScenarios } from '../scenarios/load.ts';
import type { ReadScenario } from '../scenarios/validate.ts';

export interface DriverNeeds {
  readonly database: Database;
  readonly calls: ExercisesFace;
  readonly scenarios: () => LoadedScenarios;
}

/** Retries for over an hour with the default backoff: a restarting database ends no exercise. */
const MAX_ATTEMPTS = 40;

/** Lets the callers of runs hear and speak. Every step reads what the call says, so that a repeated one does nothing. */
export function advanceRunJob(needs: DriverNeeds): JobDefinition {
  return jobHandler(AdvanceRun, {
    maxAttempts: MAX_ATTEMPTS,
    handle: ({ runId }) =>
      needs.database.run(systemScope('training run'), (uow) => advanceRun(uow, needs, runId), {
        retry: true,
      }),
  });
}

async function advanceRun(uow: UnitOfWork, { calls, scenarios }: DriverNeeds, runId: string): Promise<void> {
  const row = await TrainingRun.query(uow.trx).findById(runId).forUpdate();
  if (row === undefined || row.state === 'ended' || row.state === 'abandoned') return;
  const progress = await calls.exerciseProgress(uow, row.callId, row.heard);
  const { answeredAt, overAt } = progress;
  if (answeredAt === null) {
    if (overAt !== null) await close(uow, row, { state: 'abandoned', endedAt: overAt });
    return;
  }
  const read = scenarios().scenarios.get(row.scenarioId);
  // The file was taken away since: what has no caller any more cannot be marked.
  if (read === undefined) return;
  const entries = entriesAfter(read, row.entries, { ...progress, answeredAt }, uow.now);
  const heard = progress.words.at(-1)?.sequence ?? row.heard;
  const added = entries.slice(row.entries.length);
  const changes = { entries, heard, startedAt: answeredAt };
  if (overAt !== null) {
    await finish(uow, row, read, { ...changes, endedAt: overAt });
    return;
  }
  for (const entry of added) {
    if (entry.kind !== 'caller') continue;
    const { language } = read.scenario;
    await calls.sayInExercise(uow, row.callId, { text: entry.text, language });
  }
  if (added.length > 0 || heard !== row.heard) {
    await updateOne(TrainingRun.query(uow.trx).findById(row.id), {
      ...changes,
      state: 'active',
      version: row.version + 1,
    });
  }
  const due = nextDue(read.scenario, replay(read.scenario, entries));
  if (due !== null) {
    uow.enqueue(AdvanceRun.at(row.id, { runId: row.id }, new Date(answeredAt.getTime() + due)));
  }
}

/** All entries once what came to pass in the call is taken in. Pure but for its arguments. */
function entriesAfter(
  { scenario, understand }: ReadScenario,
  earlier: readonly Entry[],
  { answeredAt, words, decisions, overAt }: ExerciseProgress & { readonly answeredAt: Date },
  now: Date,
): readonly Entry[] {
  const entries = earlier.length === 0 ? [...begin(scenario)] : [...earlier];
  const known = entries.filter(({ kind }) => kind === 'decided').length;
  const at = (time: Date) => Math.max(0, time.getTime() - answeredAt.getTime());
  const inputs: Input[] = [
    ...words
      .filter(({ speaker }) => speaker === 'operator')
      .map(({ text, at: time }) => ({
        kind: 'said' as const,
        atMs: at(time),
        text,
        intents: understand(text),
      })),
    ...decisions
      .slice(known)
      .map(({ at: time, ...decision }) => ({ kind: 'decided' as const, atMs: at(time), ...decision })),
  ].sort((a, b) => a.atMs - b.atMs);
  const last: Input = overAt === null ? { kind: 'time', atMs: at(now) } : { kind: 'ended', atMs: at(overAt) };
  // Unprompted words belong to the time before what was done later; after the end there are none.
  for (const input of [...inputs, last]) {
    const before = entries.at(-1)?.atMs ?? 0;
    entries.push(
      ...advance(scenario, replay(scenario, entries), { ...input, atMs: Math.max(before, input.atMs) }),
    );
  }
  return entries;
}

async function finish(
  uow: UnitOfWork,
  row: TrainingRun,
  { scenario }: ReadScenario,
  changes: {
    readonly entries: readonly Entry[];
    readonly heard: number;
    readonly startedAt: Date;
    readonly endedAt: Date;
  },
): Promise<void> {
  const result = score(scenario, changes.entries);
  const { total, passed, items } = result;
  const missed = items.filter(({ points, of }) => points !== of).map(({ id }) => id);
  await close(uow, row, { ...changes, state: 'ended', score: result, total, passed, missed });
  const { id: trainingRunId, scenarioId, callId, operatorId, hospitalId } = row;
  uow.emit(
    TrainingRunEnded(row.id, { trainingRunId, scenarioId, callId, operatorId, hospitalId, total, passed }),
  );
}

async function close(uow: UnitOfWork, row: TrainingRun, changes: Partial<TrainingRun>): Promise<void> {
  await updateOne(TrainingRun.query(uow.trx).findById(row.id), { ...changes, version: row.version + 1 });
  uow.cancel(AdvanceRun, row.id);
}
