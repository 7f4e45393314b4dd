import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/**
 * Notifications of people. A row has a template and what fills it: codes, times and ids, no words, which are put together when
 * it is read, in the language the person has then.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table notification (
      id uuid primary key,
      -- What made it. Whatever comes again, as deliveries of an event do, makes no second one for the same person.
      source text not null check (length(source) between 1 and 200),
      staff_id uuid references staff (id) on delete cascade,
      resident_id uuid references resident (id) on delete cascade,
      class text not null check (class in ('emergency', 'dispatch', 'bookings', 'reminders', 'community')),
      template text not null check (length(template) between 1 and 63),
      data jsonb not null default '{}',
      record_type text not null,
      record_id uuid not null,
      -- Whose wording it has; null for that of the platform.
      hospital_id uuid references hospital (id),
      created_at timestamptz(3) not null,
      read_at timestamptz(3) check (read_at >= created_at),
      check (num_nonnulls(staff_id, resident_id) = 1)
    );
    create unique index notification_staff_source_idx on notification (staff_id, source) where staff_id is not null;
    create unique index notification_resident_source_idx on notification (resident_id, source) where resident_id is not null;
    create index notification_staff_idx on notification (staff_id, id) where staff_id is not null;
    create index notification_resident_idx on notification (resident_id, id) where resident_id is not null;
    create index notification_staff_unread_idx on notification (staff_id, id) where staff_id is not null and read_at is null;
    create index notification_resident_unread_idx on notification (resident_id, id)
      where resident_id is not null and read_at is null;
    create index notification_hospital_idx on notification (hospital_id) where hospital_id is not null;
    create index notification_created_idx on notification (created_at);
  `);
  const staff = 'staff_id = scope.staff_id()';
  const recipient = {
    super_admin: staff,
    hospital_admin: staff,
    nurse: staff,
    paramedic: staff,
    community_manager: staff,
    resident: 'resident_id = scope.resident_id()',
  };
  await enableRowSecurity(knex, 'notification', {
    select: recipient,
    insert: {},
    update: recipient,
    delete: {},
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table notification');
}
