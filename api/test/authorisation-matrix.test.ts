/**
 * Everybody by every operation by whose record it is: 6 roles, an API key with and without the scope, a publishable
 * key, nobody at all and two people of another tenant, about a record of their own, of their tenant and of a foreign
 * one. What comes of it follows from `x-access` of the contract; `authorisation/expectations.ts` holds what that cannot
 * say. Whoever is let in succeeds, nobody else does, and what is foreign is not found, in the very words of what never
 * was.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellsOf, faultsOf, type MatrixCell } from './authorisation/cells.ts';
import { EXPECTATIONS } from './authorisation/expectations.ts';
import { MatrixWorld } from './authorisation/world.ts';
import { all } from './contract-mutations.ts';

/** Requests on their way at once. */
const ABREAST = 8;

let world: MatrixWorld;
beforeAll(async () => {
  const scopes = new Set(all.flatMap(({ operation }) => operation['x-access']?.scopes ?? []));
  world = await MatrixWorld.make([...scopes]);
}, 120_000);
afterAll(() => world?.stop());

async function faults(cells: readonly MatrixCell[]): Promise<string[]> {
  const found: string[] = [];
  const waiting = cells[Symbol.iterator]();
  const worker = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      found.push(...(await faultsOf(next.value, world)));
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, worker));
  return found;
}

describe('the matrix of authorisation', () => {
  test.each(all.map((located) => [located.where, located] as const))(
    '%s',
    async (name, located) => {
      const expectation = EXPECTATIONS[name];
      expect(
        expectation,
        `${name} has no line in api/test/authorisation/expectations.ts. Add one that says what it is about: ` +
          `\`${name}: record\` when its path or body names a record, \`list('hospitalId')\` with its id filters, ` +
          `\`caller\` or \`nothing\`; with a \`request\` where the contract's example does not succeed as it is.`,
      ).toBeDefined();
      if (expectation === undefined) return;
      expect(await faults(cellsOf(located, expectation))).toEqual([]);
    },
    60_000,
  );

  test('expects nothing of operations that are gone', () => {
    const names = all.map(({ where }) => where);
    expect(Object.keys(EXPECTATIONS).filter((name) => !names.includes(name))).toEqual([]);
  });

  test('knows at most one scope an operation, as its keys hold one each', () => {
    expect(all.filter(({ operation }) => (operation['x-access']?.scopes?.length ?? 0) > 1)).toEqual([]);
  });
});
