import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isTaken, type LockFile, takeLockFile } from './lock-file.ts';

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

/**
 * Claims a data folder for this process, so that two programs do not write its files and its database at once.
 * @throws DataFolderInUse when a living process has it.
 */
export async function claimDataFolder(
  dataDir: string,
  { program, address, embedded }: Omit<Holder, 'pid'>,
): Promise<LockFile> {
  const folder = path.resolve(dataDir);
  const holder: Holder = { pid: process.pid, program, address, embedded };
  await mkdir(folder, { recursive: true });
  const outcome = await takeLockFile(path.join(folder, FILE), holder);
  if (!isTaken(outcome)) throw new DataFolderInUse(folder, outcome);
  return outcome;
}
