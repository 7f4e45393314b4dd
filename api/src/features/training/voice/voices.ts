import { v7 } from 'uuid';
import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Signals } from '../../../kernel/coordination/signals.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Time } from '../../../kernel/network/time.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { ExercisesFace } from '../../calls/index.ts';
import type { Entry, Scenario } from '../engine/types.ts';
import { TrainingRun } from '../models.ts';
import type { LoadedScenarios } from '../scenarios/load.ts';
import { languageOfLine } from './languages.ts';
import type { SpokenLines } from './lines.ts';
import { Background } from './mix.ts';
import { type QueuedLine, Speaker, type SpokenMark } from './speaker.ts';

export interface VoicesNeeds {
  readonly database: Database;
  readonly calls: ExercisesFace;
  readonly scenarios: () => LoadedScenarios;
  readonly signals: Pick<Signals, 'on'>;
  readonly time: Time;
  readonly log: WorkLog;
  readonly lines: SpokenLines;
}

const CHANNEL = 'kiwimesh_training_voice';
const SCOPE = systemScope('speak for the caller of an exercise');
/** A process that was killed speaks no more after this; another goes on. */
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
/** Between looks for runs that nobody speaks for, milliseconds. */
const SWEEP_MS = 5_000;
/** Runs that one process speaks for at once; others wait for another process. */
const MAX_RUNS = 50;

interface Held {
  readonly speaker: Speaker;
  readonly scenario: Scenario;
  cancelRenewal: () => void;
}

/** Tells the processes that speak, when the unit of work commits, that there is something to say or that it changed. */
export async function announceVoice(uow: UnitOfWork, runId: string): Promise<void> {
  await uow.trx.raw('select pg_notify(?, ?)', [CHANNEL, runId]);
}

/**
 * The callers of spoken runs, of which each is spoken by one process at a time: it holds a lease, and another goes on where
 * it was killed, with the line that was not finished.
 */
export class Voices {
  readonly #needs: VoicesNeeds;
  readonly #id = v7();
  readonly #held = new Map<string, Held>();
  readonly #claiming = new Set<string>();
  readonly #working = new Set<Promise<void>>();
  #cancelSweep: () => void = () => {};
  #begun = false;
  #stopped = false;

  constructor(needs: VoicesNeeds) {
    this.#needs = needs;
    needs.signals.on(CHANNEL, (runId) => {
      if (!this.#begun || this.#stopped) return;
      if (runId === null) this.#do(() => this.#sweep());
      else this.#do(() => this.#wake(runId));
    });
  }

  /** Begins to look for runs to speak for. */
  start(): void {
    this.#begun = true;
    this.#sweepLater();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelSweep();
    for (const { cancelRenewal } of this.#held.values()) cancelRenewal();
    const speakers = [...this.#held.values()].map(({ speaker }) => speaker.leave());
    await Promise.all([...speakers, ...this.#working]);
    // Where it fails the leases run out, and another process goes on a little later.
    this.#do(() => this.#release());
    await Promise.all(this.#working);
  }

  /** So that another process goes on at once. */
  #release(): Promise<void> {
    return this.#needs.database.run(SCOPE, async (uow) => {
      const mine = await TrainingRun.query(uow.trx)
        .select('id')
        .where({ voice_by: this.#id, state: 'active' });
      for (const { id } of mine) {
        await TrainingRun.query(uow.trx).findById(id).patch({ voiceUntil: uow.now });
        await announceVoice(uow, id);
      }
    });
  }

  #do(work: () => Promise<void>): void {
    const working: Promise<void> = work()
      .catch((error: unknown) =>
        this.#needs.log.warn({ reason: describeFailure(error) }, 'the caller of an exercise could not go on'),
      )
      .finally(() => this.#working.delete(working));
    this.#working.add(working);
  }

  #sweepLater(): void {
    this.#cancelSweep = this.#needs.time.after(SWEEP_MS, () => {
      this.#do(() => this.#sweep().finally(() => !this.#stopped && this.#sweepLater()));
    });
  }

  async #sweep(): Promise<void> {
    const silent = await this.#needs.database.run(SCOPE, async (uow) =>
      TrainingRun.query(uow.trx)
        .select('id')
        .where({ mode: 'audio', state: 'active' })
        .where((free) => free.whereNull('voice_until').orWhere('voice_until', '<=', uow.now))
        .limit(MAX_RUNS),
    );
    for (const { id } of silent) await this.#wake(id);
  }

  async #wake(runId: string): Promise<void> {
    if (this.#stopped || this.#claiming.has(runId)) return;
    this.#claiming.add(runId);
    try {
      const held = this.#held.get(runId);
      if (held === undefined) await this.#claim(runId);
      else await this.#renew(runId, held);
    } finally {
      this.#claiming.delete(runId);
    }
  }

  async #claim(runId: string): Promise<void> {
    if (this.#held.size >= MAX_RUNS) return;
    const { database, scenarios, calls, time, lines, log } = this.#needs;
    const row = await database.run(SCOPE, async (uow) => {
      const found = await this.#mine(uow, runId);
      if (found !== null) await this.#extend(uow, found);
      return found;
    });
    const scenario = row && scenarios().scenarios.get(row.scenarioId)?.scenario;
    if (!row || !scenario || this.#stopped) return;
    const { startedAt, callId } = row;
    const speaker = new Speaker({
      time,
      background: new Background(scenario.noise),
      runMs: () => Math.max(0, database.now().getTime() - (startedAt?.getTime() ?? 0)),
      open: () => calls.openExerciseAudio(callId),
      speak: (text) =>
        lines
          .of({ text, language: languageOfLine(text, scenario), voice: scenario.caller.voice })
          .catch((error) => {
            log.warn({ runId, reason: describeFailure(error) }, 'a line of an exercise could not be spoken');
            return null;
          }),
      spoken: (mark, line) => this.#spoken(row, scenario, mark, line),
      onEnd: () => this.#forget(runId),
    });
    const held: Held = { speaker, scenario, cancelRenewal: () => {} };
    this.#held.set(runId, held);
    log.info({ runId }, 'an exercise is spoken');
    await this.#renew(runId, held);
  }

  #renewLater(runId: string, held: Held): void {
    held.cancelRenewal();
    held.cancelRenewal = this.#needs.time.after(RENEW_MS, () => this.#do(() => this.#wake(runId)));
  }

  async #renew(runId: string, held: Held): Promise<void> {
    this.#renewLater(runId, held);
    const { database, calls } = this.#needs;
    const { row, onHold } = await database.run(SCOPE, async (uow) => {
      const found = await this.#mine(uow, runId);
      if (found !== null) await this.#extend(uow, found);
      return { row: found, onHold: found !== null && (await calls.isOnHold(uow, found.callId)) };
    });
    if (row === null) return held.speaker.stop();
    held.speaker.pause(onHold);
    held.speaker.say(unspoken(row));
  }

  #forget(runId: string): void {
    this.#held.get(runId)?.cancelRenewal();
    this.#held.delete(runId);
  }

  /** The run, locked, where this process speaks for it or may; null where it is over or another process does. */
  async #mine(uow: UnitOfWork, runId: string): Promise<TrainingRun | null> {
    const row = await TrainingRun.query(uow.trx).findById(runId).forUpdate();
    if (row?.mode !== 'audio' || row.state !== 'active') return null;
    const free = row.voiceUntil === null || row.voiceUntil <= uow.now;
    return free || row.voiceBy === this.#id ? row : null;
  }

  async #extend(uow: UnitOfWork, { id }: TrainingRun): Promise<void> {
    const voiceUntil = new Date(uow.now.getTime() + LEASE_MS);
    await updateOne(TrainingRun.query(uow.trx).findById(id), { voiceBy: this.#id, voiceUntil });
  }

  /** Marks a line. One that could not be spoken comes as text, so that the exercise goes on. */
  #spoken(run: TrainingRun, scenario: Scenario, mark: SpokenMark, { text }: QueuedLine): Promise<void> {
    const { database, calls } = this.#needs;
    return database.run(
      SCOPE,
      async (uow) => {
        const row = await TrainingRun.query(uow.trx).findById(run.id).forUpdate();
        if (row?.voiceBy !== this.#id || row.spoken.some(({ entry }) => entry === mark.entry)) return;
        const ms = mark.ms === null ? null : Math.round(mark.ms);
        const spoken = [...row.spoken, { ...mark, ms }];
        await updateOne(TrainingRun.query(uow.trx).findById(row.id), { spoken, version: row.version + 1 });
        if (ms === null) {
          await calls.sayInExercise(uow, row.callId, { text, language: languageOfLine(text, scenario) });
        }
      },
      { retry: true },
    );
  }
}

/** What the caller has still to say. */
export function unspoken({
  entries,
  spoken,
}: Pick<TrainingRun, 'entries' | 'spoken'>): readonly QueuedLine[] {
  const done = new Set(spoken.map(({ entry }) => entry));
  return entries.flatMap((one: Entry, entry) =>
    one.kind === 'caller' && !done.has(entry) ? [{ entry, text: one.text }] : [],
  );
}
