import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../api/test/support/database.ts';

/** The package as it would be installed: no sources beside it, and nothing of the service but what the build put in. */
const CLI = fileURLToPath(new URL('../', import.meta.url));
const run = promisify(execFile);
let home: string;

beforeAll(async () => {
  const cache = join(CLI, 'node_modules');
  mkdirSync(cache, { recursive: true });
  // Inside node_modules, so that dependencies are found as they would be, and types are not stripped.
  home = mkdtempSync(join(cache, '.published-'));
  for (const name of ['bin', 'package.json', 'oclif.manifest.json']) {
    cpSync(join(CLI, name), join(home, name), { recursive: true });
  }
  await run(process.execPath, ['--import', './bin/sources.js', 'build.ts', join(home, 'dist')], { cwd: CLI });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const kiwimesh = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run(process.execPath, [join(home, 'bin', 'run.js'), ...args], {
    cwd: home,
    env: { PATH: process.env.PATH ?? '', HOME: home, ...env },
  });

describe('the published package', () => {
  it('has a module for every command of its manifest, and no source or test', async () => {
    const { commands } = JSON.parse(readFileSync(join(home, 'oclif.manifest.json'), 'utf8'));
    for (const id of Object.keys(commands)) {
      const path = join(home, 'dist', 'commands', `${id.replaceAll(':', '/')}.js`);
      expect((await import(pathToFileURL(path).href)).default.summary, id).toBeTruthy();
    }
    expect(existsSync(join(home, 'dist', 'server', 'embedded.js'))).toBe(false);
    expect(existsSync(join(home, 'dist', 'imports', 'csv.test.js'))).toBe(false);
  });

  it('starts, and checks policy files with the checks of the service', async () => {
    expect((await kiwimesh(['--version'])).stdout).toMatch(/^@kiwimesh\/cli\//);
    const policy = join(CLI, '../api/src/features/booking/policies/ambulance.yaml');
    const { stdout } = await kiwimesh(['service-types', 'validate', policy, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true });
  });

  it('brings the migrations of its version', async () => {
    const database = await testDatabase();
    try {
      const { stdout } = await kiwimesh(['db', 'status', '--json'], { DATABASE_URL: database.url });
      expect(JSON.parse(stdout)).toMatchObject({ upToDate: true, pending: [], unknown: [] });
    } finally {
      await database.close();
    }
  });
});
