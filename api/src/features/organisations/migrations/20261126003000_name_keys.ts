import type { Knex } from 'knex';
import { CAPITALS, SMALL_LETTERS } from '../../../kernel/values/case-folding.ts';
import { numbering } from './20261126002400_names.ts';

const TABLES = ['hospital', 'community'] as const;

/**
 * `name_key` depended on the locale of the database: with the locale C `École` and `ÉCOLE` were two hospitals, with a
 * Turkish one `ISTANBUL` and `istanbul`. Now case is folded by a table of characters. No collation does this on every
 * Postgres from 16 on: `pg_c_utf8` exists from 17, ICU's only where the server was built with it. The indexes compare
 * bytes, so that upgrades of the operating system's locales do not affect their order.
 *
 * Where names become the same, the oldest keeps its name and later ones get a number, as in migration `names`.
 */
export async function up(knex: Knex): Promise<void> {
  // With FORCE, the policies may bind the owner too.
  await knex.raw(`select set_config('kiwimesh.role', 'system', true)`);
  await knex.raw('drop index hospital_name_key; drop index community_name_key; drop function name_key(text)');
  // Names of ASCII letters only skip the search through about 1,400 characters.
  await knex.raw(`
    create function name_key(name text) returns text
      language sql immutable strict parallel safe
      return case
        when octet_length(name) = char_length(name)
          then translate(name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
        else translate(normalize(translate(name, U&'\\200C\\200D', ''), NFKC), '${CAPITALS}', '${SMALL_LETTERS}')
      end collate "C";
  `);
  for (const table of TABLES) {
    await knex.raw(numbering(table));
    await knex.raw(`create unique index ${table}_name_key on ${table} ((name_key(name) collate "C"))`);
  }
}

/** Numbered names are kept. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index hospital_name_key; drop index community_name_key; drop function name_key(text)');
  await knex.raw(`
    create function name_key(name text) returns text
      language sql immutable strict parallel safe
      return lower(upper(normalize(translate(name, U&'\\200C\\200D', ''), NFKC)));
  `);
  for (const table of TABLES) {
    await knex.raw(`create unique index ${table}_name_key on ${table} (name_key(name))`);
  }
}
