import type { Knex } from 'knex';

/** When the owner of a session last confirmed their password; and removals of sign-in addresses, which have no new address. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table session add column reauthenticated_at timestamptz;
    alter table address_change
      alter column address drop not null,
      add constraint address_change_removal check (address is not null or (state = 'applied' and previous is not null));
  `);
}

/** Removals are deleted, because the earlier table cannot hold them. */
export async function down(knex: Knex): Promise<void> {
  // FORCE applies the policies to the owner of the table as well.
  await knex.raw(`select set_config('kiwimesh.role', 'system', true)`);
  await knex.raw(`
    delete from address_change where address is null;
    alter table address_change drop constraint address_change_removal, alter column address set not null;
    alter table session drop column reauthenticated_at;
  `);
}
