import { expect, it } from 'vitest';
import type { Booking, Hospital } from '../../src/domain/wire.ts';
import type { Unit } from '../domain/wire.ts';
import { bookingFeatures, boundsOf, siteFeatures, unitFeatures } from './map-data.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const unit = (id: string, latitude: number | null, recordedAt = '2026-11-27T09:59:00Z') =>
  ({
    id,
    name: id,
    state: 'available',
    position: latitude === null ? null : { latitude, longitude: 77, recordedAt },
  }) as Unit;

it('units without a position are not on the map, and old positions are marked', () => {
  const units = [unit('a', 12), unit('b', null), unit('c', 13, '2026-11-27T09:50:00Z')];
  const { features } = unitFeatures(units, NOW, { kind: 'unit', id: 'c' });
  expect(features.map(({ geometry }) => geometry.coordinates)).toEqual([
    [77, 12],
    [77, 13],
  ]);
  expect(features.map(({ properties }) => [properties.thing, properties.old, properties.chosen])).toEqual([
    ['a', false, false],
    ['c', true, true],
  ]);
});

it('a booking has its urgency as a number and as a sign', () => {
  const booking = (id: string, urgency: number | null) =>
    ({ id, urgency, location: { latitude: 1, longitude: 2 } }) as Booking;
  const { features } = bookingFeatures([booking('a', 1), booking('b', null)], null);
  expect(features.map(({ properties }) => properties.label)).toEqual(['1', '–']);
});

it('the bounds hold everything that is shown', () => {
  const hospital = { name: 'H', location: { latitude: 10, longitude: 80 } } as Hospital;
  const all = [unitFeatures([unit('a', 12)], NOW, null), siteFeatures([hospital], [])];
  expect(boundsOf(all)).toEqual([77, 10, 80, 12]);
  expect(boundsOf([siteFeatures([], [])])).toBeNull();
});
