import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { silentCatches } from './silent-catches.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LEFT_OUT = ['node_modules', 'dist', 'generated', 'test'];

test('every failure that is ignored has its reason beside it', () => {
  const files = globSync('{api,cli,openapi,scripts,sdk,widgets}/**/*.ts', {
    cwd: ROOT,
    exclude: (name) => LEFT_OUT.includes(path.basename(String(name))),
  }).filter((file) => !/\.test(-d)?\.ts$/.test(file));
  expect(files.length).toBeGreaterThan(1_000);
  const found = files.flatMap((file) =>
    silentCatches(readFileSync(path.join(ROOT, file), 'utf8')).map(
      ({ line }) => `${file}:${line} say in a comment why nothing is lost, or handle the failure`,
    ),
  );
  expect(found).toEqual([]);
});

test.each([
  'work().catch(() => {});',
  'const found = await stat(file).catch(() => null);',
  'const all = await list().catch((error) => []);',
  'try { work(); } catch {}',
  'try { work(); } catch (error) {\n}',
])('finds %j', (text) => {
  expect(silentCatches(`\n${text}`)).toHaveLength(1);
});

test.each([
  '// The next one corrects it.\nwork().catch(() => {});',
  'work().catch(() => {}); // Why it stopped is what counts.',
  'work().catch((error) => report(error));',
  'try { work(); } catch { return false; }',
])('accepts %j', (text) => {
  expect(silentCatches(text)).toEqual([]);
});
