import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/** What messages cost: no phones and no words. `micros` is null where no price was known when one was sent. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table message_cost (
      id uuid primary key,
      key text not null unique check (length(key) <= 200),
      sent_at timestamptz not null,
      hospital_id uuid references hospital (id),
      provider text not null check (length(provider) <= 40),
      channel text not null check (channel in ('sms', 'whatsapp')),
      country text check (country ~ '^[A-Z]{2}$'),
      segments integer not null check (segments > 0),
      micros bigint check (micros >= 0),
      currency text check (currency ~ '^[A-Z]{3}$'),
      constraint message_cost_priced check ((micros is null) = (currency is null))
    );
    create index message_cost_sent_idx on message_cost (sent_at);
    create index message_cost_hospital_idx on message_cost (hospital_id, sent_at) where hospital_id is not null;
  `);
  const system = { system: 'true' };
  await enableRowSecurity(knex, 'message_cost', {
    select: { ...system, super_admin: 'true', hospital_admin: 'hospital_id = scope.hospital_id()' },
    insert: system,
    update: system,
    delete: system,
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table message_cost');
}
