import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

const sealed = (column: string) =>
  `constraint attachment_${column}_sealed check (octet_length(${column}) >= ${SEAL_BYTES} and get_byte(${column}, 0) = 1)`;

/** Files that belong to a booking or a call, and are deleted with it. What is in them is in storage. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table attachment (
      id uuid primary key,
      booking_id uuid references booking (id) on delete cascade,
      call_id uuid references call (id) on delete cascade,
      resident_id uuid references resident (id),
      created_by_kind text not null check (created_by_kind in ('staff', 'resident', 'api_key')),
      created_by_id uuid not null,
      file_name bytea not null,
      content_type text not null check (length(content_type) between 3 and 100),
      size integer not null check (size > 0),
      key bytea not null,
      state text not null default 'pending' check (state in ('pending', 'checking', 'ready', 'rejected')),
      rejection text check (length(rejection) between 1 and 40),
      sha256 bytea check (octet_length(sha256) = 32),
      created_at timestamptz(3) not null,
      upload_until timestamptz(3) not null,
      ready_at timestamptz(3),
      constraint attachment_record check (num_nonnulls(booking_id, call_id) = 1),
      constraint attachment_rejected check ((state = 'rejected') = (rejection is not null)),
      constraint attachment_ready check ((state = 'ready') = (ready_at is not null and sha256 is not null)),
      ${sealed('file_name')},
      ${sealed('key')}
    );
    create index attachment_booking_idx on attachment (booking_id, id desc) where booking_id is not null;
    create index attachment_call_idx on attachment (call_id, id desc) where call_id is not null;
    create index attachment_resident_idx on attachment (resident_id) where resident_id is not null;
    create index attachment_creator_idx on attachment (created_by_id);
    create index attachment_pending_idx on attachment (upload_until) where state = 'pending';
  `);
  const record =
    'exists (select from booking b where b.id = attachment.booking_id) or exists (select from call c where c.id = attachment.call_id)';
  // Not what a volunteer sees who goes to somebody else's booking.
  const own = `exists (select from booking b where b.id = attachment.booking_id and b.resident_id = scope.resident_id())
    or exists (select from call c where c.id = attachment.call_id and c.resident_id = scope.resident_id())`;
  const people = {
    super_admin: 'true',
    hospital_admin: record,
    nurse: record,
    paramedic: record,
    api_key: record,
    resident: own,
  };
  await enableRowSecurity(knex, 'attachment', {
    select: people,
    insert: people,
    update: people,
    delete: people,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table attachment');
}
