import { readdir } from 'node:fs/promises';
import type { Knex } from 'knex';
import type { DataKeys } from '../../sealing/data-keys.ts';

/** What a step may need besides the database. */
export interface MigrationContext {
  /** To seal or open existing personal data; absent where no keys were given. */
  readonly dataKeys?: DataKeys;
}

/** One step of the schema. `down` fully undoes `up`. Each runs in its own transaction. */
export interface Migration {
  readonly name: string;
  up(knex: Knex, context: MigrationContext): Promise<void>;
  down(knex: Knex, context: MigrationContext): Promise<void>;
}

/**
 * Folders of the service whose parts have migrations of their own: `kernel/events/migrations`,
 * `features/booking/migrations`.
 */
const OWNERS = ['kernel', 'features'] as const;
const FILE = /^(\d{14}_[a-z0-9_]+|\d{4}_[a-z0-9_]+)\.ts$/;
const NUMBERED = /^(\d{4})_/;
const FROM_NUMBER = /^20261126(00\d{2})00_/;

/**
 * Until 2026-11-26 migrations were numbered, and databases recorded those names: `0024_names` is `20261126002400_names`
 * now. @returns the present name of either.
 */
export function presentName(name: string): string {
  return name.replace(NUMBERED, '20261126$100_');
}

/** The names under which databases may have recorded a migration, the present one first. */
export function recordedNames(name: string): readonly string[] {
  return FROM_NUMBER.test(name) ? [name, name.replace(FROM_NUMBER, '$1_')] : [name];
}

/**
 * Every migration of the kernel's parts and of the features, in one global order: that of the time in their names. To
 * add one, add a file `YYYYMMDDHHMMSS_name.ts` exporting `up(knex)` and `down(knex)` to the `migrations` folder of the
 * part that owns the tables; it is listed nowhere else. Two files with the same time are an error.
 */
export async function migrations(): Promise<readonly Migration[]> {
  const source = new URL('../../../', import.meta.url);
  const files = await Promise.all(OWNERS.map((owner) => filesOf(new URL(`${owner}/`, source))));
  const found = files.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
  const times = new Set(found.map(({ name }) => name.slice(0, 14)));
  if (times.size !== found.length) {
    throw new Error(`two migrations share a time: ${found.map(({ name }) => name).join(', ')}`);
  }
  return Promise.all(
    found.map(async ({ name, href }) => {
      const module: Partial<Migration> = await import(href);
      const { up, down } = module;
      if (typeof up !== 'function' || typeof down !== 'function') {
        throw new Error(`migration ${name} must export up and down`);
      }
      return { name, up, down };
    }),
  );
}

async function filesOf(parts: URL): Promise<{ readonly name: string; readonly href: string }[]> {
  const folders = (await readdir(parts, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => new URL(`${name}/migrations/`, parts));
  const found = await Promise.all(
    folders.map(async (folder) => {
      const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      return files.flatMap((file) => {
        const name = FILE.exec(file)?.[1];
        return name === undefined ? [] : [{ name: presentName(name), href: new URL(file, folder).href }];
      });
    }),
  );
  return found.flat();
}
