/**
 * The cells of the matrix: which exist, what is sent for each, what must come back, and what is wrong when it does not.
 */
import { v7 } from 'uuid';
import { callersOf } from '../../../openapi/lint/access.ts';
import type { Access } from '../../../openapi/lint/document.ts';
import { type Located, plain } from '../support/contract/contract-mutations.ts';
import type { WireReply } from '../support/contract/wire-client.ts';
import type { Answer, Change, Expectation } from './expectations.ts';
import { CALLERS, type Column, type MatrixCaller, type MatrixWorld } from './world.ts';

/**
 * The expected result of a cell: success, exactly this problem, or nothing that is not also said of a record that never
 * existed.
 */
export type Outcome = 'success' | 'not_found' | 'empty' | Answer;

export interface MatrixCell {
  readonly located: Located;
  readonly expectation: Expectation;
  readonly caller: MatrixCaller;
  readonly column: Column;
  /** Only for lists and searches: the query parameter, or the member of the body, that names a record. */
  readonly filter?: string;
  readonly outcome: Outcome;
  /** Whether the guard admits the caller to the operation. */
  readonly admitted: boolean;
}

/**
 * The columns that make sense: requests about no tenant's record are sent once; callers of no tenant ask about foreign
 * records only.
 */
function columnsOf({ about }: Expectation, caller: MatrixCaller): readonly Column[] {
  if (about === 'nothing' || about === 'caller') return ['own'];
  if (about === 'list') return ['own', 'foreign'];
  return caller.endsWith('_elsewhere') ? ['foreign'] : ['own', 'tenant', 'foreign'];
}

/** Every cell of one operation. */
export function cellsOf(located: Located, expectation: Expectation): MatrixCell[] {
  const access = located.operation['x-access'] ?? {};
  return CALLERS.flatMap((caller) =>
    columnsOf(expectation, caller).flatMap((column) => {
      const refusal = refusalOf(access, caller);
      const cell = { located, expectation, caller, column, admitted: refusal === null };
      if (refusal !== null) return [{ ...cell, outcome: refusal }];
      const outcome = expectation.but?.[caller]?.[column] ?? outcomeOf(access, expectation, caller, column);
      if (expectation.about !== 'list' || column !== 'foreign') return [{ ...cell, outcome }];
      return (expectation.filters ?? []).map((filter) => ({ ...cell, filter, outcome }));
    }),
  );
}

/**
 * A few cells of one operation that still show each kind of outcome: a caller who is served, each problem, a foreign
 * record, each filter of a list. `nth` chooses among the callers of a kind, so that over many operations each gets its
 * turn.
 */
export function sampleOf(cells: readonly MatrixCell[], nth: number): MatrixCell[] {
  const kinds = Map.groupBy(cells, ({ outcome, filter }) => `${outcome} ${filter}`);
  return [...kinds.values()].flatMap((alike) => alike[nth % alike.length] ?? []);
}

/** The name in `x-access.tenant` of a caller of the matrix. */
function nameOf(caller: MatrixCaller): string {
  return caller === 'key_without_scope' ? 'api_key' : caller.replace('_elsewhere', '');
}

/** The answer of the guard; null when it admits the caller. */
function refusalOf(access: Access, caller: MatrixCaller): Answer | null {
  if (access.public === true) return null;
  const name = nameOf(caller);
  if (caller === 'key_without_scope' && access.scopes !== undefined) return [403, 'scope_missing'];
  if (callersOf(access).includes(name)) return null;
  // A kind of credential that the operation does not take counts as none.
  const taken = !['api_key', 'publishable_key', 'anonymous'].includes(name) && access.roles !== undefined;
  return taken ? [403, 'role_not_allowed'] : [401, 'unauthenticated'];
}

function outcomeOf(
  access: Access,
  { about, answers }: Expectation,
  caller: MatrixCaller,
  column: Column,
): Outcome {
  const relation = typeof access.tenant === 'string' ? access.tenant : access.tenant?.[nameOf(caller)];
  if (about === 'record' && relation !== 'platform') {
    if (column === 'foreign' || (column === 'tenant' && relation === 'own')) return 'not_found';
  }
  if (about === 'list' && relation !== 'platform' && column === 'foreign') return 'empty';
  return answers ?? 'success';
}

interface Sent {
  readonly target: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

async function requestOf(cell: MatrixCell, world: MatrixWorld): Promise<Sent> {
  const { located, expectation, caller, column, filter } = cell;
  await world.keepSignedIn();
  const ids = world.ids(caller, column);
  const about = { caller, column, ids, world, nth: world.next() };
  const change: Change = cell.admitted ? ((await expectation.request?.(about)) ?? {}) : {};
  const base = plain(located, change.ids ?? ids);
  const asked = filter === undefined ? {} : { [filter]: ids[filter] ?? '' };
  const searches = located.operation['x-safe'] === true;
  const query = new URLSearchParams([...new URLSearchParams(base.query)]);
  for (const [name, value] of Object.entries({ ...change.query, ...(searches ? {} : asked) })) {
    query.set(name, value);
  }
  const body = change.body === undefined ? base.body?.toString() : JSON.stringify(change.body);
  const scopes = located.operation['x-access']?.scopes ?? [];
  return {
    method: located.method,
    target: query.size === 0 ? base.path : `${base.path}?${query}`,
    headers: {
      ...base.headers,
      ...world.credential(caller, scopes),
      ...change.headers,
      'x-correlation-id': `matrix-${about.nth}`,
    },
    body: searches && body !== undefined ? JSON.stringify({ ...JSON.parse(body), ...asked }) : body,
  };
}

/** Sends the request of a cell and describes what is wrong with the answer; an empty list when nothing is. */
export async function faultsOf(cell: MatrixCell, world: MatrixWorld): Promise<string[]> {
  const sent = await requestOf(cell, world);
  const reply = await world.wire.sendServed(sent);
  world.answered.push({
    where: cell.located.where,
    correlationId: sent.headers['x-correlation-id'] ?? '',
    reply,
  });
  const { caller, column, filter, outcome } = cell;
  const at = `${caller} about ${filter === undefined ? column : `${column} by ${filter}`}`;
  const faults = judged(reply, outcome, cell.expectation).map((fault) => `${at}: ${fault}`);
  // The matrix's keys hold the scopes that an operation needs, and no other.
  const { reply: readable, scopes = [] } = cell.located.operation['x-access'] ?? {};
  const withheld = readable !== undefined && !scopes.includes(readable);
  if (caller === 'api_key' && withheld && reply.status < 300 && reply.status !== 204) {
    faults.push(`${at}: reveals a record to a key that may not read it`);
  }
  const leaked = world
    .foreignIn(caller, reply.body)
    .filter((id) => !`${sent.target}${sent.body}`.includes(id));
  if (caller !== 'super_admin' && leaked.length > 0) faults.push(`${at}: reveals foreign records ${leaked}`);
  if (outcome === 'not_found' || outcome === 'empty') {
    const never = await world.wire.sendServed(withoutIds(sent));
    if (wordsOf(never) !== wordsOf(reply)) {
      faults.push(`${at}: hints at what exists: ${wordsOf(reply)}, of what never was ${wordsOf(never)}`);
    }
  }
  return faults;
}

function judged({ status, body }: WireReply, outcome: Outcome, { refuses }: Expectation): string[] {
  const code = status < 400 ? '' : ((JSON.parse(body) as { code?: string }).code ?? '');
  const got = `${status} ${code}`.trim();
  if (outcome === 'success') return status < 300 ? [] : [`should succeed, is ${got} ${body.slice(0, 300)}`];
  if (outcome === 'not_found' && status === 200 && refuses?.(JSON.parse(body)) === true) return [];
  if (outcome === 'not_found') return got === '404 not_found' ? [] : [`should be 404 not_found, is ${got}`];
  if (outcome === 'empty') {
    if (got === '404 not_found') return [];
    const { data } = JSON.parse(body) as { data?: readonly unknown[] };
    return status === 200 && data?.length === 0 ? [] : [`should be empty or 404, is ${got}`];
  }
  return got === outcome.join(' ') ? [] : [`should be ${outcome.join(' ')}, is ${got}`];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The same request about ids that never existed. */
function withoutIds(sent: Sent): Sent {
  const never = new Map<string, string>();
  const replaced = (text: string) =>
    text.replaceAll(UUID, (id) => {
      never.set(id, never.get(id) ?? v7());
      return never.get(id) ?? id;
    });
  return {
    ...sent,
    target: replaced(sent.target),
    body: sent.body === undefined ? undefined : replaced(sent.body),
  };
}

/** The text of a reply without ids and the request's own number. */
function wordsOf({ status, body }: WireReply): string {
  const { correlationId, ...said } = JSON.parse(body) as Record<string, unknown>;
  return `${status} ${JSON.stringify(said).replaceAll(UUID, 'id')}`;
}
