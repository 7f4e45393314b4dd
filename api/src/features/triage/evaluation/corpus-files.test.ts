import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EvaluationCase, parseCases } from './cases.ts';
import { isHeldOut } from './split.ts';

/** Changing a held-out file changes the measure: see cases/README.md. */
const HELD_OUT_DIGESTS: Readonly<Record<string, string>> = {
  'held-out-1.jsonl': '99a2b7023d8a2cf30939cb5ff250c8fb6c1d30e73ba26883121fcd3f8fa9384f',
  'held-out-10.jsonl': 'eb3c422bd174d5774167cf4992d245821f5ce1bee8732d1bae503b8a777d5798',
  'held-out-11.jsonl': '63860cddcbdd4d0ad6758ade4b19b5b900e43c28baabbb363394fa4ab2e50e2f',
  'held-out-12.jsonl': 'bfb36cb279b665f46d7cc19f6985708b8ea26339b7e9d54fd03c6be276fa4661',
  'held-out-2.jsonl': '273f2a0ee0b0fc49ff58a7ae83170670dda7fc54cdebc018a6d007adb1b97b84',
  'held-out-3.jsonl': 'c762c7fe2d194eb1246d4a02ac0a7f01055c3b724638b78a8bc6eb1f10ee5027',
  'held-out-4.jsonl': '8f7e4be629528d492dadaec8ce2945a9e00f04ac9c2add96f5b8ba2f8b1545da',
  'held-out-5.jsonl': 'a78db5a3da924ed035a871685b3097ca13acf4acf8c0fd58fa1d5ad84a2416e5',
  'held-out-6.jsonl': 'c13679168895b40657e190826639b989fa70dc56f6431be66c25976c054919cd',
  'held-out-7.jsonl': '8a0ad9b5b1af75fb1a0d408adb8d7655dde978942b95cbc39a43f75ee1b2efa7',
  'held-out-8a.jsonl': '14ed12fa2aa96beb59044328b2d6067d52f523f4500bb0807fcc96caff371737',
  'held-out-8b.jsonl': '8ea8c718ce25a72eb08dd6693077dd342ccbafa9459a66cf8ab245d7069ade35',
  'held-out-8c.jsonl': '368340c36c874492152109b7a457e28a72d498d208c305f9e41d97dd0291708f',
  'held-out-8d.jsonl': '1a04b2b48d8b0554fd15049ea9270f1820227c69ba37e917e0fc34cf3d431b96',
  'held-out-9d.jsonl': '14b38a562d627e8e791350a2eed25086234403d38fc03969394969812683c936',
};

const FOLDER = join(import.meta.dirname, 'cases');
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => ({ name, content: readFileSync(join(FOLDER, name), 'utf8') }));
const cases = files.flatMap(({ content }) => parseCases(content).cases);

/** How many cases have each value of a member. */
function countsBy(member: keyof EvaluationCase): Record<string, number> {
  const groups = Map.groupBy(cases, (one) => String(one[member]));
  return Object.fromEntries([...groups].map(([value, { length }]) => [value, length]));
}

describe('the corpus of cases', () => {
  it.each(files)('has valid cases in $name, at most 500 lines', ({ content }) => {
    expect(parseCases(content).faults).toEqual([]);
    expect(content.split('\n').length - 1).toBeLessThanOrEqual(500);
  });

  it('has what the report groups by and a reason in every case', () => {
    const members = ['language', 'register', 'ageGroup', 'topic', 'reason'] as const;
    const incomplete = cases.filter((one) => members.some((member) => one[member] === undefined));
    expect(incomplete.map(({ id }) => id)).toEqual([]);
  });

  it('has every id once, of eight random digits', () => {
    const ids = cases.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[0-9a-f]{8}$/.test(id))).toEqual([]);
  });

  it('has held-out cases where the digest of the id puts them', () => {
    const misplaced = files.flatMap(({ name, content }) =>
      parseCases(content).cases.filter(({ id }) => isHeldOut(id) !== name.startsWith('held-out-')),
    );
    expect(misplaced.map(({ id }) => id)).toEqual([]);
    const share = cases.filter(({ id }) => isHeldOut(id)).length / cases.length;
    expect(share).toBeGreaterThan(0.27);
    expect(share).toBeLessThan(0.4);
  });

  it('has the held-out files that were reviewed', () => {
    const digests = files
      .filter(({ name }) => name.startsWith('held-out-'))
      .map(({ name, content }) => [name, createHash('sha256').update(content).digest('hex')]);
    expect(Object.fromEntries(digests)).toEqual(HELD_OUT_DIGESTS);
  });

  it('has no text twice, nor one that differs in a few words', () => {
    const shingled = cases.map(({ id, text }) => ({ id, parts: shinglesOf(text) }));
    const alike: string[] = [];
    for (const [index, left] of shingled.entries()) {
      for (const right of shingled.slice(index + 1)) {
        if (similarity(left.parts, right.parts) >= 0.5) alike.push(`${left.id} and ${right.id}`);
      }
    }
    expect(alike).toEqual([]);
  });

  it.each<[keyof EvaluationCase, Readonly<Record<string, number>>]>([
    ['urgency', { 1: 100, 2: 100, 3: 100, 4: 100, 5: 100 }],
    ['language', { en: 350, hi: 110, 'hi-Latn': 140 }],
    ['ageGroup', { newborn: 10, infant: 25, toddler: 20, child: 50, teenager: 20, adult: 300, elder: 70 }],
    ['noise', { typos: 20, recognition: 20, filler: 5, capitals: 5 }],
    ['register', { caller: 200, relative: 200, clinician: 60 }],
  ])('has enough cases of each %s', (member, least) => {
    const counts = countsBy(member);
    const short = Object.entries(least).filter(([value, count]) => (counts[value] ?? 0) < count);
    expect({ short, counts }).toEqual({ short: [], counts });
  });
});

/** Pairs of neighbouring words, in lower case. */
function shinglesOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return new Set(words.slice(0, -1).map((word, index) => `${word} ${words[index + 1]}`));
}

/** Shared pairs by the pairs of the shorter text, 0-1. */
function similarity(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const smaller = Math.min(left.size, right.size);
  return smaller === 0 ? 0 : [...left].filter((pair) => right.has(pair)).length / smaller;
}
