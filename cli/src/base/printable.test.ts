import { readdirSync, readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import { describe, expect, it, test } from 'vitest';
import { plain, table } from './output.ts';
import { printable, printableJson } from './printable.ts';

/** What a name may hold that a terminal acts on, and what is shown of it. */
const HOSTILE: readonly [text: string, shown: string][] = [
  ['Asha\u202Eoar\u202C Rao', 'Ashaoar Rao'],
  ['\u2066Asha\u2069', 'Asha'],
  ['\u200FAsha\u200E', 'Asha'],
  ['Asha\u200B\uFEFF\u00ADRao', 'AshaRao'],
  ['Asha\u{E0041}', 'Asha'],
  ['Asha\u001B[2JRao', 'Asha [2JRao'],
  ['Asha\u001B]0;title\u0007', 'Asha ]0;title '],
  ['Asha\u009B31mRao', 'Asha 31mRao'],
  ['Asha\u001B[8mRao', 'Asha [8mRao'],
  ['Asha\rRao', 'Asha Rao'],
  ['Asha\u0008\u007FRao', 'Asha  Rao'],
  ['Asha\u2028Rao', 'Asha Rao'],
  ['क्\u200Dष', 'क्\u200Dष'],
  ['مریم', 'مریم'],
];

describe('text for a terminal', () => {
  it.each(HOSTILE)('%j is shown as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(plain(text)).toBe(shown.replace(/ {2}/g, ' '));
    const [, line] = table([{ text }], [{ header: 'Text', value: (row) => row.text }], null).split('\n');
    expect(line).toBe(plain(text).trimEnd());
  });

  it('keeps line breaks and our own colours', () => {
    const styled = styleText(['bold', 'red'], 'Added.', { validateStream: false });
    expect(printable(`${styled}\nName\tAsha`)).toBe(`${styled}\nName\tAsha`);
  });

  it.each(HOSTILE)('%j as JSON means the same and shows nothing hidden', (text) => {
    const json = printableJson({ text }, 2);
    expect(JSON.parse(json)).toEqual({ text });
    expect(printable(json)).toBe(json);
  });
});

test('nothing is written to a terminal but through these functions', () => {
  const root = new URL('..', import.meta.url);
  const writers = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) =>
      readFileSync(new URL(file, root), 'utf8')
        .split('\n')
        .filter((line) => /(stdout|stderr)\.write\(|console\./.test(line) && !/printable(Json)?\(/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(writers).toEqual([]);
});
