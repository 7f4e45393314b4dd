import type { Unit } from '../domain/wire.ts';

/** How far a unit is from the booking that was chosen. */
export type Way = Pick<Unit, 'distanceMetres' | 'travelMinutes'>;

/** The states in the order in which one looks for somebody. */
export const UNIT_STATES: readonly Unit['state'][] = [
  'available',
  'assigned',
  'en_route',
  'on_scene',
  'out_of_service',
  'off_duty',
];

/** By the way to the booking that was chosen, else by what they do. */
export function unitsInOrder(units: Iterable<Unit>, ways: ReadonlyMap<string, Way> = new Map()): Unit[] {
  const far = ({ id }: Unit) => {
    const way = ways.get(id);
    return way === undefined ? Number.MAX_VALUE : (way.travelMinutes ?? Number.MAX_SAFE_INTEGER);
  };
  return [...units].sort(
    (a, b) =>
      far(a) - far(b) ||
      UNIT_STATES.indexOf(a.state) - UNIT_STATES.indexOf(b.state) ||
      a.name.localeCompare(b.name) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** While somebody is in a list: what is in it stays where it is, and what is new comes last. */
export function keepPlaces(shown: readonly string[], wanted: readonly string[]): readonly string[] {
  const there = new Set(shown);
  const still = new Set(wanted);
  return [...shown.filter((id) => still.has(id)), ...wanted.filter((id) => !there.has(id))];
}
