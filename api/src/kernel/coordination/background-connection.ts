import type pg from 'pg';
import { APP_ROLE } from '../db/connection.ts';

/** How background work connects to Postgres, beside the units of work: the product's URL, as the app role. */
export interface BackgroundConnection {
  readonly url: string;
  /** False when the URL's own user already is the app role, see `connect` in kernel/db. Default true. */
  readonly switchRole?: boolean;
}

/**
 * Settings of a plain pg connection as the app role. With keepalives Postgres notices within about ten seconds that a
 * machine vanished without closing its connections (a killed process closes them immediately).
 */
export function clientSettings(
  { url, switchRole = true }: BackgroundConnection,
  name: string,
): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: name,
    keepAlive: true,
    // A process must start even when the machine is busy.
    connectionTimeoutMillis: 15_000,
    options: [
      ...(switchRole ? [`-c role=${APP_ROLE}`] : []),
      '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3',
    ].join(' '),
  };
}
