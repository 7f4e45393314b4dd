import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

const SYSTEM_ONLY = { select: {}, insert: {}, update: {}, delete: {} };
const OWN_STAFF_SESSION = 'staff_id = scope.staff_id()';
const OTHERS = {
  nurse: OWN_STAFF_SESSION,
  paramedic: OWN_STAFF_SESSION,
  community_manager: OWN_STAFF_SESSION,
  resident: 'resident_id = scope.resident_id()',
};

/** Administrators may read the sessions of the staff they manage. Only system work may write them. */
export async function up(knex: Knex): Promise<void> {
  await enableRowSecurity(knex, 'session', {
    ...SYSTEM_ONLY,
    select: {
      ...OTHERS,
      super_admin: 'staff_id is not null',
      hospital_admin: 'staff_id in (select id from staff where hospital_id = scope.hospital_id())',
    },
  });
}

export async function down(knex: Knex): Promise<void> {
  await enableRowSecurity(knex, 'session', {
    ...SYSTEM_ONLY,
    select: { ...OTHERS, super_admin: OWN_STAFF_SESSION, hospital_admin: OWN_STAFF_SESSION },
  });
}
