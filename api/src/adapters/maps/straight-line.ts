import { distanceMetres } from '../../kernel/values/great-circle.ts';
import {
  type MapPoint,
  type MapRoute,
  type MapsPort,
  type RouteRequest,
  stoppedMaps,
  type Travel,
  type TravelMode,
  type TravelRequest,
  type TravelTable,
} from '../../ports/maps.ts';

/**
 * How much longer a way is than the straight line. Walks to stations in a city: 1.21 to 1.23 (O'Sullivan and Morrall,
 * Walking distances to and from light-rail transit stations, Transportation Research Record 1538, 1996); the same order
 * as the 1.2 of Newell (Traffic flow on transportation networks, 1980) for streets.
 */
export const DETOUR = 1.23;

/**
 * Metres per second.
 *  Walking: what volunteers sent to a suspected cardiac arrest really did in densely populated areas ("A brisk walk",
 *  Resuscitation 2020;151:197-204; 2.3 over all areas).
 *  Driving: 20 km/h, our own round number for a large Indian city in traffic. Nothing is decided by it.
 */
export const SPEED: Record<TravelMode, number> = { walking: 1.8, driving: 20 / 3.6 };

/** Estimates ways by the straight line: where no routing server is configured, or none answers. */
export class StraightLineMaps implements MapsPort {
  readonly name = 'straight_line';

  async travel({ from, to, mode, signal }: TravelRequest): Promise<TravelTable> {
    if (signal.aborted) throw stoppedMaps(signal);
    return { source: 'estimate', rows: from.map((start) => to.map((end) => estimate(start, end, mode))) };
  }

  async route({ from, to, mode, signal }: RouteRequest): Promise<MapRoute> {
    if (signal.aborted) throw stoppedMaps(signal);
    return { source: 'estimate', path: [from, to], ...estimate(from, to, mode) };
  }
}

function estimate(start: MapPoint, end: MapPoint, mode: TravelMode): Travel {
  const metres = distanceMetres(start, end) * DETOUR;
  return { metres, seconds: metres / SPEED[mode] };
}
