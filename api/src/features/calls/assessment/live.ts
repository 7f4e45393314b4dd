import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import type { Json } from '../../../kernel/ground/json.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { CallAssessment, TriageFace } from '../../triage/index.ts';
import { filledCall } from '../decision/context.ts';
import { aboutCall, CallUrgencyChanged, CallWordsAdded } from '../events.ts';
import { UrgencyFalls } from '../jobs.ts';
import { Call, type Urgency } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { type CallMetrics, countStage } from '../record/figures.ts';
import { queuedAs, recordEntry, SYSTEM, subjectOf } from '../record/store.ts';
import { NAMESPACE, roomsOf } from '../rooms.ts';
import { ALERT_URGENCY, LOWER_AFTER_MS, type Settled, settle } from './settle.ts';
import { statementOf } from './statement.ts';
import { type Transcript, Transcripts } from './transcript.ts';

/** Later answers of models are of no use for a call that goes on, milliseconds. */
const MODEL_BUDGET_MS = 2_000;
/** Rules and findings named as reasons of an urgency. */
const MAX_REASONS = 10;
const MAX_ATTEMPTS = 40;

export interface LiveDeps {
  readonly database: Database;
  readonly organisations: CallsNeeds['organisations'];
  readonly triage: TriageFace;
  readonly realtime: Realtime;
  readonly metrics: CallMetrics;
  readonly log: WorkLog;
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

  constructor(deps: LiveDeps) {
    this.#deps = deps;
  }

  /** Words were committed by this process: assesses them without waiting for the delivery of the event. Never throws. */
  async words(callId: string): Promise<void> {
    const { database, log } = this.#deps;
    try {
      await database.run(systemScope('assess a call'), (uow) => this.#assess(uow, callId), { retry: true });
    } catch (error) {
      // The delivery of the event assesses them again.
      log.error({ reason: describeFailure(error) }, 'the words of a call could not be assessed');
      return;
    }
    await this.#askModels(callId);
  }

  /** Assesses what {@link words} did not, since its process ended. */
  subscriber(): Subscriber {
    return subscriber('call-assessment', [CallWordsAdded], ({ data }, uow) => this.#assess(uow, data.callId));
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
      return;
    }
    // What is stored is of all its words.
    if (answer === undefined && !again && row.assessedSegments >= row.segments) return;
    const transcript = await this.#transcripts.of(uow, row);
    const rules = this.#deps.triage.calls.readByRules(statementOf(transcript.segments, row.language));
    const assessed = answer === undefined ? rules : withModel(rules, answer);
    // The last answer of a model counts until its next: it has seen everything said before.
    const modelUrgency = answer?.assessment.urgency ?? row.modelUrgency ?? 5;
    const urgent = Math.min(assessed.assessment.urgency, modelUrgency) as Urgency;
    const before = { urgency: row.assessedUrgency, lowerSince: row.lowerSince, lowerTo: row.lowerTo };
    const settled = settle(before, urgent, uow.now);
    await this.#store(uow, row, { ...assessed, modelUrgency }, settled, transcript);
    const { lowerSince } = settled.shown;
    if (lowerSince === null) uow.cancel(UrgencyFalls, callId);
    else uow.enqueue(UrgencyFalls.at(callId, { callId }, new Date(lowerSince.getTime() + LOWER_AFTER_MS)));
  }

  async #store(
    uow: UnitOfWork,
    row: Call,
    assessed: CallAssessment & { readonly modelUrgency: Urgency },
    { shown, change }: Settled,
    transcript: Transcript,
  ): Promise<void> {
    const { triage } = this.#deps;
    const urgency = shown.urgency ?? assessed.assessment.urgency;
    const triageId = await triage.calls.store(uow, subjectOf(row), assessed, urgency);
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
    if (row.assessedSegments === 0) {
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
    await this.#publish(uow, after, triageId);
    await this.publishPrefill(uow, after, transcript);
  }

  /** Changes of the call itself are published by its events. */
  async #publish(uow: UnitOfWork, row: Call, triageId: string): Promise<void> {
    const { triage, realtime } = this.#deps;
    const body = (await triage.calls.show(uow, triageId)) as unknown as Json;
    uow.afterCommit(() =>
      realtime.publish(NAMESPACE, [roomsOf(row).desk], 'triage', { callId: row.id, triage: body }),
    );
  }

  /** Sends what is filled in to those at the desk who have the call open. */
  async publishPrefill(uow: UnitOfWork, row: Call, transcript?: Transcript): Promise<void> {
    const { prefill } = await filledCall(this.#deps, row, transcript);
    const booking = prefill as unknown as Json;
    uow.afterCommit(() =>
      this.#deps.realtime.publish(NAMESPACE, [roomsOf(row).desk], 'prefill', { callId: row.id, booking }),
    );
  }

  /** One question to the models at a time; words that come meanwhile are in the next. */
  async #askModels(callId: string): Promise<void> {
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

  /** @returns whether there are models to ask again. */
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
    // Models that are off, late or failing add nothing to what the rules have stored.
    if (answer.decision.model === null) return answer.decision.candidates.length > 0;
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
