import type { Knex } from 'knex';
import { enableRowSecurity } from '../../../kernel/db/row-security.ts';

/**
 * What tenants have booked against their budgets, by day and month, and what was spent on what. `tenant` is the id of a
 * hospital or community, or `platform`. Only super admins read it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table model_budget_use (
      tenant text not null check (length(tenant) <= 40),
      period text not null check (period ~ '^[0-9]{4}-[0-9]{2}(-[0-9]{2}){0,1}$'),
      micros bigint not null check (micros >= 0),
      primary key (tenant, period)
    );
    create table model_spend (
      tenant text not null check (length(tenant) <= 40),
      day date not null,
      task text not null check (length(task) <= 100),
      model text not null check (length(model) <= 200),
      asks integer not null check (asks > 0),
      micros bigint not null check (micros >= 0),
      primary key (tenant, day, task, model)
    );
    create index model_spend_day_idx on model_spend (day desc);
  `);
  const books = { system: 'true', super_admin: 'true' };
  const system = { system: 'true' };
  for (const table of ['model_budget_use', 'model_spend']) {
    await enableRowSecurity(knex, table, { select: books, insert: system, update: system, delete: system });
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table model_spend, model_budget_use');
}
