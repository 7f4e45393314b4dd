import { prompts, toStderr } from '../base/prompt.ts';
import { isPhone } from '../organisations/find.ts';
import { STAFF_ROLES } from '../organisations/staff.ts';
import { isEmail, isOrigin, type OnboardingSpec, type PersonSpec, pointOf, type SiteSpec } from './spec.ts';

const filled = (text: string) => text.trim() !== '' || 'Please enter a value.';
const isZone = (text: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text.trim() }));
  } catch {
    return 'Such as Asia/Kolkata.';
  }
};
const optional = (check: (text: string) => boolean, say: string) => (text: string) =>
  text.trim() === '' || check(text.trim()) || say;

/** Whether a hospital or community of that name is there already: then nothing more is asked about it. */
export type IsThere = (path: '/v1/hospitals' | '/v1/communities', name: string) => Promise<boolean>;

/**
 * Asks for everything, on a terminal. An empty answer leaves out what is optional.
 * @param regionZone the time zone of the region the API serves, which is offered first: the admin's own computer may
 *   stand anywhere.
 */
export async function askSpec(
  known: string | undefined,
  isThere: IsThere,
  regionZone: string,
): Promise<OnboardingSpec> {
  const { input, confirm } = await prompts();
  const ask: Ask = async (message, validate, initial) =>
    (await input({ message, validate, ...(initial ? { default: initial } : {}) }, toStderr)).trim();

  const name = await ask('Name of the hospital:', filled, known);
  const present = await isThere('/v1/hospitals', name);
  const phone = present
    ? ''
    : await ask('Phone, with country code (optional):', optional(isPhone, 'Like +911244000000.'));
  const timezone = await ask('Time zone:', isZone, regionZone);
  const hospital = present
    ? { name }
    : { ...(await askSite(ask, name, timezone)), ...(phone ? { phone } : {}) };

  const communities: SiteSpec[] = [];
  for (;;) {
    const first = communities.length === 0;
    const message = first
      ? 'Name of the first community it serves:'
      : 'Another community (empty to continue):';
    const next = await ask(message, first && !present ? filled : () => true);
    if (next === '') break;
    const site = (await isThere('/v1/communities', next))
      ? { name: next }
      : await askSite(ask, next, timezone);
    communities.push(site);
  }

  const staff: PersonSpec[] = [];
  if (!present) staff.push({ role: 'hospital_admin', ...(await askPerson(ask, 'the first administrator')) });
  while (await confirm({ message: 'Add another member of staff?', default: false }, toStderr)) {
    staff.push(await askStaff(ask, communities));
  }
  const origins = await ask(
    'Web pages with the booking widget, such as https://www.example.org (optional):',
    optional(
      (text) => text.split(/[\s,]+/).every(isOrigin),
      'Scheme and host only; separate several with spaces.',
    ),
  );
  return { hospital, communities, staff, widgetOrigins: origins ? origins.split(/[\s,]+/) : [] };
}

type Ask = (
  message: string,
  validate: (text: string) => boolean | string,
  initial?: string,
) => Promise<string>;

async function askSite(ask: Ask, name: string, timezone: string): Promise<SiteSpec> {
  const address = await ask(`Address of ${name} (optional):`, () => true);
  const at = await ask(
    'Coordinates, such as 12.9716, 77.5946 (optional):',
    optional((text) => pointOf(text) !== null, 'Latitude, comma, longitude.'),
  );
  const location = at ? pointOf(at) : null;
  return { name, timezone, ...(address ? { address } : {}), ...(location ? { location } : {}) };
}

async function askPerson(ask: Ask, who: string): Promise<Omit<PersonSpec, 'role'>> {
  const name = await ask(`Full name of ${who}:`, filled);
  const email = await ask(
    'Email, to sign in with:',
    (text) => isEmail(text.trim()) || 'Such as name@example.org.',
  );
  const phone = await ask('Phone, with country code (optional):', optional(isPhone, 'Like +911244000000.'));
  return { name, email, ...(phone ? { phone } : {}) };
}

async function askStaff(ask: Ask, communities: readonly SiteSpec[]): Promise<PersonSpec> {
  const { select } = await prompts();
  const roles = STAFF_ROLES.filter(
    (role) => role !== 'super_admin' && (role !== 'community_manager' || communities.length > 0),
  );
  const role = await select(
    {
      message: 'Role:',
      choices: roles.map((value) => ({ value, name: value.replaceAll('_', ' ') })),
    },
    toStderr,
  );
  const person = { role, ...(await askPerson(ask, 'the person')) };
  if (role !== 'community_manager') return person;
  const choices = communities.map(({ name }) => ({ value: name, name }));
  return { ...person, community: await select({ message: 'Which community?', choices }, toStderr) };
}
