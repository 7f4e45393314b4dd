import type { Knex } from 'knex';
import { grantPlatformTable } from '../../db/row-security.ts';

/** What was done in the world outside: keys of ids, states and the providers' ids, no recipient and no text. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table external_effect (
      port text not null check (length(port) between 1 and 40),
      key text not null check (length(key) between 1 and 300),
      -- claimed: somebody is at it; open: an attempt failed, another may be made; done: the provider has it.
      state text not null check (state in ('claimed', 'open', 'done')),
      provider_id text,
      -- The worker that is at it: the key of the advisory lock that it has while it is alive.
      claimed_by integer,
      claimed_until timestamptz,
      -- When the earliest attempt of unknown outcome began.
      unsure_since timestamptz,
      attempts integer not null default 1 check (attempts > 0),
      created_at timestamptz not null default now(),
      primary key (port, key),
      check ((state = 'done') = (provider_id is not null)),
      check ((state = 'claimed') = (claimed_until is not null)),
      check (state <> 'done' or unsure_since is null)
    );
    create unique index external_effect_provider_idx on external_effect (port, provider_id) where provider_id is not null;
    create index external_effect_created_idx on external_effect (created_at);
  `);
  await grantPlatformTable(knex, 'external_effect', ['select', 'insert', 'update', 'delete']);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table external_effect');
}
