import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { absentShortNumbers } from './short-numbers.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

test('no test looks for the absence of a number that identifiers hold by chance', () => {
  const files = globSync('{api,cli,openapi,scripts,sdk,widgets}/**/*.test.ts', {
    cwd: ROOT,
    exclude: (name) => ['node_modules', 'dist'].includes(path.basename(String(name))),
  }).filter((file) => !file.endsWith('short-numbers.test.ts'));
  expect(files.length).toBeGreaterThan(150);
  const found = files.flatMap((file) =>
    absentShortNumbers(readFileSync(path.join(ROOT, file), 'utf8')).map(
      ({ line, number }) => `${file}:${line} ${number}: look for a longer text, with the words beside it`,
    ),
  );
  expect(found).toEqual([]);
});

test.each([
  ["expect(text).not.toContain('4711');", '4711'],
  ["expect(text).not.toContain('12.97');", '12.97'],
  ['expect(text).not.toMatch(/Tower B|12\\.97/);', '12\\.97'],
  ['expect(text).not.toMatch(/1950|B-204/i);', '1950'],
])('finds the number in %j', (text, number) => {
  expect(absentShortNumbers(`\n${text}`)).toEqual([{ line: 2, number }]);
});

test.each([
  "expect(text).not.toContain('door 4711');",
  "expect(text).not.toContain('9800000004');",
  'expect(text).not.toMatch(/latitude|\\b98000\\b/);',
  "expect(text).toContain('4711');",
])('accepts %j', (text) => {
  expect(absentShortNumbers(text)).toEqual([]);
});
