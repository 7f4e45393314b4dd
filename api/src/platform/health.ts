import type { Knex } from 'knex';
import { migrationStatus } from '../kernel/db/migrate.ts';
import type { Database } from '../kernel/db/unit/database.ts';
import type { Background } from '../kernel/jobs/background.ts';
import type { HealthCheck } from '../kernel/observability/health.ts';
import type { PlatformConfig } from './settings/index.ts';

interface Checked {
  readonly config: PlatformConfig;
  /** A pool of the app role. */
  readonly knex: Knex;
  readonly database: Database;
  readonly background: Background;
}

/** The checks of what every process depends on. */
export function healthChecks({ config, knex, database, background }: Checked): HealthCheck[] {
  let migrated = false;
  const checks: HealthCheck[] = [
    {
      name: 'database',
      async check() {
        if (!(await database.ping())) throw new Error('the database does not answer');
      },
    },
    {
      name: 'migrations',
      async check() {
        if (migrated) return;
        const { pending } = await migrationStatus(knex);
        if (pending.length > 0) throw new Error(`${pending.length} migrations are pending`);
        migrated = true;
      },
    },
    {
      name: 'jobs',
      async check() {
        await background.store.anyDue();
      },
    },
  ];
  if (config.role !== 'serve') {
    checks.push({
      name: 'events',
      async check() {
        if (!background.awake) throw new Error('wake-ups do not arrive');
      },
    });
  }
  return checks;
}
