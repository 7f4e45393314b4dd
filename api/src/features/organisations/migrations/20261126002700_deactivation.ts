import type { Knex } from 'knex';

/** Tables whose records can be deactivated, and the column that holds the state. */
const TABLES = {
  community: 'active',
  hospital: 'active',
  staff: 'active',
  resident: 'active',
  api_key: 'active',
  hospital_service: 'enabled',
} as const;

/**
 * Who deactivated a record decides who may reactivate it: no administrator of a tenant what super admins deactivated, no
 * tenant what another tenant deactivated, and no key what a person deactivated. The database records and decides this by
 * the scope of the caller, since records are changed on several paths.
 *
 * It is unknown who deactivated existing records. Hospitals and communities count as deactivated by the platform; the
 * others can be reactivated by every caller who may write them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function keep_deactivation() returns trigger language plpgsql as $$
    declare
      -- Without a scope, an operator works on the database directly.
      caller constant text := coalesce(scope.role(), 'system');
      tenant constant uuid := coalesce(scope.hospital_id(), scope.community_id());
    begin
      if not (to_jsonb(new) ->> tg_argv[0])::boolean then
        new.deactivated_at := new.updated_at;
        new.deactivated_by_role := caller;
        new.deactivated_by_tenant := tenant;
        return new;
      end if;
      if caller not in ('super_admin', 'system') and (
        old.deactivated_by_role in ('super_admin', 'system')
        or old.deactivated_by_tenant is distinct from tenant and old.deactivated_by_role is not null
        or caller = 'api_key' and old.deactivated_by_role <> 'api_key'
      ) then
        raise exception using errcode = 'check_violation', table = tg_table_name,
          constraint = 'reactivation_above_authority', message = 'a caller with more authority deactivated it';
      end if;
      new.deactivated_at := null;
      new.deactivated_by_role := null;
      new.deactivated_by_tenant := null;
      return new;
    end $$;

    -- The owner, too, is bound by row security.
    select set_config('kiwimesh.role', 'system', true);
  `);
  for (const [table, column] of Object.entries(TABLES)) {
    const unknown = table === 'hospital' || table === 'community' ? `'super_admin'` : 'null';
    await knex.raw(`
      alter table ${table}
        add column deactivated_at timestamptz,
        add column deactivated_by_role text,
        add column deactivated_by_tenant uuid;
      update ${table} set deactivated_at = updated_at, deactivated_by_role = ${unknown} where not ${column};
      alter table ${table} add constraint ${table}_deactivation_check check (${column} = (deactivated_at is null));
      create trigger deactivation_made before insert on ${table}
        for each row when (not new.${column}) execute function keep_deactivation('${column}');
      create trigger deactivation_changed before update on ${table}
        for each row when (old.${column} <> new.${column}) execute function keep_deactivation('${column}');
    `);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const table of Object.keys(TABLES)) {
    await knex.raw(`
      drop trigger deactivation_made on ${table};
      drop trigger deactivation_changed on ${table};
      alter table ${table}
        drop column deactivated_at,
        drop column deactivated_by_role,
        drop column deactivated_by_tenant;
    `);
  }
  await knex.raw('drop function keep_deactivation()');
}
