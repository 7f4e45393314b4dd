import type { Knex } from 'knex';
import { connect } from './connection.ts';
import {
  type Migration,
  type MigrationContext,
  migrations,
  presentName,
  recordedNames,
} from './migrations/index.ts';

const TABLE = 'schema_migration';
/** Advisory lock held while migrating: the ASCII bytes of `kiwi`. */
const LOCK = 0x6b697769;

export interface MigrationStatus {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Applied here but unknown to this build: a newer version ran on this database. */
  readonly unknown: readonly string[];
}

/**
 * Brings the schema up to date. Processes that start at once wait for each other, and the later ones find nothing to
 * do.
 * @param owner pool of the schema's owner with at least two connections, see `connect(url, { as: 'owner' })`.
 * @param steps defaults to the folder's; tests pass their own.
 * @param context the data keys, without which a step that seals rows fails when it finds some.
 * @returns the names applied now, in order.
 */
export async function migrateUp(
  owner: Knex,
  steps?: readonly Migration[],
  context: MigrationContext = {},
): Promise<readonly string[]> {
  const all = steps ?? (await migrations());
  return underLock(owner, async (session) => {
    await ensureTable(session);
    const done = new Set(await appliedNames(session));
    const fresh = all.filter((step) => !done.has(step.name));
    for (const step of fresh) {
      await session.transaction(async (trx) => {
        await step.up(trx, context);
        await trx(TABLE).insert({ name: step.name });
      });
    }
    return fresh.map((step) => step.name);
  });
}

/** Undoes applied migrations, newest first, down to and without `until` (a name), or all of them. */
export async function migrateDown(
  owner: Knex,
  options: { readonly until?: string; readonly steps?: readonly Migration[] } & MigrationContext = {},
): Promise<readonly string[]> {
  const all = options.steps ?? (await migrations());
  return underLock(owner, async (session) => {
    await ensureTable(session);
    const undone: string[] = [];
    for (const name of (await appliedNames(session)).toReversed()) {
      if (name === options.until) break;
      const step = all.find((candidate) => candidate.name === name);
      if (step === undefined)
        throw new Error(`migration ${name} was applied by a newer build; cannot undo it`);
      await session.transaction(async (trx) => {
        await step.down(trx, options);
        await trx(TABLE)
          .whereIn('name', [...recordedNames(name)])
          .delete();
      });
      undone.push(name);
    }
    return undone;
  });
}

/** What is applied and what is not; changes nothing. In an empty database everything is pending. */
export async function migrationStatus(owner: Knex, steps?: readonly Migration[]): Promise<MigrationStatus> {
  const names = (steps ?? (await migrations())).map((step) => step.name);
  const exists = await owner.schema.hasTable(TABLE);
  const applied = exists ? await appliedNames(owner) : [];
  return {
    applied,
    pending: names.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !names.includes(name)),
  };
}

/** {@link migrateUp} for a URL: opens and closes its own connection. */
export async function migrateUrl(url: string, context: MigrationContext = {}): Promise<readonly string[]> {
  const owner = connect(url, { as: 'owner', poolMax: 2, name: 'kiwimesh migrate' });
  try {
    return await migrateUp(owner, undefined, context);
  } finally {
    await owner.destroy();
  }
}

/** The codes of a missing role: the first migration creates the app role. */
const WITHOUT_ROLE = new Set(['22023', '42704']);

/**
 * Rejects a database whose schema is older than this build, before a query fails on a missing table. A newer one is
 * accepted: during an upgrade processes of both versions run.
 * @param connection as the product uses it, see `connect`.
 */
export async function requireMigrated({
  url,
  switchRole,
}: {
  url: string;
  switchRole: boolean;
}): Promise<void> {
  const app = connect(url, { as: 'app', poolMax: 1, name: 'kiwimesh start', switchRole });
  let pending: readonly string[];
  try {
    ({ pending } = await migrationStatus(app));
  } catch (error) {
    if (!WITHOUT_ROLE.has((error as { code?: string }).code ?? '')) throw error;
    pending = (await migrations()).map((step) => step.name);
  } finally {
    await app.destroy();
  }
  const [first] = pending;
  if (first === undefined) return;
  const more = pending.length === 1 ? '' : ` and ${pending.length - 1} more`;
  throw new Error(
    `the database lacks the migration ${first}${more}: run kiwimesh db migrate, then start again`,
  );
}

/**
 * By their present names. Rows keep the names they were recorded under, which processes of an earlier release look for.
 */
async function appliedNames(db: Knex): Promise<readonly string[]> {
  const names: string[] = await db(TABLE).pluck('name');
  return names.map(presentName).sort();
}

async function ensureTable(session: Knex): Promise<void> {
  await session.raw(
    `CREATE TABLE IF NOT EXISTS ${TABLE} (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
  );
}

/** The lock belongs to a transaction of its own connection, so that a crash frees it; the steps use another. */
async function underLock<T>(owner: Knex, work: (session: Knex) => Promise<T>): Promise<T> {
  return owner.transaction(async (holder) => {
    await holder.raw(`SELECT pg_advisory_xact_lock(${LOCK})`);
    return work(owner);
  });
}
