import { CliError, EXIT } from '../base/errors.ts';
import { type Column, shortTime } from '../base/output.ts';
import type { Session } from '../base/wire.ts';

export const SESSION_COLUMNS: readonly Column<Session>[] = [
  { header: 'Device', value: (one) => one.device, flexible: 20 },
  { header: 'Last used', value: (one) => shortTime(one.lastUsedAt) },
  { header: 'Since', value: (one) => shortTime(one.createdAt), drop: 2 },
  { header: 'Ends', value: (one) => shortTime(one.expiresAt), drop: 3 },
  { header: 'Current', value: (one) => (one.current ? 'yes' : ''), drop: 1 },
  { header: 'Id', value: (one) => one.id },
];

/** The `--json` shape of revoking. */
export interface Revoked {
  /** The session that ended; null when several did. */
  readonly id: string | null;
  readonly ended: 'one' | 'others' | 'all';
}

/** One of two ways to say what is meant. */
export function sayWhich(session: string | undefined, flag: boolean, name: string): void {
  if (session !== undefined && flag) {
    throw new CliError('bad_input', `Give a session or --${name}, not both.`, { exit: EXIT.usage });
  }
  if (session === undefined && !flag) {
    throw new CliError('missing_input', `Name a session, or use --${name}.`, { exit: EXIT.usage });
  }
}
