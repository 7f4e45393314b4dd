import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Knex } from 'knex';
import { connect } from '../../api/src/kernel/db/connection.ts';
import { migrateUrl } from '../../api/src/kernel/db/migrate.ts';
import { Database } from '../../api/src/kernel/db/unit/database.ts';
import { startEmbeddedPostgres } from '../../api/src/postgres/embedded.ts';
import { FILLED_KEYS, fill, LARGE } from '../../api/test/scale/fill.ts';
import { type Heavy, heavyReads } from '../../api/test/scale/heaviest.ts';
import { type Explained, explain, growths, selectsOf } from '../../api/test/scale/plans.ts';

/**
 * How Postgres runs the product's reads on a large platform, under row security and as the app role: fills a database,
 * runs every read of api/test/scale/heaviest.ts through the real models, explains what they sent, and shows the
 * heaviest. Exits 1 when a plan grows with the platform instead of with the answer.
 */
const program = new Command('bench-tenancy-plans')
  .description('EXPLAIN of the heaviest reads at 1 M bookings, 200 hospitals, 2,000 communities')
  .option('--bookings <n>', 'how many bookings', String(LARGE.bookings))
  .option('--heaviest <n>', 'how many plans to show in full', '5')
  .option('--url <url>', 'an empty database to fill, as its owner; default: a throw-away embedded Postgres')
  .option('--filled', 'the database of --url is filled already')
  .option('--write <file>', 'write the plans there as Markdown too');

interface Measured {
  readonly heavy: Heavy;
  /** Milliseconds of the whole unit of work, seen by the caller: the median of several. */
  readonly seen: number;
  readonly explained: readonly Explained[];
}

const REPEATS = 15;
const costOf = ({ explained }: Measured) =>
  explained.reduce((sum, { planning, execution }) => sum + planning + execution, 0);

async function measured(database: Database, pool: Knex, heavy: Heavy): Promise<Measured> {
  const sent = await selectsOf(pool, heavy.run);
  const times: number[] = [];
  for (let n = 0; n < REPEATS; n += 1) {
    const began = performance.now();
    await heavy.run();
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { heavy, seen: times[Math.floor(REPEATS / 2)] ?? 0, explained: await explain(database, sent) };
}

function tableOf(all: readonly Measured[]): string {
  const rows = all.map((one) => {
    const statements = one.explained.length;
    return `| ${one.heavy.name} | ${statements} | ${costOf(one).toFixed(2)} | ${one.seen.toFixed(2)} |`;
  });
  const head = '| read | statements | planning + execution, ms | whole unit of work, ms (median) |';
  return [head, '|---|---|---|---|', ...rows].join('\n');
}

function plansOf(all: readonly Measured[]): string {
  return all
    .map(({ heavy, explained }, n) => {
      const plans = explained.map(({ sql, scope, text }) =>
        ['```', `-- as ${scope.role}`, shortened(sql), '', shortened(text), '```'].join('\n'),
      );
      return [`### ${n + 1}. ${heavy.name}`, ...plans].join('\n\n');
    })
    .join('\n\n');
}

/** Without what says nothing: long lists of ids, the text of policies and the constants that they read once a query. */
function shortened(text: string): string {
  return text
    .replaceAll(/(\$\d+, ){4,}(\$\d+)/g, (_all, _last, end: string) => `…, ${end}`)
    .replaceAll(/'\{([0-9a-f-]{36}),[0-9a-f,-]+\}'/g, "'{$1,…}'")
    .replaceAll(/^ *InitPlan \d+\n *-> {2}Result .*\n?/gm, '')
    .replaceAll(/\bCASE WHEN .* END\b/g, 'CASE (the policy) END')
    .trimEnd();
}

async function main(): Promise<void> {
  const options = program.parse().opts<{
    bookings: string;
    heaviest: string;
    url?: string;
    filled?: boolean;
    write?: string;
  }>();
  const size = { ...LARGE, bookings: Number(options.bookings) };
  const folder = await mkdtemp(join(tmpdir(), 'kiwimesh-plans-'));
  const server = options.url === undefined ? await startEmbeddedPostgres({ dataDir: folder }) : null;
  const url = options.url ?? server?.url ?? '';
  const owner = connect(url, { as: 'owner', poolMax: 1, name: 'bench owner' });
  const pool = connect(url, { as: 'app', poolMax: 4, name: 'bench app' });
  const database = new Database(pool, { dataKeys: FILLED_KEYS });
  try {
    if (options.filled !== true) {
      await migrateUrl(url);
      const began = performance.now();
      await fill(owner, size);
      console.log(`filled in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    }
    const all: Measured[] = [];
    for (const heavy of heavyReads(database, size)) all.push(await measured(database, pool, heavy));
    all.sort((a, b) => costOf(b) - costOf(a));
    const heaviest = all.slice(0, Number(options.heaviest));
    console.log(tableOf(all));
    console.log(`\n${plansOf(heaviest)}`);
    const grown = all.flatMap(({ heavy, explained }) =>
      explained.flatMap((one) => growths(one, size.bookings / 100).map((fault) => `${heavy.name}: ${fault}`)),
    );
    for (const fault of grown) console.error(`grows: ${fault}`);
    if (grown.length > 0) process.exitCode = 1;
    if (options.write !== undefined)
      await writeFile(options.write, `${tableOf(all)}\n\n${plansOf(heaviest)}\n`);
  } finally {
    await Promise.all([database.close(), owner.destroy()]);
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
