import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { eventually } from '../../test/support/eventually.ts';
import { rowsOf, seedTwoTenants } from '../../test/support/tenants/two-tenants.ts';
import { sealedRow } from '../../test/support/worlds/data-keys.ts';
import { migrateDown } from '../kernel/db/migrate.ts';
import { BackupFault, backup, restore, verifyBackup } from './backup.ts';

const STRANGE = 'tab\t, newline\n, return\r, \u2028 \u2029 \u0085, \\., "quotes", \\N, हिन्दी, {"sha256": 1}';

let folder: string;
let source: TestDatabase;
let file: string;
const opened: TestDatabase[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiwimesh-backup-'));
  file = join(folder, 'good.gz');
  source = await testDatabase();
  await seedTwoTenants(source.owner);
  await source
    .owner('booking')
    .where({ service_type: 'ambulance' })
    .update({
      assignee_name: STRANGE,
      notes: sealedRow('booking', { id: 'x', notes: STRANGE }, ['notes']).notes as Buffer,
    });
  await source.owner('community').update({ latitude: 12.345678901234567, longitude: 77.1, address: STRANGE });
  await source.owner.raw(`INSERT INTO outbox_event (type, aggregate_type, aggregate_id, data, correlation_id, traceparent, occurred_at)
    SELECT 'booking.made', 'booking', n::text, '{}', 'c', 't', now() FROM generate_series(1, 5000) n`);
  await backup(source.url, file);
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.close()));
});

async function fresh(make: () => Promise<TestDatabase> = emptyDatabase): Promise<TestDatabase> {
  const db = await make();
  opened.push(db);
  return db;
}

/** Every row of every table as text. */
async function everything({ owner }: TestDatabase): Promise<Record<string, string[]>> {
  const { rows } = await owner.raw(`SELECT relname AS name FROM pg_class WHERE relkind = 'r'
    AND relnamespace = 'public'::regnamespace AND relname <> 'schema_migration' ORDER BY 1`);
  const all: Record<string, string[]> = {};
  for (const { name } of rows as { name: string }[]) {
    const found = await owner.raw(`SELECT t::text AS line FROM "${name}" t ORDER BY 1`);
    all[name] = found.rows.map((row: { line: string }) => row.line);
  }
  return all;
}

describe('backup and restore', () => {
  test('restore every row of every table exactly', async () => {
    const target = await fresh();
    const report = await restore(target.url, file);
    expect(await everything(target)).toEqual(await everything(source));
    expect(report.tables.outbox_event).toBe(5000);
    expect(report.tables.staff).toBe((rowsOf('a').staff?.length ?? 0) + (rowsOf('b').staff?.length ?? 0));
  });

  test('restore the policies of the schema, and counters after the last value', async () => {
    const target = await fresh();
    await restore(target.url, file);
    const forced = await target.owner('pg_class').where({ relname: 'booking' }).first('relforcerowsecurity');
    expect(forced).toEqual({ relforcerowsecurity: true });
    const insert = `INSERT INTO outbox_event (type, aggregate_type, aggregate_id, data, correlation_id, traceparent, occurred_at)
      VALUES ('booking.made', 'booking', 'x', '{}', 'c', 't', now()) RETURNING position`;
    const { rows } = await target.owner.raw(insert);
    expect(rows[0].position).toBe('5001');
  });

  test('copy one moment: concurrent writes are in it completely or not at all', async () => {
    const db = await fresh(testDatabase);
    await seedTwoTenants(db.owner);
    const path = join(folder, 'busy.gz');
    let stop = false;
    const writer = (async () => {
      for (let n = 0; !stop; n += 1) {
        await db.owner.transaction(async (trx) => {
          await trx('community').update({ name: trx.raw(`left(name, 11) || ?`, [` ${n}`]) });
          await trx('hospital').update({ name: trx.raw(`left(name, 10) || ?`, [` ${n}`]) });
        });
      }
    })();
    await backup(db.url, path);
    stop = true;
    await writer;
    const text = gunzipSync(await readFile(path)).toString();
    const numbers = [...text.matchAll(/(?:community|hospital) [ab] (\d+)/g)].map((match) => match[1]);
    expect(new Set(numbers).size).toBeLessThanOrEqual(1);
  });

  test('replace what was there', async () => {
    const target = await fresh(testDatabase);
    await target
      .owner('community')
      .insert({ id: '00000000-0000-7000-8000-0000000000ff', name: 'old', timezone: 'UTC' });
    await expect(restore(target.url, file)).rejects.toThrow('not empty: community has rows');
    await restore(target.url, file, { replace: true });
    expect(await everything(target)).toEqual(await everything(source));
  });

  test('write a file for its owner only', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

describe('a file that cannot be trusted', () => {
  const broken = async (name: string, bytes: Buffer) => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };

  test('with one changed value', async () => {
    const text = gunzipSync(await readFile(file))
      .toString()
      .replace('Asia/Kolkata', 'Asia/Colombo');
    const path = await broken('changed.gz', gzipSync(text));
    await expect(verifyBackup(path)).rejects.toThrow('checksum does not match');
  });

  test('with a removed row, a cut end or an added line', async () => {
    const lines = gunzipSync(await readFile(file))
      .toString()
      .split('\n');
    const without = [...lines.slice(0, 3), ...lines.slice(4)].join('\n');
    await expect(verifyBackup(await broken('a.gz', gzipSync(without)))).rejects.toThrow(BackupFault);
    await expect(verifyBackup(await broken('b.gz', gzipSync(lines.slice(0, 40).join('\n'))))).rejects.toThrow(
      'cut off',
    );
    await expect(verifyBackup(await broken('c.gz', gzipSync(`${lines.join('\n')}more\n`)))).rejects.toThrow(
      'data after its end',
    );
    const half = await readFile(file);
    await expect(verifyBackup(await broken('d.gz', half.subarray(0, half.length / 2)))).rejects.toThrow(
      BackupFault,
    );
  });

  test('that is not a backup at all', async () => {
    await expect(verifyBackup(await broken('e.gz', gzipSync('hello\n')))).rejects.toThrow(
      'not a Kiwimesh backup',
    );
    await expect(verifyBackup(await broken('f.gz', Buffer.from('plain')))).rejects.toThrow(
      'not a Kiwimesh backup',
    );
    await expect(verifyBackup(join(folder, 'absent.gz'))).rejects.toThrow(BackupFault);
  });

  test('that is damaged leaves the database unchanged', async () => {
    const target = await fresh(testDatabase);
    const text = gunzipSync(await readFile(file))
      .toString()
      .replace('Asia/Kolkata', 'Asia/Colombo');
    const path = await broken('g.gz', gzipSync(text));
    await expect(restore(target.url, path, { replace: true })).rejects.toThrow(BackupFault);
    expect(await target.owner('community').select()).toEqual([]);
  });

  test('a backup that fails leaves no file', async () => {
    const db = await fresh();
    const path = join(folder, 'never.gz');
    await expect(backup(db.url, path)).rejects.toThrow();
    await expect(stat(path)).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });
});

test('an error in the middle of a long table ends the restore and undoes it', async () => {
  const target = await fresh(testDatabase);
  await target.owner.raw('ALTER TABLE outbox_event ADD CHECK (position < 2000)');
  await expect(restore(target.url, file)).rejects.toMatchObject({ kind: 'check' });
  expect(await target.owner('outbox_event').select()).toEqual([]);
});

test('an error while loading quotes no row', async () => {
  const target = await fresh(testDatabase);
  await target.owner.raw(`ALTER TABLE community ADD CHECK (address NOT LIKE '%newline%')`);
  const error = await restore(target.url, file).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ name: 'ConstraintViolation' });
  expect(`${(error as Error).stack} ${JSON.stringify(error)}`).not.toMatch(/newline\s|quotes/);
  expect(await target.owner('community').select()).toEqual([]);
});

describe('versions', () => {
  test('rejects another schema than that of the backup, by name', async () => {
    const target = await fresh(testDatabase);
    await migrateDown(target.owner, { until: '20261126000300_organisations' });
    await expect(restore(target.url, file)).rejects.toThrow(
      /of schema \d{14}_\w+ and the database of 20261126000300_organisations/,
    );
  });
});

describe('the file of a backup', () => {
  test('is replaced only on request, also by one of several concurrent backups', async () => {
    const target = join(folder, 'of the day.gz');
    const all = await Promise.allSettled([backup(source.url, target), backup(source.url, target)]);
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const before = await readFile(target);
    await expect(backup(source.url, target)).rejects.toThrow(/there is a file .* already: .*--overwrite/);
    expect(await readFile(target)).toEqual(before);
    await verifyBackup(target);
    await backup(source.url, target, { overwrite: true });
    await verifyBackup(target);
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('is cleared of leftovers by the next backup, but not while one is being written', async () => {
    const place = join(folder, 'killed');
    await mkdir(place);
    const partial = async () => (await readdir(place)).filter((name) => name.endsWith('.partial')).toSorted();
    const begin = async (name: string) => {
      const before = await partial();
      const code = `import { backup } from ${JSON.stringify(new URL('./backup.ts', import.meta.url).href)};
        await backup(${JSON.stringify(source.url)}, ${JSON.stringify(join(place, name))});`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
      const ended = once(child, 'exit');
      const draft = await eventually(`${name} is being written`, async () =>
        (await partial()).find((each) => !before.includes(each)),
      );
      return { child, ended, draft };
    };
    // Both stop in the middle, at a table they cannot read yet.
    const held = await source.owner.transaction();
    await held.raw('LOCK TABLE staff IN ACCESS EXCLUSIVE MODE');
    const [killed, living] = [await begin('one.gz'), await begin('two.gz')];
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(await partial()).toEqual([killed.draft, living.draft].toSorted());

    const next = backup(source.url, join(place, 'three.gz'));
    await eventually('the lost one is removed', async () => !(await partial()).includes(killed.draft));
    expect(await partial()).toContain(living.draft);
    await held.rollback();
    await next;
    expect(await living.ended).toEqual([0, null]);
    expect((await readdir(place)).toSorted()).toEqual(['three.gz', 'two.gz']);
  });

  test.each([
    ['/dev/full/x.gz', /cannot be written/],
    ['no such folder/x.gz', /its folder does not exist/],
  ])('is rejected with the reason when it cannot be written (%s)', async (name, why) => {
    const refused = await backup(source.url, resolve(folder, name)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BackupFault);
    expect((refused as Error).message).toMatch(why);
  });
});
