import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { link, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { connect } from '../kernel/db/connection.ts';
import { typedDatabaseError } from '../kernel/db/errors.ts';
import { migrateUp, migrationStatus } from '../kernel/db/migrate.ts';
import { migrations, presentName } from '../kernel/db/migrations/index.ts';
import { draftOf, removeLostDrafts } from './backup-draft.ts';
import { type DumpedTable, dumpedTables, type Identity, identities, setIdentities } from './backup-tables.ts';

/**
 * A backup is one gzip file of lines: a header, then for each table a line naming it, its rows in COPY's text format
 * and the line `\.`, and at the end a line with the SHA-256 of everything before it. The schema is not in it: a restore
 * creates it by the migrations that the header names. (The packaged Postgres has no pg_dump; a managed one has its
 * own.)
 */
const FORMAT = 'kiwimesh-backup-1';
const NO_BACKUP = 'this file is not a Kiwimesh backup';
const END_OF_ROWS = '\\.';

interface Header {
  readonly format: string;
  readonly takenAt: string;
  readonly migrations: readonly string[];
}

export interface BackupReport {
  readonly takenAt: string;
  readonly migrations: readonly string[];
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>;
  readonly sha256: string;
}

/** The file is no backup, is damaged, or does not fit the database; the message says which, for a person. */
export class BackupFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupFault';
  }
}

export interface BackupOptions {
  /** Replaces a file of that name. Without it an existing file is an error. */
  readonly overwrite?: boolean;
}

/**
 * Writes a consistent copy of every row to `file` while the product runs: one REPEATABLE READ snapshot. The file
 * appears complete or not at all; leftovers of killed backups are removed from its folder.
 * @param url of the schema's owner. An owner to whom row security applies reads with the system scope.
 */
export async function backup(
  url: string,
  file: string,
  { overwrite = false }: BackupOptions = {},
): Promise<BackupReport> {
  if (!overwrite && existsSync(file)) throw fileExists(file);
  await removeLostDrafts(path.dirname(file));
  const client = await session(url);
  const draft = await draftOf(file);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const taken = await client.query<{ at: string }>(
      `SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at`,
    );
    const applied = await client.query<{ name: string }>('SELECT name FROM schema_migration ORDER BY name');
    const header: Header = {
      format: FORMAT,
      takenAt: taken.rows[0]?.at ?? '',
      migrations: applied.rows.map((row) => presentName(row.name)).sort(),
    };
    const sink = new Sink(draft);
    await sink.line(JSON.stringify({ ...header, identities: await identities(client) }));
    const counts: Record<string, number> = {};
    for (const table of await dumpedTables(client)) counts[table.name] = await dumpTable(client, table, sink);
    const sha256 = await sink.finish(counts);
    await client.query('COMMIT');
    await (overwrite ? rename(draft, file) : publish(draft, file));
    return { takenAt: header.takenAt, migrations: header.migrations, tables: counts, sha256 };
  } catch (error) {
    // Without the folder there is no draft either; the first failure is reported.
    await rm(draft, { force: true }).catch(() => {});
    throw writeFault(error, file) ?? error;
  } finally {
    await client.end();
  }
}

/** Gives the finished file its name if no file has it: another backup may have ended first. */
async function publish(draft: string, file: string): Promise<void> {
  try {
    await link(draft, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || existsSync(file)) throw fileExists(file);
    // Some file systems have no links.
    await rename(draft, file);
    return;
  }
  await rm(draft);
}

function fileExists(file: string): BackupFault {
  return new BackupFault(
    `there is a file ${file} already: choose another name, or replace it with --overwrite`,
  );
}

/** Why the file could not be written, for a person. */
function writeFault(error: unknown, file: string): BackupFault | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== 'open' && syscall !== 'write') return undefined;
  const why: Readonly<Record<string, string>> = {
    ENOSPC: 'no space is left on its disk',
    EDQUOT: 'the disk quota is exceeded',
    EACCES: 'permission denied',
    EROFS: 'its disk is read-only',
    ENOENT: 'its folder does not exist',
    ENOTDIR: 'its folder is a file',
    EISDIR: 'it is a folder',
  };
  return new BackupFault(`${file} cannot be written: ${why[code ?? ''] ?? code}`);
}

export interface RestoreOptions {
  /** Empties the tables first. Without it a database with rows is rejected. */
  readonly replace?: boolean;
}

/**
 * Restores a backup into a database: verifies the checksum, migrates an empty database, requires exactly the migrations
 * the backup was taken with, then loads all rows in one transaction, or none.
 * @param url of the schema's owner.
 * @throws BackupFault
 */
export async function restore(
  url: string,
  file: string,
  options: RestoreOptions = {},
): Promise<BackupReport> {
  const report = await verifyBackup(file);
  await prepareSchema(url, report.migrations);
  const client = await session(url);
  try {
    await client.query('BEGIN');
    const tables = await dumpedTables(client);
    const names = tables.map((table) => `"${table.name}"`).join(', ');
    if (options.replace === true) await client.query(`TRUNCATE ${names}`);
    else await requireEmpty(client, tables);
    // Rows are restored unchanged: triggers that stamp or check new changes would alter or reject them.
    await switchTriggers(client, tables, 'DISABLE');
    await load(client, file, tables);
    await switchTriggers(client, tables, 'ENABLE');
    await client.query('COMMIT');
    return report;
  } catch (error) {
    // Postgres quotes the line of a failed COPY.
    throw typedDatabaseError(error);
  } finally {
    // Ending the session undoes an open transaction.
    await client.end();
  }
}

/** Reads the whole file and checks it against its own checksum and counts. @throws BackupFault */
export async function verifyBackup(file: string): Promise<BackupReport> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let header: Header | undefined;
  let table: string | undefined;
  let trailer: { sha256?: string; tables?: Record<string, number> } | undefined;
  try {
    for await (const line of linesOf(file)) {
      if (trailer !== undefined) throw new BackupFault('the backup has data after its end');
      if (table === undefined && line.startsWith('{"sha256"')) {
        trailer = JSON.parse(line) as { sha256: string };
        continue;
      }
      hash.update(line).update('\n');
      if (header === undefined) header = readHeader(line);
      else if (table === undefined) table = readTable(line).name;
      else if (line === END_OF_ROWS) table = undefined;
      else counts[table] = (counts[table] ?? 0) + 1;
      if (table !== undefined) counts[table] ??= 0;
    }
  } catch (error) {
    if (error instanceof BackupFault) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new BackupFault(`there is no file ${file}`);
    if (code === 'Z_DATA_ERROR' && header === undefined) throw new BackupFault(NO_BACKUP);
    throw new BackupFault(`the backup cannot be read: ${message}`);
  }
  const sha256 = hash.digest('hex');
  if (header === undefined || trailer === undefined) throw new BackupFault('the backup is cut off');
  if (trailer.sha256 !== sha256) throw new BackupFault('the backup is damaged: its checksum does not match');
  return { takenAt: header.takenAt, migrations: header.migrations, tables: counts, sha256 };
}

/** The hashing, compressing writer. */
class Sink {
  readonly #hash = createHash('sha256');
  readonly #gzip = createGzip();
  readonly #written: Promise<void>;

  constructor(file: string) {
    this.#written = pipeline(this.#gzip, createWriteStream(file, { mode: 0o600 }));
    // Awaited at the end; until then a failure must not count as unhandled.
    this.#written.catch(() => {});
  }

  async write(chunk: Buffer | string): Promise<void> {
    this.#hash.update(chunk);
    if (!this.#gzip.write(chunk)) await Promise.race([once(this.#gzip, 'drain'), this.#written]);
  }

  line(text: string): Promise<void> {
    return this.write(`${text}\n`);
  }

  async finish(tables: Record<string, number>): Promise<string> {
    const sha256 = this.#hash.digest('hex');
    this.#gzip.end(`${JSON.stringify({ sha256, tables })}\n`);
    await this.#written;
    return sha256;
  }
}

async function session(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'kiwimesh backup',
    options: '-c kiwimesh.role=system -c statement_timeout=0 -c DateStyle=ISO -c TimeZone=UTC',
  });
  await client.connect();
  return client;
}

async function dumpTable(client: pg.Client, table: DumpedTable, sink: Sink): Promise<number> {
  await sink.line(JSON.stringify(table));
  const rows = client.query(
    copyTo(`COPY (SELECT ${table.columns.join(', ')} FROM "${table.name}") TO STDOUT`),
  );
  for await (const chunk of rows) await sink.write(chunk as Buffer);
  await sink.line(END_OF_ROWS);
  return rows.rowCount;
}

/** The schema exactly as it was: created when the database is empty, else it must be the same already. */
async function prepareSchema(url: string, recorded: readonly string[]): Promise<void> {
  const wanted = recorded.map(presentName).sort();
  const owner = connect(url, { as: 'owner', poolMax: 2, name: 'kiwimesh restore' });
  try {
    const { applied } = await migrationStatus(owner);
    if (applied.length === 0) {
      const known = await migrations();
      const steps = known.filter((step) => wanted.includes(step.name));
      if (steps.length !== wanted.length) {
        const missing = wanted.filter((name) => !known.some((step) => step.name === name));
        throw new BackupFault(`the backup is from a newer version: this version lacks ${missing.join(', ')}`);
      }
      await migrateUp(owner, steps);
      return;
    }
    if (JSON.stringify(applied) === JSON.stringify(wanted)) return;
    throw new BackupFault(
      `the backup is of schema ${wanted.at(-1)} and the database of ${applied.at(-1)}: restore into an empty database, then migrate`,
    );
  } finally {
    await owner.destroy();
  }
}

async function requireEmpty(client: pg.Client, tables: readonly DumpedTable[]): Promise<void> {
  for (const { name } of tables) {
    const found = await client.query(`SELECT 1 FROM "${name}" LIMIT 1`);
    if (found.rowCount !== 0) throw new BackupFault(`the database is not empty: ${name} has rows`);
  }
}

/** The COPY of one table in progress. */
class Loading {
  readonly #rows: Writable & { chunks?: unknown[] };
  readonly #failed: Promise<never>;
  #failure: { readonly error: unknown } | undefined;

  constructor(client: pg.Client, { name, columns }: DumpedTable) {
    this.#rows = client.query(copyFrom(`COPY "${name}" (${columns.join(', ')}) FROM STDIN`));
    this.#failed = new Promise((_, reject) => {
      this.#rows.once('error', (error) => {
        this.#failure = { error };
        // The stream releases its connection now, and would throw on what it still has to send.
        this.#rows.chunks = [];
        reject(error);
      });
    });
    // Waiting for room and the end race against it; between them a failure must not count as unhandled.
    this.#failed.catch(() => {});
  }

  async write(line: string): Promise<void> {
    // A failed stream accepts nothing more and never drains.
    if (this.#failure !== undefined) throw this.#failure.error;
    if (!this.#rows.write(`${line}\n`)) await Promise.race([once(this.#rows, 'drain'), this.#failed]);
  }

  async end(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure.error;
    const finished = once(this.#rows, 'finish');
    this.#rows.end();
    await Promise.race([finished, this.#failed]);
  }
}

/** Disables our own triggers; those that enforce foreign keys stay on. Undone with the transaction. */
async function switchTriggers(
  client: pg.Client,
  tables: readonly DumpedTable[],
  to: 'ENABLE' | 'DISABLE',
): Promise<void> {
  for (const { name } of tables) await client.query(`ALTER TABLE "${name}" ${to} TRIGGER USER`);
}

async function load(client: pg.Client, file: string, tables: readonly DumpedTable[]): Promise<void> {
  let loading: Loading | undefined;
  let first: { identities?: readonly Identity[] } | undefined;
  for await (const line of linesOf(file)) {
    if (first === undefined) first = JSON.parse(line) as { identities?: readonly Identity[] };
    else if (loading !== undefined && line !== END_OF_ROWS) await loading.write(line);
    else if (loading !== undefined) {
      await loading.end();
      loading = undefined;
    } else if (line.startsWith('{"sha256"')) break;
    else {
      const table = readTable(line);
      if (!tables.some((known) => known.name === table.name))
        throw new BackupFault(`no table ${table.name} here`);
      loading = new Loading(client, table);
    }
  }
  await setIdentities(client, first?.identities ?? []);
}

/**
 * Lines end with \n only; node:readline would also break at \r and at two Unicode separators, which values may contain.
 */
async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = source.pipe(createGunzip());
  source.once('error', (error) => text.destroy(error));
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of text as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      yield bytes.toString('utf8', start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

function readHeader(line: string): Header {
  let header: Partial<Header> = {};
  try {
    header = JSON.parse(line) as Partial<Header>;
  } catch {
    // Not even JSON: the same error.
  }
  if (header.format !== FORMAT) throw new BackupFault(NO_BACKUP);
  return header as Header;
}

/** Names are checked, since they become SQL. */
function readTable(line: string): DumpedTable {
  const table = JSON.parse(line) as DumpedTable;
  const identifier = /^[a-z_][a-z0-9_]*$/;
  if (!identifier.test(table.name) || !table.columns.every((column) => /^"[a-z_][a-z0-9_]*"$/.test(column))) {
    throw new BackupFault('the backup contains an invalid table name');
  }
  return table;
}
