import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { event } from '../../kernel/events/event.ts';
import { code, id, object } from '../../kernel/payload/shapes.ts';

const communityId = '0193a5f0-7c1e-7000-8000-000000000001';
const hospitalId = '0193a5f0-7c1e-7000-8000-000000000002';
const staffId = '0193a5f0-7c1e-7000-8000-000000000003';
const residentId = '0193a5f0-7c1e-7000-8000-000000000004';

const aCommunity = { data: object({ communityId: id }), example: { communityId } };
const aHospital = { data: object({ hospitalId: id }), example: { hospitalId } };
const aStaffMember = { data: object({ staffId: id }), example: { staffId } };
const aResident = { data: object({ residentId: id }), example: { residentId } };
const aLink = {
  data: object({ hospitalId: id, communityId: id }),
  example: { hospitalId, communityId },
};
const partners = { hospital: 'hospitalId' } as const;

export const CommunityCreated = event('community.created', {
  description: 'A community was added.',
  ...aCommunity,
});
export const CommunityUpdated = event('community.updated', {
  description: 'A community was changed.',
  ...aCommunity,
});
export const CommunityDeactivated = event('community.deactivated', {
  description: 'A community was deactivated.',
  ...aCommunity,
});
export const CommunityReactivated = event('community.reactivated', {
  description: 'A deactivated community is active again.',
  ...aCommunity,
});

export const HospitalCreated = event('hospital.created', {
  description: 'A hospital was added.',
  ...aHospital,
});
export const HospitalUpdated = event('hospital.updated', {
  partners,
  description: 'A hospital was changed.',
  ...aHospital,
});
export const HospitalDeactivated = event('hospital.deactivated', {
  partners,
  description: 'A hospital was deactivated.',
  ...aHospital,
});
export const HospitalReactivated = event('hospital.reactivated', {
  partners,
  description: 'A deactivated hospital is active again.',
  ...aHospital,
});
export const HospitalLinked = event('hospital.linked', {
  partners,
  description: 'A hospital began to serve a community.',
  ...aLink,
});
export const HospitalUnlinked = event('hospital.unlinked', {
  partners,
  description: 'A hospital stopped serving a community.',
  ...aLink,
});
export const HospitalServiceChanged = event('hospital.service_changed', {
  partners,
  description: 'Whether or how a hospital offers a service type was changed.',
  data: object({ hospitalId: id, serviceType: code }),
  example: { hospitalId, serviceType: 'home_nursing' },
});

export const StaffCreated = event('staff.created', {
  description: 'A member of staff was added.',
  ...aStaffMember,
});
export const StaffUpdated = event('staff.updated', {
  description: 'A member of staff was changed.',
  ...aStaffMember,
});
export const StaffDeactivated = event('staff.deactivated', {
  description: 'A member of staff was deactivated.',
  ...aStaffMember,
});
export const StaffReactivated = event('staff.reactivated', {
  description: 'A deactivated member of staff is active again.',
  ...aStaffMember,
});
export const StaffAccessChanged = event('staff.access_changed', {
  description:
    'The role, hospital, community or password of a member of staff was changed, or a duty taken away: their sessions end.',
  ...aStaffMember,
});

export const ResidentCreated = event('resident.created', {
  description: 'A resident was added.',
  ...aResident,
});
export const ResidentUpdated = event('resident.updated', {
  description: 'A resident was changed.',
  ...aResident,
});
export const ResidentDeactivated = event('resident.deactivated', {
  description: 'A resident was deactivated.',
  ...aResident,
});
export const ResidentReactivated = event('resident.reactivated', {
  description: 'A deactivated resident is active again.',
  ...aResident,
});
export const ResidentAccessChanged = event('resident.access_changed', {
  description: 'A resident was moved to another community: their tokens are outdated.',
  ...aResident,
});

/** The records of the tenancy graph. */
export type Entity = 'community' | 'hospital' | 'staff' | 'resident';
export type EntityChange = 'created' | 'updated' | 'deactivated' | 'reactivated';

const COMMUNITY = {
  created: CommunityCreated,
  updated: CommunityUpdated,
  deactivated: CommunityDeactivated,
  reactivated: CommunityReactivated,
};
const HOSPITAL = {
  created: HospitalCreated,
  updated: HospitalUpdated,
  deactivated: HospitalDeactivated,
  reactivated: HospitalReactivated,
};
const STAFF = {
  created: StaffCreated,
  updated: StaffUpdated,
  deactivated: StaffDeactivated,
  reactivated: StaffReactivated,
};
const RESIDENT = {
  created: ResidentCreated,
  updated: ResidentUpdated,
  deactivated: ResidentDeactivated,
  reactivated: ResidentReactivated,
};

/** Emits the event of a change of a record, e.g. `community.created`. */
export function emitEntityEvent(uow: UnitOfWork, entity: Entity, id: string, change: EntityChange): void {
  switch (entity) {
    case 'community':
      uow.emit(COMMUNITY[change](id, { communityId: id }));
      break;
    case 'hospital':
      uow.emit(HOSPITAL[change](id, { hospitalId: id }));
      break;
    case 'staff':
      uow.emit(STAFF[change](id, { staffId: id }));
      break;
    case 'resident':
      uow.emit(RESIDENT[change](id, { residentId: id }));
      break;
  }
}

/** Which change an update was. */
export function changeOf(before: { active: boolean }, after: { active: boolean }): EntityChange {
  if (before.active === after.active) return 'updated';
  return after.active ? 'reactivated' : 'deactivated';
}

export function emitLinkEvent(
  uow: UnitOfWork,
  link: { readonly hospitalId: string; readonly communityId: string },
  change: 'linked' | 'unlinked',
): void {
  const definition = change === 'linked' ? HospitalLinked : HospitalUnlinked;
  uow.emit(definition(link.hospitalId, { ...link }));
}
