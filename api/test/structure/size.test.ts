import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SIZES, sized, sizeOf } from '../support/size.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A count of a hundred or more where something is repeated: a list by length, a loop by index, runs of a property. */
const REPEATS =
  /\{ length: (?:\d{3,}|\d+_\d+) \}|\bfor \(let \w+ = \d+; \w+ < (?:\d{3,}|\d+_\d+);|\bnumRuns: (?:\d{2,}|\d+_\d+)\b/;

/** The comment above a repetition that costs nothing, or whose number is a limit of the product. */
const AT_ANY_SIZE = '// At any size: ';

/** Lines of a source that repeat something often, without using the size or saying why not. */
function unsized(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter(
    (line, at) => REPEATS.test(line) && !line.includes('sized(') && !lines[at - 1]?.startsWith(AT_ANY_SIZE),
  );
}

describe('the size of the tests', () => {
  it('is small unless SIZE says full, and nothing else', () => {
    expect([undefined, '', 'small', 'full'].map(sizeOf)).toEqual(['small', 'small', 'small', 'full']);
    expect(() => sizeOf('large')).toThrow('SIZE=large is not a size of the tests: use small or full');
    expect(SIZES).toContain(sized({ small: 'small', full: 'full' }));
  });

  it('decides every repetition of a hundred or more', async () => {
    const found: Record<string, string[]> = {};
    for await (const path of glob('{api,cli,openapi,sdk,scripts,widgets}/**/*.test.ts', {
      cwd: ROOT,
      exclude: ['**/node_modules/**', '**/dist/**', 'api/test/structure/size.test.ts'],
    })) {
      const lines = unsized(readFileSync(join(ROOT, path), 'utf8'));
      if (lines.length > 0) found[path] = lines;
    }
    expect(found).toEqual({});
  });

  it.each([
    'await Promise.all(Array.from({ length: 2_000 }, () => refresh()));',
    'for (let kill = 0; kill < 100; kill += 1) await die();',
    'fc.assert(property, { numRuns: 300 });',
  ])('is missed in %s', (line) => {
    expect(unsized(line)).toEqual([line]);
    expect(unsized(`// At any size: it costs nothing.\n${line}`)).toEqual([]);
  });
});
