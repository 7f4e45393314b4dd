import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import { distanceMetres } from '../../../kernel/values/great-circle.ts';
import type { BookingFace } from '../../booking/index.ts';
import type { OrganisationsFace, Point } from '../../organisations/index.ts';
import { unprocessable } from '../problems.ts';

/** Metres: what a neighbour walks in about ten minutes. */
const RADIUS = 1_000;

/**
 * The numbers that are shown. Fewer than five count as none, and a square has one answer: a caller who asks about many
 * places learns no more than how many live in a neighbourhood.
 */
const STEPS = [100, 50, 20, 10, 5] as const;

/** Degrees of the squares: 0.005 are 550 metres from north to south. */
const SQUARE = 0.005;

export interface NearbyVolunteers {
  readonly radiusMetres: number;
  readonly atLeast: (typeof STEPS)[number] | 0;
}

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly booking: BookingFace;
}

/**
 * How many neighbours who help live around the place of a booking, without telling where.
 * @throws Problem `not_found`, `unprocessable` for a booking without a place.
 */
export function volunteersNearby(
  { database, organisations, booking }: Deps,
  principal: Principal,
  bookingId: string,
): Promise<NearbyVolunteers> {
  return database.run(principal, async (uow) => {
    const { communityId, residentId, location } = await booking.linked.main(uow, bookingId);
    if (location === null) throw unprocessable('/path/bookingId', 'The booking has no place.');
    const people = await asSystem('count volunteers near a place', (system) =>
      organisations.volunteers(system, { communityId, excludeResidentId: residentId }),
    );
    const centre = middleOf(location);
    const near = people.filter(({ home }) => home !== null && distanceMetres(home, centre) <= RADIUS);
    return { radiusMetres: RADIUS, atLeast: STEPS.find((step) => near.length >= step) ?? 0 };
  });
}

/** The middle of the square that holds the place. */
function middleOf({ latitude, longitude }: Point): Point {
  const middle = (degrees: number) => (Math.floor(degrees / SQUARE) + 0.5) * SQUARE;
  return { latitude: middle(latitude), longitude: middle(longitude) };
}
