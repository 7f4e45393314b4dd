import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { SIZE } from '../../api/test/size.ts';
import { DURATIONS } from '../test/durations.ts';
import { kindsOf } from '../test/kinds.ts';
import { PROMISE_LINT } from './promises.ts';

/**
 * Runs every check in order, continues after a failure, and ends with one line: `N passed, N failed, N skipped`.
 * A static check counts as one; the test runner's own counts are added.
 */
interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const STATIC: readonly Check[] = [
  { name: 'contract: lint', command: ['npm', 'run', '--silent', 'lint', '-w', 'openapi'] },
  {
    name: 'contract: generated files are fresh',
    command: ['npm', 'run', '--silent', 'check', '-w', 'openapi'],
  },
  ...['openapi', 'api', 'sdk/typescript', 'cli', 'widgets', 'scripts'].map((project) => ({
    name: `types: ${project}`,
    command: ['npx', 'tsc', '-p', project],
  })),
  { name: 'format and lint', command: ['npx', 'biome', 'check', '--error-on-warnings', '.'] },
  { name: 'promises: none is left floating', command: ['npx', 'biome', ...PROMISE_LINT, '.'] },
];

const BUILD: Check = { name: 'build: SDK, CLI, widgets', command: ['npm', 'run', '--silent', 'build'] };

/** @returns the exit code, and what was written where it is not inherited. */
function run(
  command: readonly string[],
  stdio: 'inherit' | 'pipe',
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const [program = '', ...args] = command;
    const child = spawn(program, args, { stdio: ['ignore', stdio, stdio] });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

async function runCheck(check: Check, counts: Counts): Promise<void> {
  const started = performance.now();
  const { code, output } = await run(check.command, 'pipe');
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(output);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${seconds} s)`);
  if (code === 0) counts.passed += 1;
  else counts.failed += 1;
}

/** Runs checks on all processors, each one's output in one piece. */
async function runChecks(checks: readonly Check[], counts: Counts): Promise<void> {
  const waiting = checks[Symbol.iterator]();
  const worker = async () => {
    for (const check of waiting) await runCheck(check, counts);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** The tests of `make test-fast`: those that need nothing but Node, and short ones beside the sources they test. */
async function fastTests(): Promise<string[]> {
  const { pure, node } = await kindsOf(join(import.meta.dirname, '..', '..'));
  return [...pure, ...node.filter((path) => path.includes('/src/'))].filter((path) => !(path in DURATIONS));
}

interface TestFile {
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

async function runTests(counts: Counts, paths: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kiwimesh-checks-'));
  const report = join(folder, 'tests.json');
  try {
    const { code } = await run(
      [
        'npx',
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        '--reporter=./scripts/test/slowest.ts',
        `--outputFile.json=${report}`,
        ...paths,
      ],
      'inherit',
    );
    const result = JSON.parse(await readFile(report, 'utf8'));
    counts.passed += result.numPassedTests;
    // A file may fail with no failed test of its own: it does not load, takes too long, leaves something behind.
    const files = (result.testResults as TestFile[]).filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
    );
    const failed = result.numFailedTests + files.length;
    // An unhandled error outside all files fails the run alone.
    counts.failed += code !== 0 && failed === 0 ? 1 : failed;
    counts.skipped += result.numPendingTests + result.numTodoTests;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const program = new Command()
  .description('Run every check of the repository')
  .option('--static', 'contract, types, formatter and linter only')
  .option('--fast', 'only tests that take seconds: no browser, nothing long, no static checks')
  .argument('[paths...]', 'only the test files whose path contains one of these')
  .parse();

console.log(`Size of the tests: ${SIZE}`);
const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
const { static: onlyStatic, fast } = program.opts<{ static?: boolean; fast?: boolean }>();
if (!fast) await runChecks(STATIC, counts);
if (!onlyStatic) {
  if (!fast) await runCheck(BUILD, counts);
  await runTests(counts, fast ? await fastTests() : program.args);
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;
