import type { Kiwimesh } from '@kiwimesh/sdk';
import { CliError, EXIT } from '../base/errors.ts';
import { printableLine } from '../base/printable.ts';
import type { Community, Hospital, Resident, Staff } from '../base/wire.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return UUID.test(text);
}

/** Whether a text can only be meant as a phone number; the service decides whether it is one. */
export function isPhone(text: string): boolean {
  const digits = text.match(/\p{Nd}/gu)?.length ?? 0;
  return digits >= 6 && !/\p{L}/u.test(text.replace(/^tel:/i, ''));
}

interface Found {
  readonly id: string;
  readonly name: string;
}

/** As the service compares names: ignoring case, surplus whitespace, compatibility forms and invisible characters. */
const fold = (text: string) =>
  printableLine(text)
    .replace(/[\u200C\u200D]/g, '')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
const same = (a: string, b: string) => fold(a) === fold(b);

/** The one candidate that is meant, or an error that names the near misses or the ids to choose from. */
export function pick<T extends Found>(
  kind: string,
  wanted: string,
  candidates: readonly T[],
  names: (one: T) => readonly (string | null)[] = (one) => [one.name],
  label: (one: T) => string = (one) => one.name,
): T {
  const exact = candidates.filter((one) => names(one).some((name) => name !== null && same(name, wanted)));
  const [first, second] = exact;
  if (first && !second) return first;
  const lines = (first ? exact : candidates).slice(0, 5).map((one) => `${label(one)}  ${one.id}`);
  if (first) {
    throw new CliError('ambiguous', `${exact.length} ${kind}s have the name "${wanted}"; use the id.`, {
      exit: EXIT.refused,
      lines,
    });
  }
  throw new CliError(
    'not_found',
    `No ${kind} has the name "${wanted}"${lines.length > 0 ? '. Similar names:' : '.'}`,
    {
      exit: EXIT.refused,
      lines,
    },
  );
}

function mustName(kind: string, wanted: string): void {
  if (wanted.trim() === '') throw new CliError('missing_input', `Name the ${kind}: the given name is empty.`);
}

/** A hospital by id or by its name (upper and lower case are the same). */
export async function findHospital(kiwi: Kiwimesh, wanted: string): Promise<Hospital> {
  mustName('hospital', wanted);
  if (isId(wanted)) return kiwi.get('/v1/hospitals/{hospitalId}', { path: { hospitalId: wanted } });
  const page = await kiwi.get('/v1/hospitals', { query: { search: wanted, limit: 50 } });
  return pick('hospital', wanted, page.data);
}

/** A community by id or by its name. */
export async function findCommunity(kiwi: Kiwimesh, wanted: string): Promise<Community> {
  mustName('community', wanted);
  if (isId(wanted)) return kiwi.get('/v1/communities/{communityId}', { path: { communityId: wanted } });
  const page = await kiwi.get('/v1/communities', { query: { search: wanted, limit: 50 } });
  return pick('community', wanted, page.data);
}

/** A member of staff by id, email or name. */
export async function findStaff(kiwi: Kiwimesh, wanted: string): Promise<Staff> {
  mustName('member of staff', wanted);
  if (isId(wanted)) return kiwi.get('/v1/staff/{staffId}', { path: { staffId: wanted } });
  const page = await kiwi.post('/v1/staff/search', { body: { text: wanted, limit: 50 } });
  return pick('member of staff', wanted, page.data, (one) =>
    wanted.includes('@') ? [one.email] : [one.name],
  );
}

/** A resident by id, phone or name. */
export async function findResident(kiwi: Kiwimesh, wanted: string): Promise<Resident> {
  mustName('resident', wanted);
  if (isId(wanted)) return kiwi.get('/v1/residents/{residentId}', { path: { residentId: wanted } });
  const byPhone = isPhone(wanted);
  const asked = byPhone ? { phone: wanted } : { text: wanted };
  const page = await kiwi.post('/v1/residents/search', { body: { ...asked, limit: 50 } });
  // The service reads the number, however it is written: all it finds have it.
  return pick('resident', wanted, page.data, (one) => [byPhone ? wanted : one.name]);
}
