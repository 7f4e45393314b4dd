import type { Knex } from 'knex';

/**
 * Kinds of records that events and audit entries name, by the table that stores them; none of these rows is ever
 * deleted.
 */
const TABLES = ['community', 'hospital', 'staff', 'resident', 'booking', 'api_key'] as const;

/**
 * Compares what was recorded with the tables.
 * @param owner a pool that sees every row.
 * @returns one line for each outbox event and each audit entry of something done that names a row which does not exist.
 */
export async function recordsThatNameNobody(owner: Knex): Promise<string[]> {
  const lines: string[] = [];
  for (const table of TABLES) {
    const events = await owner.raw(
      `select type, aggregate_id as id from outbox_event
        where aggregate_type = ? and not exists (select from ?? as row where row.id::text = aggregate_id)`,
      [table, table],
    );
    const entries = await owner.raw(
      `select action, named.id from audit_event cross join unnest(record_ids) as named(id)
        where record_type = ? and outcome = 'succeeded' and action not like 'import%'
          and not exists (select from ?? as row where row.id::text = named.id)`,
      [table, table],
    );
    lines.push(...events.rows.map(({ type, id }: Named) => `event ${type} names ${id}`));
    lines.push(...entries.rows.map(({ action, id }: Named) => `audit entry ${action} names ${id}`));
  }
  const imports = await owner.raw(
    `select action, named.id from audit_event cross join unnest(record_ids) as named(id)
      where action = 'importRows' and outcome = 'succeeded' and named.id not in (
        ${TABLES.map((table) => `select id::text from ${table}`).join(' union all ')})`,
  );
  lines.push(...imports.rows.map(({ action, id }: Named) => `audit entry ${action} names ${id}`));
  return lines;
}

interface Named {
  readonly type: string;
  readonly action: string;
  readonly id: string;
}
