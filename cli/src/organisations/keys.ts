import type { Kiwimesh } from '@kiwimesh/sdk';
import { nearest } from '../base/nearest.ts';
import type { Column } from '../base/output.ts';
import { shortTime } from '../base/output.ts';
import type { ApiKey } from '../base/wire.ts';
import { isId, pick } from './find.ts';

export const KEY_KINDS = ['secret', 'publishable'] as const;

type Scope = ApiKey['scopes'][number];

/** Of the contract: the compiler refuses one that is missing. */
const SCOPES: Readonly<Record<Scope, true>> = {
  'organisations:read': true,
  'organisations:write': true,
  'staff:write': true,
  'residents:read': true,
  'residents:write': true,
  'bookings:read': true,
  'bookings:write': true,
  'catalogue:read': true,
  'triage:read': true,
  'triage:write': true,
  'calls:read': true,
  'calls:write': true,
  'webhooks:read': true,
  'webhooks:write': true,
  'attachments:read': true,
  'attachments:write': true,
};

export const KEY_SCOPES = Object.keys(SCOPES) as Scope[];

/** Whether the person who made a key is still active: a key of a person who left may have no owner. */
export function makerOf({ makerActive }: ApiKey): string {
  if (makerActive == null) return 'unknown';
  return makerActive ? 'active' : 'deactivated';
}

export const KEY_COLUMNS: readonly Column<ApiKey>[] = [
  { header: 'Name', value: (one) => one.name, flexible: 20 },
  { header: 'Kind', value: (one) => one.kind, drop: 2 },
  { header: 'Starts', value: (one) => one.prefix },
  { header: 'May', value: (one) => (one.kind === 'secret' ? one.scopes : one.allowedOrigins), drop: 4 },
  { header: 'Used', value: (one) => (one.lastUsedAt ? shortTime(one.lastUsedAt) : 'never'), drop: 3 },
  { header: 'Ends', value: (one) => (one.expiresAt ? shortTime(one.expiresAt) : 'never'), drop: 2 },
  { header: 'Maker', value: makerOf, drop: 3 },
  { header: 'Active', value: (one) => one.active, drop: 1 },
  { header: 'Id', value: (one) => one.id },
];

/** A key by id or by its name; one in use where several have the name. */
export async function findKey(kiwi: Kiwimesh, wanted: string): Promise<ApiKey> {
  if (isId(wanted)) return kiwi.get('/v1/api-keys/{apiKeyId}', { path: { apiKeyId: wanted } });
  const all: ApiKey[] = [];
  for await (const one of kiwi.pages('/v1/api-keys', { query: { limit: 200 } })) all.push(one);
  const inUse = all.filter((one) => one.active && one.name === wanted);
  const meant = nearest(
    wanted,
    all.map((one) => one.name),
  );
  const candidates =
    inUse.length > 0 ? inUse : all.filter((one) => one.name === wanted || one.name === meant);
  return pick('key', wanted, candidates, undefined, (one) => `${one.name}  ${one.prefix}…`);
}
