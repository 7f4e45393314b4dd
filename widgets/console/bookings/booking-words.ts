import type { Booking, OfferState, TimelineEntry } from '../../src/domain/wire.ts';
import { type Msg, str } from '../../src/locale/messages.ts';
import type { BoardSort, Column } from './board-view.ts';
import type { RunningClock } from './clock.ts';

/** `4:07` or `1:02:33` of a span. */
export type Lasting = (ms: number) => string;

export function columnWords(msg: Msg, column: Column): string {
  switch (column) {
    case 'place':
      return msg('Place', { id: 'board.place' });
    case 'community':
      return msg('Community', { id: 'board.community' });
    case 'assignee':
      return msg('Assigned to', { id: 'board.assignee' });
    case 'clock':
      return msg('Clock', { id: 'board.clock' });
    case 'age':
      return msg('Open for', { id: 'board.age' });
    case 'id':
      return msg('Number', { id: 'board.number' });
  }
}

export function sortWords(msg: Msg, sort: BoardSort): string {
  switch (sort) {
    case 'urgency':
      return msg('Most urgent first', { id: 'board.sort-urgency' });
    case 'clock':
      return msg('Clock first', { id: 'board.sort-clock' });
    case 'newest':
      return msg('Newest first', { id: 'board.sort-newest' });
  }
}

/** What a clock counts, in a word or two. */
export function clockWords(msg: Msg, clock: RunningClock['clock']): string {
  switch (clock) {
    case 'assign':
      return msg('to assign', { id: 'board.clock-assign' });
    case 'arrive':
      return msg('to arrive', { id: 'board.clock-arrive' });
    case 'scheduled':
      return msg('to begin', { id: 'board.clock-scheduled' });
  }
}

/** A clock for who hears it. */
export function clockSpoken(msg: Msg, { clock, due }: RunningClock, now: number, lasting: Lasting): string {
  const what = clockWords(msg, clock);
  return now >= due
    ? msg(str`late by ${lasting(now - due)} ${what}`, { id: 'board.clock-late' })
    : msg(str`${lasting(due - now)} left ${what}`, { id: 'board.clock-left' });
}

export function escalationWords(msg: Msg, { escalation }: Booking): string {
  if (escalation === null) return '';
  if (escalation.acknowledgedAt === null) return msg('Escalated', { id: 'board.escalated' });
  const by = escalation.acknowledgedBy?.name ?? msg('a program', { id: 'board.by-program' });
  return msg(str`Seen by ${by}`, { id: 'board.acknowledged-by' });
}

export function offerWords(msg: Msg, state: OfferState): string {
  switch (state) {
    case 'open':
      return msg('Asked', { id: 'board.offer-open' });
    case 'accepted':
      return msg('Accepted', { id: 'board.offer-accepted' });
    case 'declined':
      return msg('Declined', { id: 'board.offer-declined' });
    case 'expired':
      return msg('No answer', { id: 'board.offer-expired' });
    case 'withdrawn':
      return msg('Withdrawn', { id: 'board.offer-withdrawn' });
  }
}

/** What happened, as the timeline of a booking tells it. */
export function entryWords(msg: Msg, { type }: TimelineEntry): string {
  switch (type) {
    case 'requested':
      return msg('Requested', { id: 'board.entry-requested' });
    case 'offered':
      return msg('People were asked', { id: 'board.entry-offered' });
    case 'offer_declined':
      return msg('Somebody declined', { id: 'board.entry-declined' });
    case 'offer_expired':
      return msg('Nobody answered in time', { id: 'board.entry-expired' });
    case 'offers_exhausted':
      return msg('Nobody is left to ask', { id: 'board.entry-exhausted' });
    case 'assigned':
      return msg('Assigned', { id: 'board.entry-assigned' });
    case 'reassigned':
      return msg('Assigned to somebody else', { id: 'board.entry-reassigned' });
    case 'unassigned':
      return msg('Unassigned', { id: 'board.entry-unassigned' });
    case 'moved':
      return msg('Moved on', { id: 'board.entry-moved' });
    case 'cancelled':
      return msg('Cancelled', { id: 'board.entry-cancelled' });
    case 'sla_breached':
      return msg('A clock was missed', { id: 'board.entry-breached' });
    case 'escalated':
      return msg('Escalated', { id: 'board.escalated' });
    case 'escalation_acknowledged':
      return msg('Escalation acknowledged', { id: 'board.entry-acknowledged' });
    case 'location_updated':
      return msg('The place was corrected', { id: 'board.entry-relocated' });
    case 'urgency_changed':
      return msg('Another urgency was decided', { id: 'board.entry-urgency' });
  }
}

/** What people read out to each other. */
export const shortId = (id: string): string => id.slice(-8);
