import { string } from '@oclif/core/flags';
import { CliError } from '../base/errors.ts';
import { isPhone } from '../organisations/find.ts';
import { STAFF_ROLES } from '../organisations/staff.ts';
import { isEmail, isOrigin, type OnboardingSpec, type PersonSpec, pointOf, siteOf } from './spec.ts';

export const specFlags = {
  hospital: string({ summary: 'Name of the hospital.', helpGroup: 'HOSPITAL', helpValue: 'NAME' }),
  phone: string({ summary: 'The phone of the hospital, with country code.', helpGroup: 'HOSPITAL' }),
  address: string({ summary: 'The postal address of the hospital.', helpGroup: 'HOSPITAL' }),
  at: string({
    summary: 'The location of the hospital, such as 12.9716,77.5946.',
    helpGroup: 'HOSPITAL',
    helpValue: 'LAT,LNG',
  }),
  timezone: string({
    summary: 'The time zone, such as Asia/Kolkata; also used for new communities.',
    helpGroup: 'HOSPITAL',
  }),
  community: string({
    summary: 'A community that the hospital serves; can be repeated.',
    multiple: true,
    helpGroup: 'HOSPITAL',
    helpValue: 'NAME[@LAT,LNG]',
  }),
  'widget-origin': string({
    summary:
      'The origin of a page with the booking widget, such as https://www.example.org; can be repeated.',
    multiple: true,
    helpGroup: 'HOSPITAL',
    helpValue: 'URL',
  }),
  'admin-name': string({ summary: 'Name of the first administrator.', helpGroup: 'PEOPLE' }),
  'admin-email': string({ summary: 'Email of the first administrator.', helpGroup: 'PEOPLE' }),
  'admin-phone': string({ summary: 'Phone of the first administrator.', helpGroup: 'PEOPLE' }),
  staff: string({
    summary:
      'Another member of staff; can be repeated. For a community manager, add the community at the end.',
    multiple: true,
    helpGroup: 'PEOPLE',
    helpValue: 'ROLE,NAME,EMAIL[,PHONE[,COMMUNITY]]',
  }),
};

type SpecFlags = {
  readonly [K in keyof typeof specFlags]?: K extends 'community' | 'widget-origin' | 'staff'
    ? readonly string[] | undefined
    : string | undefined;
};

/** Reads the flags. Reports all errors at once. */
export function specFromFlags(flags: SpecFlags): OnboardingSpec {
  const mistakes: string[] = [];
  const check = (fine: boolean, mistake: string) => {
    if (!fine) mistakes.push(mistake);
  };
  const { phone, address, timezone } = flags;
  const zone = timezone ? { timezone } : {};
  check(Boolean(flags.hospital), '--hospital is missing.');
  check(!phone || isPhone(phone), `--phone "${phone}" must have a country code, such as +911244000000.`);
  const location = flags.at === undefined ? undefined : pointOf(flags.at);
  check(location !== null, `--at "${flags.at}" must be latitude and longitude, such as 12.9716,77.5946.`);
  const communities = (flags.community ?? []).flatMap((text) => {
    const site = siteOf(text);
    check(site !== null, `--community "${text}" has no name.`);
    return site ? [{ ...site, ...zone }] : [];
  });
  for (const origin of flags['widget-origin'] ?? []) {
    check(
      isOrigin(origin),
      `--widget-origin "${origin}" must be scheme and host only, such as https://www.example.org.`,
    );
  }
  const staff = [...adminOf(flags, check), ...(flags.staff ?? []).map((text) => personOf(text, check))];
  if (mistakes.length > 0)
    throw new CliError('onboard_flags', 'The flags are invalid; nothing was sent.', { lines: mistakes });
  return {
    hospital: {
      name: (flags.hospital ?? '').trim(),
      ...(phone ? { phone } : {}),
      ...(address ? { address } : {}),
      ...(location ? { location } : {}),
      ...zone,
    },
    communities,
    staff,
    widgetOrigins: flags['widget-origin'] ?? [],
  };
}

type Check = (fine: boolean, mistake: string) => void;

function adminOf(flags: SpecFlags, check: Check): PersonSpec[] {
  const { 'admin-name': name, 'admin-email': email, 'admin-phone': phone } = flags;
  if (!name && !email && !phone) return [];
  check(Boolean(name && email), 'An administrator needs --admin-name and --admin-email.');
  check(!email || isEmail(email), `--admin-email "${email}" is not an email address.`);
  check(!phone || isPhone(phone), `--admin-phone "${phone}" must have a country code.`);
  return [{ role: 'hospital_admin', name: name ?? '', email: email ?? '', ...(phone ? { phone } : {}) }];
}

function personOf(text: string, check: Check): PersonSpec {
  const [role = '', name = '', email = '', phone = '', ...rest] = text.split(',').map((part) => part.trim());
  const community = rest.join(',');
  const known = (STAFF_ROLES as readonly string[]).includes(role);
  check(known, `--staff "${text}": the role must be one of ${STAFF_ROLES.join(', ')}.`);
  check(name !== '' && isEmail(email), `--staff "${text}" must be ROLE,NAME,EMAIL.`);
  check(phone === '' || isPhone(phone), `--staff "${text}": the phone must have a country code.`);
  return {
    role: role as PersonSpec['role'],
    name,
    email,
    ...(phone ? { phone } : {}),
    ...(community ? { community } : {}),
  };
}
