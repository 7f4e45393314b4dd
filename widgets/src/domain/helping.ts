import type { Booking, Offer, OfferState } from './wire.ts';

/** Why a request that a volunteer could have answered is over: nobody answered in time, or they are not needed any more. */
export type EndOfRequest = 'expired' | 'withdrawn';

/** The ways from accepting to the end, in their order. */
const WAY = ['en_route', 'in_service', 'completed'] as const;

export type NextStep = (typeof WAY)[number];

/** The requests that can still be answered, the one with the least time first. */
export const answerable = (offers: readonly Offer[], now: number): readonly Offer[] =>
  offers
    .filter(({ state, expiresAt }) => state === 'open' && Date.parse(expiresAt) > now)
    .toSorted((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt));

/** Whole seconds that are left to answer, rounded down. */
export const secondsLeft = ({ expiresAt }: Pick<Offer, 'expiresAt'>, now: number): number =>
  Math.max(0, Math.floor((Date.parse(expiresAt) - now) / 1000));

/**
 * How a request ended that was open before and is not now. Null where the person has answered it.
 * @param told what the service said of it, where that arrived.
 */
export function endOf(offer: Offer, told: OfferState | undefined, now: number): EndOfRequest | null {
  if (told === 'accepted' || told === 'declined') return null;
  if (told === 'expired' || told === 'withdrawn') return told;
  return Date.parse(offer.expiresAt) <= now ? 'expired' : 'withdrawn';
}

/** What a volunteer does next with a booking that they accepted. */
export const nextStepOf = ({ allowedTransitions }: Booking): NextStep | null =>
  WAY.find((state) => allowedTransitions.includes(state)) ?? null;

/** Whether they are on their way: accepted, and not there yet. */
export const isOnTheWay = ({ state }: Pick<Booking, 'state'>): boolean =>
  state === 'assigned' || state === 'en_route';

/** Whether they may say that they cannot come after all. */
export const canStepBack = ({ allowedTransitions }: Booking): boolean =>
  allowedTransitions.includes('requested');

/** The defibrillator that is fetched on the way. */
export const defibrillatorOf = ({ waypoint }: Booking): Booking['waypoint'] =>
  waypoint?.kind === 'defibrillator' ? waypoint : null;
