import type { Column } from '../base/output.ts';
import { shortTime } from '../base/output.ts';
import type { ApiKey } from '../base/wire.ts';

export const KEY_KINDS = ['secret', 'publishable'] as const;

export const KEY_SCOPES = [
  'organisations:read',
  'organisations:write',
  'residents:read',
  'residents:write',
  'bookings:read',
  'bookings:write',
  'catalogue:read',
] as const;

export const KEY_COLUMNS: readonly Column<ApiKey>[] = [
  { header: 'Name', value: (one) => one.name, flexible: 20 },
  { header: 'Kind', value: (one) => one.kind, drop: 2 },
  { header: 'Starts', value: (one) => one.prefix },
  { header: 'May', value: (one) => (one.kind === 'secret' ? one.scopes : one.allowedOrigins), drop: 4 },
  { header: 'Used', value: (one) => (one.lastUsedAt ? shortTime(one.lastUsedAt) : 'never'), drop: 3 },
  { header: 'Active', value: (one) => one.active, drop: 1 },
  { header: 'Id', value: (one) => one.id },
];
