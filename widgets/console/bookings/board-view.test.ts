import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/domain/wire.ts';
import { newBooking, services } from '../../test/fake-world.ts';
import {
  EVERYTHING,
  heldBack,
  inOrder,
  isFound,
  isShown,
  isUnacknowledged,
  searchOf,
  viewOfSearch,
} from './board-view.ts';
import { runningClock, standingOf } from './clock.ts';

const ME = '0193a5f0-7c1e-7000-8000-000000000003';
const AT = '2026-11-27T09:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(AT) + minutes * 60_000).toISOString();
let made = 0;
const [ambulance] = services.filter(({ id }) => id === 'ambulance');
if (ambulance === undefined) throw new Error('there is no ambulance');
const open = (change: Partial<Booking> = {}): Booking => ({
  ...newBooking(made, ambulance, {}),
  id: `0193a5f0-7c1e-7000-8000-00000000010${made++}`,
  createdAt: AT,
  sla: { assignBy: later(2), arriveBy: later(15), breached: false },
  ...change,
});

describe('the rows of the board', () => {
  it('are those that meet every condition of the filter', () => {
    const mine = open({ urgency: 1, assignee: { kind: 'staff', id: ME, name: 'Meera' }, state: 'assigned' });
    const other = open({ serviceType: 'first_aid' });
    const shown = (filter: Partial<typeof EVERYTHING>) =>
      [mine, other].filter((one) => isShown(one, { ...EVERYTHING, ...filter }, ME));
    expect(shown({})).toEqual([mine, other]);
    expect(shown({ mine: true, urgencies: [1, 2] })).toEqual([mine]);
    expect(shown({ unassigned: true })).toEqual([other]);
    expect(shown({ urgencies: [0], services: ['ambulance'] })).toEqual([]);
  });

  it('are found by the words that they show, in any order', () => {
    const booking = open({ location: { latitude: 1, longitude: 2, address: 'Tower B, Lake Road' } });
    const beside = { me: ME, services, community: () => 'Green Park' };
    expect(isFound(booking, ' lake  tower ', beside)).toBe(true);
    expect(isFound(booking, 'green ambulance', beside)).toBe(true);
    expect(isFound(booking, 'lake street', beside)).toBe(false);
  });

  it('are in the order of urgency and clock, and none is lost', () => {
    const due = (minutes: number) => ({ assignBy: later(minutes), arriveBy: null, breached: false });
    const [third, first, second, last] = [
      open({ urgency: 2, sla: due(5) }),
      open({ urgency: 1, sla: due(9) }),
      open({ urgency: null, sla: due(1) }),
      open({ urgency: null, serviceType: 'blood_test', sla: due(-5) }),
    ];
    const all = [third, first, second, last] as Booking[];
    expect(inOrder(all, 'urgency', services)).toEqual([first?.id, second?.id, third?.id, last?.id]);
    expect(inOrder(all, 'clock', services)).toEqual([last?.id, second?.id, third?.id, first?.id]);
  });

  it('stay where they are while somebody is in them, and what is new waits', () => {
    expect(heldBack(['a', 'b', 'c'], ['a', 'b', 'c'])).toEqual({
      ids: ['a', 'b', 'c'],
      added: 0,
      moved: false,
    });
    expect(heldBack(['a', 'b', 'c'], ['d', 'c', 'a'])).toEqual({
      ids: ['a', 'b', 'c'],
      added: 1,
      moved: true,
    });
  });

  it('have their filter in the address, and nothing that is no filter', () => {
    const filter = { ...EVERYTHING, states: ['requested'], urgencies: [0, 1], breached: true } as const;
    const search = searchOf({ filter, sort: 'clock' });
    expect(search).toBe('?state=requested&urgency=0&urgency=1&breached=1&sort=clock');
    expect(viewOfSearch(search)).toEqual({ filter, sort: 'clock' });
    expect(viewOfSearch('?state=gone&urgency=9&sort=x&community=1')).toEqual({
      filter: EVERYTHING,
      sort: 'urgency',
    });
  });
});

it('a clock runs until service begins, and is late at its time', () => {
  const clock = runningClock(open());
  expect(clock).toEqual({ clock: 'assign', due: Date.parse(later(2)) });
  expect(runningClock(open({ state: 'en_route' }))?.clock).toBe('arrive');
  expect(runningClock(open({ state: 'in_service' }))).toBeNull();
  const standings = [0, 1.5, 2].map((minutes) => clock && standingOf(clock, Date.parse(later(minutes))));
  expect(standings).toEqual(['running', 'close', 'late']);
});

it('an escalation waits until it is acknowledged', () => {
  const escalation = { clock: 'assign', at: AT, acknowledgedAt: null, acknowledgedBy: null } as const;
  expect(isUnacknowledged(open({ escalation }))).toBe(true);
  expect(isUnacknowledged(open({ escalation: { ...escalation, acknowledgedAt: AT } }))).toBe(false);
});
