import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { ExerciseProgress, ExercisesFace } from '../../calls/index.ts';
import { advance, begin, nextDue, replay } from '../engine/advance.ts';
import { speakingMs } from '../engine/play.ts';
import { score } from '../engine/score.ts';
import type { Entry, Input, Scenario } from '../engine/types.ts';
import { TrainingRunEnded } from '../events.ts';
import { AdvanceRun } from '../jobs.ts';
import { TrainingRun } from '../models.ts';
import { type CallerEntry, type Phrasings, phrasingKey } from '../phrasing/phrase.ts';
import type { LoadedScenarios } from '../scenarios/load.ts';
import type { ReadScenario } from '../scenarios/validate.ts';
import { announceVoice } from '../voice/voices.ts';

export interface DriverNeeds {
  readonly database: Database;
  readonly calls: ExercisesFace;
  readonly scenarios: () => LoadedScenarios;
  /** Other words for lines of a caller; null where those of the file are said. */
  readonly phrase: PhraseLines | null;
}

/** @param tenant whose budget pays. */
export type PhraseLines = (
  scenario: Scenario,
  lines: readonly CallerEntry[],
  about: { readonly mood: string; readonly tenant: string },
) => Promise<Phrasings>;

/** Retries for over an hour with the default backoff: a restarting database ends no exercise. */
const MAX_ATTEMPTS = 40;
const SCOPE = systemScope('training run');
const NONE: Phrasings = new Map();

/** Lets the callers of runs hear and speak. Every step reads what the call says, so that a repeated one does nothing. */
export function advanceRunJob(needs: DriverNeeds): JobDefinition {
  return jobHandler(AdvanceRun, {
    maxAttempts: MAX_ATTEMPTS,
    async handle({ runId }) {
      // Outside of the transaction that says them: a model takes its time.
      const phrasings = await phrasedLines(needs, runId);
      await needs.database.run(SCOPE, (uow) => advanceRun(uow, needs, runId, phrasings), { retry: true });
    },
  });
}

/** What the caller is about to say, in other words where these are asked for. */
async function phrasedLines(
  { database, calls, scenarios, phrase }: DriverNeeds,
  runId: string,
): Promise<Phrasings> {
  if (phrase === null) return NONE;
  const next = await database.run(SCOPE, async (uow) => {
    const row = await TrainingRun.query(uow.trx).findById(runId);
    const read = row && scenarios().scenarios.get(row.scenarioId);
    if (!row || !read || row.state === 'ended' || row.state === 'abandoned') return null;
    const progress = await calls.exerciseProgress(uow, row.callId, row.heard);
    const { answeredAt, overAt } = progress;
    if (answeredAt === null || overAt !== null) return null;
    const entries = entriesAfter(read, row, { ...progress, answeredAt }, uow.now);
    const lines = entries.slice(row.entries.length).filter((entry) => entry.kind === 'caller');
    const { mood } = replay(read.scenario, entries);
    return { scenario: read.scenario, lines, mood, tenant: row.hospitalId ?? 'platform' };
  });
  if (next === null || next.lines.length === 0) return NONE;
  return phrase(next.scenario, next.lines, next);
}

async function advanceRun(
  uow: UnitOfWork,
  { calls, scenarios }: DriverNeeds,
  runId: string,
  phrasings: Phrasings,
): Promise<void> {
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
  const entries = entriesAfter(read, row, { ...progress, answeredAt }, uow.now).map((entry, index) =>
    index < row.entries.length ? entry : worded(entry, phrasings),
  );
  const heard = progress.words.at(-1)?.sequence ?? row.heard;
  const added = entries.slice(row.entries.length);
  const changes = { entries, heard, startedAt: answeredAt };
  if (overAt !== null) {
    await finish(uow, row, read, { ...changes, endedAt: overAt });
    if (row.mode === 'audio') await announceVoice(uow, row.id);
    return;
  }
  for (const entry of added) {
    // Spoken ones come to the call as any caller's words do.
    if (entry.kind !== 'caller' || row.mode === 'audio') continue;
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
  // A caller who starts to speak, is put on hold or back.
  if (row.mode === 'audio') await announceVoice(uow, row.id);
  const due = nextDue(read.scenario, replay(read.scenario, entries));
  if (due !== null && !progress.onHold) {
    uow.enqueue(AdvanceRun.at(row.id, { runId: row.id }, new Date(answeredAt.getTime() + due)));
  }
}

/** All entries once what came to pass in the call is taken in. Pure but for its arguments. */
function entriesAfter(
  { scenario, understand }: ReadScenario,
  { entries: earlier, mode }: Pick<TrainingRun, 'entries' | 'mode'>,
  { answeredAt, words, decisions, overAt, onHold }: ExerciseProgress & { readonly answeredAt: Date },
  now: Date,
): readonly Entry[] {
  const entries: Entry[] = [...earlier];
  const add = (added: readonly Entry[]) => {
    for (const entry of added) entries.push(mode === 'audio' ? spokenAfter(entries, entry) : entry);
  };
  if (entries.length === 0) add(begin(scenario));
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
  // On hold a caller says nothing unasked. Unprompted words belong to the time before what was done later; after the end
  // there are none.
  for (const input of onHold && overAt === null ? inputs : [...inputs, last]) {
    const before = entries.at(-1)?.atMs ?? 0;
    add(advance(scenario, replay(scenario, entries), { ...input, atMs: Math.max(before, input.atMs) }));
  }
  return entries;
}

function worded(entry: Entry, phrasings: Phrasings): Entry {
  if (entry.kind !== 'caller') return entry;
  return { ...entry, text: phrasings.get(phrasingKey(entry)) ?? entry.text };
}

/** What is spoken takes its time, and begins when what was said before it has ended. */
function spokenAfter(entries: readonly Entry[], entry: Entry): Entry {
  if (entry.kind !== 'caller') return entry;
  const busy = entries.map((one) => (one.kind === 'caller' ? one.atMs + (one.lastsMs ?? 0) : 0));
  return {
    ...entry,
    lastsMs: Math.max(0, ...busy.map((endMs) => endMs - entry.atMs)) + speakingMs(entry.text),
  };
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
