import { secondsLeft } from '../../domain/helping.ts';
import { inLanguage } from '../../domain/localised-text.ts';
import type { Booking, Offer, ServiceType } from '../../domain/wire.ts';
import { distance, duration } from '../../locale/format.ts';
import type { Language } from '../../locale/language.ts';
import { type Msg, str } from '../../locale/messages.ts';
import type { EndedRequest } from '../../sources/helping.ts';

/** What is asked for, by its name in the catalogue. */
export function serviceWords({ tag }: Language, service: ServiceType | undefined, id: string): string {
  return service ? inLanguage(service.names, tag) : id.replaceAll('_', ' ');
}

/** Metres: coarse enough that the distance does not name the house before the request is accepted. */
const ROUNDED_TO = 100;

/** How far it is, as far as it is known before acceptance. */
export function wayWords(msg: Msg, { travelMinutes, distanceMetres }: Offer, formats: string): string | null {
  if (travelMinutes !== null) {
    const minutes = duration(travelMinutes * 60, formats);
    return distanceMetres === null
      ? msg(str`${minutes} on foot`, { id: 'neighbour.walk' })
      : msg(str`${minutes} on foot, ${distance(distanceMetres, formats)}`, { id: 'neighbour.walk-metres' });
  }
  return distanceMetres === null
    ? null
    : msg(str`At most ${distance(Math.max(distanceMetres, ROUNDED_TO), formats)} from your home`, {
        id: 'neighbour.metres',
      });
}

/** What has to be fetched first. */
export function fetchWords(msg: Msg, { waypoint }: Pick<Offer, 'waypoint'>): string | null {
  if (waypoint === null) return null;
  return waypoint === 'defibrillator'
    ? msg('By way of a defibrillator, which you fetch first', { id: 'neighbour.by-defibrillator' })
    : msg(str`You fetch something on the way: ${waypoint.replaceAll('_', ' ')}`, {
        id: 'neighbour.by-waypoint',
      });
}

/** How long it can still be answered: whole minutes, then seconds, rounded down. */
export function leftWords(msg: Msg, offer: Offer, now: number, formats: string): string {
  const seconds = secondsLeft(offer, now);
  const left = duration(seconds < 60 ? seconds : Math.floor(seconds / 60) * 60, formats);
  return msg(str`${left} left to answer`, { id: 'neighbour.left' });
}

export function endedWords(msg: Msg, { how }: EndedRequest): string {
  switch (how) {
    case 'expired':
      return msg('The time to answer is over. Others are being asked.', { id: 'neighbour.expired' });
    case 'withdrawn':
      return msg('You are not needed: another neighbour is going, or it was called off.', {
        id: 'neighbour.withdrawn',
      });
    case 'relieved':
      return msg('You need not go: somebody else is going in your place.', { id: 'neighbour.relieved' });
  }
}

/** Where the person stands with what they accepted. */
export function goingWords(msg: Msg, { state, waypoint }: Booking): string {
  switch (state) {
    case 'in_service':
      return msg('You are there. Thank you.', { id: 'neighbour.there' });
    case 'completed':
      return msg('You have finished. Thank you for helping.', { id: 'neighbour.finished' });
    case 'cancelled':
      return msg('It was called off. You need not go, or can leave.', { id: 'neighbour.called-off' });
    default:
      return waypoint
        ? msg('A neighbour counts on you. Fetch first, then go.', { id: 'neighbour.fetch-then-go' })
        : msg('A neighbour counts on you. Go now.', { id: 'neighbour.go' });
  }
}
