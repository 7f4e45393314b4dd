import type { Booking, BookingState, ServiceType } from '../../src/domain/wire.ts';
import { runningClock } from './clock.ts';

/** Which open bookings are shown. Empty lists leave everything in. */
export interface BoardFilter {
  readonly states: readonly BookingState[];
  readonly services: readonly string[];
  /** 0 stands for those without an assessment. */
  readonly urgencies: readonly number[];
  readonly communityId: string | null;
  readonly hospitalId: string | null;
  readonly breached: boolean;
  /** Those whose escalation is not acknowledged yet. */
  readonly escalated: boolean;
  readonly unassigned: boolean;
  /** Those that are the person's own to serve. */
  readonly mine: boolean;
}

export const SORTS = ['urgency', 'clock', 'newest'] as const;
export type BoardSort = (typeof SORTS)[number];

/** The columns that can be left out. Urgency, service and state are always there. */
export const COLUMNS = ['place', 'community', 'assignee', 'clock', 'age', 'id'] as const;
export type Column = (typeof COLUMNS)[number];

/** How a board is looked at, as a person may keep it by a name. */
export interface BoardView {
  readonly filter: BoardFilter;
  readonly sort: BoardSort;
  readonly columns: readonly Column[];
}

export const EVERYTHING: BoardFilter = {
  states: [],
  services: [],
  urgencies: [],
  communityId: null,
  hospitalId: null,
  breached: false,
  escalated: false,
  unassigned: false,
  mine: false,
};

export const FIRST_VIEW: BoardView = { filter: EVERYTHING, sort: 'urgency', columns: COLUMNS };

export const OPEN_STATES: readonly BookingState[] = ['requested', 'assigned', 'en_route', 'in_service'];

/** What a row is judged by beside the booking itself. */
export interface Beside {
  /** Who looks. */
  readonly me: string;
  readonly services: readonly ServiceType[];
  /** The name of a community, as far as it is known. */
  readonly community: (id: string) => string;
}

/** Whether an escalation of the booking waits for somebody. */
export const isUnacknowledged = ({ escalation }: Booking): boolean =>
  escalation !== null && escalation.acknowledgedAt === null;

export function isShown(booking: Booking, filter: BoardFilter, me: string): boolean {
  const { states, services, urgencies, communityId, hospitalId } = filter;
  return (
    (states.length === 0 || states.includes(booking.state)) &&
    (services.length === 0 || services.includes(booking.serviceType)) &&
    (urgencies.length === 0 || urgencies.includes(booking.urgency ?? 0)) &&
    (communityId === null || communityId === booking.communityId) &&
    (hospitalId === null || hospitalId === booking.hospitalId) &&
    (!filter.breached || booking.sla.breached) &&
    (!filter.escalated || isUnacknowledged(booking)) &&
    (!filter.unassigned || booking.assignee === null) &&
    (!filter.mine || booking.assignee?.id === me)
  );
}

/** Whether each word is in what the row shows: place, people, community, notes or the end of the id. */
export function isFound(booking: Booking, text: string, { services, community }: Beside): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const names = services.find(({ id }) => id === booking.serviceType)?.names ?? {};
  const shown = [
    booking.location?.address,
    booking.assignee?.name,
    booking.notes,
    community(booking.communityId),
    ...Object.values(names),
    booking.id,
  ]
    .filter((one) => one !== undefined && one !== null)
    .join(' ')
    .toLowerCase();
  return words.every((word) => shown.includes(word));
}

/** As the service ranks it: without an assessment an emergency counts as one, and anything else as what can wait. */
export function urgencyRank({ urgency, serviceType }: Booking, emergencies: ReadonlySet<string>): number {
  return urgency ?? (emergencies.has(serviceType) ? 2 : 4);
}

/** The ids of bookings in an order. Those that are equal in it stay in the order of their creation. */
export function inOrder(
  bookings: readonly Booking[],
  sort: BoardSort,
  services: readonly ServiceType[],
): string[] {
  const emergencies = new Set(services.filter(({ emergency }) => emergency).map(({ id }) => id));
  const keyed = bookings.map((booking) => ({
    id: booking.id,
    rank: sort === 'urgency' ? urgencyRank(booking, emergencies) : 0,
    due:
      sort === 'newest'
        ? -Date.parse(booking.createdAt)
        : (runningClock(booking)?.due ?? Number.MAX_SAFE_INTEGER),
    made: booking.createdAt,
  }));
  keyed.sort(
    (one, other) =>
      one.rank - other.rank ||
      one.due - other.due ||
      (one.made < other.made ? -1 : one.made > other.made ? 1 : one.id < other.id ? -1 : 1),
  );
  return keyed.map(({ id }) => id);
}

/** What has been held back so that nothing moves. */
export interface Held {
  readonly ids: readonly string[];
  /** Bookings that would be shown and are not yet. */
  readonly added: number;
  /** Whether the present order is another. */
  readonly moved: boolean;
}

/**
 * The rows to show while a person points at them or is in them: those that are there stay where they are, also when they
 * are over, and what is new waits.
 */
export function heldBack(shown: readonly string[], wanted: readonly string[]): Held {
  const there = new Set(shown);
  const kept = wanted.filter((id) => there.has(id));
  const still = new Set(kept);
  const left = shown.filter((id) => still.has(id));
  return {
    ids: shown,
    added: wanted.length - kept.length,
    moved: left.length !== shown.length || left.some((id, index) => id !== kept[index]),
  };
}

const FLAGS = ['breached', 'escalated', 'unassigned', 'mine'] as const;

/** A filter and an order as the end of an address; what is searched for stays out of it, since addresses are written down. */
export function searchOf({ filter, sort }: Pick<BoardView, 'filter' | 'sort'>): string {
  const query = new URLSearchParams();
  for (const state of filter.states) query.append('state', state);
  for (const service of filter.services) query.append('service', service);
  for (const urgency of filter.urgencies) query.append('urgency', String(urgency));
  if (filter.communityId !== null) query.set('community', filter.communityId);
  if (filter.hospitalId !== null) query.set('hospital', filter.hospitalId);
  for (const flag of FLAGS) if (filter[flag]) query.set(flag, '1');
  if (sort !== FIRST_VIEW.sort) query.set('sort', sort);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The filter and the order of an address; what is unknown is left out. */
export function viewOfSearch(search: string): Pick<BoardView, 'filter' | 'sort'> {
  const query = new URLSearchParams(search);
  const id = (name: string) => {
    const value = query.get(name);
    return value !== null && /^[0-9a-f-]{36}$/.test(value) ? value : null;
  };
  const flag = (name: (typeof FLAGS)[number]) => query.get(name) === '1';
  return {
    filter: {
      states: OPEN_STATES.filter((state) => query.getAll('state').includes(state)),
      services: query.getAll('service').filter((service) => /^[a-z_]{1,40}$/.test(service)),
      urgencies: [0, 1, 2, 3, 4, 5].filter((urgency) => query.getAll('urgency').includes(String(urgency))),
      communityId: id('community'),
      hospitalId: id('hospital'),
      breached: flag('breached'),
      escalated: flag('escalated'),
      unassigned: flag('unassigned'),
      mine: flag('mine'),
    },
    sort: SORTS.find((sort) => sort === query.get('sort')) ?? FIRST_VIEW.sort,
  };
}

/** How many of its conditions leave bookings out. */
export const conditionsOf = (filter: BoardFilter): number =>
  filter.states.length +
  filter.services.length +
  filter.urgencies.length +
  [filter.communityId, filter.hospitalId].filter((one) => one !== null).length +
  FLAGS.filter((flag) => filter[flag]).length;
