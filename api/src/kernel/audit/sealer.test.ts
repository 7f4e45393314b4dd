import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AuditLog, auditLog, entry, SECRET } from '../../../test/support/audit/audit-log.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { sized } from '../../../test/support/size.ts';
import { systemScope } from '../auth/scope.ts';
import { connect } from '../db/connection.ts';
import { eraseAddresses } from './erasure.ts';
import { AuditKeys } from './keys.ts';
import { pruneAuditLog } from './retention.ts';
import { Sealer } from './sealer.ts';
import { verifyAuditLog } from './verify.ts';

let log: AuditLog;
const silent = pino({ level: 'silent' });

beforeAll(async () => {
  log = await auditLog(5);
});
afterAll(() => log.close());
beforeEach(() => log.db.owner.raw('truncate audit_intake, audit_event, audit_seal, audit_head'));
afterEach(async () => {
  expect(await log.verify()).toMatchObject({ intact: true });
});

const write = async (count: number, change = {}) => {
  for (let n = 0; n < count; n += 1) await log.recorder.write([entry(change)]);
};

describe('sealing', () => {
  test('seals what is committed in order; what commits late comes later', async () => {
    await write(7);
    const late = await log.db.owner.transaction();
    await late.raw('create temporary table kept as select * from audit_intake order by id limit 1');
    await late.raw('update kept set id = ?', [uuidv7()]);
    await late.rollback();
    expect(await log.sealer.sealAll()).toBe(7);
    await write(1);
    expect(await log.sealer.sealAll()).toBe(1);
    expect(await log.verify()).toMatchObject({ seals: 3, entries: 8 });
    expect(await log.db.owner('audit_intake')).toEqual([]);
  });

  test('seals every entry once under one chain, with many sealers and writers', async () => {
    const ENTRIES = sized({ small: 60, full: 200 });
    const sealers = Array.from({ length: 4 }, () => {
      const { knex, keys } = log;
      return new Sealer({ knex, keys, log: silent, batch: 7, every: 1 });
    });
    for (const sealer of sealers) sealer.start();
    await Promise.all(Array.from({ length: ENTRIES }, () => log.recorder.write([entry()])));
    await eventually('all is sealed', async () => (await log.db.owner('audit_intake')).length === 0);
    await Promise.all(sealers.map((sealer) => sealer.stop()));
    expect(await log.verify()).toMatchObject({ entries: ENTRIES });
  });

  test('finds an edit of sealed entries', async () => {
    await write(3);
    const [first] = await log.db.owner('audit_intake').orderBy('id');
    await log.db.owner('audit_intake').where({ id: first.id }).update({ action: 'getMe' });
    await log.sealer.sealAll();
    expect(await log.verify()).toMatchObject({ fault: { kind: 'entry_altered', entryId: first.id } });
    await log.db.owner('audit_event').where({ id: first.id }).update({ action: first.action });
  });

  test('works for an owner to whom row security applies', async () => {
    await write(2);
    await log.db.owner.raw(`create role audit_owner nosuperuser;
      grant usage on schema public, audit, scope to audit_owner;
      alter table audit_event owner to audit_owner; alter table audit_seal owner to audit_owner;
      alter table audit_head owner to audit_owner; alter table audit_intake owner to audit_owner;
      grant create on schema audit to audit_owner`);
    const { rows } = await log.db.owner.raw(
      `select oid::regprocedure::text as name from pg_proc where pronamespace = 'audit'::regnamespace`,
    );
    for (const { name } of rows) await log.db.owner.raw(`alter function ${name} owner to audit_owner`);
    expect(await log.sealer.sealAll()).toBe(2);
  });
});

describe('the key', () => {
  test('can be changed: earlier seals still verify while the old key is known', async () => {
    await write(6);
    await log.sealer.sealAll();
    const keys = new AuditKeys(['another-secret-of-the-tests-0123456789', SECRET]);
    const later = new Sealer({ knex: log.knex, keys, log: silent });
    await write(2);
    await later.sealAll();
    const look = (known: AuditKeys) => log.db.owner.transaction((trx) => verifyAuditLog(trx, known));
    expect(await look(keys)).toMatchObject({ intact: true, entries: 8 });
    expect(await log.verify()).toMatchObject({ fault: { kind: 'key_unknown' } });
    await log.db.owner.raw('truncate audit_event, audit_seal, audit_head');
  });

  test('must be long enough', () => {
    expect(() => new AuditKeys(['short'])).toThrow(/32 characters/);
  });
});

describe('a cut-off end', () => {
  test('is found by the head, or by one stored elsewhere when an older is restored', async () => {
    await write(5);
    await log.sealer.sealAll();
    const [older] = await log.db.owner('audit_head');
    await write(5);
    await log.sealer.sealAll();
    const { head } = await log.verify();
    const kept = `${head?.number}:${head?.hash}`;
    expect(await log.verify(kept)).toMatchObject({ intact: true });

    await log.db.owner('audit_event').where('position', '>', 5).delete();
    await log.db.owner('audit_seal').where('number', '>', 1).delete();
    expect(await log.verify()).toMatchObject({ fault: { kind: 'seal_missing' } });
    await log.db.owner('audit_head').update(older);
    expect(await log.verify()).toMatchObject({ intact: true });
    expect(await log.verify(kept)).toMatchObject({ fault: { kind: 'head_unexpected' } });
  });
});

describe('retention', () => {
  const DAY = 86_400_000;

  test('removes whole old seals from the front and verifies the rest', async () => {
    const { knex, keys } = log;
    const at = (days: number) => () => new Date(Date.now() - days * DAY);
    await write(12);
    await new Sealer({ knex, keys, log: silent, batch: 5, clock: at(100) }).sealAll();
    await write(6);
    await log.sealer.sealAll();
    expect(await pruneAuditLog(knex, keys, at(90)())).toBe(12);
    expect(await pruneAuditLog(knex, keys, at(90)())).toBe(0);
    expect(await log.verify()).toMatchObject({ intact: true, entries: 6 });
    await write(3);
    await log.sealer.sealAll();
    expect(await log.verify()).toMatchObject({ intact: true, entries: 9 });
    await log.db.owner.transaction(
      async (trx) => {
        await trx('audit_event').where('position', '<', 18).delete();
        expect(await verifyAuditLog(trx, keys)).toMatchObject({ intact: false });
        await trx.rollback();
      },
      { doNotRejectOnRollback: true },
    );
  });

  test('never removes the newest seal, nor anything less than 30 days old', async () => {
    const { knex, keys } = log;
    await write(12);
    const old = new Sealer({
      knex,
      keys,
      log: silent,
      batch: 5,
      clock: () => new Date(Date.now() - 60 * DAY),
    });
    await old.sealAll();
    expect(await pruneAuditLog(knex, keys, new Date())).toBe(10);
    await write(12);
    await log.sealer.sealAll();
    await expect(pruneAuditLog(knex, keys, new Date())).rejects.toThrow(/P0001/);
  });
});

test('erases addresses of one person, and the log still verifies', async () => {
  const id = uuidv7();
  await write(4, { actor: { ...entry().actor, id } });
  await write(2);
  await log.sealer.sealAll();
  const erase = () => log.database.run(systemScope('test'), ({ trx }) => eraseAddresses(trx, log.keys, id));
  expect(await erase()).toBe(4);
  expect(await erase()).toBe(0);
  const rows = await log.db.owner('audit_event').where({ actor_id: id });
  for (const row of rows) expect([row.address, row.address_salt]).toEqual([null, null]);
  expect(await log.db.owner('audit_event').whereNotNull('address')).toHaveLength(2);
});

test('the app role can add to the intake, read, and nothing else', async () => {
  await write(6);
  await log.sealer.sealAll();
  await write(1);
  const app = connect(log.db.url, { as: 'app', poolMax: 1 });
  const possible: string[] = [];
  const tables = ['audit_intake', 'audit_event', 'audit_seal', 'audit_head'];
  const attempts = tables.flatMap((table) => [
    `update ${table} set key_id = 'x'`,
    `delete from ${table}`,
    `truncate ${table}`,
    `alter table ${table} disable row level security`,
    `drop table ${table}`,
    `create trigger t before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
    ...(table === 'audit_intake' ? [] : [`insert into ${table} select * from ${table}`]),
  ]);
  for (const role of ['super_admin', 'system']) {
    for (const attempt of attempts) {
      const text = `begin; select set_config('kiwimesh.role', '${role}', true); ${attempt}`;
      const refused = await app.raw(text).then(
        () => false,
        () => true,
      );
      await app.raw('rollback');
      if (!refused) possible.push(`${role}: ${attempt}`);
    }
  }
  await app.destroy();
  expect(possible).toEqual([]);
});
