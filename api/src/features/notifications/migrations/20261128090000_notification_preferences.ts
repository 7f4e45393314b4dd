import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/** How people want to be notified outside of the product; no row for those who chose nothing. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table notification_preference (
      id uuid primary key,
      staff_id uuid unique references staff (id) on delete cascade,
      resident_id uuid unique references resident (id) on delete cascade,
      -- [{class, channels}]: classes that are absent have their default.
      classes jsonb not null,
      -- Times of the clock of the person's zone, HH:MM.
      quiet_from text check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
      quiet_to text check (quiet_to ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
      updated_at timestamptz(3) not null,
      check (num_nonnulls(staff_id, resident_id) = 1),
      check ((quiet_from is null) = (quiet_to is null)),
      check (quiet_from <> quiet_to)
    );
  `);
  const staff = 'staff_id = scope.staff_id()';
  const own = {
    super_admin: staff,
    hospital_admin: staff,
    nurse: staff,
    paramedic: staff,
    community_manager: staff,
    resident: 'resident_id = scope.resident_id()',
  };
  await enableRowSecurity(knex, 'notification_preference', {
    select: own,
    insert: own,
    update: own,
    delete: {},
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table notification_preference');
}
