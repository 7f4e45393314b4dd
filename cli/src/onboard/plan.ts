import type { Kiwimesh } from '@kiwimesh/sdk';
import { CliError } from '../base/errors.ts';
import type { ApiKey, Community, Hospital, Staff } from '../base/wire.ts';
import type { OnboardingSpec, PersonSpec, SiteSpec } from './spec.ts';

/** One thing an onboarding makes sure of. `unchanged` when it is so already. */
export interface Step {
  readonly kind: 'hospital' | 'community' | 'link' | 'staff' | 'widget_key';
  readonly name: string;
  readonly action: 'create' | 'unchanged';
  /** Null until it is created; of a link, the id of the community. */
  readonly id: string | null;
  /** What a reader should know, such as what differs from the wanted and is left as it is. */
  readonly note?: string;
}

/** The spec beside what is there: all that `apply` needs. */
export interface Plan {
  readonly spec: OnboardingSpec;
  readonly hospital: Hospital | undefined;
  /** By folded name. */
  readonly communities: ReadonlyMap<string, Community>;
  /** By folded email. */
  readonly staff: ReadonlyMap<string, Staff>;
  readonly widgetKey: ApiKey | undefined;
  readonly steps: readonly Step[];
}

export const WIDGET_KEY_NAME = 'Booking widget';

export const fold = (text: string) => text.normalize('NFC').trim().toLowerCase();

/** Reads what is there and compares. Changes nothing. */
export async function makePlan(kiwi: Kiwimesh, spec: OnboardingSpec): Promise<Plan> {
  checkSpec(spec);
  const hospital = await byName(kiwi, '/v1/hospitals', spec.hospital.name);
  const communities = new Map<string, Community>();
  for (const wanted of spec.communities) {
    const found = await byName(kiwi, '/v1/communities', wanted.name);
    if (found) communities.set(fold(wanted.name), found as Community);
  }
  const staff = await presentStaff(kiwi, spec, hospital as Hospital | undefined, communities.values());
  const present = { spec, hospital: hospital as Hospital | undefined, communities, staff };
  const widgetKey = await findWidgetKey(kiwi, spec, present.hospital);
  return {
    ...present,
    widgetKey,
    steps: [...siteSteps(present), ...staffSteps(present), ...keySteps(spec, widgetKey)],
  };
}

type Present = Pick<Plan, 'spec' | 'hospital' | 'communities' | 'staff'>;

function siteSteps({ spec, hospital, communities }: Present): Step[] {
  const one = (
    kind: 'hospital' | 'community',
    wanted: SiteSpec,
    found: Hospital | Community | undefined,
  ): Step => ({
    kind,
    name: found?.name ?? wanted.name,
    action: found ? 'unchanged' : 'create',
    id: found?.id ?? null,
    ...noted(found && differing(wanted, found)),
  });
  return [
    one('hospital', spec.hospital, hospital),
    ...spec.communities.map((wanted) => one('community', wanted, communities.get(fold(wanted.name)))),
    ...spec.communities.map((wanted): Step => {
      const community = communities.get(fold(wanted.name));
      const linked = community !== undefined && hospital?.communityIds.includes(community.id) === true;
      return {
        kind: 'link',
        name: community?.name ?? wanted.name,
        action: linked ? 'unchanged' : 'create',
        id: community?.id ?? null,
      };
    }),
  ];
}

function staffSteps({ spec, staff }: Present): Step[] {
  return spec.staff.map((wanted): Step => {
    const found = staff.get(fold(wanted.email));
    const differs = found && [
      ...(found.role !== wanted.role ? ['role'] : []),
      ...(fold(found.name) !== fold(wanted.name) ? ['name'] : []),
    ];
    return {
      kind: 'staff',
      name: `${wanted.name} <${wanted.email}>, ${wanted.role.replaceAll('_', ' ')}`,
      action: found ? 'unchanged' : 'create',
      id: found?.id ?? null,
      ...noted(differs),
    };
  });
}

function keySteps({ widgetOrigins }: OnboardingSpec, found: ApiKey | undefined): Step[] {
  if (widgetOrigins.length === 0) return [];
  const missing = widgetOrigins.filter((origin) => found && !found.allowedOrigins.includes(origin));
  return [
    {
      kind: 'widget_key',
      name: widgetOrigins.join(', '),
      action: found ? 'unchanged' : 'create',
      id: found?.id ?? null,
      ...(missing.length > 0
        ? { note: `does not allow ${missing.join(', ')}, which is left unchanged` }
        : {}),
    },
  ];
}

/** The fields in which the record differs. They are reported but not changed: repeating an onboarding must not change anything. */
function differing(wanted: SiteSpec & { phone?: string }, found: Hospital | Community): string[] {
  const record = found as Partial<Hospital>;
  const differs = (['address', 'timezone', 'phone'] as const).filter(
    (field) => wanted[field] !== undefined && !sameValue(field, wanted[field], record[field]),
  );
  const { location } = wanted;
  const moved =
    location &&
    (location.latitude !== found.location?.latitude || location.longitude !== found.location?.longitude);
  return [...differs, ...(moved ? ['location'] : [])];
}

/** A phone in the file may lack its country code or have a trunk zero: the record has it in full. */
function sameValue(field: string, given: string, kept: string | null | undefined): boolean {
  if (field !== 'phone' || !kept) return given === kept;
  const digits = given.replaceAll(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 6 && kept.endsWith(digits);
}

function noted(differs: readonly string[] | undefined): { note?: string } {
  return differs && differs.length > 0
    ? { note: `has a different ${differs.join(' and ')}, which is left unchanged` }
    : {};
}

function checkSpec(spec: OnboardingSpec): void {
  const mistakes: string[] = [];
  const repeated = (texts: readonly string[]) =>
    texts.filter((text, index) => texts.map(fold).indexOf(fold(text)) !== index);
  for (const name of repeated(spec.communities.map((one) => one.name)))
    mistakes.push(`The community ${name} appears twice.`);
  for (const email of repeated(spec.staff.map((one) => one.email)))
    mistakes.push(`Two people have the email ${email}.`);
  for (const person of spec.staff) {
    if (person.role === 'community_manager' && !communityOf(person, spec)) {
      mistakes.push(`${person.email} is a community manager: name one of the communities given here.`);
    }
  }
  if (mistakes.length > 0)
    throw new CliError('onboard_wishes', 'The plan is invalid; nothing was sent.', {
      lines: mistakes,
    });
}

/** The community of a manager: the one that is named, or the only one there is. */
export function communityOf(person: PersonSpec, spec: OnboardingSpec): SiteSpec | undefined {
  const { community } = person;
  if (community === undefined) return spec.communities.length === 1 ? spec.communities[0] : undefined;
  return spec.communities.find((one) => fold(one.name) === fold(community));
}

/** The hospital or community of that name; upper and lower case are the same. */
export async function byName(kiwi: Kiwimesh, path: '/v1/hospitals' | '/v1/communities', name: string) {
  for await (const one of kiwi.pages(path, { query: { search: name, limit: 100 } })) {
    if (fold(one.name) === fold(name)) return one;
  }
  return undefined;
}

/** Existing staff of the hospital and its communities that the specification names, by folded email. */
async function presentStaff(
  kiwi: Kiwimesh,
  spec: OnboardingSpec,
  hospital: Hospital | undefined,
  communities: Iterable<Community>,
): Promise<Map<string, Staff>> {
  const wanted = new Set(spec.staff.map((wanted) => fold(wanted.email)));
  const found = new Map<string, Staff>();
  if (wanted.size === 0) return found;
  const places = [
    ...(hospital ? [{ hospitalId: hospital.id }] : []),
    ...[...communities].map(({ id }) => ({ communityId: id })),
  ];
  for (const place of places) {
    for await (const one of kiwi.pages('/v1/staff', { query: { ...place, limit: 200 } })) {
      if (wanted.has(fold(one.email))) found.set(fold(one.email), one);
    }
  }
  return found;
}

/** The active key an earlier run made, or any other of the hospital that allows the pages. */
async function findWidgetKey(
  kiwi: Kiwimesh,
  spec: OnboardingSpec,
  hospital: Hospital | undefined,
): Promise<ApiKey | undefined> {
  if (!hospital || spec.widgetOrigins.length === 0) return undefined;
  let made: ApiKey | undefined;
  for await (const key of kiwi.pages('/v1/api-keys', { query: { hospitalId: hospital.id, active: true } })) {
    if (key.kind !== 'publishable') continue;
    if (spec.widgetOrigins.every((origin) => key.allowedOrigins.includes(origin))) return key;
    if (key.name === WIDGET_KEY_NAME) made = key;
  }
  return made;
}
