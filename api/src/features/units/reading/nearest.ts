import { MAX_TRAVEL_PLACES, type MapsPort } from '../../../ports/maps.ts';
import { distanceMetres, type Point } from '../../organisations/index.ts';
import type { UnitView } from './view.ts';

/** Of the nearest by the straight line, for how many the way is asked; one request of the maps has no more places. */
export const MAX_ROUTED = 25;

/** Milliseconds. The maps answer sooner, by an estimate if need be: this is for what hangs. */
const WITHIN_MS = 5_000;

export interface NearestUnits {
  readonly source: 'route' | 'estimate';
  /** The soonest first, then those to whom no way is known. */
  readonly units: readonly UnitView[];
}

/** The units that say where they are, by how soon they can be there by car. */
export async function nearestUnits(
  maps: MapsPort,
  units: readonly UnitView[],
  to: Point,
  limit: number,
): Promise<NearestUnits> {
  const near = units
    .flatMap((unit) => {
      const at = unit.person.position;
      return at === null ? [] : [{ unit, at, straight: distanceMetres(at, to) }];
    })
    .sort((a, b) => a.straight - b.straight)
    .slice(0, Math.min(MAX_ROUTED, MAX_TRAVEL_PLACES - 1));
  if (near.length === 0) return { source: 'estimate', units: [] };
  const from = near.map(({ at: { latitude, longitude } }) => ({ latitude, longitude }));
  const { source, rows } = await maps.travel({
    from,
    to: [to],
    mode: 'driving',
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  const ways = near.map(({ unit, straight }, index) => {
    const travel = rows[index]?.[0] ?? null;
    const way =
      travel === null
        ? { metres: straight, seconds: null }
        : { metres: travel.metres, seconds: travel.seconds };
    return { ...unit, way };
  });
  const seconds = ({ way }: (typeof ways)[number]) => way.seconds ?? Number.POSITIVE_INFINITY;
  // Equal times keep the order of the straight line.
  return { source, units: ways.sort((a, b) => compare(seconds(a), seconds(b))).slice(0, limit) };
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
