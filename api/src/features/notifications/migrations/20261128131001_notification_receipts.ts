import type { Knex } from 'knex';

const states = (...words: readonly string[]) => `
  alter table notification_delivery drop constraint notification_delivery_state_check;
  alter table notification_delivery add constraint notification_delivery_state_check
    check (state in (${words.map((word) => `'${word}'`).join(', ')}));
`;

/** A message may be known to have arrived. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(states('pending', 'sent', 'delivered', 'failed'));
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`select set_config('kiwimesh.role', 'system', true)`);
  await knex.raw(`update notification_delivery set state = 'sent' where state = 'delivered'`);
  await knex.raw(states('pending', 'sent', 'failed'));
}
