import type { components } from '@kiwimesh/openapi/types';
import { type Column, details, shortTime } from '../base/output.ts';
import { shortId } from '../bookings/find.ts';

export type UnitMessage = components['schemas']['UnitMessage'];

export const MESSAGE_COLUMNS: readonly Column<UnitMessage>[] = [
  { header: 'Sent', value: ({ sentAt }) => shortTime(sentAt) },
  { header: 'By', value: ({ by }) => by.name, flexible: 12, drop: 2 },
  { header: 'Message', value: ({ text }) => text, flexible: 30 },
  { header: 'Seen', value: seenText },
  { header: 'Booking', value: ({ bookingId }) => bookingId && shortId(bookingId), drop: 1 },
  { header: 'Unit', value: ({ unitId }) => shortId(unitId), drop: 3 },
];

export function messageDetails(message: UnitMessage): string {
  return details([
    ['Message', message.text],
    ['Id', message.id],
    ['Unit', message.unitId],
    ['Booking', message.bookingId],
    ['Sent', `${shortTime(message.sentAt)} by ${message.by.name}`],
    ['Seen', seenText(message)],
  ]);
}

function seenText({ seenAt }: UnitMessage): string {
  return seenAt === null ? 'not yet' : shortTime(seenAt);
}
