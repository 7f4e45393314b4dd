import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { JsonObject } from '../../../kernel/ground/json.ts';
import type { OrganisationsFace, PersonReference } from '../../organisations/index.ts';

/** People by what they have to do with a booking. */
export type Audience =
  /** Who needs the service. */
  | 'requester'
  | 'assignee'
  /** The assignee, unless they accepted an offer. */
  | 'assigned_by_others'
  /** The assignee before. */
  | 'relieved'
  /** Those who got an offer. */
  | 'offered'
  /** Staff on duty who take emergency calls at the booking's hospital. */
  | 'dispatchers'
  | 'hospital_admins'
  /** The managers of the community, where no hospital provides the service. */
  | 'managers_without_hospital'
  /** Whom the service type names for an escalation. */
  | 'escalated_to';

type Directory = Pick<OrganisationsFace, 'administrators' | 'communityManagers' | 'dispatchers'>;

interface Asked {
  readonly uow: UnitOfWork;
  readonly data: JsonObject;
  readonly directory: Directory;
}

const staff = (people: readonly { readonly id: string }[]): PersonReference[] =>
  people.map(({ id }) => ({ kind: 'staff', id }));

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function person(kind: unknown, id: unknown): PersonReference[] {
  const known = text(id);
  return known !== null && (kind === 'staff' || kind === 'resident') ? [{ kind, id: known }] : [];
}

/** Offers of the event in a state. */
function offered(data: JsonObject, state: string): PersonReference[] {
  const offers = Array.isArray(data.offers) ? (data.offers as readonly JsonObject[]) : [];
  return offers
    .filter((offer) => offer.state === state)
    .flatMap(({ kind, assigneeId }) => person(kind, assigneeId));
}

const hospitalAdmins = async ({ uow, data, directory }: Asked) => {
  const hospitalId = text(data.hospitalId);
  return hospitalId === null ? [] : staff(await directory.administrators(uow, hospitalId));
};

const managers = async ({ uow, data, directory }: Asked) => {
  const communityId = text(data.communityId);
  return communityId === null ? [] : staff(await directory.communityManagers(uow, communityId));
};

/** The words of policies (`sla.escalation.*.notify`). */
const ESCALATED: Readonly<Record<string, (asked: Asked) => Promise<PersonReference[]>>> = {
  hospital_admins: hospitalAdmins,
  community_managers: managers,
  super_admin: async ({ uow, directory }) => staff(await directory.administrators(uow, null)),
};

const AUDIENCES: Readonly<Record<Audience, (asked: Asked) => Promise<PersonReference[]>>> = {
  requester: async ({ data }) => person('resident', data.residentId),
  assignee: async ({ data }) => person(data.assigneeKind, data.assigneeId),
  async assigned_by_others({ data }) {
    const accepted = offered(data, 'accepted');
    return person(data.assigneeKind, data.assigneeId).filter(
      ({ id }) => !accepted.some((of) => of.id === id),
    );
  },
  relieved: async ({ data }) => person(data.relievedKind, data.relievedId),
  offered: async ({ data }) => offered(data, 'open'),
  async dispatchers({ uow, data, directory }) {
    const hospitalId = text(data.hospitalId);
    return hospitalId === null ? [] : staff(await directory.dispatchers(uow, hospitalId));
  },
  hospital_admins: hospitalAdmins,
  managers_without_hospital: async (asked) => (asked.data.hospitalId === null ? managers(asked) : []),
  async escalated_to(asked) {
    const named = Array.isArray(asked.data.notify) ? asked.data.notify : [];
    const found: PersonReference[] = [];
    for (const target of named) found.push(...((await ESCALATED[String(target)]?.(asked)) ?? []));
    return found;
  },
};

/** The people of these audiences, each once. */
export async function recipientsOf(
  audiences: readonly Audience[],
  asked: Asked,
): Promise<readonly PersonReference[]> {
  const people = new Map<string, PersonReference>();
  for (const audience of audiences) {
    for (const one of await AUDIENCES[audience](asked)) people.set(keyOf(one), one);
  }
  return [...people.values()];
}

/** Also the name of the person's room on sockets. */
export const keyOf = ({ kind, id }: PersonReference): string => `${kind}:${id}`;
