import type { Point } from '../domain/coordinates.ts';
import type { FoundPlace } from '../domain/wire.ts';
import { type MapFeatures, siteFeatures } from '../map/map-data.ts';
import type { ConsoleSession } from './console-session.ts';

/** Where the map opens when no hospital of the desk has a place: the middle of India. */
const NOWHERE: Point = { latitude: 22.5, longitude: 79 };

/** Places, communities and hospitals of the desk that a text names, of equal ones the nearest first. @throws ProblemError, NetworkError */
export async function findPlaces(
  { kiwi }: ConsoleSession,
  text: string,
  near: Point | null,
): Promise<readonly FoundPlace[]> {
  const from = near === null ? {} : { near: { latitude: near.latitude, longitude: near.longitude } };
  const { data } = await kiwi.post('/v1/places/search', { body: { text, ...from } });
  return data;
}

/** What the map of a pin stands on: the hospitals of the desk. */
export function pinGround({ hospitals, desk, region }: ConsoleSession): {
  readonly styleUrl: string | null;
  readonly sites: MapFeatures;
  readonly centre: Point;
} {
  const own = hospitals.filter(({ id }) => id === desk);
  const shown = own.length > 0 ? own : hospitals;
  const centre = shown.find(({ location }) => location !== null)?.location ?? NOWHERE;
  return { styleUrl: region?.mapStyleUrl ?? null, sites: siteFeatures(shown, []), centre };
}
