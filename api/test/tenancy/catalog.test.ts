import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP_ROLE } from '../../src/kernel/db/connection.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type TableModel, tenantModels } from '../support/tenants/tenant-models.ts';

/**
 * Tables that hold no tenant's rows, and the reason. Everything else in the schema must be protected by both tenancy
 * layers: adding a table without a decision fails here.
 */
const PLATFORM_TABLES: Record<string, string> = {
  schema_migration: 'names of migrations, which readiness reads',
  outbox_event: 'ids and states of committed events, read by the relay and the operators of dead letters',
  outbox_subscription: 'which consumer wants which event',
  outbox_delivery: 'which consumer has had which event',
  agenda_job: 'background jobs: names, keys and ids',
  socket_attachment: 'socket messages too long for NOTIFY, on their way between processes for seconds',
  idempotency_record:
    'sealed replies by caller and key; the app role reaches one by its whole key, through functions alone',
  audit_intake:
    'audit entries on their way into the log, for about a second; the app role may only add and count',
  audit_seal: 'seals over batches of audit entries: numbers and digests',
  audit_head: 'the two ends of the chain of seals',
  rate_limit: 'counters by caller and address',
  external_effect: 'which messages were handed to a provider: keys of ids, states, ids of the provider',
};

let db: TestDatabase;
let models: Map<string, TableModel>;

beforeAll(async () => {
  db = await testDatabase();
  models = await tenantModels();
});
afterAll(() => db.close());

async function tables(): Promise<
  { name: string; enabled: boolean; forced: boolean; policies: number; owner: string }[]
> {
  const { rows } = await db.owner.raw(`
    SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
      (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies, pg_get_userbyid(c.relowner) AS owner
    FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`);
  return rows;
}

describe('every table', () => {
  test('is protected by both tenancy layers or listed with its reason', async () => {
    const open: string[] = [];
    for (const table of await tables()) {
      if (table.name in PLATFORM_TABLES) continue;
      if (!table.enabled || !table.forced) open.push(`${table.name}: row security is not forced`);
      if (table.policies === 0) open.push(`${table.name}: no policy`);
      if (!models.has(table.name)) open.push(`${table.name}: no model with tenancy`);
    }
    expect(open).toEqual([]);
  });

  test('the list names only tables that exist', async () => {
    const names = (await tables()).map((table) => table.name);
    expect(Object.keys(PLATFORM_TABLES).filter((name) => !names.includes(name))).toEqual([]);
  });

  test('every model has its table', async () => {
    const names = (await tables()).map((table) => table.name);
    expect([...models.keys()].filter((name) => !names.includes(name))).toEqual([]);
    expect(models.size).toBeGreaterThan(0);
  });

  test('every foreign key is indexed', async () => {
    const { rows } = await db.owner.raw(`
      SELECT format('%s.%s', k.conrelid::regclass, (SELECT string_agg(attname, ', ') FROM pg_attribute
        WHERE attrelid = k.conrelid AND attnum = ANY (k.conkey))) AS missing
      FROM pg_constraint k WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indkey[0] = ANY (k.conkey)) ORDER BY 1`);
    expect(rows.map((row: { missing: string }) => row.missing)).toEqual([]);
  });
});

describe('the app role', () => {
  test('has no superuser rights, cannot log in, bypass row security or create roles', async () => {
    const role = await db.owner('pg_roles').where({ rolname: APP_ROLE }).first();
    expect(role).toMatchObject({
      rolsuper: false,
      rolcanlogin: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
    });
  });

  test('is a member of no other role', async () => {
    const { rows } = await db.owner.raw(
      `SELECT roleid::regrole::text AS name FROM pg_auth_members WHERE member = '${APP_ROLE}'::regrole`,
    );
    expect(rows).toEqual([]);
  });

  test('owns nothing', async () => {
    const { rows } = await db.owner.raw(`
      SELECT 'relation ' || relname AS owned FROM pg_class WHERE relowner = '${APP_ROLE}'::regrole
      UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspowner = '${APP_ROLE}'::regrole
      UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE proowner = '${APP_ROLE}'::regrole
      UNION ALL SELECT 'type ' || typname FROM pg_type WHERE typowner = '${APP_ROLE}'::regrole
      UNION ALL SELECT 'database ' || datname FROM pg_database WHERE datdba = '${APP_ROLE}'::regrole`);
    expect(rows).toEqual([]);
  });

  test('may read and write rows and nothing more', async () => {
    const { rows } = await db.owner.raw(`
      SELECT DISTINCT privilege_type AS privilege FROM information_schema.role_table_grants
      WHERE grantee IN ('${APP_ROLE}', 'PUBLIC') AND table_schema = 'public' ORDER BY 1`);
    const allowed = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);
    expect(
      rows.map((row: { privilege: string }) => row.privilege).filter((name: string) => !allowed.has(name)),
    ).toEqual([]);
    const create = await db.owner.raw(
      `SELECT has_schema_privilege('${APP_ROLE}', 'public', 'CREATE') AS may`,
    );
    expect(create.rows).toEqual([{ may: false }]);
  });

  test('can call no function with more rights than its caller and no fixed search path', async () => {
    const { rows } = await db.owner.raw(`
      SELECT p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname IN ('public', 'scope', 'idempotency') AND p.prosecdef
        AND NOT coalesce(array_to_string(p.proconfig, ',') LIKE '%search_path=%', false)`);
    expect(rows).toEqual([]);
  });
});
