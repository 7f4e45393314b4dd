import { prompts, toStderr } from '../base/prompt.ts';
import { STAFF_ROLES } from '../organisations/staff.ts';
import {
  isEmail,
  isOrigin,
  isPhone,
  type OnboardWishes,
  type PersonWish,
  pointOf,
  type SiteWish,
} from './wishes.ts';

const filled = (text: string) => text.trim() !== '' || 'Please type something.';
const optional = (check: (text: string) => boolean, say: string) => (text: string) =>
  text.trim() === '' || check(text.trim()) || say;

/** Asks for everything, on a terminal. An empty answer leaves out what is optional. */
export async function askWishes(known: { readonly hospital?: string | undefined }): Promise<OnboardWishes> {
  const { input, confirm } = await prompts();
  const ask = async (message: string, validate: (text: string) => boolean | string, initial?: string) =>
    (await input({ message, validate, ...(initial ? { default: initial } : {}) }, toStderr)).trim();

  const site = async (what: string, name: string, timezone: string): Promise<SiteWish> => {
    const address = await ask(`Address of ${what} (optional):`, () => true);
    const at = await ask(
      'Coordinates, such as 12.9716, 77.5946 (optional):',
      optional((text) => pointOf(text) !== null, 'Latitude, comma, longitude.'),
    );
    const location = at ? pointOf(at) : null;
    return { name, timezone, ...(address ? { address } : {}), ...(location ? { location } : {}) };
  };

  const name = await ask('Name of the hospital:', filled, known.hospital);
  const phone = await ask('Phone, with country code (optional):', optional(isPhone, 'Like +911244000000.'));
  const timezone = await ask('Time zone:', filled, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const hospital = { ...(await site(name, name, timezone)), ...(phone ? { phone } : {}) };

  const communities: SiteWish[] = [];
  for (;;) {
    const which =
      communities.length === 0
        ? 'Name of the first community it serves:'
        : 'Another community (empty to go on):';
    const next = await ask(which, communities.length === 0 ? filled : () => true);
    if (next === '') break;
    communities.push(await site(next, next, timezone));
  }

  const staff: PersonWish[] = [
    { role: 'hospital_admin', ...(await askPerson(ask, 'the first administrator')) },
  ];
  while (await confirm({ message: 'Add another member of staff?', default: false }, toStderr)) {
    staff.push(await askStaff(ask, communities));
  }
  const origins = await ask(
    'Pages that will show the booking widget, such as https://www.example.org (optional):',
    optional(
      (text) => text.split(/[\s,]+/).every(isOrigin),
      'Scheme and host alone, several separated by spaces.',
    ),
  );
  return { hospital, communities, staff, widgetOrigins: origins ? origins.split(/[\s,]+/) : [] };
}

type Ask = (message: string, validate: (text: string) => boolean | string) => Promise<string>;

async function askPerson(ask: Ask, who: string): Promise<Omit<PersonWish, 'role'>> {
  const name = await ask(`Full name of ${who}:`, filled);
  const email = await ask(
    'Email, to sign in with:',
    (text) => isEmail(text.trim()) || 'Like name@example.org.',
  );
  const phone = await ask('Phone, with country code (optional):', optional(isPhone, 'Like +911244000000.'));
  return { name, email, ...(phone ? { phone } : {}) };
}

async function askStaff(ask: Ask, communities: readonly SiteWish[]): Promise<PersonWish> {
  const { select } = await prompts();
  const roles = STAFF_ROLES.filter((role) => role !== 'super_admin');
  const role = await select(
    {
      message: 'What are they?',
      choices: roles.map((value) => ({ value, name: value.replaceAll('_', ' ') })),
    },
    toStderr,
  );
  const person = { role, ...(await askPerson(ask, 'the person')) };
  if (role !== 'community_manager') return person;
  const choices = communities.map(({ name }) => ({ value: name, name }));
  return { ...person, community: await select({ message: 'Of which community?', choices }, toStderr) };
}
