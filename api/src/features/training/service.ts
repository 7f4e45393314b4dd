import { v7 } from 'uuid';
import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { Page, PageRequest } from '../../kernel/ground/paging.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { newestPage, whereGiven } from '../../kernel/tenancy/lists.ts';
import type { ExercisesFace } from '../calls/index.ts';
import { TrainingRunCreated } from './events.ts';
import { type TrainingMode, TrainingRun } from './models.ts';
import { trainingProblems } from './problems.ts';
import { type ReportedRun, reportOf, type TrainingReport } from './runs/report.ts';
import type { LoadedScenarios } from './scenarios/load.ts';
import type { ReadScenario } from './scenarios/validate.ts';
import { type AudioMeans, type AudioUnavailable, whyNoAudio } from './voice/languages.ts';
import type { SpokenLines } from './voice/lines.ts';
import { RunAudio } from './voice/playback.ts';

export interface TrainingNeeds {
  readonly database: Database;
  readonly calls: ExercisesFace;
  readonly scenarios: () => LoadedScenarios;
  /** What speaks and hears, of which either may be missing. */
  readonly means: AudioMeans;
  /** Null without a synthesiser. */
  readonly lines: SpokenLines | null;
}

/** Which runs are wanted; undefined: of all. */
export interface RunFilter {
  readonly operatorId?: string | undefined;
  readonly scenarioId?: string | undefined;
  readonly cohort?: string | undefined;
  readonly hospitalId?: string | undefined;
}

export interface NewRun {
  readonly scenarioId: string;
  readonly mode: TrainingMode;
  readonly cohort?: string | undefined;
  /** Who practises; undefined: the caller. */
  readonly operatorId?: string | undefined;
}

/** More would be counted in the database; a year of a large desk is a tenth of it. */
const MAX_REPORTED = 20_000;
const WHY_NO_AUDIO: Readonly<Record<AudioUnavailable, string>> = {
  no_synthesiser: 'Nothing here speaks the lines of a caller: no synthesiser is installed or set.',
  no_recognition: 'Speech recognition is off, so that what a caller says would not be transcribed.',
  language: 'The synthesiser does not speak the languages of this caller.',
};
const ADMINISTRATORS: readonly string[] = ['super_admin', 'hospital_admin'];

/** Scenarios and runs of training, within the caller's reach. */
export class Training {
  readonly #needs: TrainingNeeds;

  constructor(needs: TrainingNeeds) {
    this.#needs = needs;
  }

  scenarios(): readonly ReadScenario[] {
    return [...this.#needs.scenarios().scenarios.values()];
  }

  /** Null where runs of the scenario can be spoken. */
  whyNoAudio({ scenario }: ReadScenario): AudioUnavailable | null {
    return whyNoAudio(scenario, this.#needs.means);
  }

  sources(): LoadedScenarios['sources'] {
    return this.#needs.scenarios().sources;
  }

  /**
   * A scenario, and whether the caller may read what it is about: administrators may, and operators once they have ended a
   * run of it.
   * @throws Problem `not_found`
   */
  async scenario(principal: Principal, id: string): Promise<{ read: ReadScenario; mayDebrief: boolean }> {
    const read = this.#scenarioOf(id);
    if (principal.kind !== 'staff') return { read, mayDebrief: false };
    if (ADMINISTRATORS.includes(principal.role)) return { read, mayDebrief: true };
    const ended = await this.#needs.database.run(principal, async (uow) =>
      TrainingRun.query(uow.trx).findOne({ scenario_id: id, operator_id: principal.id, state: 'ended' }),
    );
    return { read, mayDebrief: ended !== undefined };
  }

  /**
   * Rings a call for the operator who practises to claim.
   * @throws Problem `not_found` for an unknown scenario; `training_audio_unavailable`; else as `startExercise`.
   */
  async start(
    principal: Principal,
    { scenarioId, mode, cohort, operatorId: practising }: NewRun,
  ): Promise<TrainingRun> {
    const read = this.#scenarioOf(scenarioId);
    const { scenario } = read;
    const unavailable = mode === 'audio' ? this.whyNoAudio(read) : null;
    if (unavailable !== null) {
      throw new Problem(trainingProblems.training_audio_unavailable, {
        detail: `${WHY_NO_AUDIO[unavailable]} Start the run as \`text\`.`,
        errors: [{ pointer: '/mode', detail: 'Send `text`.' }],
      });
    }
    return this.#needs.database.run(
      principal,
      async (uow) => {
        const { callId, operator } = await this.#needs.calls.startExercise(uow, principal, {
          language: scenario.language,
          operatorId: practising,
        });
        const row = await TrainingRun.query(uow.trx)
          .insert({
            id: v7(),
            scenarioId,
            mode,
            cohort: cohort ?? null,
            state: 'waiting',
            callId,
            operatorId: operator.id,
            operatorName: operator.name,
            hospitalId: operator.desk,
            heard: 0,
            entries: [],
            score: null,
            total: null,
            passed: null,
            missed: [],
            spoken: [],
            voiceBy: null,
            voiceUntil: null,
            version: 1,
            createdAt: uow.now,
            startedAt: null,
            endedAt: null,
          })
          .returning('*');
        const { id: trainingRunId, operatorId, hospitalId } = row;
        uow.emit(
          TrainingRunCreated(row.id, { trainingRunId, scenarioId, callId, operatorId, hospitalId, mode }),
        );
        return row;
      },
      { retry: true },
    );
  }

  async list(
    principal: Principal,
    { limit, cursor, ...filter }: RunFilter & PageRequest,
  ): Promise<Page<TrainingRun>> {
    return this.#needs.database.run(principal, (uow) => {
      const query = TrainingRun.query(uow.trx);
      whereGiven(query, columnsOf(filter));
      return newestPage(query, { limit, cursor });
    });
  }

  /** @throws Problem `not_found` */
  async get(principal: Principal, id: string): Promise<TrainingRun> {
    const row = await this.#needs.database.run(principal, async (uow) =>
      TrainingRun.query(uow.trx).findById(id),
    );
    if (row === undefined) throw new Problem('not_found', { detail: 'There is no such run.' });
    return row;
  }

  /**
   * What was heard of the caller, as a WAV file.
   * @throws Problem `not_found`; `training_run_not_spoken` for a run of text, one that was not answered, and where nothing
   *   speaks any more.
   */
  async audio(principal: Principal, id: string): Promise<RunAudio> {
    const row = await this.get(principal, id);
    const read = this.#needs.scenarios().scenarios.get(row.scenarioId);
    const { lines } = this.#needs;
    if (row.mode !== 'audio' || row.startedAt === null || read === undefined || lines === null) {
      throw new Problem(trainingProblems.training_run_not_spoken, {
        detail: 'There is no audio of this run.',
      });
    }
    return new RunAudio(row, read.scenario, lines, row.endedAt ?? this.#needs.database.now());
  }

  /** Counts the runs that ended in the period. */
  async report(
    principal: Principal,
    { from, to, ...filter }: RunFilter & { readonly from?: Date | undefined; readonly to?: Date | undefined },
  ): Promise<TrainingReport> {
    const rows = await this.#needs.database.run(principal, async (uow) => {
      const query = TrainingRun.query(uow.trx)
        .select(
          'scenario_id',
          'operator_id',
          'operator_name',
          'hospital_id',
          'missed',
          'total',
          'passed',
          'ended_at',
        )
        .where('state', 'ended')
        .orderBy('id', 'desc')
        .limit(MAX_REPORTED);
      whereGiven(query, columnsOf(filter));
      if (from !== undefined) query.where('ended_at', '>=', from);
      if (to !== undefined) query.where('ended_at', '<', to);
      return query;
    });
    return reportOf(rows as unknown as readonly ReportedRun[]);
  }

  #scenarioOf(id: string): ReadScenario {
    const read = this.#needs.scenarios().scenarios.get(id);
    if (read === undefined) throw new Problem('not_found', { detail: 'There is no such scenario.' });
    return read;
  }
}

function columnsOf({ operatorId, scenarioId, cohort, hospitalId }: RunFilter) {
  return { operator_id: operatorId, scenario_id: scenarioId, cohort, hospital_id: hospitalId };
}
