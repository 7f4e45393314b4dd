import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRound, type Responder, type Search } from './strategies.ts';

const responder = (id: string, facts: Partial<Responder> = {}): Responder => ({
  id,
  name: id,
  distanceMetres: null,
  travelSeconds: null,
  load: 0,
  pendingOffers: 0,
  lastOfferedAt: null,
  timesOffered: 0,
  declined: false,
  ...facts,
});
const search = (strategy: Search['strategy'], facts: Partial<Search> = {}): Search => ({
  strategy,
  rounds: 2,
  maxDistanceMetres: null,
  places: 1,
  ...facts,
});
const chosen = (round: ReturnType<typeof nextRound>) => round?.responders.map(({ id }) => id) ?? null;

describe('nearest', () => {
  const near = responder('near', { distanceMetres: 500 });
  const far = responder('far', { distanceMetres: 9_000 });
  const unknown = responder('unknown');

  it('chooses the nearest, and people without a recent position last', () => {
    expect(chosen(nextRound(search('nearest'), [unknown, far, near]))).toEqual(['near']);
    expect(chosen(nextRound(search('nearest'), [unknown, far]))).toEqual(['far']);
    expect(chosen(nextRound(search('nearest'), [unknown]))).toEqual(['unknown']);
  });

  it('chooses as many as there are places, by the time of the way where it is known', () => {
    const people = [
      responder('slow', { travelSeconds: 300, distanceMetres: 100 }),
      responder('fast', { travelSeconds: 60, distanceMetres: 900 }),
      responder('next', { travelSeconds: 61, distanceMetres: 90 }),
    ];
    expect(chosen(nextRound(search('nearest', { places: 2 }), people))).toEqual(['fast', 'next']);
    expect(chosen(nextRound(search('nearest', { places: 9 }), people))).toEqual(['fast', 'next', 'slow']);
  });

  it('skips people beyond the distance limit', () => {
    const limited = search('nearest', { maxDistanceMetres: 1_000 });
    expect(chosen(nextRound(limited, [far]))).toBeNull();
    expect(chosen(nextRound(search('nearest'), [far]))).toEqual(['far']);
  });

  it('prefers people without other open offers', () => {
    expect(chosen(nextRound(search('nearest'), [{ ...near, pendingOffers: 1 }, far]))).toEqual(['far']);
  });
});

describe('the other strategies', () => {
  it('least_loaded chooses the person with the fewest bookings', () => {
    const people = [
      responder('a', { load: 2 }),
      responder('b', { load: 1 }),
      responder('c', { load: 1, pendingOffers: 1 }),
    ];
    expect(chosen(nextRound(search('least_loaded'), people))).toEqual(['b']);
  });

  it('round_robin chooses the person whose last offer is the oldest', () => {
    const people = [
      responder('a', { lastOfferedAt: new Date(3) }),
      responder('b', { lastOfferedAt: new Date(1) }),
      responder('c', { lastOfferedAt: new Date(2), load: 9 }),
    ];
    expect(chosen(nextRound(search('round_robin'), people))).toEqual(['b']);
    expect(chosen(nextRound(search('round_robin'), [...people, responder('new')]))).toEqual(['new']);
  });

  it('broadcast chooses everyone', () => {
    expect(chosen(nextRound(search('broadcast'), [responder('b'), responder('a')]))).toEqual(['a', 'b']);
  });

  it('manual chooses no one', () => {
    expect(nextRound(search('manual'), [responder('a')])).toBeNull();
  });
});

describe('every automatic strategy', () => {
  it('makes one offer per person and round, none after a decline, and ends', () => {
    const strategies = fc.constantFrom(...(['nearest', 'least_loaded', 'round_robin', 'broadcast'] as const));
    const facts = fc.record({
      distanceMetres: fc.option(fc.nat(10_000)),
      load: fc.nat(3),
      pendingOffers: fc.nat(1),
      declines: fc.boolean(),
    });
    fc.assert(
      fc.property(
        strategies,
        fc.integer({ min: 1, max: 3 }),
        fc.array(facts, { maxLength: 6 }),
        (name, rounds, all) => {
          let people = all.map(({ declines: _, ...rest }, index) => responder(`p${index}`, rest));
          const counts = new Map<string, number>();
          let count = 0;
          for (;;) {
            const round = nextRound(search(name, { rounds }), people);
            if (round === null) break;
            count += 1;
            expect(count).toBeLessThanOrEqual(rounds * all.length);
            const least = Math.min(
              ...people.filter(({ declined }) => !declined).map((person) => person.timesOffered),
            );
            for (const { id, declined, timesOffered: times } of round.responders) {
              expect(declined).toBe(false);
              expect(times).toBe(least);
              counts.set(id, (counts.get(id) ?? 0) + 1);
            }
            const now = new Set(round.responders.map(({ id }) => id));
            people = people.map((person, index) =>
              now.has(person.id)
                ? {
                    ...person,
                    timesOffered: person.timesOffered + 1,
                    declined: all[index]?.declines === true,
                    lastOfferedAt: new Date(count),
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
