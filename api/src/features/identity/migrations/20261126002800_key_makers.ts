import type { Knex } from 'knex';

/** The creator of an API key, and whether it ends with them. For existing keys the audit log has the creator, as far back as it goes. */
export async function up(knex: Knex): Promise<void> {
  // FORCE applies the policies to the owner of the table as well.
  await knex.raw(`select set_config('kiwimesh.role', 'system', true)`);
  await knex.raw(`
    alter table api_key
      add column created_by uuid references staff (id) on delete set null,
      add column ends_with_maker boolean not null default false;
    create index api_key_created_by_idx on api_key (created_by) where created_by is not null;
    update api_key set created_by = (
      select staff.id from audit_event
      join staff on staff.id::text = audit_event.actor_id::text
      where audit_event.action = 'createApiKey' and audit_event.outcome = 'succeeded'
        and audit_event.actor_kind = 'staff' and audit_event.record_ids @> array[api_key.id::text]
      order by audit_event.position limit 1);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table api_key drop column created_by, drop column ends_with_maker');
}
