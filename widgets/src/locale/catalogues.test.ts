import { beforeAll, describe, expect, it } from 'vitest';
import { sourceMessages } from '../../test/messages.ts';
import { CATALOGUES, loadTexts, type TextSet } from './catalogues.ts';
import { templates as firstHindi } from './hi-first.ts';
import type { Catalogue } from './messages.ts';

const wanted = sourceMessages();
const valuesOf = new Map(wanted.map(({ id, strings }) => [id, strings.length - 1]));
const idsIn = (...folders: readonly string[]) =>
  new Set(wanted.filter(({ file }) => folders.includes(file.split('/')[0] ?? '')).map(({ id }) => id));
/** What only staff see, who have fewer languages. */
const OF_STAFF: ReadonlySet<TextSet> = new Set(['account', 'board', 'dispatch', 'supervise', 'units']);

it('messages have one source text for each id', () => {
  const texts = new Map<string, string>();
  for (const { id, strings } of wanted) {
    const text = strings.join('…');
    expect(texts.get(id) ?? text, id).toBe(text);
    texts.set(id, text);
  }
});

it('texts of a set that a language does not have are null', async () => {
  expect(await loadTexts('ar', ['shared', 'dispatch'])).toBeNull();
  expect(await loadTexts('en', ['shared'])).toBeNull();
});

describe.each([
  ['Hindi', 'hi', /\p{Script=Devanagari}/u],
  ['Arabic', 'ar', /\p{Script=Arabic}/u],
] as const)('%s', (_, language, script) => {
  const sets = Object.keys(CATALOGUES[language] ?? {}) as TextSet[];
  const files: Catalogue[] = [];
  let templates: Catalogue = {};

  beforeAll(async () => {
    for (const set of sets) files.push((await CATALOGUES[language]?.[set]?.())?.templates ?? {});
    if (language === 'hi') files.push(firstHindi);
    templates = Object.assign({}, ...files);
  });

  it('has every message of those who have it, and no unused one', () => {
    const hasStaff = sets.some((set) => OF_STAFF.has(set));
    const needed = hasStaff ? idsIn('src', 'account', 'console') : idsIn('src');
    expect(Object.keys(templates).sort()).toEqual([...needed].sort());
  });

  it('has no message in two of its files', () => {
    const ids = files.flatMap((texts) => Object.keys(texts));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('uses as many values as the English text', () => {
    for (const [id, words] of Object.entries(templates)) {
      const count = typeof words === 'string' ? 0 : words.values.length;
      expect(count, id).toBe(valuesOf.get(id));
    }
  });

  it('is written in its script', () => {
    for (const [id, words] of Object.entries(templates)) {
      const text = typeof words === 'string' ? words : words.strings.join('');
      if (text.length > 6) expect(text, id).toMatch(script);
    }
  });
});

it('Hindi has what each view of the console shows in a set that the view loads', async () => {
  const textsOf = async (...sets: TextSet[]) => (await loadTexts('hi', sets)) ?? {};
  const always = await textsOf('shared', 'account', 'dispatch');
  const units = await textsOf('units');
  const board = await textsOf('board');
  const more: Readonly<Record<string, Catalogue>> = {
    board,
    // Only the board shows them.
    bookings: board,
    map: units,
    units,
    supervisor: await textsOf('supervise'),
  };
  const missing = wanted.filter(({ file, id }) => {
    const [root, view = ''] = file.split('/');
    return root === 'console' && !(id in always || id in (more[view] ?? {}));
  });
  expect(missing.map(({ file, id }) => `${file} ${id}`)).toEqual([]);
});
