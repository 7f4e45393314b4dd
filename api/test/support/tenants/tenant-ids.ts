import { createHash } from 'node:crypto';

/** Side `a` is the caller's own, side `b` is foreign. */
export type Side = 'a' | 'b';

/** A fixed id of a kind of record, such as `hospital`, with `extra` for further rows of one kind. */
export function idOf(side: Side, kind: string, extra = 0): string {
  const digest = createHash('sha256').update(kind).digest('hex').slice(0, 8);
  const tail = `${side}${digest}${extra.toString(16).padStart(3, '0')}`;
  return `00000000-0000-7000-8000-${tail}`;
}

/** {@link idOf} for rows of one side. */
export function idsOf(side: Side): (kind: string, extra?: number) => string {
  return (kind, extra) => idOf(side, kind, extra);
}

/** When everything was created, and an hour later. */
export const AT = '2026-03-01T10:00:00Z';
export const LATER = '2026-03-01T11:00:00Z';

/** Staff of every side. */
export const STAFF = ['hospital_admin', 'nurse', 'paramedic', 'community_manager'] as const;

/** Ids of all staff of a side; the super admin is of side `a`. */
export function staffIds(side: Side): readonly string[] {
  return [...STAFF, ...(side === 'a' ? ['super_admin'] : [])].map((role) => idOf(side, role));
}

/** One row of a table: column -> value. */
export type Row = Record<string, unknown>;
