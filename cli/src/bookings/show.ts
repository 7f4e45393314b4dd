import { type Column, clockTime, details, paint, plain, shortTime, span, zone } from '../base/output.ts';
import type { Booking, Money, TimelineEntry } from '../base/wire.ts';
import { shortId } from './find.ts';

export const BOOKING_STATES = [
  'requested',
  'assigned',
  'en_route',
  'in_service',
  'completed',
  'cancelled',
] as const;

/** States nothing follows. */
export const FINAL_STATES: readonly string[] = ['completed', 'cancelled'];

/** A line of a list: a booking with the name of its resident, as far as it is known. */
export interface BookingRow {
  readonly booking: Booking;
  readonly resident: string | undefined;
}

export function bookingRows(
  bookings: readonly Booking[],
  residents: ReadonlyMap<string, string>,
): BookingRow[] {
  return bookings.map((booking) => ({ booking, resident: residents.get(booking.residentId) }));
}

export const BOOKING_COLUMNS: readonly Column<BookingRow>[] = [
  { header: 'State', value: ({ booking }) => `${booking.state}${booking.sla.breached ? ' !' : ''}` },
  { header: 'Service', value: ({ booking }) => booking.serviceType },
  { header: 'Resident', value: ({ resident }) => resident, flexible: 12, drop: 3 },
  {
    header: 'For',
    value: ({ booking }) => (booking.scheduledFor ? shortTime(booking.scheduledFor) : 'now'),
    drop: 5,
  },
  { header: 'Made', value: ({ booking }) => shortTime(booking.createdAt), drop: 6 },
  { header: 'Waiting', value: ({ booking }) => waiting(booking), drop: 1 },
  { header: 'Clock', value: ({ booking }) => runningClock(booking), drop: 2 },
  { header: 'Assignee', value: ({ booking }) => booking.assignee?.name, flexible: 12, drop: 4 },
  { header: 'Id', value: ({ booking }) => shortId(booking.id) },
];

/** States in which the resident waits for a person. */
const WAITING: readonly string[] = ['requested', 'assigned', 'en_route'];

/** How long the resident has waited: from the request, or from the booked time once it has come. */
function waiting({ state, scheduledFor, createdAt }: Booking, now = Date.now()): string | null {
  const waited = now - Date.parse(scheduledFor ?? createdAt);
  return WAITING.includes(state) && waited >= 0 ? span(waited) : null;
}

/** The clock that runs in the present state: `in 4 min`, or `12 min late`. */
function runningClock({ state, sla }: Booking, now = Date.now()): string | null {
  if (!WAITING.includes(state)) return null;
  const due = state === 'requested' ? (sla.assignBy ?? sla.arriveBy) : sla.arriveBy;
  if (due === null) return null;
  const left = Date.parse(due) - now;
  return left >= 0 ? `in ${span(left)}` : `${span(-left)} late`;
}

const COLOURS = {
  requested: 'yellow',
  assigned: 'cyan',
  en_route: 'cyan',
  in_service: 'blue',
  completed: 'green',
  cancelled: 'red',
} as const;

/** A state in its colour. */
export function state(name: string): string {
  return paint(COLOURS[name.trim() as keyof typeof COLOURS] ?? 'reset', name);
}

function clock(iso: string | null): string | null {
  return iso && shortTime(iso);
}

export function bookingDetails(
  one: Booking,
  names: { resident?: string; hospital?: string; community?: string },
): string {
  const { location, sla } = one;
  const place =
    location && [location.address, `${location.latitude}, ${location.longitude}`].filter(Boolean).join('; ');
  const price = one.payment?.amount;
  const rows: [string, unknown][] = [
    ['Service', one.serviceType],
    ['State', one.state],
    ['Id', one.id],
    ['Resident', names.resident ?? one.residentId],
    ['Community', names.community ?? one.communityId],
    ['Hospital', names.hospital ?? one.hospitalId],
    ['Assignee', one.assignee && `${one.assignee.name} (${one.assignee.id})`],
    ['For', one.scheduledFor ? `${shortTime(one.scheduledFor)} to ${shortTime(one.scheduledUntil)}` : 'now'],
    ['Place', place],
    ['Notes', one.notes],
    ['Assign by', clock(sla.assignBy)],
    ['Arrive by', clock(sla.arriveBy)],
    ['SLA missed', sla.breached],
    ['Escalated', escalation(one)],
    ['Price', price && moneyText(price)],
    ['Can move to', one.allowedTransitions],
    ['Made', `${shortTime(one.createdAt)} (times in ${zone()})`],
  ];
  if (one.cancellation)
    rows.push(['Cancelled', `${one.cancellation.reason ?? 'no reason given'} (${one.cancellation.by.kind})`]);
  return details(rows);
}

/** `1500.00 INR`: with as many decimals as the currency has. */
export function moneyText({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}

/** When it was escalated, and who has seen to it. */
function escalation({ escalation: found }: Booking): string | null {
  if (found === null) return null;
  const by = found.acknowledgedBy?.name ?? found.acknowledgedBy?.kind.replaceAll('_', ' ');
  const seen =
    found.acknowledgedAt === null
      ? 'not acknowledged'
      : `acknowledged by ${by} at ${shortTime(found.acknowledgedAt)}`;
  return `${shortTime(found.at)} (${found.clock}), ${seen}`;
}

/** `names` are those of offers and their assignees, by id. */
export const timelineColumns = (names: ReadonlyMap<string, string>): readonly Column<TimelineEntry>[] => [
  { header: 'At', value: (one) => `${shortTime(one.at).slice(0, -5)}${clockTime(new Date(one.at))}` },
  { header: 'What', value: (one) => one.type.replaceAll('_', ' ') },
  {
    header: 'State',
    value: (one) => (one.to && one.from !== one.to ? `${one.from ?? 'new'} > ${one.to}` : one.to),
    drop: 2,
  },
  { header: 'To', value: (one) => to(one, names), flexible: 12, drop: 4 },
  {
    header: 'By',
    value: (one) => one.actor.name ?? one.actor.kind.replaceAll('_', ' '),
    flexible: 12,
    drop: 3,
  },
  { header: 'Reason', value: (one) => one.reason, flexible: 12, drop: 1 },
];

/** Whom an entry is about: to whom it was offered, who declined or let it pass, who was assigned. */
function to({ data }: TimelineEntry, names: ReadonlyMap<string, string>): string[] | null {
  const { offerIds, assignee } = data as { offerIds?: readonly string[]; assignee?: { readonly id: string } };
  const ids = assignee ? [assignee.id] : (offerIds ?? []);
  const known = ids.flatMap((id) => names.get(id) ?? []);
  if (ids.length === 0) return null;
  return known.length > 0 ? known : ids.map(shortId);
}

/** Who a booking waits for or is with, in a few words. */
export function withWhom(one: Booking): string {
  return one.assignee ? plain(one.assignee.name) : one.state === 'requested' ? 'not assigned' : '-';
}
