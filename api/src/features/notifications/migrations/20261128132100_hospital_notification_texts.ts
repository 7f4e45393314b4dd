import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/** How hospitals word notifications where it differs from the platform. A text that was reset keeps its row and version. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table hospital_notification_text (
      hospital_id uuid not null references hospital (id),
      template text not null check (template ~ '^[a-z][a-z0-9_]{1,62}$'),
      language text not null check (length(language) between 2 and 35),
      -- Null: that of the platform.
      title text check (length(title) between 1 and 500),
      body text check (length(body) between 1 and 500),
      outside text check (length(outside) between 1 and 500),
      version integer not null check (version > 0),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      primary key (hospital_id, template, language)
    );
  `);
  const own = 'hospital_id = scope.hospital_id()';
  const manages = { super_admin: 'true', hospital_admin: own, api_key: own };
  // Who has a notification of the hospital reads it in the hospital's words.
  const notified = (recipient: string) =>
    `hospital_id in (select n.hospital_id from notification n where n.${recipient})`;
  await enableRowSecurity(knex, 'hospital_notification_text', {
    select: {
      ...manages,
      nurse: own,
      paramedic: own,
      community_manager: notified('staff_id = scope.staff_id()'),
      resident: notified('resident_id = scope.resident_id()'),
    },
    insert: manages,
    update: manages,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table hospital_notification_text');
}
