import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = join(import.meta.dirname, '..');
const PHYSICAL =
  /(?:^|[\s;{])((?:margin|padding|border)-(?:left|right)[\w-]*|left|right|text-align: (?:left|right)|float|width|height|(?:min|max)-(?:width|height))\s*:/gm;

/** Files that hold styles. */
const sheets = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) =>
    file.endsWith('.ts') &&
    !file.endsWith('.test.ts') &&
    readFileSync(join(source, file), 'utf8').includes('css`'),
);

describe('styles', () => {
  it.each(sheets)('%s uses logical properties only', (file) => {
    const css = [...readFileSync(join(source, file), 'utf8').matchAll(/css`([^`]*)`/g)]
      .map(([, text]) => text)
      .join('\n');
    expect([...css.matchAll(PHYSICAL)].map(([, property]) => property)).toEqual([]);
  });

  it('appear in no markup', () => {
    for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      expect(readFileSync(join(source, file), 'utf8'), file).not.toMatch(/\sstyle=|styleMap|unsafeHTML/);
    }
  });
});
