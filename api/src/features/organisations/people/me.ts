import type { Principal, ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { OperationsOf, RequestOf } from '../../../kernel/http/operation.ts';
import { happened } from '../events.ts';
import type { AddressChanges, RegionDefaults } from '../face.ts';
import { Resident, Staff } from '../models.ts';
import { amend, impossible, notFound } from '../sites/amend.ts';
import { directory } from '../sites/directory.ts';
import { addressChangeBody } from '../wire.ts';
import { checkSpoken } from './staff-language.ts';

export type MeOperations = OperationsOf<'getMe' | 'updateMe' | 'updateMyPosition'>;
type MePatch = RequestOf<'updateMe'>['body'];
type Person = StaffPrincipal | ResidentPrincipal;

interface Deps {
  readonly database: Database;
  readonly region: RegionDefaults;
  readonly addresses: AddressChanges;
}

/** What signed-in people read and set about themselves. */
export function meOperations(deps: Deps): MeOperations {
  const { database, region } = deps;
  return {
    async getMe({ principal }) {
      const person = personOf(principal);
      return { status: 200, body: await database.run(principal, (uow) => profile(uow, deps, person)) };
    },
    async updateMe({ principal, body }) {
      const person = personOf(principal);
      const me = await database.run(principal, async (uow) => {
        await change(uow, region, person, body);
        return profile(uow, deps, person);
      });
      return { status: 200, body: me };
    },
    async updateMyPosition({ principal, body }) {
      const { recordedAt, ...place } = body;
      const report = recordedAt === undefined ? place : { ...place, recordedAt: new Date(recordedAt) };
      await database.run(principal, (uow) => directory.recordPosition(uow, personOf(principal).id, report));
      return { status: 204 };
    },
  };
}

/** Keys have no self; the contract's guard keeps them out, this is for the compiler and for calls that go round it. */
function personOf(principal: Principal): Person {
  if (principal.kind === 'staff' || principal.kind === 'resident') return principal;
  throw new Problem('role_not_allowed', { detail: 'Only a signed-in person has a profile.' });
}

async function profile(uow: UnitOfWork, { region, addresses }: Deps, person: Person) {
  const pending = (await addresses.pendingOf([person.id])).get(person.id) ?? [];
  const pendingAddresses = pending.map(addressChangeBody);
  if (person.kind === 'staff') {
    const row = await Staff.query(uow.trx).findById(person.id);
    if (row === undefined) throw notFound('member of staff');
    const { id, role, name, hospitalId, communityId, email, phone, onDuty } = row;
    const language = row.language ?? region.languages[0];
    return {
      kind: 'staff' as const,
      id,
      role,
      name,
      hospitalId,
      communityId,
      email,
      phone,
      onDuty,
      language,
      pendingAddresses,
    };
  }
  const row = await Resident.query(uow.trx).findById(person.id);
  if (row === undefined) throw notFound('resident');
  const { id, name, communityId, email, phone, language, neighborSosVolunteer } = row;
  return {
    ...{ kind: 'resident' as const, id, role: 'resident' as const, name, hospitalId: null, communityId },
    ...{ email, phone, language, neighborSosVolunteer, pendingAddresses },
    phoneProven: row.phoneProvenAt !== null,
    emailProven: row.emailProvenAt !== null,
  };
}

async function change(
  uow: UnitOfWork,
  region: RegionDefaults,
  person: Person,
  patch: MePatch,
): Promise<void> {
  const { onDuty, language, neighborSosVolunteer } = patch;
  if (person.kind === 'staff') {
    checkSpoken(region, language);
    if (neighborSosVolunteer !== undefined) {
      throw impossible('/neighborSosVolunteer', 'Only residents can volunteer for Neighbor SOS.');
    }
    const changes = {
      ...(onDuty === undefined ? {} : { onDuty }),
      ...(language === undefined ? {} : { language }),
    };
    const { before, after } = await amend(uow, Staff, 'member of staff', person.id, undefined, () => changes);
    if (before.version !== after.version) happened(uow, 'staff', person.id, 'updated');
    return;
  }
  if (onDuty !== undefined) throw impossible('/onDuty', 'Only staff can be on duty.');
  const changes = {
    ...(language === undefined ? {} : { language }),
    ...(neighborSosVolunteer === undefined ? {} : { neighborSosVolunteer }),
  };
  const { before, after } = await amend(uow, Resident, 'resident', person.id, undefined, () => changes);
  if (before.version !== after.version) happened(uow, 'resident', person.id, 'updated');
}
