import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { readCompiled, stateOf, writeCompiled } from './compiled.ts';
import { readKnowledge, SHIPPED } from './load.ts';

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

describe('the compiled knowledge', () => {
  const file = () => join(temporaryFolder(), 'dist', 'knowledge.bin');

  it('is what the sources say', () => {
    const [sources, compiled] = [readKnowledge(SHIPPED), file()];
    writeCompiled(stateOf(), sources, compiled);
    // `toEqual` would list tens of thousands of words.
    expect(isDeepStrictEqual(readCompiled(stateOf(), compiled), sources)).toBe(true);
  });

  it('is not used for another state, or where there is none', () => {
    const compiled = file();
    expect(readCompiled(stateOf(), compiled)).toBeNull();
    writeCompiled(stateOf(), 'of this state', compiled);
    expect(readCompiled(stateOf(), compiled)).toBe('of this state');
    const other = stateOf(dirname(compiled));
    expect(readCompiled(other, compiled)).toBeNull();
    writeCompiled(other, 'of the other', compiled);
    expect(readCompiled(stateOf(), compiled)).toBeNull();
  });
});

describe('the state of the knowledge', () => {
  it.each<[what: string, file: string, follows: boolean]>([
    ['a lexicon', 'data/languages/en/lexicon/a.yaml', true],
    ['a list of words', 'data/languages/en/words.txt', true],
    ['trained weights', 'data/generated/weights.json', true],
    ['a program of the engine', 'engine/matching/match.ts', true],
    ['a test', 'engine/matching/match.test.ts', false],
    ['a page', 'data/README.md', false],
  ])('tells a change of %s', (_what, file, follows) => {
    const folder = temporaryFolder();
    const [data, engine] = [join(folder, 'data'), join(folder, 'engine')];
    for (const one of [data, engine]) mkdirSync(one);
    write(join(folder, file), 'before');
    const before = stateOf(data, engine);
    expect(stateOf(data, engine)).toBe(before);
    write(join(folder, file), 'after');
    expect(stateOf(data, engine) !== before).toBe(follows);
  });
});
