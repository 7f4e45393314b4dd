import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

const KINDS = `'staff', 'resident', 'api_key', 'system'`;

/** Calls of people without an account: they see the call that they started, and nothing else. */
export async function up(knex: Knex): Promise<void> {
  await kinds(knex, `${KINDS}, 'visitor'`);
  await policies(knex, { visitor: `created_by_kind = 'visitor' and created_by_id = scope.visitor_id()` });
  await knex.raw(`create index call_visitor_idx on call (created_by_id) where created_by_kind = 'visitor'`);
}

/** Calls that visitors started stay, as calls that the service recorded. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index call_visitor_idx;
    update call set created_by_kind = 'system', created_by_id = null where created_by_kind = 'visitor';
    update call_event set actor_kind = 'system', actor_id = null where actor_kind = 'visitor';
  `);
  await policies(knex, {});
  await kinds(knex, KINDS);
}

async function kinds(knex: Knex, allowed: string): Promise<void> {
  await knex.raw(`
    alter table call drop constraint call_created_by_kind_check,
      add constraint call_created_by_kind_check check (created_by_kind in (${allowed}));
    alter table call_event drop constraint call_event_actor_kind_check,
      add constraint call_event_actor_kind_check check (actor_kind in (${allowed}));
  `);
}

async function policies(knex: Knex, visitor: { readonly visitor?: string }): Promise<void> {
  const hospital = 'hospital_id = scope.hospital_id() or origin_hospital_id = scope.hospital_id()';
  const people = {
    super_admin: 'true',
    hospital_admin: hospital,
    nurse: hospital,
    paramedic: hospital,
    api_key: hospital,
    resident: 'resident_id = scope.resident_id()',
  };
  await enableRowSecurity(knex, 'call', {
    select: { ...people, ...visitor },
    insert: people,
    update: { ...people, ...visitor },
    delete: { system: 'true' },
  });
  for (const table of ['call_segment', 'call_event']) {
    const parent = `exists (select from call c where c.id = ${table}.call_id)`;
    const through = {
      ...Object.fromEntries(Object.keys({ ...people, ...visitor }).map((role) => [role, parent])),
      super_admin: 'true',
    };
    await enableRowSecurity(knex, table, {
      select: through,
      insert: through,
      // Words never change; sealing them under a new key does write them.
      ...(table === 'call_segment' ? { update: { system: 'true' } } : {}),
      delete: { system: 'true' },
    });
  }
}
