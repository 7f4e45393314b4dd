import type { Knex } from 'knex';

/**
 * Ensures that the platform has an active super admin, and that an active hospital that ever had an administrator has an
 * active one. The whole set is counted: of two administrators who deactivate each other concurrently, each sees the other
 * as still active, so every change that removes one waits for the previous change (the advisory lock) and counts with a
 * fresh snapshot (READ COMMITTED, a separate statement).
 *
 * Done in the database because people are changed on several paths. The function counts under the system scope, since
 * the caller may see only part of the set, and restores the caller's scope.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function administrators_remain() returns trigger language plpgsql
      set search_path = public, pg_temp as $$
    declare
      caller constant text := current_setting('kiwimesh.role', true);
    begin
      -- 'kiwimesh administrators', one lock for all sets: such changes are rare.
      perform pg_advisory_xact_lock(hashtextextended('kiwimesh administrators', 0));
      perform set_config('kiwimesh.role', 'system', true);
      if tg_table_name = 'hospital' then
        if exists (select from staff where hospital_id = new.id and role = 'hospital_admin')
          and not exists (select from staff where hospital_id = new.id and role = 'hospital_admin' and active)
        then
          raise exception using errcode = 'check_violation', table = 'hospital',
            constraint = 'hospital_admin_remains', message = 'the hospital has no active administrator';
        end if;
      elsif old.role = 'super_admin' then
        if not exists (select from staff where role = 'super_admin' and active) then
          raise exception using errcode = 'check_violation', table = 'staff',
            constraint = 'super_admin_remains', message = 'no active super admin is left';
        end if;
      elsif exists (select from hospital where id = old.hospital_id and active)
        and not exists (select from staff where hospital_id = old.hospital_id and role = 'hospital_admin' and active)
      then
        raise exception using errcode = 'check_violation', table = 'staff',
          constraint = 'hospital_admin_remains', message = 'the hospital has no active administrator left';
      end if;
      perform set_config('kiwimesh.role', coalesce(caller, ''), true);
      return null;
    end $$;

    create trigger administrators_remain_update after update on staff for each row
      when (old.active and old.role in ('super_admin', 'hospital_admin')
        and (not new.active or new.role <> old.role or new.hospital_id is distinct from old.hospital_id))
      execute function administrators_remain();
    create trigger administrators_remain_delete after delete on staff for each row
      when (old.active and old.role in ('super_admin', 'hospital_admin'))
      execute function administrators_remain();
    create trigger administrators_remain_reactivated after update on hospital for each row
      when (new.active and not old.active)
      execute function administrators_remain();
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger administrators_remain_reactivated on hospital;
    drop trigger administrators_remain_delete on staff;
    drop trigger administrators_remain_update on staff;
    drop function administrators_remain();
  `);
}
