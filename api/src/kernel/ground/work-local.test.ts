import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { outsideWork, WorkLocal } from './work-local.ts';

describe('a work-local value', () => {
  const name = new WorkLocal<string>();
  const size = new WorkLocal<number>();

  it('is undefined outside any work', () => {
    expect(name.get()).toBeUndefined();
  });

  it('follows the work through awaits and is gone after it', async () => {
    const seen = await name.run('a', async () => {
      await setImmediate();
      return name.get();
    });
    expect(seen).toBe('a');
    expect(name.get()).toBeUndefined();
  });

  it('hides an outer value and leaves other values in force', () => {
    name.run('outer', () =>
      size.run(1, () =>
        name.run('inner', () => {
          expect([name.get(), size.get()]).toEqual(['inner', 1]);
        }),
      ),
    );
  });

  it('can be switched off for a part of the work', () => {
    name.run('a', () =>
      size.run(1, () => name.run(undefined, () => expect([name.get(), size.get()]).toEqual([undefined, 1]))),
    );
  });

  it('keeps concurrent pieces of work apart', async () => {
    const seen = await Promise.all(
      ['a', 'b', 'c'].map((value) =>
        name.run(value, async () => {
          await setImmediate();
          return name.get();
        }),
      ),
    );
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('is not in force in work that is started outside', () => {
    name.run('a', () => outsideWork(() => expect(name.get()).toBeUndefined()));
    expect.assertions(1);
  });
});
