import { type Failure, failureOf } from '../../src/domain/failure.ts';
import { Source } from '../../src/sources/source.ts';
import type { PeriodHours } from '../domain/period.ts';
import type { CallFigures, Speech, TrainingReport, TrainingRun, TrainingScenario } from '../domain/wire.ts';
import { type ConsoleSession, PLATFORM } from './console-session.ts';
import { Reader } from './reader.ts';

/** How often figures are read while they are shown: they change with the time. Milliseconds. */
const EVERY_MS = 10_000;
/** After a change at the desk, so that a burst of them is one read. Milliseconds. */
const SETTLED_MS = 1_000;
const HOUR_MS = 3_600_000;
const REPORT_DAYS = 30;
const RUNS_SHOWN = 20;
/** Operators and scenarios to choose from at most. */
const MAX_CHOICES = 200;

export interface Trainee {
  readonly id: string;
  readonly name: string;
}

/** What a supervisor sees of a desk: its figures as they change, and how its operators practise. */
export class Supervision extends Source {
  readonly desk: string;
  hours: PeriodHours = 1;
  figures: CallFigures | null = null;
  speech: Speech | null = null;
  report: TrainingReport | null = null;
  runs: readonly TrainingRun[] = [];
  scenarios: readonly TrainingScenario[] = [];
  /** Operators who can be given an exercise. */
  trainees: readonly Trainee[] = [];
  trainingFailure: Failure | null = null;
  readonly #session: ConsoleSession;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #reader = new Reader(
    () => this.#read(),
    () => this.changed(),
  );

  constructor(session: ConsoleSession) {
    super();
    this.#session = session;
    this.desk = session.desk;
  }

  /** Why the figures could not be read the last time; those that are shown are older then. */
  get failure(): Failure | null {
    return this.#reader.failure;
  }

  open(): void {
    void this.#reader.refresh();
    void this.readTraining();
  }

  close(): void {
    this.#reader.close();
    clearTimeout(this.#timer);
  }

  showPeriod(hours: PeriodHours): void {
    if (hours === this.hours) return;
    this.hours = hours;
    void this.#reader.refresh();
  }

  /** Something happened at the desk. */
  deskChanged(): void {
    this.#readIn(SETTLED_MS);
  }

  /** @throws ProblemError, NetworkError */
  async assign(operatorId: string, scenarioId: string, mode: 'text' | 'audio'): Promise<void> {
    await this.#session.kiwi.post('/v1/training/runs', { body: { scenarioId, mode, operatorId } });
    await this.readTraining();
  }

  /** Never rejects: `trainingFailure` says when it did not work. */
  async readTraining(): Promise<void> {
    const { kiwi, clock } = this.#session;
    const hospitalId = this.#hospitalId;
    const from = new Date(clock.now() - REPORT_DAYS * 24 * HOUR_MS).toISOString();
    try {
      const [report, runs, scenarios, staff] = await Promise.all([
        kiwi.get('/v1/training/report', { query: { hospitalId, from } }),
        kiwi.get('/v1/training/runs', { query: { hospitalId, limit: RUNS_SHOWN } }),
        kiwi.get('/v1/training/scenarios'),
        kiwi.post('/v1/staff/search', {
          body: {
            duty: 'dispatch',
            active: true,
            limit: MAX_CHOICES,
            ...(hospitalId === undefined ? {} : { hospitalId }),
          },
        }),
      ]);
      this.report = report;
      this.runs = runs.data;
      this.scenarios = scenarios.data;
      this.trainees = staff.data.map(({ id, name }) => ({ id, name }));
      this.trainingFailure = null;
    } catch (thrown) {
      this.trainingFailure = failureOf(thrown);
    }
    if (!this.#reader.closed) this.changed();
  }

  get #hospitalId(): string | undefined {
    return this.desk === PLATFORM ? undefined : this.desk;
  }

  #readIn(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#reader.closed) this.#timer = setTimeout(() => void this.#reader.refresh(), ms);
  }

  async #read(): Promise<void> {
    clearTimeout(this.#timer);
    const { kiwi, clock } = this.#session;
    const hours = this.hours;
    // A minute less than the limit, which counts to when the service reads it.
    const from = new Date(clock.now() - hours * HOUR_MS + (hours === 168 ? 60_000 : 0)).toISOString();
    const [figures, speech] = await Promise.all([
      kiwi.get('/v1/call-figures', { query: { hospitalId: this.#hospitalId, from } }),
      kiwi.get('/v1/speech'),
    ]);
    this.figures = figures;
    this.speech = speech;
    this.#readIn(EVERY_MS);
    // Marks come when an exercise ends, which is no change of the desk.
    if (this.runs.some(({ state }) => state === 'waiting' || state === 'active')) void this.readTraining();
  }
}
