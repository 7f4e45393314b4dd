/** How a feature declares what the requests of its operations are about. */
import { decodeJwt } from 'jose';
import type { Role } from '../../src/kernel/auth/principal.ts';
import type { Ids } from '../support/contract/contract-mutations.ts';
import type { Column, MatrixCaller, MatrixWorld } from './world.ts';

/** One cell: a caller asks about a record that is their own, their tenant's or foreign. */
export interface Cell {
  readonly caller: MatrixCaller;
  readonly column: Column;
  readonly ids: Ids;
  readonly world: MatrixWorld;
  /** Another number for each request. */
  readonly nth: number;
}

/** What a cell's request has in place of what the contract's example gives. */
export interface Change {
  readonly ids?: Ids;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Answer = readonly [status: number, code: string];

export interface Expectation {
  /**
   * `record`: one that the path or the body names, so that it can be foreign; `list`: those within reach, listed as a
   * whole and by `filters`; `caller`: the caller; `nothing`: no tenant's records.
   */
  readonly about: 'record' | 'list' | 'caller' | 'nothing';
  /** Query parameters of a list, or members of a search's body, that take an id, which may be foreign. */
  readonly filters?: readonly string[];
  /** Makes what a request needs: records to be used up, a valid body. Called for cells that the guard admits. */
  readonly request?: (cell: Cell) => Change | Promise<Change>;
  /** What admitted callers get in every cell, where that is no success. */
  readonly answers?: Answer;
  /** True for a reply that rejects a foreign record in another way than with 404: one bad row of many. */
  readonly refuses?: (reply: unknown) => boolean;
  /**
   * What is finer than `x-access`, and why. By caller and column. The staff of the matrix have the duty to dispatch: what
   * those without it get is shown by tests of the feature.
   */
  readonly but?: {
    readonly [caller in MatrixCaller]?: { readonly [column in Column]?: Answer };
  } & { readonly why: string };
}

export const record: Expectation = { about: 'record' };
export const nothing: Expectation = { about: 'nothing' };
export const caller: Expectation = { about: 'caller' };
export const list = (...filters: string[]): Expectation => ({ about: 'list', filters });
/** As a list; requested for all tenants, so that only the filter excludes foreign records. */
export const search = (...filters: string[]): Expectation => ({
  ...list(...filters),
  request: () => ({ body: {} }),
});

/** A new booking for every request, since the request changes it. */
export const freshBooking = async ({ world, caller, column, ids }: Cell): Promise<Ids> => ({
  ...ids,
  bookingId: await world.booking(caller, column),
});

/** A new person who is signed in, and their session: signing them out must not sign out another caller. */
export async function signedIn(
  { world, caller, column }: Cell,
  role: Role,
): Promise<{ headers: Readonly<Record<string, string>>; sessionId: string; staffId: string }> {
  const { id, ...person } = await world.newcomer(role, world.side(caller, column));
  const headers = await world.signIn({ id, ...person });
  const { sid } = decodeJwt<{ sid: string }>((headers.authorization ?? '').slice('Bearer '.length));
  return { headers, sessionId: sid, staffId: id };
}

/** The role of a caller who is a person. */
export const roleOf = ({ world, caller }: Cell): Role => world.person(caller)?.role ?? 'nurse';
