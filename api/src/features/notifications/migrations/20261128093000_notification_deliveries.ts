import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/** How each notification was sent outside of the product, and how long that is worth something. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table notification
      -- After that nothing is sent any more; null: as long as the class says.
      add column expires_at timestamptz(3);

    create table notification_delivery (
      id uuid primary key,
      notification_id uuid not null references notification (id) on delete cascade,
      channel text not null check (channel in ('push', 'sms', 'email')),
      state text not null check (state in ('pending', 'sent', 'failed')),
      -- 0 where there was nothing to send to.
      attempts integer not null check (attempts >= 0),
      -- Why the last attempt failed, in a word.
      failure text check (length(failure) between 1 and 63),
      -- Of a push: then the next channel is tried.
      confirm_by timestamptz(3),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      unique (notification_id, channel),
      check (state <> 'failed' or failure is not null)
    );
  `);
  const staff = 'notification_id in (select n.id from notification n where n.staff_id = scope.staff_id())';
  await enableRowSecurity(knex, 'notification_delivery', {
    select: {
      super_admin: staff,
      hospital_admin: staff,
      nurse: staff,
      paramedic: staff,
      community_manager: staff,
      resident:
        'notification_id in (select n.id from notification n where n.resident_id = scope.resident_id())',
    },
    insert: {},
    update: {},
    delete: {},
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table notification_delivery;
    alter table notification drop column expires_at;
  `);
}
