import type { Knex } from 'knex';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

/**
 * Where a caller was before they came back from another place, and by what the timeline is read: who acted, for an
 * erasure, and how urgent a call was before it changed, for the pages of the queue.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table call
      add column former_locations bytea,
      add constraint call_former_locations_sealed
        check (octet_length(former_locations) >= ${SEAL_BYTES} and get_byte(former_locations, 0) = 1);
    create index call_created_by_idx on call (created_by_id) where created_by_kind = 'resident';
    create index call_event_resident_idx on call_event (actor_id) where actor_kind = 'resident';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index call_event_resident_idx;
    drop index call_created_by_idx;
    alter table call drop column former_locations;
  `);
}
