import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';
import { SEAL_BYTES } from '../../../kernel/sealing/data-keys.ts';

const sealed = (column: string) =>
  `constraint inbound_webhook_${column}_sealed check (octet_length(${column}) >= ${SEAL_BYTES} and get_byte(${column}, 0) = 1)`;

/**
 * What providers sent us, as it arrived, and how far each message got by what they say. Super admins see what arrived; all
 * else is system work.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table inbound_webhook (
      id uuid primary key,
      source text not null check (source in ('messages')),
      provider text not null check (length(provider) between 1 and 40),
      -- Of the provider's own id of the event, or of the body where it has none.
      digest bytea not null check (octet_length(digest) = 32),
      -- The bytes, base64.
      body bytea not null,
      -- The phone of the person it is about, by which it is found when they are erased.
      recipient bytea,
      recipient_index bytea,
      state text not null default 'received' check (state in ('received', 'handled', 'failed')),
      outcome text check (outcome in ('applied', 'ignored')),
      -- Why it failed: the class of the error and the line of code, no text of a person.
      reason text check (length(reason) <= 300),
      repeats integer not null default 0,
      received_at timestamptz not null,
      handled_at timestamptz,
      constraint inbound_webhook_digest_key unique (source, digest),
      check ((state = 'handled') = (outcome is not null and handled_at is not null)),
      check ((state = 'failed') = (reason is not null)),
      check ((recipient is null) = (recipient_index is null)),
      ${sealed('body')},
      ${sealed('recipient')}
    );
    create index inbound_webhook_state_idx on inbound_webhook (state, id);
    create index inbound_webhook_received_idx on inbound_webhook (received_at);
    create index inbound_webhook_recipient_idx on inbound_webhook (recipient_index) where recipient_index is not null;

    create table message_delivery (
      id uuid primary key,
      -- With which it was sent: ids and times.
      key text not null check (length(key) between 1 and 300),
      progress text not null check (progress in ('accepted', 'sent', 'failed', 'delivered', 'read')),
      code text check (length(code) <= 40),
      changed_at timestamptz not null,
      constraint message_delivery_key_key unique (key)
    );
    create index message_delivery_changed_idx on message_delivery (changed_at);
  `);
  await enableRowSecurity(knex, 'inbound_webhook', {
    select: { super_admin: 'true' },
    insert: {},
    update: {},
    delete: {},
  });
  await enableRowSecurity(knex, 'message_delivery', { select: {}, insert: {}, update: {}, delete: {} });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table message_delivery, inbound_webhook');
}
