import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { problemBody, toProblem } from '../http/failure.ts';
import { describeFailure } from '../observability/failure.ts';
import { describeError } from '../observability/logger.ts';
import { ConstraintViolation, DatabaseFault, typedDatabaseError } from './errors.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await emptyDatabase();
  await db.owner.raw(`
    CREATE EXTENSION btree_gist;
    CREATE TABLE person (id int PRIMARY KEY, phone text CONSTRAINT person_phone UNIQUE, age int CHECK (age > 0), name text NOT NULL);
    CREATE TABLE stay (person_id int CONSTRAINT stay_person REFERENCES person, during tstzrange,
      CONSTRAINT stay_no_overlap EXCLUDE USING gist (person_id WITH =, during WITH &&));
    INSERT INTO person VALUES (1, '+919800000001', 30, 'Canary');
    INSERT INTO stay VALUES (1, '[2026-01-01,2026-01-02)');
  `);
});
afterAll(() => db.close());

const SECRET = /Canary|98000|secretword/;

async function failure(sql: string, bindings: unknown[] = []): Promise<Error> {
  try {
    await db.owner.raw(sql, bindings as string[]);
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not fail');
}

interface Disk {
  grow(): Promise<unknown>;
  remove(): Promise<void>;
}

/** A table `heap` on a disk of 1 MB; where no disk can be mounted, one whose writes fail with the same SQLSTATE. */
async function mountSmallDisk(): Promise<Disk> {
  const { rows } = await db.owner.raw('SHOW data_directory');
  const cluster: string = rows[0].data_directory;
  const { uid, gid } = statSync(cluster);
  // Beside the cluster, where the Postgres account has access.
  const folder = mkdtempSync(path.join(path.dirname(cluster), 'disk-'));
  chmodSync(folder, 0o755);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=1m,uid=${uid},gid=${gid},mode=700`, 'none', folder], {
      stdio: 'ignore',
    });
  } catch {
    // Requires root, and is not permitted in every container.
    await db.owner.raw(`
      CREATE TABLE heap (x text);
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER full_disk BEFORE INSERT ON heap EXECUTE FUNCTION full_disk()`);
    return {
      grow: () => db.owner.raw('DROP TRIGGER full_disk ON heap'),
      remove: async () => rmSync(folder, { recursive: true }),
    };
  }
  const name = path.basename(folder);
  await db.owner.raw(`CREATE TABLESPACE "${name}" LOCATION '${folder}'`);
  await db.owner.raw(`CREATE TABLE heap (x text) TABLESPACE "${name}"`);
  return {
    grow: async () => execFileSync('mount', ['-o', 'remount,size=16m', folder]),
    async remove() {
      await db.owner.raw('DROP TABLE heap');
      await db.owner.raw(`DROP TABLESPACE "${name}"`);
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

describe('constraints', () => {
  const cases: [string, string, string, unknown[]][] = [
    ['unique', 'person_phone', 'INSERT INTO person VALUES (2, ?, 3, ?)', ['+919800000001', 'Canary']],
    ['check', 'person_age_check', 'INSERT INTO person VALUES (2, ?, -1, ?)', ['+919800000002', 'Canary']],
    ['not_null', 'name', 'INSERT INTO person VALUES (2, ?, 3, NULL)', ['+919800000002']],
    ['foreign_key', 'stay_person', 'INSERT INTO stay VALUES (77, ?)', ['[2026-01-01,2026-01-02)']],
    ['exclusion', 'stay_no_overlap', 'INSERT INTO stay VALUES (1, ?)', ['[2026-01-01,2026-01-03)']],
  ];
  test.each(cases)('%s', async (kind, constraint, sql, bindings) => {
    const error = await failure(sql, bindings);
    expect(error).toBeInstanceOf(ConstraintViolation);
    expect(error).toMatchObject({ kind, constraint });
  });

  test('reveals nothing of the row, however it is printed', async () => {
    for (const [, , sql, bindings] of cases) {
      const error = await failure(sql, bindings);
      const printed = `${error.message} ${error.stack} ${JSON.stringify(error)} ${JSON.stringify({ ...error })} ${String(error.cause)}`;
      expect(printed).not.toMatch(SECRET);
    }
  });
});

describe('other faults', () => {
  test('does not quote a value that Postgres cannot read', async () => {
    const error = await failure('SELECT ?::int', ['secretword']);
    expect(error).toBeInstanceOf(DatabaseFault);
    expect(error).toMatchObject({ code: '22P02', retryable: false });
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toMatch(SECRET);
  });

  test('names the mistake in SQL', async () => {
    const error = await failure('SELECT nope FROM person');
    expect(error).toMatchObject({ code: '42703' });
    expect(error.message).toContain('column "nope" does not exist');
  });

  test('reports a cancelled statement as dependency_down', async () => {
    const error = await failure(`SET statement_timeout = 10; SELECT pg_sleep(1)`);
    await db.owner.raw('RESET statement_timeout');
    expect(error).toMatchObject({ code: 'dependency_down', status: 503 });
  });

  test('names a full disk, and writes again when there is space', async () => {
    const disk = await mountSmallDisk();
    const fill = () =>
      db.owner.raw(`INSERT INTO heap SELECT repeat('x', 1000) FROM generate_series(1, 3000)`);
    try {
      const error = await failure(`INSERT INTO heap SELECT repeat('x', 1000) FROM generate_series(1, 3000)`);
      expect(error).toMatchObject({
        code: 'dependency_down',
        status: 503,
        cause: '53100',
        detail: expect.stringMatching(/^The disk of the service is full/),
        headers: { 'Retry-After': '30' },
      });
      await disk.grow();
      await fill();
    } finally {
      await disk.remove();
    }
  });

  test('passes on what is not a database error', () => {
    const own = new TypeError('mine');
    expect(typedDatabaseError(own)).toBe(own);
    expect(typedDatabaseError('text')).toBe('text');
  });
});

/** Every way in which an error of the database gets into a log or a reply. */
function reportsOf(error: Error): string {
  return [
    error.message,
    error.stack,
    String(error.cause),
    JSON.stringify({ ...error }),
    JSON.stringify(describeError(error)),
    JSON.stringify(describeError(toProblem(error))),
    describeFailure(error),
    JSON.stringify(problemBody(toProblem(error), 'x')),
  ].join('\n');
}

describe('what is reported of an error', () => {
  const MARK = '/* statementmark */';
  const INSERT = `${MARK} INSERT INTO person VALUES (?, ?, ?, ?)`;
  const cases: [string, string, string, unknown[]][] = [
    ['a value that is there already', '23505', INSERT, [2, '+919800000001', 3, 'Canary']],
    ['a value that a check refuses', '23514', INSERT, [2, '+919800000002', -1, 'Canary']],
    ['a missing value', '23502', INSERT, [2, '+919800000002', 3, null]],
    ['a missing parent', '23503', `${MARK} INSERT INTO stay VALUES (98000, ?)`, ['[2026-01-01,2026-01-02)']],
    ['an overlap', '23P01', `${MARK} INSERT INTO stay VALUES (1, ?)`, ['[2026-01-01,2026-01-03)']],
    ['a value of the wrong type', '22P02', `${MARK} SELECT ?::int`, ['secretword']],
    ['a literal of the wrong type', '22P02', `${MARK} SELECT 'secretword'::int`, []],
    ['a number out of range', '22003', `${MARK} SELECT ?::text::int`, ['98000000000000']],
    ['a time that is none', '22007', `${MARK} SELECT ?::timestamptz`, ['secretword']],
    ['a document that is none', '22P02', `${MARK} SELECT ?::jsonb`, ['{"secretword"']],
    ['a grammar mistake at a literal', '42601', `${MARK} SELECT 1 'secretword'`, []],
    ['a grammar mistake at a number', '42601', `${MARK} SELECT FROM person LIMIT 1 98000`, []],
    ['a column that is missing', '42703', `${MARK} SELECT nope FROM person WHERE name = 'secretword'`, []],
    ['an error of one of our functions', 'P0001', `${MARK} DO $$ BEGIN RAISE 'secretword'; END $$`, []],
    [
      'a transaction that cannot write',
      '25006',
      `SET TRANSACTION READ ONLY; ${MARK} DELETE FROM person WHERE name = 'secretword'`,
      [],
    ],
    [
      'a statement that takes too long',
      'dependency_down',
      `SET LOCAL statement_timeout = 10; ${MARK} SELECT 'secretword', pg_sleep(60)`,
      [],
    ],
    [
      'a connection that is ended',
      'dependency_down',
      `${MARK} SELECT 'secretword', pg_terminate_backend(pg_backend_pid())`,
      [],
    ],
  ];
  test.each(cases)('has neither the statement nor values, of %s', async (_name, code, sql, bindings) => {
    const error = await failure(sql, bindings);
    expect((error as { code?: string }).code ?? codes[(error as ConstraintViolation).kind]).toBe(code);
    expect(reportsOf(error)).not.toMatch(/statementmark|Canary|\b98000\b|secretword/);
  });
});

const codes: Readonly<Record<string, string>> = {
  unique: '23505',
  check: '23514',
  not_null: '23502',
  foreign_key: '23503',
  exclusion: '23P01',
};
