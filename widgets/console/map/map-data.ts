import type { Booking, Community, Hospital } from '../../src/domain/wire.ts';
import type { Point } from '../domain/coordinates.ts';
import type { Unit } from '../domain/wire.ts';
import { OLD_POSITION_MS } from '../parts/unit-words.ts';

/** What the map shows of a thing: its layers read the properties. */
export interface MapFeature {
  readonly type: 'Feature';
  readonly id: number;
  readonly geometry: { readonly type: 'Point'; readonly coordinates: [longitude: number, latitude: number] };
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}

export interface MapFeatures {
  readonly type: 'FeatureCollection';
  readonly features: MapFeature[];
}

/** A thing of the map that a person can choose. */
export interface Chosen {
  readonly kind: 'unit' | 'booking';
  readonly id: string;
}

function collect<T>(
  things: Iterable<T>,
  at: (thing: T) => Point | null | undefined,
  properties: (thing: T) => MapFeature['properties'],
): MapFeatures {
  const features: MapFeature[] = [];
  for (const thing of things) {
    const point = at(thing);
    if (point == null) continue;
    features.push({
      type: 'Feature',
      id: features.length,
      geometry: { type: 'Point', coordinates: [point.longitude, point.latitude] },
      properties: properties(thing),
    });
  }
  return { type: 'FeatureCollection', features };
}

/** @param now milliseconds, by the service's clock: older positions are drawn fainter. */
export function unitFeatures(units: Iterable<Unit>, now: number, chosen: Chosen | null): MapFeatures {
  return collect(
    units,
    ({ position }) => position,
    ({ id, name, state, position }) => ({
      thing: id,
      name,
      state,
      old: position !== null && now - Date.parse(position.recordedAt) > OLD_POSITION_MS,
      chosen: chosen?.kind === 'unit' && chosen.id === id,
    }),
  );
}

export function bookingFeatures(bookings: Iterable<Booking>, chosen: Chosen | null): MapFeatures {
  return collect(
    bookings,
    ({ location }) => location,
    ({ id, urgency }) => ({
      thing: id,
      urgency: urgency ?? 0,
      label: urgency === null ? '–' : String(urgency),
      chosen: chosen?.kind === 'booking' && chosen.id === id,
    }),
  );
}

export function siteFeatures(hospitals: Iterable<Hospital>, communities: Iterable<Community>): MapFeatures {
  const of = (kind: string) => (site: { readonly name: string }) => ({ kind, name: site.name });
  const sites = [
    ...collect(hospitals, ({ location }) => location, of('hospital')).features,
    ...collect(communities, ({ location }) => location, of('community')).features,
  ];
  return { type: 'FeatureCollection', features: sites.map((site, id) => ({ ...site, id })) };
}

/** Sites with more that has a name and a place. */
export function namedFeatures(
  sites: readonly MapFeature[],
  others: readonly { readonly name: string; readonly location: Point }[],
): MapFeatures {
  const named = collect(
    others,
    ({ location }) => location,
    ({ name }) => ({ kind: 'named', name }),
  );
  const features = [...sites, ...named.features].map((one, id) => ({ ...one, id }));
  return { type: 'FeatureCollection', features };
}

export const pinFeatures = (at: Point | null): MapFeatures =>
  collect(
    [at],
    (point) => point,
    () => ({}),
  );

/** West, south, east, north of all points; null without any. */
export function boundsOf(all: readonly MapFeatures[]): [number, number, number, number] | null {
  const points = all.flatMap(({ features }) => features.map(({ geometry }) => geometry.coordinates));
  if (points.length === 0) return null;
  const [longitudes, latitudes] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}
