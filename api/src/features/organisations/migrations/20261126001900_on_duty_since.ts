import type { Knex } from 'knex';

/**
 * Since when somebody is on duty: offers they let pass before that do not count against asking them. Kept by the
 * database, since duty is changed in many ways; by the time of the change, as the application tells it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff add column on_duty_since timestamptz;
    create function staff_on_duty_since() returns trigger language plpgsql as $$
    begin
      if not new.on_duty then
        new.on_duty_since := null;
      elsif tg_op = 'INSERT' then
        new.on_duty_since := coalesce(new.on_duty_since, new.updated_at);
      elsif not old.on_duty then
        new.on_duty_since := new.updated_at;
      end if;
      return new;
    end $$;
    create trigger staff_on_duty_since before insert or update on staff
      for each row execute function staff_on_duty_since();
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger staff_on_duty_since on staff;
    drop function staff_on_duty_since();
    alter table staff drop column on_duty_since;
  `);
}
