import type { QueryBuilder } from 'objection';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { whereGiven } from '../../../kernel/tenancy/lists.ts';
import type { Desk } from '../engine/types.ts';
import { Call, CallEvent } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { FIGURE_ENTRIES, figuresOf, type PeriodFigures } from './figures.ts';

const HOUR_MS = 3_600_000;
const MAX_PERIOD_MS = 7 * 24 * HOUR_MS;
/** The newest of the period are counted: a bound on what one reader costs. */
const MAX_CALLS = 5_000;
/** Calls that go on at a time: more are not shown, and none is expected. */
const MAX_OPEN = 1_000;

/** No sealed column: figures need none, and unsealing thousands of rows costs. */
const OPEN_COLUMNS = [
  'id',
  'state',
  'waiting_since',
  'operator_id',
  'operator_name',
  'hospital_id',
  'claimed_at',
  'ended_at',
];
const PERIOD_COLUMNS = [
  'id',
  'state',
  'urgency',
  'created_at',
  'claimed_at',
  'alerted_at',
  'booking_id',
  'device',
];

export type OperatorState = 'free' | 'in_call' | 'on_hold' | 'wrapping_up';

export interface OperatorFigures {
  readonly id: string;
  readonly name: string;
  readonly hospitalId: Desk;
  readonly state: OperatorState;
  readonly callId: string | null;
  readonly since: Date | null;
}

export type ModelsState = 'off' | 'ready' | 'degraded' | 'down';

export interface CallFigures extends PeriodFigures {
  readonly at: Date;
  readonly from: Date;
  readonly hospitalId: string | null;
  readonly complete: boolean;
  readonly now: {
    readonly waiting: number;
    readonly longestWaitSince: Date | null;
    readonly active: number;
    readonly held: number;
    readonly toWrapUp: number;
  };
  readonly operators: readonly OperatorFigures[];
  readonly models: { readonly state: ModelsState };
}

export interface FiguresQuery {
  /** The desk; undefined: all that the scope has. */
  readonly hospitalId: string | undefined;
  readonly from: Date | undefined;
}

/** @throws Problem `not_found` for a hospital out of the scope, `invalid_request` for a period that is too long. */
export async function readFigures(
  uow: UnitOfWork,
  { organisations, booking, models }: Pick<CallsNeeds, 'organisations' | 'booking' | 'models'>,
  { hospitalId, from = new Date(uow.now.getTime() - HOUR_MS) }: FiguresQuery,
): Promise<CallFigures> {
  checkPeriod(from, uow.now);
  if (hospitalId !== undefined) await organisations.hospitalOf(uow, hospitalId);
  const open: Call[] = await Call.query(uow.trx)
    .select(...OPEN_COLUMNS)
    .where('training', false)
    .where((of) => whereGiven(of, { hospital_id: hospitalId }))
    .where((going) => going.whereIn('state', ['waiting', 'active', 'held']).orWhere(unwrapped))
    .orderBy('id', 'desc')
    .limit(MAX_OPEN);
  const newest: Call[] = await Call.query(uow.trx)
    .select(...PERIOD_COLUMNS)
    .where('training', false)
    .where((of) => {
      if (hospitalId !== undefined)
        of.where('hospital_id', hospitalId).orWhere('origin_hospital_id', hospitalId);
    })
    .where('created_at', '>=', from)
    .orderBy('id', 'desc')
    .limit(MAX_CALLS + 1);
  const calls = newest.slice(0, MAX_CALLS).filter(({ device }) => device?.test !== true);
  const entries = await CallEvent.query(uow.trx)
    .select('call_id', 'type', 'at')
    .whereIn('type', [...FIGURE_ENTRIES])
    .whereIn(
      'call_id',
      calls.map(({ id }) => id),
    )
    .orderBy('at');
  const bookingIds = calls.flatMap(({ bookingId }) => (bookingId === null ? [] : [bookingId]));
  const waiting = open.filter(({ state }) => state === 'waiting').map((row) => row.waitingSince.getTime());
  const inState = (state: Call['state']) => open.filter((row) => row.state === state).length;
  return {
    at: uow.now,
    from,
    hospitalId: hospitalId ?? null,
    complete: newest.length <= MAX_CALLS,
    now: {
      waiting: waiting.length,
      longestWaitSince: waiting.length === 0 ? null : new Date(Math.min(...waiting)),
      active: inState('active'),
      held: inState('held'),
      toWrapUp: inState('ended'),
    },
    operators: operatorsOf(await organisations.dispatchers(uow, hospitalId), open),
    ...figuresOf(calls, entries, await booking.progressOf(uow, bookingIds)),
    models: { state: modelsState(models.status()) },
  };
}

const unwrapped = (query: QueryBuilder<Call>): void => {
  query.where('state', 'ended').whereNull('wrapped_up_at');
};

function checkPeriod(from: Date, now: Date): void {
  if (from <= now && now.getTime() - from.getTime() <= MAX_PERIOD_MS) return;
  const detail = 'Choose a time in the last 7 days.';
  throw new Problem('invalid_request', { detail, errors: [{ pointer: '/query/from', detail }] });
}

interface OnDuty {
  readonly id: string;
  readonly name: string;
  readonly hospitalId: string | null;
}

/** Those with a call first, by the call that keeps them most; each operator once. */
function operatorsOf(onDuty: readonly OnDuty[], open: readonly Call[]): readonly OperatorFigures[] {
  const busy = new Map<string, OperatorFigures>();
  for (const state of ['active', 'held', 'ended'] as const) {
    for (const row of open) {
      if (row.state !== state || row.operatorId === null || busy.has(row.operatorId)) continue;
      const since = state === 'ended' ? row.endedAt : row.claimedAt;
      busy.set(row.operatorId, {
        id: row.operatorId,
        name: row.operatorName ?? '',
        hospitalId: row.hospitalId,
        state: STATES[state],
        callId: row.id,
        since,
      });
    }
  }
  const free = onDuty.filter(({ id }) => !busy.has(id));
  return [
    ...busy.values(),
    ...free.map(({ id, name, hospitalId }) => ({
      id,
      name,
      hospitalId,
      state: 'free' as const,
      callId: null,
      since: null,
    })),
  ];
}

const STATES = { active: 'in_call', held: 'on_hold', ended: 'wrapping_up' } as const;

/** Of the models that can be asked at all. */
function modelsState(
  statuses: readonly { readonly configured: boolean; readonly breaker: string }[],
): ModelsState {
  const configured = statuses.filter((status) => status.configured);
  if (configured.length === 0) return 'off';
  const answering = configured.filter(({ breaker }) => breaker === 'closed').length;
  if (answering === 0) return 'down';
  return answering === configured.length ? 'ready' : 'degraded';
}
