import { expect, it } from 'vitest';
import type { Unit } from '../domain/wire.ts';
import { keepPlaces, unitsInOrder } from './unit-order.ts';

const unit = (id: string, state: Unit['state'], name = id) => ({ id, state, name }) as Unit;

it('lists units by the way to a booking, then by what they do and their name', () => {
  const units = [unit('a', 'off_duty'), unit('b', 'available', 'Zoya'), unit('c', 'available', 'Asha')];
  const ids = (ways?: Parameters<typeof unitsInOrder>[1]) => unitsInOrder(units, ways).map(({ id }) => id);
  expect(ids()).toEqual(['c', 'b', 'a']);
  const way = (travelMinutes: number | null) => ({ distanceMetres: 900, travelMinutes });
  expect(ids(new Map([['a', way(4)]]))).toEqual(['a', 'c', 'b']);
  // One whose time is not known comes after those whose is, and before those without a way.
  expect(
    ids(
      new Map([
        ['b', way(null)],
        ['a', way(9)],
      ]),
    ),
  ).toEqual(['a', 'b', 'c']);
});

it('keeps the places of a list in use, what is new last', () => {
  expect(keepPlaces(['a', 'b', 'c'], ['d', 'c', 'a'])).toEqual(['a', 'c', 'd']);
});
