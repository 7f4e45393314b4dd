import { describe, expect, it } from 'vitest';
import { addressOf, placeOf, type Route } from './place.ts';

const ID = '0193a5f0-7c1e-7000-8000-000000000005';
const ROUTES: readonly Route[] = [
  { name: 'desk', path: '', records: 'calls' },
  { name: 'board', path: 'board', records: 'bookings' },
  { name: 'map', path: 'map', records: null },
];
const at = (address: string) => placeOf(ROUTES, new URL(address, 'https://kiwi.example'));

describe('the place of the console', () => {
  it.each([
    ['/console', { view: 'desk', id: null, search: '' }],
    [`/console/calls/${ID}`, { view: 'desk', id: ID, search: '' }],
    ['/console/board?state=requested', { view: 'board', id: null, search: '?state=requested' }],
    [`/console/bookings/${ID}`, { view: 'board', id: ID, search: '' }],
    ['/console/map', { view: 'map', id: null, search: '' }],
  ] as const)('is what its address says: %s', (address, place) => {
    expect(at(address)).toEqual(place);
    expect(addressOf(ROUTES, place)).toBe(address);
  });

  it.each(['/console/nowhere', `/console/map/${ID}`, '/console/calls/12', '/elsewhere'])(
    'is the first view where no view knows the address: %s',
    (address) => expect(at(address)).toEqual({ view: 'desk', id: null, search: '' }),
  );

  it('has ids in lower case and does without a slash at the end', () => {
    expect(at(`/console/calls/${ID.toUpperCase()}/`).id).toBe(ID);
  });
});
