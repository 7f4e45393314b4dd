import type { Knex } from 'knex';
import { ConstraintViolation, DatabaseFault, TenancyViolation } from '../../../src/kernel/db/errors.ts';
import type { TestDatabase } from '../database.ts';
import { TABLES } from '../worlds/features.ts';
import { type Callers, callerOf, keyOf } from './two-tenants.ts';

/** By table and role, see `TableTesting` in features.ts. A policy that is dropped, added or widened changes a letter in a feature's `testing.ts`. */
export const EXPECTED: Readonly<Record<string, Partial<Record<Callers, string>>>> = Object.fromEntries(
  Object.entries(TABLES).map(([table, { reach }]) => [table, reach]),
);

export const ROLES: Callers[] = [
  'super_admin',
  'hospital_admin',
  'nurse',
  'paramedic',
  'api_key',
  'publishable_key',
  'visitor',
  'community_manager',
  'resident',
  'anonymous',
  'system',
];

class Undo extends Error {}

/** Runs as the role and undoes it; returns whether the database allowed it. */
async function mayDo(
  { database }: TestDatabase,
  role: Callers,
  work: (trx: Knex.Transaction) => Promise<number>,
): Promise<boolean> {
  let changed = 0;
  try {
    await database.run(callerOf(role), async (uow) => {
      changed = await work(uow.trx);
      throw new Undo();
    });
  } catch (error) {
    if (error instanceof Undo) return changed > 0;
    // The database layer allowed it, and only then a key or reference rejected it.
    if (error instanceof ConstraintViolation) return true;
    if (error instanceof TenancyViolation) return false;
    if (error instanceof DatabaseFault && error.code === '42501') return false;
    throw error;
  }
  return false;
}

type Row = Record<string, unknown>;

/** What the database layer lets a role do to one row: letters of `siud`. Nothing is changed: each attempt is undone. */
export async function allowed(db: TestDatabase, table: string, role: Callers, row: Row): Promise<string> {
  const key = keyOf(table, row);
  const stored = await db.owner(table).where(key).first();
  const json = Object.fromEntries(
    Object.entries(stored as Row).map(([name, value]) => [
      name,
      value !== null &&
      typeof value === 'object' &&
      !(value instanceof Date) &&
      !Buffer.isBuffer(value) &&
      !Array.isArray(value)
        ? JSON.stringify(value)
        : value,
    ]),
  );
  const column = TABLES[table]?.changeable ?? Object.keys(key)[0] ?? 'id';
  const can = {
    s: await mayDo(db, role, async (trx) => (await trx(table).where(key)).length),
    // The existing row: when the policy allows it, its own key rejects it.
    i: await mayDo(db, role, async (trx) =>
      trx(table)
        .insert(json)
        .then(() => 1),
    ),
    u: await mayDo(db, role, async (trx) =>
      trx(table)
        .where(key)
        .update({ [column]: json[column] as string }),
    ),
    d: await mayDo(db, role, async (trx) => trx(table).where(key).delete()),
  };
  return Object.entries(can)
    .filter(([, yes]) => yes)
    .map(([letter]) => letter)
    .join('');
}

/**
 * Whether an UPDATE or DELETE without any condition changes a row that the role cannot see. Such a statement reads
 * nothing, so Postgres does not apply the select policy: the policies of the commands themselves must hold.
 */
export async function blindWriteLeaks(db: TestDatabase, table: string, role: Callers): Promise<boolean> {
  const visible = await db.database.run(
    callerOf(role),
    async (uow) => (await uow.trx(table).select()).length,
  );
  const [column, value] = TABLES[table]?.plain ?? ['id', ''];
  const writes = [
    (trx: Knex.Transaction) => trx(table).update({ [column]: value }),
    (trx: Knex.Transaction) => trx(table).delete(),
  ];
  for (const write of writes) {
    if (await mayDo(db, role, async (trx) => ((await write(trx)) > visible ? 1 : 0))) return true;
  }
  return false;
}
