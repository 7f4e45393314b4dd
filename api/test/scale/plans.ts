import type { Knex } from 'knex';
import type { Scope } from '../../src/kernel/auth/scope.ts';
import type { Database } from '../../src/kernel/db/unit/database.ts';
import { currentUnitOfWork } from '../../src/kernel/db/unit/open-unit.ts';

/** A node of `EXPLAIN (FORMAT JSON)`. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Subplan Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** One statement that was sent, in whose scope, and how Postgres runs it. */
export interface Explained {
  readonly sql: string;
  readonly scope: Scope;
  /** As `EXPLAIN (ANALYZE, BUFFERS)` prints it. */
  readonly text: string;
  readonly root: PlanNode;
  /** Milliseconds, planning and execution. */
  readonly planning: number;
  readonly execution: number;
}

interface JsonPlan {
  readonly Plan: PlanNode;
  readonly 'Planning Time': number;
  readonly 'Execution Time': number;
}

export interface Sent {
  readonly sql: string;
  readonly bindings: readonly unknown[];
  readonly scope: Scope;
}

/** Runs `work` and returns every select it sent through units of work, with the scope of each. */
export async function selectsOf(pool: Knex, work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  const hear = ({ sql, bindings }: { sql: string; bindings?: readonly unknown[] }) => {
    if (/^\s*(select|with)\b/i.test(sql) && !/set_config\(/.test(sql))
      sent.push({ sql, bindings: bindings ?? [], scope: currentUnitOfWork().scope });
  };
  pool.on('query', hear);
  try {
    await work();
  } finally {
    pool.off('query', hear);
  }
  return sent;
}

/** Explains statements as the product sends them: in the same scope, as the app role, under row security. */
export async function explain(database: Database, sent: readonly Sent[]): Promise<Explained[]> {
  const explained: Explained[] = [];
  for (const { sql, bindings, scope } of sent) {
    const statement = sql.replaceAll('?', '\\?').replaceAll(/\$\d+/g, '?');
    const run = (options: string) =>
      database.run(scope, async ({ trx }) => {
        const { rows } = await trx.raw(`explain (${options}) ${statement}`, bindings as never[]);
        return rows as { 'QUERY PLAN': unknown }[];
      });
    await run('analyze');
    const text = (await run('analyze, buffers')).map((row) => row['QUERY PLAN']).join('\n');
    const [json] = await run('analyze, format json');
    const [plan] = (json?.['QUERY PLAN'] ?? []) as JsonPlan[];
    if (plan === undefined) throw new Error(`no plan for ${sql}`);
    explained.push({
      sql,
      scope,
      text,
      root: plan.Plan,
      planning: plan['Planning Time'],
      execution: plan['Execution Time'],
    });
  }
  return explained;
}

export function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}

/** Tables so small that reading them whole is the fastest way, also on the largest platform. */
const SMALL = ['hospital', 'community', 'hospital_community', 'hospital_service'];

/**
 * The parts of a plan that grow with the platform instead of with the answer: reading a tenant table from end to end,
 * sorting or discarding more rows than `rows`.
 */
export function growths({ root, sql }: Explained, rows = 2_000): string[] {
  return [...nodesOf(root)].flatMap((node) => {
    const type = node['Node Type'];
    const table = node['Relation Name'] ?? '';
    const loops = node['Actual Loops'] ?? 1;
    const found: string[] = [];
    if (type.includes('Seq Scan') && !SMALL.includes(table)) found.push(`reads all of ${table}`);
    if (/Sort/.test(type)) {
      const input = (node.Plans ?? []).reduce((sum, child) => sum + (child['Actual Rows'] ?? 0), 0) * loops;
      if (input > rows) found.push(`sorts ${input} rows`);
    }
    if (type === 'Bitmap Index Scan' && (node['Actual Rows'] ?? 0) * loops > rows)
      found.push(`reads ${(node['Actual Rows'] ?? 0) * loops} entries of ${node['Index Name']}`);
    const dropped = (node['Rows Removed by Filter'] ?? 0) * loops;
    if (dropped > rows) found.push(`reads ${dropped} rows of ${table} for nothing`);
    return found.map((fault) => `${fault}: ${sql}`);
  });
}
