import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import { type PlanDefibrillator, type PlanFacts, type PlanVolunteer, plan } from './plan.ts';
import type { Way, WeeklyHours } from './types.ts';
import { checkState, isInForce, isOpen, isUsable, localTime } from './usable.ts';

const ZONE = 'Asia/Kolkata';
/** Friday, 12:00 in Kolkata. */
const NOON = new Date('2026-11-27T06:30:00Z');
const RUNS = sized({ small: 300, full: 10_000 });

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const hours = (from: string, to: string, days = DAYS): WeeklyHours[] => [{ days, from, to }];
const at = (text: string) => localTime(new Date(text), ZONE);

describe('weekly hours', () => {
  it.each([
    ['day and night', null, '2026-11-27T20:00:00Z', true],
    ['at the opening minute', hours('12:00', '18:00'), '2026-11-27T06:30:00Z', true],
    ['at the closing minute', hours('09:00', '12:00'), '2026-11-27T06:30:00Z', false],
    ['on another weekday', hours('09:00', '18:00', [6, 7]), '2026-11-27T06:30:00Z', false],
    ['until the end of the day', hours('22:00', '24:00'), '2026-11-27T18:29:00Z', true],
    ['before midnight of night hours', hours('22:00', '06:00', [5]), '2026-11-27T17:00:00Z', true],
    ['after midnight of night hours', hours('22:00', '06:00', [5]), '2026-11-28T00:00:00Z', true],
    ['the night after', hours('22:00', '06:00', [5]), '2026-11-28T17:00:00Z', false],
    ['on Monday after night hours of Sunday', hours('22:00', '06:00', [7]), '2026-11-29T20:00:00Z', true],
  ])('are right %s', (_, weekly, instant, open) => {
    expect(isOpen(weekly, at(instant))).toBe(open);
  });
});

describe('a defibrillator', () => {
  const facts = { hours: null, inService: true, lastCheckedOn: '2026-11-01', checkEveryDays: 30 };
  it.each([
    ['2026-12-01', 'current', true],
    ['2026-12-02', 'overdue', true],
    ['2026-12-31', 'overdue', true],
    ['2027-01-01', 'lapsed', false],
  ])('checked on 1 November is on %s %s', (day, state, usable) => {
    expect(checkState(facts, day)).toBe(state);
    expect(isUsable(facts, { day, weekday: 1, minute: 0 })).toBe(usable);
  });

  it('is unusable when it was never checked or is out of service', () => {
    const now = { day: '2026-11-02', weekday: 1, minute: 0 };
    expect(isUsable({ ...facts, lastCheckedOn: null }, now)).toBe(false);
    expect(isUsable({ ...facts, inService: false }, now)).toBe(false);
  });
});

describe('a skill', () => {
  it.each([
    ['verified', '2026-11-27', true],
    ['verified', '2026-11-26', false],
    ['declared', '2027-11-27', false],
    ['rejected', '2027-11-27', false],
  ] as const)('that is %s until %s counts on 27 November: %s', (state, expiresOn, counts) => {
    expect(isInForce({ skill: 'cpr', state, expiresOn }, '2026-11-27')).toBe(counts);
  });
});

const way: fc.Arbitrary<Way> = fc.option(
  fc.integer({ min: 1, max: 2_000 }).map((seconds) => ({ seconds, metres: seconds * 2 })),
  { nil: null, freq: 8 },
);
const skill = fc.record({
  skill: fc.constantFrom('cpr', 'defibrillator', 'first_aid'),
  state: fc.constantFrom('verified' as const, 'declared' as const, 'rejected' as const),
  expiresOn: fc.constantFrom('2026-11-26', '2026-11-27', '2028-01-01'),
});
const facts: fc.Arbitrary<PlanFacts> = fc
  .tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 4 }))
  .chain(([people, devices]) =>
    fc.record({
      now: fc.constant(NOON),
      timezone: fc.constant(ZONE),
      skills: fc.constantFrom(['cpr'], ['cpr', 'defibrillator']),
      volunteers: fc.tuple(
        ...Array.from({ length: people }, (_, index) =>
          fc.record({
            id: fc.constant(`v${index}`),
            available: fc.boolean(),
            skills: fc.array(skill, { maxLength: 3 }),
            toPatient: way,
            toDefibrillators: fc.tuple(...Array.from({ length: devices }, () => way)),
          }),
        ),
      ),
      defibrillators: fc.tuple(
        ...Array.from({ length: devices }, (_, index) =>
          fc.record({
            id: fc.constant(`d${index}`),
            toPatient: way,
            hours: fc.constantFrom(
              null,
              hours('09:00', '18:00'),
              hours('12:10', '18:00'),
              hours('09:00', '12:10'),
            ),
            inService: fc.boolean(),
            lastCheckedOn: fc.constantFrom(null, '2026-11-20', '2026-10-10', '2026-01-01'),
            checkEveryDays: fc.constant(30),
          }),
        ),
      ),
      open: fc.constantFrom<PlanFacts['open']>(['patient', 'defibrillator'], ['patient'], ['defibrillator']),
      chosenDefibrillatorId: fc.constant(null),
      refused: fc.record({
        patient: fc.subarray(['v0', 'v1', 'v2', 'v3']),
        defibrillator: fc.subarray(['v0', 'v1', 'v2', 'v3']),
      }),
    }),
  );

const valid = ({ skills, available }: PlanVolunteer, needed: readonly string[]) =>
  available &&
  needed.every((name) =>
    skills.some((own) => own.skill === name && own.state === 'verified' && own.expiresOn >= '2026-11-27'),
  );

/** The time by way of a defibrillator, by the definition; infinite where it cannot be taken. */
function secondsVia(volunteer: PlanVolunteer, device: PlanDefibrillator, index: number): number {
  const there = volunteer.toDefibrillators[index];
  if (!there || !device.toPatient || !device.inService || device.lastCheckedOn === null) return Infinity;
  if (device.lastCheckedOn === '2026-01-01') return Infinity;
  for (const seconds of [0, there.seconds]) {
    const minute = 12 * 60 + Math.floor(seconds / 60);
    const [open] = device.hours ?? [];
    const clock = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
    if (open !== undefined && (clock < open.from || clock >= open.to)) return Infinity;
  }
  return there.seconds + device.toPatient.seconds;
}

describe('a plan', () => {
  it('asks only available people with proven skills in force, each for one leg', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { patient, defibrillator } = plan(given);
        const asked = [...patient, ...defibrillator].map(({ volunteerId }) => volunteerId);
        expect(new Set(asked).size).toBe(asked.length);
        for (const id of asked) {
          const person = given.volunteers.find((each) => each.id === id) as PlanVolunteer;
          expect(valid(person, given.skills)).toBe(true);
        }
        for (const role of ['patient', 'defibrillator'] as const) {
          const ids = { patient, defibrillator }[role].map(({ volunteerId }) => volunteerId);
          expect(ids.filter((id) => given.refused[role].includes(id))).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('sends nobody for a defibrillator that is closed, unchecked or out of service', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { defibrillator, defibrillatorId } = plan(given);
        const index = given.defibrillators.findIndex(({ id }) => id === defibrillatorId);
        if (defibrillator.length > 0) expect(index).toBeGreaterThanOrEqual(0);
        for (const { volunteerId, seconds } of defibrillator) {
          const person = given.volunteers.find(({ id }) => id === volunteerId) as PlanVolunteer;
          expect(seconds).toBe(secondsVia(person, given.defibrillators[index] as PlanDefibrillator, index));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('asks the nearest by time, and fetches the defibrillator that arrives soonest', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { patient, defibrillator } = plan(given);
        const able = given.volunteers.filter((person) => valid(person, given.skills));
        if (given.open.includes('patient')) {
          const going = able.filter(({ id }) => !given.refused.patient.includes(id));
          const times = going.flatMap(({ toPatient }) => (toPatient === null ? [] : [toPatient.seconds]));
          expect(patient[0]?.seconds).toBe(times.length === 0 ? undefined : Math.min(...times));
        }
        for (const list of [patient, defibrillator]) {
          const order = list.map(({ seconds }) => seconds);
          expect(order).toEqual(order.toSorted((a, b) => a - b));
        }
        if (given.open.includes('defibrillator')) {
          const others = able.filter(
            ({ id }) => id !== patient[0]?.volunteerId && !given.refused.defibrillator.includes(id),
          );
          const soonest = Math.min(
            ...others.flatMap((person) =>
              given.defibrillators.map((device, index) => secondsVia(person, device, index)),
            ),
          );
          expect(defibrillator[0]?.seconds).toBe(soonest === Infinity ? undefined : soonest);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('keeps to the defibrillator that was chosen before', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const last = given.defibrillators.at(-1)?.id ?? null;
        const { defibrillatorId } = plan({ ...given, chosenDefibrillatorId: last });
        expect([last, null]).toContain(defibrillatorId);
      }),
      { numRuns: RUNS },
    );
  });
});
