import { describe, expect, it } from 'vitest';
import { Problem } from '../ground/problem.ts';
import { StrategyRegistry } from './strategies.ts';

interface Types {
  readonly pin: { readonly presented: { readonly pin: string }; readonly proven: { readonly name: string } };
  readonly broken: { readonly presented: object; readonly proven: object };
}

describe('a registry of strategies', () => {
  const registry = new StrategyRegistry<Types>()
    .use('pin', async ({ pin }) => {
      if (pin !== '1234') throw new Problem('unauthenticated', { detail: `not ${pin}` });
      return { name: 'Asha' };
    })
    .use('broken', async () => {
      throw new TypeError('broken');
    });

  it('resolves to what the strategy proves', async () => {
    await expect(registry.authenticate('pin', { pin: '1234' })).resolves.toEqual({ name: 'Asha' });
  });

  it("rejects with the strategy's own problem", async () => {
    await expect(registry.authenticate('pin', { pin: '1' })).rejects.toMatchObject({
      code: 'unauthenticated',
      detail: 'not 1',
    });
  });

  it('rejects with any other error unchanged', async () => {
    await expect(registry.authenticate('broken', {})).rejects.toThrow(TypeError);
  });

  it('keeps concurrent attempts apart', async () => {
    const outcomes = await Promise.allSettled(
      ['1234', '9', '1234', '8'].map((pin) => registry.authenticate('pin', { pin })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  });

  it('rejects when there is no strategy of the name', async () => {
    await expect(registry.authenticate('other' as 'pin', { pin: '1234' })).rejects.toThrow('other');
  });
});
