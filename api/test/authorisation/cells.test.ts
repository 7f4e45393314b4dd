/** The matrix itself: it must find an unexpected answer, or it shows nothing. */
import { describe, expect, test } from 'vitest';
import { all, type Located } from '../support/contract/contract-mutations.ts';
import type { WireRequest } from '../support/contract/wire-client.ts';
import { cellsOf, faultsOf, type MatrixCell, sampleOf } from './cells.ts';
import { EXPECTATIONS, type Expectation } from './expectations.ts';
import { CALLERS, type Column, type MatrixCaller, type MatrixWorld } from './world.ts';

const MINE = '0193a5f0-7c1e-7000-8000-000000000001';
const THEIRS = '0193a5f0-7c1e-7000-8000-000000000002';
const of = (where: string) => all.find((located) => located.where === where) as Located;
const getBooking = of('getBooking');

function cell(caller: MatrixCaller, column: Column): MatrixCell {
  const found = cellsOf(getBooking, { about: 'record' }).find(
    (one) => one.caller === caller && one.column === column,
  );
  if (found === undefined) throw new Error('no such cell');
  return found;
}

/** A world whose service gives the answers of the test. */
function answering(answer: (request: WireRequest) => readonly [status: number, body: object]): MatrixWorld {
  let count = 0;
  return {
    answered: [],
    ids: (_caller: MatrixCaller, column: Column) => ({ bookingId: column === 'foreign' ? THEIRS : MINE }),
    next: () => (count += 1),
    keepSignedIn: async () => {},
    credential: () => ({}),
    foreignIn: (_caller: MatrixCaller, text: string) => (text.includes(THEIRS) ? [THEIRS] : []),
    wire: {
      sendServed: async (request: WireRequest) => {
        const [status, body] = answer(request);
        return { status, type: 'application/json', body: JSON.stringify(body) };
      },
    },
  } as unknown as MatrixWorld;
}

const NOT_FOUND = { code: 'not_found', detail: 'There is no such booking.' };
const found = async (caller: MatrixCaller, column: Column, ...answer: [number, object]) =>
  (
    await faultsOf(
      cell(caller, column),
      answering(() => answer),
    )
  ).join('; ');

describe('the matrix finds', () => {
  test('nothing when every answer is as expected', async () => {
    expect(await found('nurse', 'own', 200, { id: MINE })).toBe('');
    expect(await found('nurse', 'foreign', 404, NOT_FOUND)).toBe('');
    expect(await found('anonymous', 'own', 401, { code: 'unauthenticated' })).toBe('');
  });

  test('a foreign record that is shown', async () => {
    expect(await found('nurse', 'foreign', 200, { id: THEIRS })).toContain('should be 404 not_found, is 200');
  });

  test('a foreign record that is forbidden, which reveals that it exists', async () => {
    expect(await found('nurse', 'foreign', 403, { code: 'not_assignee' })).toContain('is 403 not_assignee');
  });

  test('different words for a foreign record than for one that never existed', async () => {
    const hinting = answering(({ target }) => [
      404,
      target.includes(THEIRS) ? { ...NOT_FOUND, detail: 'It belongs to another hospital.' } : NOT_FOUND,
    ]);
    expect((await faultsOf(cell('nurse', 'foreign'), hinting)).join()).toContain('hints at what exists');
  });

  test('a foreign id in a reply about one’s own', async () => {
    expect(await found('nurse', 'own', 200, { id: MINE, other: THEIRS })).toContain(
      'reveals foreign records',
    );
  });

  test('an outsider who is admitted, and an admitted caller who is rejected', async () => {
    expect(await found('anonymous', 'own', 200, { id: MINE })).toContain(
      'should be 401 unauthenticated, is 200',
    );
    expect(await found('nurse', 'own', 403, { code: 'role_not_allowed' })).toContain(
      'should succeed, is 403',
    );
  });

  test('in every operation a caller who succeeds and, unless public, one who is rejected', () => {
    const lacking = all.flatMap((located) => {
      const cells = cellsOf(located, EXPECTATIONS[located.where] as Expectation);
      const open = located.operation['x-access']?.public === true;
      // Providers sign these: no caller of the matrix can.
      if (located.operation['x-access']?.signed === true) return [];
      const served = cells.some(({ admitted }) => admitted);
      const refused = open || cells.some(({ admitted }) => !admitted);
      return served && refused ? [] : [located.where];
    });
    expect(lacking).toEqual([]);
  });

  test('in the small size every outcome of each operation, and every caller', () => {
    const callers = new Set<string>();
    all.forEach((located, nth) => {
      const cells = cellsOf(located, EXPECTATIONS[located.where] as Expectation);
      const sample = sampleOf(cells, nth);
      const outcomes = (some: readonly MatrixCell[]) => [...new Set(some.map(({ outcome }) => `${outcome}`))];
      expect(outcomes(sample).sort()).toEqual(outcomes(cells).sort());
      for (const { caller } of sample) callers.add(caller);
    });
    expect([...callers].sort()).toEqual([...CALLERS].sort());
  });
});
