import { expect, it } from 'vitest';
import { idSuffixOf, matching, type PaletteEntry } from './palette.ts';

const entry = (group: string, words: string, detail = ''): PaletteEntry => ({
  id: words,
  group,
  words,
  detail,
  keys: '',
  run: () => undefined,
});
const ENTRIES = [
  entry('Go to', 'Desk'),
  entry('Go to', 'Board'),
  entry('Calls', 'On the board', 'Lake Road'),
];
const found = (text: string) => matching(ENTRIES, text).map(({ words }) => words);

it('an entry is found by the beginnings of its words, in any order', () => {
  expect(found('')).toEqual(['Desk', 'Board', 'On the board']);
  expect(found('bo')).toEqual(['Board', 'On the board']);
  expect(found('road on')).toEqual(['On the board']);
  expect(found('oard')).toEqual([]);
});

it('a booking is found by the end of its id, or by all of it', () => {
  expect(idSuffixOf(' 0193A5F0-7c1e-7000-8000-0000000000ab ')).toBe('0000000000ab');
  expect(idSuffixOf('00000005')).toBe('00000005');
  expect([idSuffixOf('12345'), idSuffixOf('tower b')]).toEqual([null, null]);
});
