import type { components } from '@kiwimesh/openapi/types';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { type Column, shortTime, span } from '../base/output.ts';
import { shortId } from '../bookings/find.ts';
import { residentNames } from '../bookings/names.ts';

export type Call = components['schemas']['Call'];

export const CALL_STATES = ['waiting', 'active', 'held', 'ended', 'abandoned', 'missed'] as const;
/** States in which somebody is on the line. */
export const OPEN_STATES = ['waiting', 'active', 'held'] as const;

/** A line of a list: a call with who calls, as far as it is known. */
export interface CallRow {
  readonly call: Call;
  readonly caller: string | null;
}

export async function callRows(kiwi: Kiwimesh, calls: readonly Call[]): Promise<CallRow[]> {
  const names = await residentNames(kiwi, calls);
  return calls.map((call) => ({
    call,
    caller: names.get(call.residentId ?? '') ?? call.callerPhone ?? call.device?.id ?? null,
  }));
}

export const CALL_COLUMNS: readonly Column<CallRow>[] = [
  { header: 'Urg', value: ({ call }) => call.urgency ?? '?' },
  { header: 'State', value: ({ call }) => call.state },
  { header: 'Channel', value: ({ call }) => call.channel, drop: 4 },
  { header: 'Waiting', value: ({ call }) => waiting(call), drop: 1 },
  { header: 'Caller', value: ({ caller }) => caller, flexible: 14, drop: 2 },
  { header: 'Operator', value: ({ call }) => call.operator?.name, flexible: 12, drop: 5 },
  { header: 'Outcome', value: ({ call }) => outcome(call), flexible: 12, drop: 3 },
  { header: 'Came in', value: ({ call }) => shortTime(call.createdAt), drop: 6 },
  { header: 'Id', value: ({ call }) => shortId(call.id) },
];

/** How long the caller has waited, in all. */
function waiting({ state, createdAt }: Call): string | null {
  return state === 'waiting' ? span(Math.max(0, Date.now() - Date.parse(createdAt))) : null;
}

/** What became of the call, or what is still to be done. */
export function outcome({ state, disposition }: Call): string | null {
  if (disposition !== null) return disposition;
  if (state === 'abandoned' || state === 'missed') return 'to call back';
  return state === 'ended' ? 'to wrap up' : null;
}
