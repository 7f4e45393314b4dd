import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '..');
/** `count(rows, 'row')`, `count(people, 'person', 'people')`. */
const COUNTED = /\bcount\([^'`\n]+, '([a-z ]+)'(?:, '([a-z ]+)')?\)/g;
/** A value in a text, and the word after it. */
const AFTER_VALUE = /[\w)\]?!]\} ([a-z]+)\b/g;

/** The nouns that `count` puts in the plural somewhere, as written after a number. */
function countedNouns(text: string): string[] {
  return [...text.matchAll(COUNTED)].map(([, one = '', many]) => many ?? `${one}s`);
}

/** Nouns after a value that the text puts there by itself, so that it says "1 rows". */
function handWritten(text: string, nouns: ReadonlySet<string>): string[] {
  return [...text.matchAll(AFTER_VALUE)].map(([, noun = '']) => noun).filter((noun) => nouns.has(noun));
}

/** What is said of a constant, which is never one. */
const OF_CONSTANTS = ['calls/find.ts: calls'];

describe('a counted noun', () => {
  it('follows its number: nobody reads "1 rows"', async () => {
    const texts: [string, string][] = [];
    for await (const file of glob('**/*.ts', { cwd: SOURCES })) {
      if (!file.endsWith('.test.ts')) texts.push([file, readFileSync(join(SOURCES, file), 'utf8')]);
    }
    const nouns = new Set(texts.flatMap(([, text]) => countedNouns(text)));
    const found = texts.flatMap(([file, text]) => handWritten(text, nouns).map((noun) => `${file}: ${noun}`));
    expect(found).toEqual(OF_CONSTANTS);
    expect(nouns.size).toBeGreaterThan(10);
    expect(handWritten(' length} rows', new Set(['rows']))).toEqual(['rows']);
  });
});
