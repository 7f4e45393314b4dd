import type { components } from '@kiwimesh/openapi/types';
import type { Principal } from '../../kernel/auth/principal.ts';
import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../kernel/ground/paging.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { checkVersion } from '../../kernel/ground/versions.ts';
import { bookingOut } from '../booking/index.ts';
import type { LiveAssessment } from './assessment/live.ts';
import type { TypedWords } from './assessment/typed.ts';
import { callContext } from './decision/context.ts';
import { type CallCorrection, correctCall } from './decision/correct.ts';
import { type Decision, decideCall } from './decision/decide.ts';
import {
  callActorOf,
  checkMayRead,
  type NamedOperator,
  operatorActor,
  operatorOf,
} from './desk/operators.ts';
import { takerOf } from './desk/standing.ts';
import { mayTakeOver } from './desk/take-over.ts';
import { decide } from './engine/decide.ts';
import type { CallCommand, Desk } from './engine/types.ts';
import { type CallFigures, type FiguresQuery, readFigures } from './figures/read.ts';
import { createCall, type NewCall } from './intake/create.ts';
import { type CallPosition, locateCall } from './intake/locate.ts';
import { callFromPlace, type PlaceCall, type PlaceCallInput } from './intake/visitors.ts';
import type { Call, CallEvent, CallSegment, Speaker } from './models.ts';
import type { CallsNeeds } from './needs.ts';
import { callOver, rejectionProblem } from './problems.ts';
import { countStage } from './record/figures.ts';
import {
  type CallFilter,
  eventPage,
  listCalls,
  type TranscriptPage,
  transcriptPage,
} from './record/lists.ts';
import {
  actedIn,
  factsOf,
  lockCall,
  notesWith,
  readCall,
  saveDecision,
  type TimelineData,
} from './record/store.ts';

/** Newest bookings of the caller that an operator sees. */
const CONTEXT_BOOKINGS = 10;

type CallContext = components['schemas']['CallContext'];

/** Versions of `If-Match`; undefined: any. */
type Expected = readonly number[] | undefined;

/** What an operator does with a call. */
interface OperatorVerb {
  command(uow: UnitOfWork, operator: NamedOperator, row: Call): CallCommand | Promise<CallCommand>;
  /** Whether the operator has the call by it. */
  readonly takes?: boolean;
  readonly notes?: string | undefined;
  readonly data?: TimelineData;
}

/** The verbs of calls, each in one unit of work in the caller's scope. Records out of that scope are not found. */
export class CallService {
  readonly #deps: CallsNeeds;
  readonly #live: LiveAssessment;
  readonly #typed: TypedWords;

  constructor(deps: CallsNeeds, live: LiveAssessment, typed: TypedWords) {
    this.#deps = deps;
    this.#live = live;
    this.#typed = typed;
  }

  /** @throws Problem see {@link createCall} */
  create(principal: Principal, input: NewCall): Promise<Call> {
    return this.#change(principal, async (uow) => {
      // The reply may be an earlier call of the number, with what was said and noted.
      await checkMayRead(uow, this.#deps.organisations, principal);
      return createCall(uow, this.#deps, principal, input);
    });
  }

  /** For somebody without an account. @throws Problem see {@link callFromPlace} */
  async createFromPlace(
    input: PlaceCallInput,
    overLimit: number | null,
  ): Promise<PlaceCall & { readonly emergencyNumber: string }> {
    const { emergencyNumber } = this.#deps.region;
    return { ...(await callFromPlace(this.#deps, input, overLimit)), emergencyNumber };
  }

  /** @throws Problem `not_found`, `duty_required`. */
  get(principal: Principal, id: string): Promise<Call> {
    return this.#read(principal, (uow) => readCall(uow, id), id);
  }

  list(principal: Principal, filter: CallFilter): Promise<Page<Call>> {
    // The queue of a desk has what the desk can claim, not what it has given to another.
    const queue = filter.state?.length === 1 && filter.state[0] === 'waiting';
    const own = principal.kind === 'staff' ? (principal.hospitalId ?? undefined) : undefined;
    const wanted = queue && filter.hospitalId === undefined ? { ...filter, hospitalId: own } : filter;
    return this.#read(principal, (uow) => listCalls(uow, wanted));
  }

  transcript(
    principal: Principal,
    id: string,
    page: { readonly after?: number | undefined; readonly limit: number },
  ): Promise<TranscriptPage> {
    return this.#read(principal, (uow) => transcriptPage(uow, id, page), id);
  }

  events(principal: Principal, id: string, page: PageRequest): Promise<Page<CallEvent>> {
    return this.#read(principal, (uow) => eventPage(uow, id, page));
  }

  /** For administrators, who answer for a desk. @throws Problem see {@link readFigures} */
  figures(principal: Principal, query: FiguresQuery): Promise<CallFigures> {
    const own = principal.kind === 'staff' ? (principal.hospitalId ?? undefined) : undefined;
    const desk = { ...query, hospitalId: query.hospitalId ?? own };
    return this.#read(principal, (uow) => readFigures(uow, this.#deps, desk));
  }

  /** Exactly one of several operators gets it. @throws Problem `call_not_waiting`, `duty_required`. */
  claim(principal: Principal, id: string, expected: Expected): Promise<Call> {
    return this.#asOperator(principal, id, expected, { takes: true, command: () => ({ type: 'claim' }) });
  }

  callBack(principal: Principal, id: string, expected: Expected): Promise<Call> {
    return this.#asOperator(principal, id, expected, { takes: true, command: () => ({ type: 'call_back' }) });
  }

  /** Goes on with a call whose operator cannot. @throws Problem `operator_present`, `duty_required`. */
  takeOver(principal: Principal, id: string, expected: Expected): Promise<Call> {
    return this.#asOperator(principal, id, expected, {
      takes: true,
      command: async (uow, _operator, row) => ({
        type: 'take_over',
        allowed: await mayTakeOver(uow, this.#deps, principal, row),
      }),
    });
  }

  hold(principal: Principal, id: string, expected: Expected): Promise<Call> {
    return this.#asOperator(principal, id, expected, { command: () => ({ type: 'hold' }) });
  }

  resume(principal: Principal, id: string, expected: Expected): Promise<Call> {
    return this.#asOperator(principal, id, expected, { command: () => ({ type: 'resume' }) });
  }

  /** @throws Problem `unprocessable` where `to` is neither a desk nor an operator. */
  transfer(
    principal: Principal,
    id: string,
    { to, note }: { readonly to: string; readonly note?: string | undefined },
    expected: Expected,
  ): Promise<Call> {
    return this.#asOperator(principal, id, expected, {
      command: async (_uow, operator) => {
        const target = await this.#targetOf(to);
        return { type: 'transfer', ...target, back: operator.desk };
      },
      notes: note,
    });
  }

  end(
    principal: Principal,
    id: string,
    { disposition, notes }: { readonly disposition: string; readonly notes?: string | undefined },
    expected: Expected,
  ): Promise<Call> {
    return this.#asOperator(principal, id, expected, {
      command: async (uow, operator, row) => {
        const others = row.state === 'ended' && row.operatorId !== operator.id;
        const forGone = others && (await mayTakeOver(uow, this.#deps, principal, row));
        return { type: 'end', disposition, forGone };
      },
      notes,
      data: { disposition },
    });
  }

  /** The caller leaves. Repeating it changes nothing. @throws Problem `not_found`. */
  hangUp(principal: Principal, id: string): Promise<Call> {
    return this.#change(principal, async (uow) => {
      await checkMayRead(uow, this.#deps.organisations, principal, id);
      const row = await lockCall(uow, id);
      const decision = decide(factsOf(row), { type: 'leave' }, null, uow.now);
      if (!decision.accepted) throw rejectionProblem(decision);
      return saveDecision(uow, row, decision, await callActorOf(uow, this.#deps.organisations, principal));
    });
  }

  /** Adds typed words; a caller's words are the caller's, whatever they say. @throws Problem `not_found`, `illegal_call_transition`. */
  addMessage(
    principal: Principal,
    id: string,
    { text, speaker = 'caller' }: { readonly text: string; readonly speaker?: Speaker | undefined },
  ): Promise<CallSegment> {
    return this.#change(principal, async (uow) => {
      await checkMayRead(uow, this.#deps.organisations, principal, id);
      const row = await lockCall(uow, id);
      if (row.wrappedUpAt !== null) throw callOver(row, 'The call is over: its transcript is complete.');
      if (principal.kind === 'staff') await actedIn(uow, row, { kind: principal.kind, id: principal.id });
      return this.#typed.add(uow, row, {
        speaker: principal.kind === 'resident' || principal.kind === 'visitor' ? 'caller' : speaker,
        language: row.language,
        text,
      });
    });
  }

  /** What an operator should see of a call. @throws Problem `not_found`, `duty_required`. */
  async context(principal: Principal, id: string): Promise<CallContext> {
    const found = await this.#read(principal, (uow) => callContext(uow, this.#deps, id));
    const residentId = found.call.residentId;
    if (residentId === null) return { ...found, bookings: [] };
    const { data } = await this.#deps.booking.service.list(principal, {
      residentId,
      limit: CONTEXT_BOOKINGS,
    });
    return { ...found, bookings: data.map(bookingOut) };
  }

  /** @throws Problem see {@link correctCall} */
  correct(principal: Principal, id: string, correction: CallCorrection, expected: Expected): Promise<Call> {
    return this.#change(principal, async (uow) => {
      const row = await correctCall(uow, this.#deps, principal, id, correction, expected);
      await this.#live.publishPrefill(uow, row);
      return row;
    });
  }

  /** @throws Problem see {@link locateCall} */
  locate(principal: Principal, id: string, position: CallPosition): Promise<Call> {
    return this.#change(principal, async (uow) => {
      const row = await locateCall(uow, this.#deps, principal, id, position);
      await this.#live.publishPrefill(uow, row);
      return row;
    });
  }

  /** @throws Problem see {@link decideCall} */
  decide(principal: Principal, id: string, decision: Decision, expected: Expected): Promise<Call> {
    return this.#change(principal, (uow) => decideCall(uow, this.#deps, principal, id, decision, expected));
  }

  /** The desk or operator that an id names. */
  async #targetOf(to: string): Promise<{ desk: Desk; operatorId: string | null }> {
    if (to === 'platform') return { desk: null, operatorId: null };
    // The target may be out of the operator's own reach: the reply says no more than whether it is a desk or an operator.
    return asSystem('who gets the call', async (system) => {
      const { organisations } = this.#deps;
      const found = await Promise.resolve()
        .then(async () => {
          const { active } = await organisations.hospitalOf(system, to);
          return active ? { desk: to, operatorId: null } : null;
        })
        .catch(async (error: unknown) => {
          if (!isNotFound(error)) throw error;
          const { hospitalId, duties, active } = await organisations.staffOf(system, to);
          return active && duties.includes('dispatch') ? { desk: hospitalId, operatorId: to } : null;
        })
        .catch((error: unknown) => {
          if (!isNotFound(error)) throw error;
          return null;
        });
      if (found !== null) return found;
      const detail =
        'There is no such desk or operator: send the id of an active hospital or of an operator, or `platform`.';
      throw new Problem('unprocessable', { detail, errors: [{ pointer: '/to', detail }] });
    });
  }

  #asOperator(
    principal: Principal,
    id: string,
    expected: Expected,
    { takes = false, command, notes, data = {} }: OperatorVerb,
  ): Promise<Call> {
    return this.#change(principal, async (uow) => {
      const operator = takes
        ? await takerOf(uow, this.#deps, principal)
        : await operatorOf(uow, this.#deps.organisations, principal);
      const row = await lockCall(uow, id);
      checkVersion(row.version, expected);
      const decision = decide(factsOf(row), await command(uow, operator, row), operator, uow.now);
      if (!decision.accepted) throw rejectionProblem(decision);
      if (decision.timeline.length === 0) await actedIn(uow, row, operatorActor(operator));
      if (row.claimedAt === null && decision.next.claimedAt !== null)
        countStage(uow, this.#deps.metrics, row, 'answered');
      const name = decision.next.operatorId === operator.id ? { operatorName: operator.name } : {};
      const changes = notes === undefined ? {} : { notes: notesWith(row, notes) };
      const save = (unit: UnitOfWork) =>
        saveDecision(unit, row, decision, operatorActor(operator), { ...name, ...changes }, data);
      // A call that moves to another desk may leave the operator's reach.
      return decision.next.desk === row.hospitalId ? save(uow) : asSystem('transfer a call', save);
    });
  }

  /** @param callId of the one call that is read. */
  #read<T>(principal: Principal, work: (uow: UnitOfWork) => Promise<T>, callId?: string): Promise<T> {
    return this.#deps.database.run(principal, async (uow) => {
      await checkMayRead(uow, this.#deps.organisations, principal, callId);
      return work(uow);
    });
  }

  #change<T>(principal: Principal, work: (uow: UnitOfWork) => Promise<T>): Promise<T> {
    return this.#deps.database.run(principal, work, { retry: true });
  }
}

const isNotFound = (error: unknown): boolean => error instanceof Problem && error.code === 'not_found';
