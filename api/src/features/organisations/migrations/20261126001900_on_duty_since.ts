import type { Knex } from 'knex';

/**
 * When the person's current duty began: offers that expired before it do not count against them. Set by the database,
 * since duty is changed on several paths, to the time that the application gives for the change.
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
