import type { MapRoute, MapsPort } from '../../../ports/maps.ts';
import type { Booking } from '../../booking/index.ts';
import type { Point } from '../../organisations/index.ts';

/** Milliseconds: somebody looks at the map meanwhile. */
const WITHIN_MS = 3_000;

export interface RouteToBooking {
  readonly bookingId: string;
  /** Null where nobody is under way, or no way is known. */
  readonly route: (MapRoute & { readonly arrivesAt: Date }) | null;
}

/** Where the assignee was last; null where nobody is on the way. */
export type Whereabouts = (Point & { readonly recordedAt: Date }) | null;

/** The way of the assignee to the booking, and when they are expected: on foot for neighbours, by car for staff. */
export async function routeTo(
  maps: MapsPort,
  { id: bookingId, assignee, location }: Booking,
  from: Whereabouts,
  now: Date,
): Promise<RouteToBooking> {
  if (from === null || location === null || assignee === null) return { bookingId, route: null };
  const { latitude, longitude, recordedAt } = from;
  const route = await maps.route({
    from: { latitude, longitude },
    to: { latitude: location.latitude, longitude: location.longitude },
    mode: assignee.kind === 'resident' ? 'walking' : 'driving',
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  if (route === null) return { bookingId, route: null };
  const arrivesAt = new Date(Math.max(now.getTime(), recordedAt.getTime() + route.seconds * 1_000));
  return { bookingId, route: { ...route, arrivesAt } };
}
