import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** Waits of Vitest that keep its own limit of a second, or one below ten seconds: a busy machine takes longer. */
function impatient(text: string): string[] {
  // On one line, or to the line of the same indentation that ends the statement.
  const waits =
    /^( *)[^\n]*\bvi\.wait(?:For|Until)\((?:[^\n]*\);\n|[\s\S]*?\n\1(?=\S)[^\n]*\);\n)|\btimeout: \d(?:_\d{3})? ?\}/gm;
  return [...text.matchAll(waits)]
    .map(([wait]) => wait.trim())
    .filter((wait) => !/\d{2,}_000|\bSOON\b/.test(wait));
}

it('waits for what comes about as long as a busy machine takes', async () => {
  const found: Record<string, string[]> = {};
  for await (const path of glob('{api,cli,openapi,sdk,scripts,widgets}/**/*.test.ts', {
    cwd: ROOT,
    exclude: ['**/node_modules/**', '**/dist/**', 'api/test/patience.test.ts'],
  })) {
    const waits = impatient(readFileSync(join(ROOT, path), 'utf8'));
    if (waits.length > 0) found[path] = waits;
  }
  expect(found).toEqual({});
});

it.each([
  'await vi.waitFor(() => expect(up).toBe(true));\n',
  'await vi.waitFor(\n  () => expect(up).toBe(true),\n  5_000,\n);\n',
  'expect.poll(() => up, { timeout: 1_000 });\n',
])('finds a wait that is too short: %j', (text) => {
  expect(impatient(text)).toHaveLength(1);
  expect(
    impatient(text.replace('));\n', '), { timeout: 60_000 });\n').replace(/[15]_000/, '60_000')),
  ).toEqual([]);
});
