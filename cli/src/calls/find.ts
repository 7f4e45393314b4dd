import type { components } from '@kiwimesh/openapi/types';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { CliError, EXIT } from '../base/errors.ts';
import { shortTime } from '../base/output.ts';
import { isShortId } from '../bookings/find.ts';
import { findHospital, isId } from '../organisations/find.ts';

type Call = components['schemas']['Call'];

/** The argument of every command about one call. */
export const CALL_ARGUMENT = 'Id of the call, or of a recent one at least the last 6 characters.';
/** Among how many of the newest calls the end of an id is looked for. */
const RECENT = 200;

/** The id of the one call that is meant by an id or its end. */
export async function findCallId(kiwi: Kiwimesh, wanted: string): Promise<string> {
  if (isId(wanted)) return wanted.toLowerCase();
  if (!isShortId(wanted)) {
    throw new CliError('bad_id', `"${wanted}" is neither the id of a call nor its last 6 to 12 characters.`);
  }
  const { data } = await kiwi.get('/v1/calls', { query: { limit: RECENT } });
  const found: Call[] = data.filter(({ id }) => id.endsWith(wanted.toLowerCase()));
  const [first, second] = found;
  if (first && !second) return first.id;
  if (!first) {
    const message = `None of the newest ${RECENT} calls has an id that ends in ${wanted}.`;
    throw new CliError('not_found', message, { exit: EXIT.refused, hint: 'Give the whole id.' });
  }
  throw new CliError('ambiguous', `Several calls have ids that end in ${wanted}; give more of the id.`, {
    exit: EXIT.refused,
    lines: found.map((one) => `${one.id}  ${one.channel}  ${one.state}  ${shortTime(one.createdAt)}`),
  });
}

/** What stands for the desk of the platform where a hospital is asked for. */
export const PLATFORM = 'platform';

/** The desk that is named, or that of the caller: the id of its hospital, or `platform`. */
export async function deskOf(kiwi: Kiwimesh, named: string | undefined): Promise<string> {
  if (named !== undefined) {
    return named.toLowerCase() === PLATFORM ? PLATFORM : (await findHospital(kiwi, named)).id;
  }
  const me = await kiwi.get('/v1/me');
  if (me.hospitalId) return me.hospitalId;
  if (me.role === 'super_admin') return PLATFORM;
  throw new CliError('missing_input', 'You do not belong to a hospital: name one with --hospital.');
}
