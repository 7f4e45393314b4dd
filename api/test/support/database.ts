import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import pg from 'pg';
import { inject } from 'vitest';
import { connect } from '../../src/kernel/db/connection.ts';
import { Database, type DatabaseOptions } from '../../src/kernel/db/unit/database.ts';
import type { DomainEvent } from '../../src/kernel/payload/event.ts';
import type { JobOrder } from '../../src/kernel/payload/job.ts';
import { openDatabases } from './left-behind.ts';
// Files that import this one need the declaration of what the global setup provides.
import type {} from './postgres.setup.ts';
import { TEST_DATA_KEYS } from './worlds/data-keys.ts';

export interface TestDatabase {
  /** Owner's URL of this file's own database, e.g. for a child process' DATABASE_URL. */
  readonly url: string;
  /** As the product uses it: session role kiwimesh_app, with both tenancy layers. */
  readonly database: Database;
  /** The owner's pool: sees everything, row security does not apply to it (embedded Postgres' owner is a superuser). */
  readonly owner: Knex;
  /** Events of committed units of work, unless `appendEvents` was given. */
  readonly emitted: DomainEvent[];
  /** Jobs of committed units of work, unless `writeJobs` was given. */
  readonly enqueued: JobOrder[];
  close(): Promise<void>;
  /** Closes it and keeps it under another name, for {@link clonedDatabase}. */
  keepAs(name: string): Promise<void>;
}

/**
 * A fresh migrated database for one test file: call in `beforeAll`, `close` in `afterAll`. Cloning the template takes
 * some 50 ms. Pass `appendEvents` to use the real outbox.
 */
export async function testDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  return clonedDatabase(new URL(inject('postgresTemplateUrl')).pathname.slice(1), options);
}

/** As {@link testDatabase}, from another template, to which no client is connected. */
export async function clonedDatabase(template: string, options: DatabaseOptions = {}): Promise<TestDatabase> {
  return opened(new URL(inject('postgresTemplateUrl')), `TEMPLATE ${template} STRATEGY FILE_COPY`, options);
}

/**
 * A database without any content, not even the first migration: for tests of migrations and of the kernel alone.
 * @param locale further clauses of CREATE DATABASE, for tests that must not depend on the locale.
 */
export async function emptyDatabase(options: DatabaseOptions = {}, locale = ''): Promise<TestDatabase> {
  return opened(new URL(inject('postgresTemplateUrl')), `TEMPLATE template0 ${locale}`, options);
}

async function opened(server: URL, how: string, options: DatabaseOptions): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, (client) => client.query(`CREATE DATABASE ${name} ${how}`));
  openDatabases.add(name);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const owner = connect(url.href, { as: 'owner', poolMax: 4, name: 'test owner' });
  const emitted: DomainEvent[] = [];
  const enqueued: JobOrder[] = [];
  const database = new Database(connect(url.href, { as: 'app', poolMax: 12, name: 'test app' }), {
    dataKeys: TEST_DATA_KEYS,
    appendEvents: async (uow, events) => uow.afterCommit(() => emitted.push(...events)),
    writeJobs: async (uow, orders) => uow.afterCommit(() => enqueued.push(...orders)),
    ...options,
  });
  const end = async (statement: string) => {
    await Promise.all([database.close(), owner.destroy()]);
    await administer(server, async (client) => {
      // Milliseconds. On a busy machine Postgres notices late that a client has disconnected, and no client may be
      // connected.
      await client.query(
        'select pg_terminate_backend(pid, 240000) from pg_stat_activity where datname = $1',
        [name],
      );
      await client.query(statement);
    });
    openDatabases.delete(name);
  };
  return {
    url: url.href,
    database,
    owner,
    emitted,
    enqueued,
    close: () => end(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    keepAs: (newName) => end(`ALTER DATABASE ${name} RENAME TO ${newName}`),
  };
}

/** Works on the server of the tests, connected to none of their databases. */
export async function administer<T>(server: URL, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(server);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
