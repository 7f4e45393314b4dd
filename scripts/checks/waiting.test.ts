import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hastyWaits } from './waiting.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

test('every test waits for conditions, with a limit only for what hangs', () => {
  const files = globSync('{api,cli,openapi,scripts,sdk,widgets}/**/*.test.ts', {
    cwd: ROOT,
    exclude: (name) => ['node_modules', 'dist'].includes(path.basename(String(name))),
  });
  expect(files.length).toBeGreaterThan(150);
  const found = files.flatMap((file) =>
    hastyWaits(readFileSync(path.join(ROOT, file), 'utf8')).map(({ line, why }) => `${file}:${line} ${why}`),
  );
  expect(found).toEqual([]);
});

test.each([
  'await new Promise((done) => setTimeout(done, 300));',
  'while (busy()) await new Promise((resolve) => setTimeout(resolve, 5));',
  "import { setTimeout as sleep } from 'node:timers/promises';\nawait sleep(200);",
  'const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));\nawait pause(20);',
  'await page.waitForTimeout(250);',
  'await vi.waitFor(() => expect(up).toBe(true));',
  'await expect.poll(() => up, { timeout: 1_000 }).toBe(true);',
  "await page.locator('a').waitFor({ timeout: 15_000 });",
  "it('works', { timeout: 5_000 }, async () => {});",
  "it.each([1])('works with %s', { timeout: 5_000 }, async () => {});",
  "it.each([1])('works with %s', async () => {}, 120_000);",
  'beforeAll(async () => {}, 60_000);',
  "expect(await focused(page)).toBe('Cancel');",
  "expect(await page.locator('li').count()).toBe(2);",
])('finds %j', (text) => {
  expect(hastyWaits(text)).toHaveLength(1);
});

test.each([
  'await new Promise((done) => setTimeout(done));',
  'await new Promise((done) => setTimeout(done, 0));',
  '// pause: the moment of the kill is to be any\nawait new Promise((done) => setTimeout(done, 300));',
  "await eventually('it runs', () => running);",
  'await expect.poll(() => up).toBe(true);',
  "await expect.poll(() => focused(page)).toBe('Cancel');",
  "await expect.poll(() => page.locator('li').count()).toBe(2);",
  "expect(await page.locator('li').count()).toBe(0);",
  'const client = new Client({ timeout: 300 });',
  "it('works', { timeout: 400_000 }, async () => {});",
  'setTimeout(() => stop.abort(), 20);',
  'afterAll(async () => {}, 600_000);',
])('accepts %j', (text) => {
  expect(hastyWaits(text)).toEqual([]);
});
