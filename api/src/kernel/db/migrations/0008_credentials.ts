import type { Knex } from 'knex';
import { enableRowSecurity } from '../row-security.ts';

/** The platform's settings: what a super admin decides at run time, as one document. No row: the defaults hold. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table settings (
      id smallint primary key check (id = 1),
      document jsonb not null,
      version integer not null check (version > 1),
      updated_at timestamptz not null
    );
  `);
  const administers = { super_admin: 'true' };
  await enableRowSecurity(knex, 'settings', {
    select: administers,
    insert: administers,
    update: administers,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTableIfExists('settings');
}
