import type { Kiwimesh } from '@kiwimesh/sdk';
import { CliError, EXIT } from '../base/errors.ts';
import { shortTime } from '../base/output.ts';
import { isId } from '../organisations/find.ts';

/** Characters of a short id. The last ones of a UUIDv7 are random; its first ones are the time, alike for neighbours. */
const SHORT_ID = 8;
const SUFFIX = /^[0-9a-f]{6,12}$/i;

/** The argument of every command about one booking. */
export const BOOKING_ARGUMENT = 'Id of the booking, or at least its last 6 characters.';

/** How lists show an id. Every command takes it for the whole one. */
export function shortId(id: string): string {
  return id.slice(-SHORT_ID);
}

/** Whether a text can be the end of an id. */
export function isShortId(text: string): boolean {
  return SUFFIX.test(text);
}

/** The id of the one booking that is meant by an id or its end. */
export async function findBookingId(kiwi: Kiwimesh, wanted: string): Promise<string> {
  if (isId(wanted)) return wanted.toLowerCase();
  if (!isShortId(wanted)) {
    throw new CliError(
      'bad_id',
      `"${wanted}" is neither the id of a booking nor its last 6 to 12 characters.`,
    );
  }
  const query = { idSuffix: wanted.toLowerCase(), limit: 5 };
  const { data } = await kiwi.get('/v1/bookings', { query });
  const [first, second] = data;
  if (first && !second) return first.id;
  if (!first) {
    throw new CliError('not_found', `No booking has an id that ends in ${wanted}.`, {
      exit: EXIT.refused,
    });
  }
  throw new CliError('ambiguous', `Several bookings have ids that end in ${wanted}; give more of the id.`, {
    exit: EXIT.refused,
    lines: data.map((one) => `${one.id}  ${one.serviceType}  ${one.state}  ${shortTime(one.createdAt)}`),
  });
}
