import type { MapPoint, MapsPort } from '../../../ports/maps.ts';
import type { Booking, LinkedStatus } from '../../booking/index.ts';
import type { NeighbourhoodResponse } from '../models.ts';

/** Milliseconds: an operator looks at the page meanwhile. */
const WITHIN_MS = 3_000;

export interface ReadResponse {
  readonly response: NeighbourhoodResponse;
  readonly patient: MapPoint | null;
  readonly legs: readonly LinkedStatus[];
}

/** A response as operators see it. */
export interface ResponseView extends ReadResponse {
  /** When the volunteer of a leg is expected at the patient, by the booking of the leg. */
  readonly expected: ReadonlyMap<string, Date>;
}

/**
 * When volunteers on their way are expected: from their last position, by the defibrillator as long as nobody said that it
 * was fetched; without a position, from where they were when they were asked.
 */
export async function expectedArrivals(
  maps: MapsPort,
  { response, patient, legs }: ReadResponse,
): Promise<ReadonlyMap<string, Date>> {
  const expected = new Map<string, Date>();
  const fetched = response.outcome?.defibrillatorFetched === true;
  for (const leg of legs) {
    const { booking, position, accepted } = leg;
    if (booking.state !== 'assigned' && booking.state !== 'en_route') continue;
    const stops = patient === null ? null : [...(fetched ? [] : waypointOf(booking)), patient];
    const seconds = position === null || stops === null ? null : await secondsBy(maps, position, stops);
    if (seconds !== null && position !== null) {
      expected.set(booking.id, new Date(position.recordedAt.getTime() + seconds * 1000));
    } else if (accepted !== null && accepted.travelSeconds !== null) {
      expected.set(booking.id, new Date(accepted.at.getTime() + accepted.travelSeconds * 1000));
    }
  }
  return expected;
}

function waypointOf({ waypoint }: Booking): readonly MapPoint[] {
  return waypoint === null ? [] : [waypoint];
}

/** The time of a walk from one place over the stops; null where no way leads. */
async function secondsBy(maps: MapsPort, from: MapPoint, stops: readonly MapPoint[]): Promise<number | null> {
  const { rows } = await maps.travel({
    from: [from, ...stops.slice(0, -1)],
    to: stops,
    mode: 'walking',
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  const parts = stops.map((_, index) => rows[index]?.[index] ?? null);
  return parts.some((part) => part === null)
    ? null
    : parts.reduce((sum, part) => sum + (part?.seconds ?? 0), 0);
}
