import type { Knex } from 'knex';
import type { MigrationContext } from '../../../kernel/db/migrations/index.ts';
import { writeSealedRows } from '../../../kernel/sealing/sealed-rows.ts';

const ROWS_A_BATCH = 1000;
const CELL = { table: 'staff', column: 'phone' };

interface Row {
  readonly id: string;
  readonly phone: Buffer;
}

/**
 * Staff are found by their phone, for messages that they send. Rows that the version before writes meanwhile have no index, or an
 * earlier one, until they are saved again: what is found is compared with the phone itself.
 */
export async function up(knex: Knex, { dataKeys }: MigrationContext): Promise<void> {
  await knex.raw(`select set_config('kiwimesh.role', 'system', true)`);
  await knex.raw(`
    alter table staff add column phone_index bytea check (octet_length(phone_index) = 32);
    create index staff_phone_idx on staff (phone_index) where phone_index is not null;
  `);
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await knex.raw<{ rows: Row[] }>(
      `select id, phone from staff where id > ? and phone is not null order by id limit ${ROWS_A_BATCH}`,
      [after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    if (dataKeys === undefined) {
      throw new Error('staff have phones, which this step opens: set KIWIMESH_DATA_KEY and migrate again');
    }
    const indexed = rows.map(({ id, phone }) => ({
      id,
      values: { phone_index: dataKeys.index(dataKeys.open(phone, { ...CELL, row: id }), CELL) },
    }));
    await writeSealedRows(knex, { table: 'staff' }, ['phone_index'], indexed);
    after = last.id;
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table staff drop column phone_index');
}
