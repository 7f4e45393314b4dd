import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { templates as first } from './hi.ts';
import { templates as later } from './hi-my-data.ts';

const templates = { ...first, ...later };
const source = join(import.meta.dirname, '..');

/** Every `msg()` of the sources: its id, and how many values are put into its words. */
function messages(): Map<string, number> {
  const found = new Map<string, number>();
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.endsWith('hi.ts')) continue;
    const text = readFileSync(join(source, file), 'utf8');
    const calls = text.matchAll(/\bmsg\(\s*((?:str)?(?:'[^']*'|`[^`]*`)),?\s*\{\s*id: '([^']+)'/g);
    let counted = 0;
    for (const [, words = '', id = ''] of calls) {
      counted += 1;
      found.set(id, words.match(/\$\{/g)?.length ?? 0);
    }
    // A call this pattern cannot read would never be missed in Hindi: none may exist.
    expect(text.match(/\bmsg\(/g)?.length ?? 0, file).toBe(counted);
  }
  return found;
}

describe('Hindi', () => {
  const wanted = messages();

  it('has every message, and none that nothing uses', () => {
    expect(Object.keys(templates).sort()).toEqual([...wanted.keys()].sort());
  });

  it('has no message in both of its files', () => {
    expect(Object.keys(first).filter((id) => id in later)).toEqual([]);
  });

  it('puts in as many values as the English does', () => {
    for (const [id, words] of Object.entries(templates)) {
      const count = typeof words === 'string' ? 0 : words.values.length;
      expect(count, id).toBe(wanted.get(id));
    }
  });

  it('is Hindi', () => {
    for (const [id, words] of Object.entries(templates)) {
      const text = typeof words === 'string' ? words : words.strings.join('');
      if (text.length > 6) expect(text, id).toMatch(/\p{Script=Devanagari}/u);
    }
  });
});
