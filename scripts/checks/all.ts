import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Command } from 'commander';
import { SIZE } from '../../api/test/support/size.ts';
import { DURATIONS } from '../test/durations.ts';
import { FULL_SIZE_ONLY, ofThisSize } from '../test/full-size.ts';
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
  /** What failed, a line each: repeated at the end, where the output of a long run is read first. */
  readonly failures: string[];
}

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * The native compiler: less than half the processor time of TypeScript 5.9, which builds what is published and whose API our
 * tools use. By its path, since both packages have a program called tsc.
 */
const TSC = join(ROOT, 'node_modules', 'typescript-7', 'bin', 'tsc');
/** What the compiler found out of files that have not changed since: a quarter of the time of a check from nothing. */
const KEPT = join(ROOT, 'node_modules', '.cache', 'kiwimesh-types');

const STATIC: readonly Check[] = [
  { name: 'contract: lint', command: ['npm', 'run', '--silent', 'lint', '-w', 'openapi'] },
  {
    name: 'contract: generated files are fresh',
    command: ['npm', 'run', '--silent', 'check', '-w', 'openapi'],
  },
  ...['openapi', 'api', 'sdk/typescript', 'cli', 'widgets', 'scripts'].map((project) => ({
    name: `types: ${project}`,
    command: [
      process.execPath,
      TSC,
      '-p',
      project,
      '--incremental',
      '--tsBuildInfoFile',
      join(KEPT, `${project}.json`),
    ],
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
  else {
    counts.failed += 1;
    counts.failures.push(check.name);
  }
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
  const { pure, node, isolated } = await kindsOf(ROOT);
  const besideSources = [...node, ...isolated].filter((path) => path.includes('/src/'));
  return ofThisSize([...pure, ...besideSources]).filter((path) => !(path in DURATIONS));
}

interface TestResult {
  readonly status: string;
  readonly fullName: string;
  readonly failureMessages: readonly string[];
}

interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly TestResult[];
}

/** The failed tests of a file; the file itself when it does not load, takes too long or leaves something behind. */
function failuresOf({ name, status, message, assertionResults }: TestFile): string[] {
  const path = relative(ROOT, name);
  const tests = assertionResults
    .filter((test) => test.status === 'failed')
    .map(({ fullName, failureMessages: [reason = ''] }) => `${path}: ${fullName}: ${firstLine(reason)}`);
  return tests.length === 0 && status === 'failed' ? [`${path}: ${firstLine(message)}`] : tests;
}

function firstLine(text: string): string {
  return (stripVTControlCharacters(text).trim().split('\n')[0] ?? '').slice(0, 300);
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
    const failures = (result.testResults as TestFile[]).flatMap(failuresOf);
    // An error outside all tests fails the run alone.
    if (code !== 0 && failures.length === 0) failures.push('an error outside all tests, see above');
    counts.passed += result.numPassedTests;
    counts.failed += failures.length;
    counts.failures.push(...failures);
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
if (SIZE === 'small')
  console.log(`${Object.keys(FULL_SIZE_ONLY).length} files run at SIZE=full only: scripts/test/full-size.ts`);
const counts: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
const { static: onlyStatic, fast } = program.opts<{ static?: boolean; fast?: boolean }>();
// The build takes longest and uses one processor: the others are busy with the rest meanwhile.
if (!fast) await runChecks(onlyStatic ? STATIC : [BUILD, ...STATIC], counts);
if (!onlyStatic) {
  await runTests(counts, fast ? await fastTests() : program.args);
}
for (const failure of counts.failures) console.log(`FAILED ${failure}`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;
