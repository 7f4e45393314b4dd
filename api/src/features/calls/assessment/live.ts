import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import type { Json } from '../../../kernel/ground/json.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { CallAssessment, TriageFace } from '../../triage/index.ts';
import { filledCall } from '../decision/context.ts';
import { aboutCall, CallUrgencyChanged, CallWordsAdded } from '../events.ts';
import { Call, CallSegment, type Urgency } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { type CallMetrics, countStage } from '../record/figures.ts';
import { queuedAs, recordEntry, SYSTEM, subjectOf } from '../record/store.ts';
import { NAMESPACE, roomsOf } from '../rooms.ts';
import { ALERT_URGENCY, type Settled, settle } from './settle.ts';
import { statementOf } from './statement.ts';

/** Later answers of models are of no use for a call that goes on, milliseconds. */
const MODEL_BUDGET_MS = 2_000;
/** Segments read at most: a call of hours is assessed by its beginning. */
const MAX_SEGMENTS = 2_000;

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

  /** @param answer of the models, about the words up to their question. */
  async #assess(uow: UnitOfWork, callId: string, answer?: CallAssessment): Promise<void> {
    const row = await Call.query(uow.trx).findById(callId).forUpdate();
    // Erased meanwhile, or assessed already: what is stored is of all its words.
    if (row === undefined || (answer === undefined && row.assessedSegments >= row.segments)) return;
    const rules = this.#deps.triage.calls.readByRules(
      statementOf(await segmentsOf(uow, callId), row.language),
    );
    const assessed = answer === undefined ? rules : withModel(rules, answer);
    // The last answer of a model counts until its next: it has seen everything said before.
    const modelUrgency = answer?.assessment.urgency ?? row.modelUrgency ?? 5;
    const urgent = Math.min(assessed.assessment.urgency, modelUrgency) as Urgency;
    const before = { urgency: row.assessedUrgency, lowerSince: row.lowerSince, lowerTo: row.lowerTo };
    await this.#store(uow, row, { ...assessed, modelUrgency }, settle(before, urgent, uow.now));
  }

  async #store(
    uow: UnitOfWork,
    row: Call,
    assessed: CallAssessment & { readonly modelUrgency: Urgency },
    { shown, change }: Settled,
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
        ...(counts === row.urgency ? {} : queuedAs(row)),
      };
      await recordEntry(uow, after, type, SYSTEM, data);
    }
    if (counts !== row.urgency) uow.emit(CallUrgencyChanged(row.id, aboutCall(after)));
    await this.#publish(uow, after, triageId);
    await this.publishPrefill(uow, after);
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
  async publishPrefill(uow: UnitOfWork, row: Call): Promise<void> {
    const { prefill } = await filledCall(this.#deps, row);
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
      return { row, statement: statementOf(await segmentsOf(uow, callId), row.language) };
    });
    if (found === null) return false;
    const answer = await triage.calls.readWithModels(found.statement, subjectOf(found.row), MODEL_BUDGET_MS);
    // Models that are off, late or failing add nothing to what the rules have stored.
    if (answer.decision.model === null) return answer.decision.candidates.length > 0;
    await database.run(scope, (uow) => this.#assess(uow, callId, answer), { retry: true });
    return true;
  }
}

const segmentsOf = (uow: UnitOfWork, callId: string): PromiseLike<CallSegment[]> =>
  CallSegment.query(uow.trx).where('call_id', callId).orderBy('sequence').limit(MAX_SEGMENTS);

/**
 * The rules' assessment of all words with what a model found in the words up to its question: its findings keep their
 * places, since words are only added at the end.
 */
function withModel(rules: CallAssessment, answer: CallAssessment): CallAssessment {
  if (answer.statement.text === rules.statement.text) return answer;
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
