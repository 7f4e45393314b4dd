import type { AuditEvent } from '../base/wire.ts';

export type AuditFormat = 'ndjson' | 'csv';

const COLUMNS: readonly (readonly [name: string, value: (one: AuditEvent) => unknown])[] = [
  ['position', (one) => one.position],
  ['occurredAt', (one) => one.occurredAt],
  ['actorKind', (one) => one.actor.kind],
  ['actorId', (one) => one.actor.id],
  ['actorRole', (one) => one.actor.role],
  ['action', (one) => one.action],
  ['recordType', (one) => one.recordType],
  ['recordIds', (one) => one.recordIds.join(' ')],
  ['hospitalId', (one) => one.hospitalId],
  ['communityId', (one) => one.communityId],
  ['purpose', (one) => one.purpose],
  ['outcome', (one) => one.outcome],
  ['problem', (one) => one.problem],
  ['address', (one) => one.address],
  ['correlationId', (one) => one.correlationId],
  ['id', (one) => one.id],
];

/** The first line of a file, empty where the format has none. */
export function headOf(format: AuditFormat): string {
  return format === 'csv' ? `${COLUMNS.map(([name]) => name).join(',')}\r\n` : '';
}

/** One entry as one line. CSV as in RFC 4180; a value a spreadsheet would take for a formula gets a quote before it. */
export function lineOf(format: AuditFormat, one: AuditEvent): string {
  if (format === 'ndjson') return `${JSON.stringify(one)}\n`;
  return `${COLUMNS.map(([, value]) => cell(value(one))).join(',')}\r\n`;
}

function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
