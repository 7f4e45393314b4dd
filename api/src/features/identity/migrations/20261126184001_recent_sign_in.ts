import type { Knex } from 'knex';

/**
 * When the owner of a session last confirmed their password in it; and changes of sign-in addresses by which a person
 * removed theirs, which have no new address.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table session add column reauthenticated_at timestamptz;
    alter table address_change
      alter column address drop not null,
      add constraint address_change_removal check (address is not null or (state = 'applied' and previous is not null));
  `);
}

/** Removals are dropped: the table as it was has no room for them. */
export async function down(knex: Knex): Promise<void> {
  // The owner is bound by the policies it forces.
  await knex.raw(`select set_config('kiwimesh.role', 'system', true)`);
  await knex.raw(`
    delete from address_change where address is null;
    alter table address_change drop constraint address_change_removal, alter column address set not null;
    alter table session drop column reauthenticated_at;
  `);
}
