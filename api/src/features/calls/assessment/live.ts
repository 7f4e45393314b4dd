import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Json } from '../../../kernel/ground/json.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import type { Time } from '../../../kernel/network/time.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { CallAssessment, TriageFace } from '../../triage/index.ts';
import { filledCall } from '../decision/context.ts';
import { aboutCall, CallUrgencyChanged } from '../events.ts';
import { UrgencyFalls } from '../jobs.ts';
import { Call, CallSegment, type Urgency } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { type CallMetrics, countStage } from '../record/figures.ts';
import { queuedAs, recordEntry, SYSTEM, subjectOf } from '../record/store.ts';
import { NAMESPACE, roomsOf } from '../rooms.ts';
import { KnownReading } from './known.ts';
import { ALERT_URGENCY, LOWER_AFTER_MS, type Settled, settle } from './settle.ts';
import { statementOf } from './statement.ts';
import { type Transcript, Transcripts } from './transcript.ts';

/** Later answers of models are of no use for a call that goes on, milliseconds. */
const MODEL_BUDGET_MS = 2_000;
/** Rules and findings named as reasons of an urgency. */
const MAX_REASONS = 10;
const MAX_ATTEMPTS = 40;
/** Words that add nothing known to rules are stored with the assessment this often, milliseconds. */
const OWED_MS = 10_000;
/** Calls whose words are stored so in one transaction: it locks them as long as it lasts. */
const OWED_TOGETHER = 20;
/** Segments that are read with new ones to see whether they add anything: two or three sentences. */
const READ_WITH = 24;
/** What words have waited so long for, its process did not do, milliseconds: twice {@link OWED_MS}. */
const ABANDONED_MS = 20_000;
/** Calls that are looked for at a time, of so many milliseconds. */
const SWEPT = 100;
const SWEPT_MS = 24 * 3_600_000;

export interface LiveDeps {
  readonly database: Database;
  readonly organisations: CallsNeeds['organisations'];
  readonly triage: TriageFace;
  readonly realtime: Realtime;
  readonly metrics: CallMetrics;
  readonly log: WorkLog;
  readonly time: Time;
}

/** What is known of a call, and whose it was then. */
interface Known {
  readonly reading: KnownReading;
  readonly tenant: string;
}

/** A question to the models that is on its way. */
interface Asking {
  /** Words came in since. */
  again: boolean;
}

/**
 * Triage as it is spoken: every committed stretch is assessed by the rules at once, and by models beside them. The result
 * is stored, shown to those who have the call open, and counts for the queue. It never moves anything by itself.
 */
export class LiveAssessment {
  readonly #deps: LiveDeps;
  readonly #asking = new Map<string, Asking>();
  readonly #transcripts = new Transcripts();
  /** Of calls that are kept in {@link #transcripts}. */
  readonly #readings = new Map<string, Known>();
  readonly #owed = new Set<string>();
  #cancelOwed: (() => void) | null = null;
  #stopped = false;

  constructor(deps: LiveDeps) {
    this.#deps = deps;
  }

  /**
   * Words were committed by this process: assesses them at once, where they say anything that is not known yet; else with
   * those that follow within seconds. Never throws.
   * @param spoken the words, where they are at hand.
   */
  async words(callId: string, spoken: readonly CallSegment[] = []): Promise<void> {
    if (!this.#addNothing(callId, spoken)) {
      await this.#assessNow(callId);
      return;
    }
    this.#owed.add(callId);
    this.#assessOwedLater();
    // Models may understand what rules do not.
    await this.#askModels(callId);
  }

  /** Assesses words that were not, since their process ended. */
  async sweep(): Promise<void> {
    const left = await this.#deps.database.run(
      systemScope('assess a call'),
      async (uow) =>
        Call.query(uow.trx)
          .select('id')
          .where('created_at', '>', new Date(uow.now.getTime() - SWEPT_MS))
          .whereRaw('segments > assessed_segments')
          .whereExists(
            CallSegment.query(uow.trx)
              .whereColumn('call_segment.call_id', 'call.id')
              .whereColumn('call_segment.sequence', 'call.segments')
              .where('call_segment.at', '<', new Date(uow.now.getTime() - ABANDONED_MS)),
          )
          .limit(SWEPT),
      { readOnly: true },
    );
    for (const { id } of left) await this.#assessNow(id);
  }

  /** Assesses what words are owed before the process ends. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelOwed?.();
    await this.#assessOwed();
  }

  #assessOwedLater(): void {
    if (this.#stopped) return;
    this.#cancelOwed ??= this.#deps.time.after(OWED_MS, async () => {
      await this.#assessOwed();
      this.#cancelOwed = null;
      if (this.#owed.size > 0) this.#assessOwedLater();
    });
  }

  /** One group after another: nobody waits for it. Calls of one tenant together, since an audit entry is about one. */
  async #assessOwed(): Promise<void> {
    for (const calls of Map.groupBy(this.#owed, (id) => this.#readings.get(id)?.tenant).values()) {
      for (let first = 0; first < calls.length; first += OWED_TOGETHER) {
        await this.#assessTogether(calls.slice(first, first + OWED_TOGETHER));
      }
    }
  }

  async #assessTogether(callIds: readonly string[]): Promise<void> {
    for (const callId of callIds) this.#owed.delete(callId);
    const assess = async (uow: UnitOfWork) => {
      const rows = await Call.query(uow.trx)
        .whereRaw('id = any(?)', [[...callIds]])
        .orderBy('id')
        .forUpdate();
      for (const row of rows) await this.#assessRow(uow, row);
    };
    try {
      await this.#deps.database.run(systemScope('assess a call'), assess, { retry: true });
    } catch {
      // One of them holds up no other.
      for (const callId of callIds) await this.#assessNow(callId);
      return;
    }
    for (const callId of callIds) await this.#askModels(callId);
  }

  async #assessNow(callId: string): Promise<void> {
    const { database, log } = this.#deps;
    this.#owed.delete(callId);
    try {
      await database.run(systemScope('assess a call'), (uow) => this.#assess(uow, callId), { retry: true });
    } catch (error) {
      // The sweep assesses them again.
      log.error({ reason: describeFailure(error) }, 'the words of a call could not be assessed');
      return;
    }
    await this.#askModels(callId);
  }

  /** Whether the rules know everything that these words say. False where that would need a look at the database. */
  #addNothing(callId: string, spoken: readonly CallSegment[]): boolean {
    const known = this.#readings.get(callId)?.reading;
    const transcript = this.#transcripts.known(callId);
    if (known === undefined || transcript?.sequence !== (spoken[0]?.sequence ?? 0) - 1) return false;
    transcript.add(spoken);
    const latest = transcript.latest(spoken.length + READ_WITH);
    const read = this.#deps.triage.calls.readByRules(statementOf(latest, known.language));
    return !known.addedBy(read, transcript.place?.text ?? null);
  }

  /** The urgency falls at the end of its window, also when nothing more is said. */
  fallJob(): JobDefinition {
    return jobHandler(UrgencyFalls, {
      maxAttempts: MAX_ATTEMPTS,
      handle: ({ callId }) =>
        this.#deps.database.run(
          systemScope('the urgency of a call falls'),
          (uow) => this.#fall(uow, callId),
          {
            retry: true,
          },
        ),
    });
  }

  async #fall(uow: UnitOfWork, callId: string): Promise<void> {
    const row = await Call.query(uow.trx).findById(callId);
    if (row === undefined || row.lowerSince === null || row.wrappedUpAt !== null) return;
    const end = new Date(row.lowerSince.getTime() + LOWER_AFTER_MS);
    if (end > uow.now) uow.enqueue(UrgencyFalls.at(callId, { callId }, end));
    else await this.#assess(uow, callId, undefined, true);
  }

  /**
   * @param answer of the models, about the words up to their question.
   * @param again also where all words are assessed already.
   */
  async #assess(uow: UnitOfWork, callId: string, answer?: CallAssessment, again = false): Promise<void> {
    const row = await Call.query(uow.trx).findById(callId).forUpdate();
    if (row === undefined) {
      // Erased meanwhile.
      this.#transcripts.forget(callId);
      this.#readings.delete(callId);
      return;
    }
    await this.#assessRow(uow, row, answer, again);
  }

  /** @param row locked. */
  async #assessRow(uow: UnitOfWork, row: Call, answer?: CallAssessment, again = false): Promise<void> {
    const callId = row.id;
    // What is stored is of all its words.
    if (answer === undefined && !again && row.assessedSegments >= row.segments) return;
    const transcript = await this.#transcripts.of(uow, row);
    if (transcript.segments.length === 0) {
      // Words are missing so far: nothing is known of how urgent it is.
      await updateOne(Call.query(uow.trx).findById(callId), { assessedSegments: row.segments });
      return;
    }
    const rules = this.#deps.triage.calls.readByRules(statementOf(transcript.segments, row.language));
    const reading = new KnownReading(rules, transcript.place?.text ?? null);
    uow.afterCommit(() => this.#keep(row, { reading, tenant: `${row.hospitalId} ${row.communityId}` }));
    const earlier = this.#readings.get(callId)?.reading;
    const isNew = answer !== undefined || again || earlier === undefined || !reading.onlyExtends(earlier);
    if (!isNew && row.triageId !== null && row.lowerSince === null) {
      await this.#deps.triage.calls.extend(uow, row.triageId, rules.statement.text);
      await Call.query(uow.trx).findById(callId).patch({ assessedSegments: row.segments });
      return;
    }
    const assessed = answer === undefined ? rules : withModel(rules, answer);
    // The last answer of a model counts until its next: it has seen everything said before.
    const modelUrgency = answer?.assessment.urgency ?? row.modelUrgency ?? 5;
    const urgent = Math.min(assessed.assessment.urgency, modelUrgency) as Urgency;
    const before = { urgency: row.assessedUrgency, lowerSince: row.lowerSince, lowerTo: row.lowerTo };
    const settled = settle(before, urgent, uow.now);
    await this.#store(uow, row, { ...assessed, modelUrgency }, settled, transcript);
    const { lowerSince } = settled.shown;
    if (lowerSince === null) {
      if (row.lowerSince !== null) uow.cancel(UrgencyFalls, callId);
    } else if (again || row.lowerSince?.getTime() !== lowerSince.getTime()) {
      uow.enqueue(UrgencyFalls.at(callId, { callId }, new Date(lowerSince.getTime() + LOWER_AFTER_MS)));
    }
  }

  #keep({ id, endedAt }: Call, known: Known): void {
    this.#readings.delete(id);
    if (endedAt === null && this.#transcripts.known(id) !== undefined) this.#readings.set(id, known);
    // Those of calls that are over and were not heard of since.
    const [oldest] = this.#readings.keys();
    if (oldest !== undefined && this.#transcripts.known(oldest) === undefined) this.#readings.delete(oldest);
  }

  async #store(
    uow: UnitOfWork,
    row: Call,
    assessed: CallAssessment & { readonly modelUrgency: Urgency },
    { shown, change }: Settled,
    transcript: Transcript,
  ): Promise<void> {
    const urgency = shown.urgency ?? assessed.assessment.urgency;
    const triage = await this.#deps.triage.calls.store(uow, subjectOf(row), assessed, urgency);
    const triageId = triage.id;
    // What a person decided stays, until something more urgent is said.
    const decided = row.decidedAt === null ? null : row.urgency;
    const worse = decided !== null && change === 'raised' && urgency < decided;
    const counts = decided === null || worse ? urgency : decided;
    const moved = counts !== row.urgency || triageId !== row.triageId;
    const after = await updateOne(Call.query(uow.trx).findById(row.id), {
      triageId,
      urgency: counts,
      assessedUrgency: urgency,
      modelUrgency: assessed.modelUrgency === 5 ? null : assessed.modelUrgency,
      lowerSince: shown.lowerSince,
      lowerTo: shown.lowerTo,
      assessedSegments: row.segments,
      alertedAt: row.alertedAt ?? (row.operatorId !== null && urgency <= ALERT_URGENCY ? uow.now : null),
      version: moved ? row.version + 1 : row.version,
    });
    if (row.assessedUrgency === null) {
      await recordEntry(uow, after, 'first_words', SYSTEM);
      countStage(uow, this.#deps.metrics, after, 'first_words');
    }
    if (change === 'first') countStage(uow, this.#deps.metrics, after, 'first_urgency');
    if (change !== null) {
      const type = change === 'first' ? 'first_urgency' : `urgency_${change}`;
      const data = {
        from: row.assessedUrgency,
        to: urgency,
        source: assessed.decision.source,
        ...reasonsOf(assessed),
        ...(counts === row.urgency ? {} : queuedAs(row)),
      };
      await recordEntry(uow, after, type, SYSTEM, data);
    }
    if (counts !== row.urgency) uow.emit(CallUrgencyChanged(row.id, aboutCall(after)));
    // Changes of the call itself are published by its events.
    const body = { callId: row.id, triage: triage as unknown as Json };
    uow.afterCommit(() => this.#deps.realtime.publish(NAMESPACE, [roomsOf(after).desk], 'triage', body));
    await this.publishPrefill(uow, after, { transcript, triage });
  }

  /** Sends what is filled in to those at the desk who have the call open. */
  async publishPrefill(uow: UnitOfWork, row: Call, at: Parameters<typeof filledCall>[2] = {}): Promise<void> {
    const { prefill } = await filledCall(this.#deps, row, at);
    const booking = prefill as unknown as Json;
    uow.afterCommit(() =>
      this.#deps.realtime.publish(NAMESPACE, [roomsOf(row).desk], 'prefill', { callId: row.id, booking }),
    );
  }

  /** One question to the models at a time; words that come meanwhile are in the next. */
  async #askModels(callId: string): Promise<void> {
    // They would be given the whole call, read by the rules once more, for nothing.
    if (!this.#deps.triage.calls.hasModels) return;
    const going = this.#asking.get(callId);
    if (going !== undefined) {
      going.again = true;
      return;
    }
    const asking: Asking = { again: false };
    this.#asking.set(callId, asking);
    try {
      do {
        asking.again = false;
      } while ((await this.#askOnce(callId)) && asking.again);
    } catch (error) {
      this.#deps.log.error({ reason: describeFailure(error) }, 'the models could not be asked about a call');
    } finally {
      this.#asking.delete(callId);
    }
  }

  /** @returns whether the call goes on, so that what was said meanwhile is worth another question. */
  async #askOnce(callId: string): Promise<boolean> {
    const { database, triage } = this.#deps;
    const scope = systemScope('assess a call');
    const found = await database.run(scope, async (uow) => {
      const row = await Call.query(uow.trx).findById(callId);
      if (row === undefined || row.endedAt !== null) return null;
      const { segments } = await this.#transcripts.of(uow, row);
      return { row, statement: statementOf(segments, row.language) };
    });
    if (found === null) return false;
    const answer = await triage.calls.readWithModels(found.statement, subjectOf(found.row), MODEL_BUDGET_MS);
    // Models that are late or failing add nothing to what the rules have stored.
    if (answer.decision.model !== null)
      await database.run(scope, (uow) => this.#assess(uow, callId, answer), { retry: true });
    return true;
  }
}

/** Why an urgency is what it is, by ids: the rules that decided, and what was found for certain. */
function reasonsOf({ assessment }: CallAssessment): { readonly rules: string; readonly findings: string } {
  const { redFlags, grounds, reading } = assessment;
  const decisive = redFlags.length > 0 ? redFlags : grounds;
  const found = reading.findings.filter(({ negated }) => !negated).map(({ concept }) => concept);
  return {
    rules: listed(decisive.map(({ rule }) => rule)),
    findings: listed(found),
  };
}

const listed = (ids: readonly string[]): string => [...new Set(ids)].slice(0, MAX_REASONS).join(' ');

/**
 * The rules' assessment of all words with what a model found in the words up to its question: its findings keep their
 * places, since words are only added at the end.
 */
function withModel(rules: CallAssessment, answer: CallAssessment): CallAssessment {
  if (answer.statement.text === rules.statement.text) return answer;
  // Of a call so long that its middle is left out by now the places have moved.
  if (!rules.statement.text.startsWith(answer.statement.text))
    return { ...rules, degraded: false, decision: answer.decision };
  const added = answer.assessment.reading.findings.filter(({ source }) => source === 'model');
  const { reading } = rules.assessment;
  return {
    ...rules,
    assessment: {
      ...rules.assessment,
      reading: { ...reading, findings: [...reading.findings, ...added] },
    },
    degraded: false,
    decision: answer.decision,
  };
}
