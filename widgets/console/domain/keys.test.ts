import { expect, it } from 'vitest';
import { commandAmong, KeyReader } from './keys.ts';

const press = (key: string, timeStamp: number, more: Partial<KeyboardEvent> = {}) =>
  ({ key, timeStamp, ...more }) as KeyboardEvent;

it('a key after G is a pair with it, for a moment', () => {
  const keys = new KeyReader();
  expect(keys.read(press('g', 1_000), [])).toBeNull();
  expect(keys.read(press('B', 1_800), [])).toBe('g b');
  expect(keys.read(press('b', 1_900), [])).toBe('b');
  expect(keys.read(press('g', 2_000), [])).toBeNull();
  expect(keys.read(press('b', 4_000), [])).toBe('b');
});

it('a key with Ctrl, or one that is held down, is the browser’s', () => {
  const keys = new KeyReader();
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { repeat: true }])
    expect(keys.read(press('j', 1, more), [])).toBeNull();
});

it('a command has any of its keys', () => {
  const keys = [{ keys: ['j', 'arrowdown'], command: 'next', words: () => '' }] as const;
  expect([commandAmong(keys, 'arrowdown'), commandAmong(keys, 'x')]).toEqual(['next', null]);
});
