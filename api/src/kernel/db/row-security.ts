import type { Knex } from 'knex';
import type { ScopeRole } from '../auth/scope.ts';
import { APP_ROLE } from './connection.ts';

/**
 * Which rows, as SQL over the table's own columns and the functions of schema `scope` (`scope.hospital_id()`, …):
 * either one predicate for all roles, or one per role. Per role: a role that is not named sees nothing, and `system`
 * sees all unless it is named.
 */
export type RowPredicate = string | { readonly [role in ScopeRole]?: string };

export interface RowPolicies {
  /** Rows that can be read; also what an update, delete or RETURNING must be able to see. */
  readonly select: RowPredicate;
  /** Rows that can be written, as they will be. A command without a predicate is not granted at all. */
  readonly insert?: RowPredicate;
  /** One predicate for the row before and after, or two when they differ (a row handed over). */
  readonly update?: RowPredicate | { readonly before: RowPredicate; readonly after: RowPredicate };
  readonly delete?: RowPredicate;
}

/**
 * Protects a table by the database layer of tenancy: ENABLE and FORCE row security (so that it also applies to its
 * owner), one policy per command, and exactly the matching grants to the app role. Write the predicates by hand from
 * the tenancy rules, not from the models: the two layers must not share a mistake. A second call replaces the first.
 *
 *     await enableRowSecurity(knex, 'staff_position', {
 *       select: { super_admin: 'true', hospital_admin: 'hospital_id = scope.hospital_id()' },
 *       insert: { nurse: 'staff_id = scope.staff_id()' },
 *     });
 */
export async function enableRowSecurity(knex: Knex, table: string, policies: RowPolicies): Promise<void> {
  const name = quoted(table);
  const statements = [
    `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${name} FROM ${APP_ROLE}`,
  ];
  const commands = ['select', 'insert', 'update', 'delete'] as const;
  for (const command of commands) {
    statements.push(`DROP POLICY IF EXISTS ${quoted(`${table}_${command}`)} ON ${name}`);
    const given = policies[command];
    if (given === undefined) continue;
    statements.push(
      `CREATE POLICY ${quoted(`${table}_${command}`)} ON ${name} FOR ${command.toUpperCase()} TO PUBLIC ${clauses(command, given)}`,
      `GRANT ${command.toUpperCase()} ON ${name} TO ${APP_ROLE}`,
    );
  }
  await knex.raw(statements.map(escapePlaceholders).join(';\n'));
}

/**
 * Lets the app role use a platform table that holds no tenant's rows (an outbox, a rate limit). Such a table is also
 * listed in catalog.test.ts, with the reason.
 */
export async function grantPlatformTable(
  knex: Knex,
  table: string,
  commands: readonly ('select' | 'insert' | 'update' | 'delete')[],
): Promise<void> {
  await knex.raw(`GRANT ${commands.join(', ').toUpperCase()} ON ${quoted(table)} TO ${APP_ROLE}`);
}

type Command = 'select' | 'insert' | 'update' | 'delete';

function clauses(command: Command, given: NonNullable<RowPolicies['update']>): string {
  const [before, after] = isHandOver(given) ? [given.before, given.after] : [given, given];
  if (command === 'insert') return `WITH CHECK (${predicateSql(after)})`;
  if (command === 'update') return `USING (${predicateSql(before)}) WITH CHECK (${predicateSql(after)})`;
  return `USING (${predicateSql(before)})`;
}

function isHandOver(
  given: NonNullable<RowPolicies['update']>,
): given is { readonly before: RowPredicate; readonly after: RowPredicate } {
  return typeof given === 'object' && 'before' in given;
}

/**
 * By role: `CASE WHEN role IN ('a', 'b') THEN <their predicate> … ELSE false END`, with roles of one predicate
 * together. A CASE and not branches joined by OR: the planner estimates that the disjunction lets hardly a row pass and
 * then reads and sorts a whole tenant, where the newest fifty are at the head of an index (200,000 bookings of 50
 * hospitals: 7 ms against 0.2 ms). The model layer's condition selects the rows to fetch; this one only has to be
 * right.
 */
function predicateSql(predicate: RowPredicate): string {
  if (typeof predicate === 'string') return oncePerQuery(predicate);
  const rolesOf = new Map<string, string[]>();
  for (const [role, sql] of Object.entries({ system: 'true', ...predicate })) {
    rolesOf.set(sql, [...(rolesOf.get(sql) ?? []), `'${role}'`]);
  }
  const branches = [...rolesOf].map(
    ([sql, roles]) => `WHEN scope.role() IN (${roles.join(', ')}) THEN (${sql})`,
  );
  return oncePerQuery(`CASE ${branches.join(' ')} ELSE false END`);
}

/**
 * `scope.role()` -> `(select scope.role())`: the planner then reads the setting once a query, not once a row, and can
 * still use an index on the column it is compared with.
 */
function oncePerQuery(sql: string): string {
  return sql.replaceAll(/(\(\s*select\s+)?\bscope\.[a-z_]+\(\)/gi, (call, wrapped?: string) =>
    wrapped === undefined ? `(select ${call})` : call,
  );
}

/** Knex reads a lone question mark as a placeholder (jsonb has operators of that name). */
function escapePlaceholders(sql: string): string {
  return sql.replaceAll('?', '\\?');
}

function quoted(identifier: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(identifier)) throw new Error(`not a table name: ${identifier}`);
  return `"${identifier}"`;
}
