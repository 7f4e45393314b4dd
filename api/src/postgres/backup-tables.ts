import type pg from 'pg';

export interface DumpedTable {
  readonly name: string;
  /** Quoted, without generated columns. */
  readonly columns: readonly string[];
}

/** The value of an identity column's counter. */
export interface Identity {
  readonly table: string;
  readonly column: string;
  readonly last: string;
}

/** Every table of the schema but the list of migrations, parents before the tables that refer to them. */
export async function dumpedTables(client: pg.Client): Promise<DumpedTable[]> {
  const columns = await client.query<{ name: string; columns: string[] }>(`
    SELECT c.relname AS name, array_agg('"' || a.attname || '"' ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'schema_migration'
    GROUP BY 1 ORDER BY 1`);
  const references = await client.query<{ child: string; parent: string }>(`
    SELECT DISTINCT k.conrelid::regclass::text AS child, k.confrelid::regclass::text AS parent
    FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid <> k.confrelid AND k.connamespace = 'public'::regnamespace`);
  const ordered: DumpedTable[] = [];
  const waiting = new Map(columns.rows.map((table) => [table.name, table]));
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(
      (table) => !references.rows.some(({ child, parent }) => child === table.name && waiting.has(parent)),
    );
    if (ready.length === 0)
      throw new Error(`tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}`);
    for (const table of ready) {
      ordered.push(table);
      waiting.delete(table.name);
    }
  }
  return ordered;
}

export async function identities(client: pg.Client): Promise<Identity[]> {
  const columns = await client.query<{ table: string; column: string; sequence: string }>(`
    SELECT c.relname AS table, a.attname AS column, pg_get_serial_sequence(c.oid::regclass::text, a.attname) AS sequence
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> ''
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`);
  const found: Identity[] = [];
  for (const { table, column, sequence } of columns.rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `SELECT last_value::text AS last, is_called AS called FROM ${sequence}`,
    );
    const [row] = state.rows;
    if (row?.called) found.push({ table, column, last: row.last });
  }
  return found;
}

export async function setIdentities(client: pg.Client, list: readonly Identity[]): Promise<void> {
  for (const { table, column, last } of list) {
    await client.query('SELECT setval(pg_get_serial_sequence($1, $2), $3)', [table, column, last]);
  }
}
