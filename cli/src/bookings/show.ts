import { type Column, clockTime, details, paint, plain, shortTime } from '../base/output.ts';
import type { Booking, TimelineEntry } from '../base/wire.ts';

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

export const BOOKING_COLUMNS: readonly Column<Booking>[] = [
  { header: 'State', value: (one) => `${one.state}${one.sla.breached ? ' !' : ''}` },
  { header: 'Service', value: (one) => one.serviceType },
  { header: 'For', value: (one) => (one.scheduledFor ? shortTime(one.scheduledFor) : 'now'), drop: 2 },
  { header: 'Made', value: (one) => shortTime(one.createdAt), drop: 3 },
  { header: 'Assignee', value: (one) => one.assignee?.name, flexible: 12, drop: 1 },
  { header: 'Id', value: (one) => one.id },
];

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
    ['Clock missed', sla.breached],
    ['Price', price && `${(price.amount / 100).toFixed(2)} ${price.currency}`],
    ['Can move to', one.allowedTransitions],
    ['Made', shortTime(one.createdAt)],
  ];
  if (one.cancellation)
    rows.push(['Cancelled', `${one.cancellation.reason ?? 'no reason given'} (${one.cancellation.by.kind})`]);
  return details(rows);
}

export const TIMELINE_COLUMNS: readonly Column<TimelineEntry>[] = [
  { header: 'At', value: (one) => `${shortTime(one.at).slice(0, -5)}${clockTime(new Date(one.at))}` },
  { header: 'What', value: (one) => one.type.replaceAll('_', ' ') },
  {
    header: 'State',
    value: (one) => (one.to && one.from !== one.to ? `${one.from ?? 'new'} > ${one.to}` : one.to),
    drop: 2,
  },
  {
    header: 'By',
    value: (one) => one.actor.name ?? one.actor.kind.replaceAll('_', ' '),
    flexible: 12,
    drop: 3,
  },
  { header: 'Reason', value: (one) => one.reason, flexible: 12, drop: 1 },
];

/** Who a booking waits for or is with, in a few words. */
export function withWhom(one: Booking): string {
  return one.assignee ? plain(one.assignee.name) : one.state === 'requested' ? 'nobody yet' : '-';
}
