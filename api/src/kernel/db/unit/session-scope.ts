import type { Scope } from '../../auth/scope.ts';

/** The session settings that row security reads, by the scope's field. */
const SETTINGS = {
  role: 'kiwimesh.role',
  hospitalId: 'kiwimesh.hospital_id',
  communityId: 'kiwimesh.community_id',
  residentId: 'kiwimesh.resident_id',
  staffId: 'kiwimesh.staff_id',
  visitorId: 'kiwimesh.visitor_id',
} as const;

const FIELDS = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ROLE = /^[a-z][a-z_]{1,31}$/;

/** Whether two scopes see the same rows. The reason is not compared: it only explains. */
export function sameReach(a: Scope, b: Scope): boolean {
  return FIELDS.every((field) => a[field] === b[field]);
}

/**
 * The scope as one SELECT of transaction-local settings. The values are literals in the text, so that it can be sent
 * with BEGIN in one simple-protocol message; therefore each is checked against its own narrow pattern first. `all` also
 * clears the fields that are null, needed when switching inside a transaction.
 */
export function scopeSql(scope: Scope, fields: 'set' | 'all' = 'set'): string {
  const calls = FIELDS.flatMap((field) => {
    const value = scope[field];
    if (value === null) return fields === 'all' ? [`set_config('${SETTINGS[field]}', '', true)`] : [];
    if (!(field === 'role' ? ROLE : UUID).test(value)) throw new Error(`scope.${field} is malformed`);
    return [`set_config('${SETTINGS[field]}', '${value}', true)`];
  });
  return `SELECT ${calls.join(', ')}`;
}

const ISOLATIONS = ['read committed', 'repeatable read', 'serializable'] as const;
export type Isolation = (typeof ISOLATIONS)[number];

/** BEGIN and the scope, as one message. */
export function openingSql(scope: Scope, isolation?: Isolation, readOnly = false): string {
  if (isolation !== undefined && !ISOLATIONS.includes(isolation)) throw new Error('no such isolation level');
  const mode = `${isolation === undefined ? '' : ` ISOLATION LEVEL ${isolation}`}${readOnly ? ' READ ONLY' : ''}`;
  return `BEGIN${mode}; ${scopeSql(scope)}`;
}
