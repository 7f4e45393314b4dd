import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/** Places of communities with printed codes, and devices that raise alarms. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table place (
      id uuid primary key,
      community_id uuid not null references community (id),
      name text not null check (length(name) between 1 and 200),
      latitude double precision not null check (latitude between -90 and 90),
      longitude double precision not null check (longitude between -180 and 180),
      address text check (length(address) <= 500),
      code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
      code_since timestamptz(3) not null,
      active boolean not null,
      version integer not null check (version > 0),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      constraint place_code_key unique (code)
    );
    create unique index place_name_key on place (community_id, lower(name));
    create index place_community_idx on place (community_id, id desc);

    create table alarm_device (
      id uuid primary key,
      community_id uuid not null references community (id),
      device_id text not null check (device_id ~ '^[!-~]{1,100}$'),
      kind text not null check (kind in ('pendant', 'panic_button', 'fire_panel', 'lift', 'other')),
      place_id uuid references place (id),
      resident_id uuid references resident (id),
      active boolean not null,
      version integer not null check (version > 0),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      constraint alarm_device_id_key unique (community_id, device_id)
    );
    create index alarm_device_community_idx on alarm_device (community_id, id desc);
    create index alarm_device_device_idx on alarm_device (device_id);
    create index alarm_device_place_idx on alarm_device (place_id) where place_id is not null;
    create index alarm_device_resident_idx on alarm_device (resident_id) where resident_id is not null;
  `);
  const linked =
    'community_id in (select l.community_id from hospital_community l where l.hospital_id = scope.hospital_id())';
  const keepers = {
    super_admin: 'true',
    hospital_admin: linked,
    community_manager: 'community_id = scope.community_id()',
  };
  const readers = { ...keepers, api_key: linked };
  await enableRowSecurity(knex, 'place', { select: readers, insert: keepers, update: keepers });
  await enableRowSecurity(knex, 'alarm_device', {
    select: readers,
    insert: keepers,
    update: keepers,
    delete: keepers,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table alarm_device; drop table place');
}
