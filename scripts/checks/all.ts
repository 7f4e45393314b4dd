import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { SIZE } from '../../api/test/size.ts';

/**
 * Runs every check in order, goes on after a failure, and ends with one line: `N passed, N failed, N skipped`.
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
];

const BUILD: Check = { name: 'build: SDK, CLI, widgets', command: ['npm', 'run', '--silent', 'build'] };

function run(command: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const [program = '', ...args] = command;
    const child = spawn(program, args, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function runCheck(check: Check, counts: Counts): Promise<void> {
  const started = performance.now();
  const code = await run(check.command);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${seconds} s)`);
  if (code === 0) counts.passed += 1;
  else counts.failed += 1;
}

async function runTests(counts: Counts, paths: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kiwimesh-checks-'));
  const report = join(folder, 'tests.json');
  try {
    const code = await run([
      'npx',
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...paths,
    ]);
    const result = JSON.parse(await readFile(report, 'utf8'));
    counts.passed += result.numPassedTests;
    counts.failed += result.numFailedTests;
    counts.skipped += result.numPendingTests + result.numTodoTests;
    // A file that fails to load, or an unhandled error, has no failed test of its own: count it all the same.
    if (code !== 0 && result.numFailedTests === 0) counts.failed += Math.max(1, result.numFailedTestSuites);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const program = new Command()
  .description('Run every check of the repository')
  .option('--static', 'contract, types, formatter and linter only')
  .argument('[paths...]', 'only the test files whose path contains one of these')
  .parse();

console.log(`Size of the tests: ${SIZE}`);
const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const check of STATIC) await runCheck(check, counts);
if (!program.opts().static) {
  await runCheck(BUILD, counts);
  await runTests(counts, program.args);
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;
