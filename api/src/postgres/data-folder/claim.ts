import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isSameProcess, processMark } from './process-mark.ts';

/** Who uses a data folder. */
export interface Holder {
  readonly pid: number;
  /** What it is, as people know it: `make run`, `kiwimesh db backup`. */
  readonly program: string;
  /** Where it is reached; null for a command that ends by itself. */
  readonly address: string | null;
  /** Whether the embedded Postgres of the folder is what it works on. */
  readonly embedded: boolean;
}

export interface Claim {
  /** Lets others have the folder. Also a claim that is never released ends with its process. */
  release(): Promise<void>;
}

/** Another living process has the folder. */
export class DataFolderInUse extends Error {
  readonly holder: Holder;

  constructor(folder: string, holder: Holder) {
    const where = holder.address === null ? '' : ` at ${holder.address}`;
    const what = holder.address === null ? 'wait until it has ended' : 'stop it first';
    super(
      `${folder} is in use by ${holder.program}${where} (process ${holder.pid}): ${what}, or choose another folder with KIWIMESH_DATA_DIR=…`,
    );
    this.name = 'DataFolderInUse';
    this.holder = holder;
  }
}

const FILE = 'in-use.json';
/** A claim left by a process that was killed is taken over; this often when others try the same. */
const TAKE_OVER_TRIES = 20;

/**
 * Claims a data folder for this process, so that two programs do not write its files and its database at once.
 * @throws DataFolderInUse when a living process has it.
 */
export async function claimDataFolder(
  dataDir: string,
  { program, address, embedded }: Omit<Holder, 'pid'>,
): Promise<Claim> {
  const folder = path.resolve(dataDir);
  const file = path.join(folder, FILE);
  const draft = `${file}.${randomUUID()}`;
  const mark = await processMark(process.pid);
  const text = JSON.stringify({ pid: process.pid, mark, program, address, embedded });
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(draft, `${text}\n`, { mode: 0o644 });
    for (let attempt = 1; ; attempt += 1) {
      try {
        // A link appears whole and only where there is none: of several at once, one succeeds.
        await link(draft, file);
        return { release: () => releaseOwn(file, mark) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === TAKE_OVER_TRIES) throw error;
      }
      const found = await readClaim(file);
      if (found !== undefined && (await isSameProcess(found.mark))) throw new DataFolderInUse(folder, found);
      await setAside(file, found?.mark);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

type KeptClaim = Holder & { readonly mark: string };

async function readClaim(file: string): Promise<KeptClaim | undefined> {
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as KeptClaim | null;
    return typeof kept?.mark === 'string' ? kept : undefined;
  } catch (error) {
    // Gone in the meantime, or damaged: nobody who lives wrote that.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes a dead process' claim. Where another was quicker and claimed it anew, that claim is put back. */
async function setAside(file: string, mark: string | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}.old`;
  try {
    await rename(file, aside);
    const moved = await readClaim(aside);
    if (moved !== undefined && moved.mark !== mark) await link(aside, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function releaseOwn(file: string, mark: string): Promise<void> {
  if ((await readClaim(file).catch(() => undefined))?.mark === mark) await rm(file, { force: true });
}
