import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

const linked =
  'community_id in (select l.community_id from hospital_community l where l.hospital_id = scope.hospital_id())';
const keepers = {
  super_admin: 'true',
  hospital_admin: linked,
  community_manager: 'community_id = scope.community_id()',
};
const readers = { ...keepers, api_key: linked };

/** Dispatchers are nurses and paramedics: they look for a place of the communities that their hospital serves. */
export async function up(knex: Knex): Promise<void> {
  const desks = { ...readers, nurse: linked, paramedic: linked };
  await enableRowSecurity(knex, 'place', { select: desks, insert: keepers, update: keepers });
}

export async function down(knex: Knex): Promise<void> {
  await enableRowSecurity(knex, 'place', { select: readers, insert: keepers, update: keepers });
}
