import type { Knex } from 'knex';

/** Where a call comes from: the place whose code was used, or the device that raised the alarm. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table call
      add column place_id uuid references place (id),
      add column device jsonb check (jsonb_typeof(device) = 'object'),
      add column device_key text check (length(device_key) <= 200);
    create index call_place_idx on call (place_id, created_at) where place_id is not null;
    create index call_device_idx on call (device_key, id desc) where device_key is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table call drop column place_id, drop column device, drop column device_key');
}
