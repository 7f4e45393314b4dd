import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/** The calls of a telephone gateway, by its ids, with the tokens that open their audio streams. No numbers, no words. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table telephone_leg (
      id uuid primary key,
      call_id uuid not null references call (id) on delete cascade,
      provider text not null check (provider ~ '^[a-z]{1,20}$'),
      provider_call_id text not null check (length(provider_call_id) between 1 and 100),
      direction text not null check (direction in ('in', 'out')),
      token_hash bytea check (octet_length(token_hash) = 32),
      token_expires_at timestamptz(3),
      stream_id text check (length(stream_id) between 1 and 100),
      created_at timestamptz(3) not null,
      ended_at timestamptz(3),
      constraint telephone_leg_token check ((token_hash is null) = (token_expires_at is null)),
      unique (provider, provider_call_id)
    );
    create index telephone_leg_call_idx on telephone_leg (call_id);
  `);
  const system = { system: 'true' };
  await enableRowSecurity(knex, 'telephone_leg', {
    select: system,
    insert: system,
    update: system,
    delete: system,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table telephone_leg');
}
