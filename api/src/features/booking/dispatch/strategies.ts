import type { Strategy } from '../policies/policy.ts';

/** Somebody who could be asked, with what the strategies rank by. */
export interface Prospect {
  readonly id: string;
  readonly name: string;
  /** Null when there is no position young enough, or the booking has no place. */
  readonly distanceMetres: number | null;
  /** Bookings held now, whatever their kind. */
  readonly load: number;
  /** Offers of other bookings waiting for an answer. */
  readonly pending: number;
  /** When the hospital last offered this person this service. */
  readonly lastAskedAt: Date | null;
  /** How often this person was asked in the present search for somebody to take the booking. */
  readonly asked: number;
  /** Whether an offer was turned down in the present search: a no is not asked again, silence is. */
  readonly declined: boolean;
}

export interface Search {
  readonly strategy: Strategy;
  /** How often everybody is asked before the search ends. */
  readonly rounds: number;
  /** Null for no limit. Somebody whose distance is unknown is not held to it, but asked last. */
  readonly maxDistanceMetres: number | null;
}

/** Whom to ask next, and the how-manieth round that is for them. Nobody: the search is exhausted. */
export interface Turn {
  readonly round: number;
  readonly prospects: readonly Prospect[];
}

type Order = (a: Prospect, b: Prospect) => number;

const byDistance: Order = (a, b) => (a.distanceMetres ?? Infinity) - (b.distanceMetres ?? Infinity) || 0;
const byLoad: Order = (a, b) => a.load - b.load;
const byPending: Order = (a, b) => a.pending - b.pending;
const byLastAsked: Order = (a, b) => (a.lastAskedAt?.getTime() ?? 0) - (b.lastAskedAt?.getTime() ?? 0);
const byId: Order = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Ties go on to the next criterion and end at the id, so that the same facts always give the same choice. */
const ORDERS: Record<Exclude<Strategy, 'broadcast' | 'manual'>, readonly Order[]> = {
  nearest: [byPending, byUnknownLast, byDistance, byLoad, byLastAsked, byId],
  least_loaded: [byLoad, byPending, byLastAsked, byId],
  round_robin: [byLastAsked, byPending, byId],
};

function byUnknownLast(a: Prospect, b: Prospect): number {
  return Number(a.distanceMetres === null) - Number(b.distanceMetres === null);
}

/**
 * Who is asked next. Those asked least often come first, so that a person who has just come on duty is asked before
 * anybody is asked twice. `broadcast` asks all of them at once, the others one; `manual` asks nobody.
 */
export function nextTurn(search: Search, prospects: readonly Prospect[]): Turn | null {
  if (search.strategy === 'manual') return null;
  const reachable = prospects.filter(
    ({ declined, distanceMetres }) =>
      !declined && (search.maxDistanceMetres === null || (distanceMetres ?? 0) <= search.maxDistanceMetres),
  );
  const asked = Math.min(...reachable.map((prospect) => prospect.asked));
  if (asked >= search.rounds) return null;
  const turn = reachable.filter((prospect) => prospect.asked === asked);
  if (search.strategy === 'broadcast') return { round: asked + 1, prospects: turn.toSorted(byId) };
  const orders = ORDERS[search.strategy];
  const ranked = turn.toSorted((a, b) => orders.reduce((order, next) => order || next(a, b), 0));
  return { round: asked + 1, prospects: ranked.slice(0, 1) };
}
