import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTurn, type Prospect, type Search } from './strategies.ts';

const somebody = (id: string, facts: Partial<Prospect> = {}): Prospect => ({
  id,
  name: id,
  distanceMetres: null,
  load: 0,
  pending: 0,
  lastAskedAt: null,
  asked: 0,
  declined: false,
  ...facts,
});
const search = (strategy: Search['strategy'], facts: Partial<Search> = {}): Search => ({
  strategy,
  rounds: 2,
  maxDistanceMetres: null,
  ...facts,
});
const asked = (turn: ReturnType<typeof nextTurn>) => turn?.prospects.map(({ id }) => id) ?? null;

describe('nearest', () => {
  const near = somebody('near', { distanceMetres: 500 });
  const far = somebody('far', { distanceMetres: 9_000 });
  const unknown = somebody('unknown');

  it('asks the nearest, and those without a young position last', () => {
    expect(asked(nextTurn(search('nearest'), [unknown, far, near]))).toEqual(['near']);
    expect(asked(nextTurn(search('nearest'), [unknown, far]))).toEqual(['far']);
    expect(asked(nextTurn(search('nearest'), [unknown]))).toEqual(['unknown']);
  });

  it('leaves out who is too far, until the search is widened', () => {
    const limited = search('nearest', { maxDistanceMetres: 1_000 });
    expect(asked(nextTurn(limited, [far]))).toBeNull();
    expect(asked(nextTurn(search('nearest'), [far]))).toEqual(['far']);
  });

  it('prefers somebody whom nobody else is waiting for', () => {
    expect(asked(nextTurn(search('nearest'), [{ ...near, pending: 1 }, far]))).toEqual(['far']);
  });
});

describe('the other strategies', () => {
  it('least loaded asks who holds least', () => {
    const people = [
      somebody('a', { load: 2 }),
      somebody('b', { load: 1 }),
      somebody('c', { load: 1, pending: 1 }),
    ];
    expect(asked(nextTurn(search('least_loaded'), people))).toEqual(['b']);
  });

  it('round robin asks who was asked longest ago', () => {
    const people = [
      somebody('a', { lastAskedAt: new Date(3) }),
      somebody('b', { lastAskedAt: new Date(1) }),
      somebody('c', { lastAskedAt: new Date(2), load: 9 }),
    ];
    expect(asked(nextTurn(search('round_robin'), people))).toEqual(['b']);
    expect(asked(nextTurn(search('round_robin'), [...people, somebody('new')]))).toEqual(['new']);
  });

  it('broadcast asks everybody at once', () => {
    expect(asked(nextTurn(search('broadcast'), [somebody('b'), somebody('a')]))).toEqual(['a', 'b']);
  });

  it('manual asks nobody', () => {
    expect(nextTurn(search('manual'), [somebody('a')])).toBeNull();
  });
});

describe('every strategy that asks', () => {
  it('asks each person once a round, newcomers before anybody twice, never after a no, and comes to an end', () => {
    const strategies = fc.constantFrom(...(['nearest', 'least_loaded', 'round_robin', 'broadcast'] as const));
    const facts = fc.record({
      distanceMetres: fc.option(fc.nat(10_000)),
      load: fc.nat(3),
      pending: fc.nat(1),
      declines: fc.boolean(),
    });
    fc.assert(
      fc.property(
        strategies,
        fc.integer({ min: 1, max: 3 }),
        fc.array(facts, { maxLength: 6 }),
        (name, rounds, all) => {
          let people = all.map(({ declines: _, ...rest }, index) => somebody(`p${index}`, rest));
          const counts = new Map<string, number>();
          let turns = 0;
          for (;;) {
            const turn = nextTurn(search(name, { rounds }), people);
            if (turn === null) break;
            turns += 1;
            expect(turns).toBeLessThanOrEqual(rounds * all.length);
            const least = Math.min(
              ...people.filter(({ declined }) => !declined).map((person) => person.asked),
            );
            for (const { id, declined, asked: times } of turn.prospects) {
              expect(declined).toBe(false);
              expect(times).toBe(least);
              counts.set(id, (counts.get(id) ?? 0) + 1);
            }
            const now = new Set(turn.prospects.map(({ id }) => id));
            people = people.map((person, index) =>
              now.has(person.id)
                ? {
                    ...person,
                    asked: person.asked + 1,
                    declined: all[index]?.declines === true,
                    lastAskedAt: new Date(turns),
                  }
                : person,
            );
          }
          for (const [index, { declines }] of all.entries()) {
            expect(counts.get(`p${index}`)).toBe(declines ? 1 : rounds);
          }
        },
      ),
    );
  });
});
