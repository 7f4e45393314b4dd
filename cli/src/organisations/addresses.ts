import { type Column, shortTime } from '../base/output.ts';
import type { AddressChange } from '../base/wire.ts';

export const ADDRESS_COLUMNS: readonly Column<AddressChange>[] = [
  { header: 'Who', value: (one) => one.person.kind, drop: 1 },
  { header: 'Person', value: (one) => one.person.id, drop: 2 },
  { header: 'New address', value: (one) => one.address, flexible: 20 },
  { header: 'Requested', value: (one) => shortTime(one.requestedAt), drop: 3 },
  { header: 'Approvable', value: (one) => shortTime(one.approvableAt) },
  { header: 'Id', value: (one) => one.id },
];

/** Of a person's record: the addresses that wait, in one line; null where none does. */
export function pendingText(pending: readonly AddressChange[] | undefined): string | null {
  if (pending === undefined || pending.length === 0) return null;
  return pending.map((one) => `${one.address} (pending confirmation)`).join(', ');
}
