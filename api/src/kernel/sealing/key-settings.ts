import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DataKeys } from './data-keys.ts';

/** Marks a secret as made for development, so that it is recognised wherever it is copied. */
export const DEVELOPMENT_MARK = 'development-';

const DATA_KEY_FILE = 'development.data-key';
/** The file of the secret of a development data folder. */
export const SECRET_FILE = 'development.secret';

/** The data key of a development data folder; created at first use, readable by its owner only. */
export function developmentDataKey(dataDir: string): string {
  return developmentSecret(dataDir, DATA_KEY_FILE);
}

/** A secret stored in the data folder, created at first use. */
export function developmentSecret(dataDir: string, name: string): string {
  const file = path.join(dataDir, name);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    mkdirSync(dataDir, { recursive: true });
  }
  try {
    const made = DEVELOPMENT_MARK + randomBytes(32).toString('hex');
    writeFileSync(file, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    // Two processes started at once: this one uses the other one's secret.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFileSync(file, 'utf8').trim();
  }
}

/**
 * The data keys for a command that works on the database directly: from `KIWIMESH_DATA_KEY` and
 * `KIWIMESH_PREVIOUS_DATA_KEYS`, else from the data folder. @returns undefined where neither exists.
 */
export function dataKeysOf(environment: NodeJS.ProcessEnv): DataKeys | undefined {
  const given = environment.KIWIMESH_DATA_KEY || kept(environment, DATA_KEY_FILE);
  if (!given) return undefined;
  return new DataKeys([given, ...previousKeys(environment.KIWIMESH_PREVIOUS_DATA_KEYS)]);
}

/**
 * The secret of the service for such a command: `KIWIMESH_SECRET`, else the one in the data folder.
 * @returns undefined where neither exists.
 */
export function secretOf(environment: NodeJS.ProcessEnv): string | undefined {
  return environment.KIWIMESH_SECRET || kept(environment, SECRET_FILE);
}

/** The keys in a list separated by commas. */
export function previousKeys(list: string | undefined | null): string[] {
  return (list ?? '').split(',').filter((key) => key !== '');
}

function kept(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const dataDir = environment.KIWIMESH_DATA_DIR || '.data';
  try {
    return readFileSync(path.join(path.resolve(dataDir), name), 'utf8').trim();
  } catch {
    return undefined;
  }
}
