import type { Knex } from 'knex';
import type { MigrationContext } from '../../db/migrations/index.ts';
import { type DataKeys, SEAL_BYTES } from '../../sealing/data-keys.ts';
import { writeSealedRows } from '../../sealing/sealed-rows.ts';

interface SealedColumn {
  readonly name: string;
  /** Its previous type. */
  readonly type: 'text' | 'date' | 'jsonb';
  readonly required?: true;
  /** The column of its blind index. */
  readonly index?: string;
}

const optionalText = (name: string): SealedColumn => ({ name, type: 'text' });

/** Columns of personal and health data that are sealed from here on; the models declare the same. */
const SEALED: Readonly<Record<string, readonly SealedColumn[]>> = {
  resident: [
    { name: 'phone', type: 'text', required: true, index: 'phone_index' },
    ...['email', 'unit', 'address'].map(optionalText),
    { name: 'date_of_birth', type: 'date' },
  ],
  staff: [optionalText('phone')],
  booking: [{ name: 'location', type: 'jsonb' }, ...['notes', 'cancel_reason'].map(optionalText)],
  offer: [optionalText('reason')],
  booking_event: [optionalText('reason'), { name: 'data', type: 'jsonb', required: true }],
};

const ROWS_A_BATCH = 1000;

/**
 * Seals personal and health data at field level. Existing rows are sealed in the same step, for which the data keys are
 * needed; an empty database is migrated without them.
 *  A check on each column accepts only sealed bytes: a write without the models cannot leave plain text.
 */
export async function up(knex: Knex, { dataKeys }: MigrationContext): Promise<void> {
  // Corrections of a timeline: names and free text only, and by the platform only. Its facts stay unchangeable.
  await knex.raw(`
    create policy booking_event_update on booking_event for update to public
      using ((select scope.role()) = 'system') with check ((select scope.role()) = 'system');
  `);
  await asSystem(knex);
  for (const [table, columns] of Object.entries(SEALED)) {
    for (const { name, index } of columns) {
      await knex.raw('alter table ?? add column ?? bytea', [table, `${name}_sealed`]);
      if (index !== undefined) await knex.raw('alter table ?? add column ?? bytea', [table, index]);
    }
    await eachBatch(
      knex,
      table,
      columns,
      (name) => `${name}::text`,
      dataKeys,
      async (keys, rows) => {
        const written = columns.flatMap(({ name, index }) => [
          `${name}_sealed`,
          ...(index === undefined ? [] : [index]),
        ]);
        await writeSealedRows(
          knex,
          { table },
          written,
          rows.map((row) => ({ id: String(row.id), values: sealed(keys, table, columns, row) })),
        );
      },
    );
    for (const column of columns) {
      await knex.raw('alter table ?? drop column ??', [table, column.name]);
      await knex.raw('alter table ?? rename column ?? to ??', [table, `${column.name}_sealed`, column.name]);
      await knex.raw(
        `alter table ?? add constraint ?? check (octet_length(??) >= ${SEAL_BYTES} and get_byte(??, 0) = 1)`,
        [table, `${table}_${column.name}_sealed`, column.name, column.name],
      );
      if (column.required)
        await knex.raw('alter table ?? alter column ?? set not null', [table, column.name]);
    }
  }
  await knex.raw(`
    alter table resident alter column phone_index set not null,
      add constraint resident_phone_index check (octet_length(phone_index) = 32);
    -- Numbers are handed on: only one *active* person may sign in with a phone.
    create unique index resident_phone_key on resident (phone_index) where active;
    create index resident_community_phone_idx on resident (community_id, phone_index);
    grant update (actor_name, reason, data) on booking_event to kiwimesh_app;
  `);
}

function sealed(
  keys: DataKeys,
  table: string,
  columns: readonly SealedColumn[],
  row: Readonly<Record<string, string | null>>,
): Record<string, Buffer | null> {
  const values: Record<string, Buffer | null> = {};
  for (const { name, index } of columns) {
    const value = row[name] ?? null;
    const cell = { table, column: name, row: String(row.id) };
    values[`${name}_sealed`] = value === null ? null : keys.seal(value, cell);
    if (index !== undefined) values[index] = value === null ? null : keys.index(value, cell);
  }
  return values;
}

export async function down(knex: Knex, { dataKeys }: MigrationContext): Promise<void> {
  await asSystem(knex);
  await knex.raw('drop index resident_phone_key, resident_community_phone_idx');
  for (const [table, columns] of Object.entries(SEALED)) {
    for (const { name, type } of columns) {
      await knex.raw(`alter table ?? add column ?? ${type}`, [table, `${name}_plain`]);
    }
    await eachBatch(
      knex,
      table,
      columns,
      (name) => name,
      dataKeys,
      async (keys, rows) => {
        for (const row of rows) await open(knex, keys, table, columns, row);
      },
    );
    for (const { name, index, required } of columns) {
      await knex.raw('alter table ?? drop column ??', [table, name]);
      if (index !== undefined) await knex.raw('alter table ?? drop column ??', [table, index]);
      await knex.raw('alter table ?? rename column ?? to ??', [table, `${name}_plain`, name]);
      if (required) await knex.raw('alter table ?? alter column ?? set not null', [table, name]);
    }
  }
  await knex.raw(`
    create unique index resident_phone_key on resident (phone) where active;
    create index resident_community_phone_idx on resident (community_id, phone);
    revoke update (actor_name) on booking_event from kiwimesh_app;
    drop policy booking_event_update on booking_event;
  `);
}

async function open(
  knex: Knex,
  keys: DataKeys,
  table: string,
  columns: readonly SealedColumn[],
  row: Readonly<Record<string, unknown>>,
): Promise<void> {
  const id = String(row.id);
  const values = columns.flatMap(({ name }) => {
    const value = row[name];
    return Buffer.isBuffer(value)
      ? [[`${name}_plain`, keys.open(value, { table, column: name, row: id })]]
      : [];
  });
  if (values.length > 0) await knex(table).where({ id }).update(Object.fromEntries(values));
}

/** The policies that the owner forces may also apply to the owner. */
async function asSystem(knex: Knex): Promise<void> {
  await knex.raw(`select set_config('kiwimesh.role', 'system', true)`);
}

type Row = Readonly<Record<string, string | null>>;

/** Every row that has something to convert, by id. @throws Error where there is one and no keys. */
async function eachBatch(
  knex: Knex,
  table: string,
  columns: readonly SealedColumn[],
  read: (name: string) => string,
  keys: DataKeys | undefined,
  convert: (keys: DataKeys, rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  const names = columns.map(({ name }) => name);
  const list = names.map((name) => `${read(name)} as ${name}`).join(', ');
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await knex.raw<{ rows: Row[] }>(
      `select id, ${list} from ?? where id > ? and num_nonnulls(${names.join(', ')}) > 0 order by id limit ${ROWS_A_BATCH}`,
      [table, after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    if (keys === undefined) {
      throw new Error(
        `${table} holds personal data, which this step seals or opens: set KIWIMESH_DATA_KEY and migrate again`,
      );
    }
    await convert(keys, rows);
    after = String(last.id);
  }
}
