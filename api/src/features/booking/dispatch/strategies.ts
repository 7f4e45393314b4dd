import type { Strategy } from '../engine/index.ts';

/** A person to whom the booking could be offered, with the facts that strategies rank by. */
export interface Responder {
  readonly id: string;
  readonly name: string;
  /** Null if there is no recent position, or the booking has no location. */
  readonly distanceMetres: number | null;
  /** How long the way takes; null where only the distance is known. */
  readonly travelSeconds: number | null;
  /** Bookings assigned to the person now, of any service. */
  readonly load: number;
  /** Open offers of other bookings. */
  readonly pendingOffers: number;
  /** When the hospital last offered this person this service. */
  readonly lastOfferedAt: Date | null;
  /** How often the booking was offered to this person in the present search. */
  readonly timesOffered: number;
  /** Whether the person declined in the present search: they get no further offer, unlike those who did not answer. */
  readonly declined: boolean;
}

export interface Search {
  readonly strategy: Strategy;
  /** How often each person gets an offer before the search ends. */
  readonly rounds: number;
  /** Null for no limit. It does not exclude people whose distance is unknown; they are ranked last. */
  readonly maxDistanceMetres: number | null;
  /** How many offers are made at most. `broadcast` makes all. */
  readonly places: number;
}

/** The people who get the next offers, and which round it is for them. */
export interface Round {
  readonly round: number;
  readonly responders: readonly Responder[];
}

type Order = (a: Responder, b: Responder) => number;

/** Of one search, all people have a travel time or none has. */
const byTravelTime: Order = (a, b) =>
  a.travelSeconds === null || b.travelSeconds === null ? 0 : a.travelSeconds - b.travelSeconds;
const byUnknownDistance: Order = (a, b) =>
  Number(a.distanceMetres === null) - Number(b.distanceMetres === null);
const byDistance: Order = (a, b) => (a.distanceMetres ?? 0) - (b.distanceMetres ?? 0);
const byLoad: Order = (a, b) => a.load - b.load;
const byPending: Order = (a, b) => a.pendingOffers - b.pendingOffers;
const byLastOffered: Order = (a, b) => (a.lastOfferedAt?.getTime() ?? 0) - (b.lastOfferedAt?.getTime() ?? 0);
const byId: Order = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Ties are broken by the next criterion and finally by id, so that the same facts always give the same choice. */
const ORDERS: Record<Exclude<Strategy, 'broadcast' | 'manual'>, readonly Order[]> = {
  nearest: [byPending, byTravelTime, byUnknownDistance, byDistance, byLoad, byLastOffered, byId],
  least_loaded: [byLoad, byPending, byLastOffered, byId],
  round_robin: [byLastOffered, byPending, byId],
};

/**
 * Who gets the next offers; null if the search is exhausted. Those with the fewest offers come first, so that a person
 * who has just come on duty gets one before anyone gets a second. `broadcast` chooses all of them at once, `manual` no
 * one, the other strategies as many as there are places.
 */
export function nextRound(search: Search, responders: readonly Responder[]): Round | null {
  const { strategy, rounds, maxDistanceMetres, places } = search;
  if (strategy === 'manual') return null;
  const eligible = responders.filter(
    ({ declined, distanceMetres }) =>
      !declined && (maxDistanceMetres === null || (distanceMetres ?? 0) <= maxDistanceMetres),
  );
  const fewest = Math.min(...eligible.map(({ timesOffered }) => timesOffered));
  if (fewest >= rounds) return null;
  const next = eligible.filter(({ timesOffered }) => timesOffered === fewest);
  if (strategy === 'broadcast') return { round: fewest + 1, responders: next.toSorted(byId) };
  const orders = ORDERS[strategy];
  const ranked = next.toSorted((a, b) => orders.reduce((order, compare) => order || compare(a, b), 0));
  return { round: fewest + 1, responders: ranked.slice(0, places) };
}
