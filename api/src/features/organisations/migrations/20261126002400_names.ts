import type { Knex } from 'knex';

/** The blanks of JavaScript's `\s` and Unicode's Zs; which of them `\s` matches in Postgres depends on the locale. */
const BLANK = String.raw`[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+`;
/** As INVISIBLE of kernel/values/text.ts, without characters that names hardly ever contain. */
const INVISIBLE = String.raw`[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]`;

/**
 * Names are unique by their key, which ignores compatibility forms, case and joiners. Existing names are converted to the
 * form of new ones. Of names that are then equal, the oldest keeps its name and later ones get a number:
 * "Kaveri General Hospital (2)".
 */
export async function up(knex: Knex): Promise<void> {
  // With FORCE, the policies may bind the owner too.
  await knex.raw(`select set_config('kiwimesh.role', 'system', true)`);
  await knex.raw(`
    create function name_key(name text) returns text
      language sql immutable strict parallel safe
      return lower(upper(normalize(translate(name, U&'\\200C\\200D', ''), NFKC)));
    drop index hospital_name_key;
    drop index community_name_key;
  `);
  for (const table of ['hospital', 'community', 'staff', 'resident']) {
    await knex.raw(
      `update ?? set version = version + 1, name = tidy.name
       from (select id, btrim(regexp_replace(regexp_replace(normalize(name, NFC), ?, '', 'g'), ?, ' ', 'g')) as name
             from ?? where name is not null) tidy
       where tidy.id = ??.id and tidy.name <> ??.name and tidy.name <> ''`,
      [table, INVISIBLE, BLANK, table, table, table],
    );
  }
  for (const table of ['hospital', 'community'] as const) {
    await knex.raw(numbering(table));
    await knex.raw(`create unique index ${table}_name_key on ${table} (name_key(name))`);
  }
}

/** Numbers the later rows with the same name, skipping numbers that are taken. */
export function numbering(table: 'hospital' | 'community'): string {
  return `
    do $$
    declare
      later record;
      number int;
    begin
      for later in
        select id, left(name, 190) as name from (
          select id, name, row_number() over (partition by name_key(name) order by created_at, id) as place from ${table}
        ) named where place > 1 order by id
      loop
        number := 2;
        while exists (select from ${table} where name_key(name) = name_key(later.name || ' (' || number || ')')) loop
          number := number + 1;
        end loop;
        update ${table} set name = later.name || ' (' || number || ')', version = version + 1 where id = later.id;
      end loop;
    end $$`;
}

/** Converted names are kept. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index hospital_name_key;
    drop index community_name_key;
    drop function name_key(text);
    create unique index community_name_key on community (lower(name));
    create unique index hospital_name_key on hospital (lower(name));
  `);
}
