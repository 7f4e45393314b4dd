import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/**
 * Links in emails: invitations of staff and password resets. The token of a link has 256 bits and is derived from the
 * row's salt and a key that is not in the database; the row keeps its SHA-256. A reset for an unknown email gets a row with
 * a random staff id, so that it takes the same work. Hence there is no foreign key, which would be checked for known people
 * only.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table account_link (
      id uuid primary key,
      purpose text not null check (purpose in ('invitation', 'password_reset')),
      staff_id uuid not null,
      -- Keyed digests: of the email the link goes to, and of the network address a reset was asked from.
      email_index bytea not null,
      address_index bytea,
      language text not null,
      salt bytea not null,
      token_hash bytea not null,
      sends smallint not null default 1 check (sends > 0),
      created_at timestamptz not null,
      -- When it was last asked for, and when a mail server last took it.
      asked_at timestamptz not null,
      sent_at timestamptz,
      expires_at timestamptz not null,
      used_at timestamptz,
      -- Replaced by a newer one, or made pointless.
      closed_at timestamptz
    );
    create unique index account_link_token_key on account_link (token_hash);
    create unique index account_link_open_key on account_link (purpose, email_index)
      where used_at is null and closed_at is null;
    create index account_link_staff_idx on account_link (staff_id, created_at desc);
    create index account_link_address_idx on account_link (address_index, created_at desc)
      where address_index is not null;
    create index account_link_created_idx on account_link (created_at);

    -- Mail that the sandbox of development and test took has a subject.
    alter table sandbox_message add column subject text;
  `);
  await enableRowSecurity(knex, 'account_link', { select: {}, insert: {}, update: {}, delete: {} });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTableIfExists('account_link');
  await knex.raw('alter table sandbox_message drop column subject');
}
