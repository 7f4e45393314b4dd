import { readdir } from 'node:fs/promises';
import type { Knex } from 'knex';
import type { DataKeys } from '../../privacy/data-keys.ts';

/** What a step may need beside the database. */
export interface MigrationContext {
  /** To seal or open personal data that is there; absent where nobody gave any. */
  readonly dataKeys?: DataKeys;
}

/** One step of the schema. `down` undoes `up` wholly. Each runs in its own transaction. */
export interface Migration {
  readonly name: string;
  up(knex: Knex, context: MigrationContext): Promise<void>;
  down(knex: Knex, context: MigrationContext): Promise<void>;
}

const FILE = /^(\d{4}_[a-z0-9_]+)\.ts$/;

/**
 * Every migration in this folder, in the order of their numbers. To add one, add a file `NNNN_name.ts` exporting
 * `up(knex)` and `down(knex)`; nothing else lists it. Two files of one number are an error.
 */
export async function migrations(): Promise<readonly Migration[]> {
  const folder = new URL('./', import.meta.url);
  const names = (await readdir(folder)).flatMap((file) => FILE.exec(file)?.[1] ?? []).sort();
  const numbers = new Set(names.map((name) => name.slice(0, 4)));
  if (numbers.size !== names.length) throw new Error(`two migrations share a number: ${names.join(', ')}`);
  return Promise.all(
    names.map(async (name) => {
      const module: Partial<Migration> = await import(new URL(`${name}.ts`, folder).href);
      const { up, down } = module;
      if (typeof up !== 'function' || typeof down !== 'function') {
        throw new Error(`migration ${name} must export up and down`);
      }
      return { name, up, down };
    }),
  );
}
