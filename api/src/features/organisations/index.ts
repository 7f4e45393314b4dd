/** The face of organisations: communities, hospitals, staff and residents. */
import type { Sealing } from '../../kernel/sealing/sealed-columns.ts';
import { Resident, Staff } from './models.ts';

export { checkManages } from './authority/staff.ts';
export {
  HospitalDeactivated,
  HospitalReactivated,
  ResidentAccessChanged,
  ResidentDeactivated,
  StaffAccessChanged,
  StaffCreated,
  StaffDeactivated,
  StaffReactivated,
  StaffUpdated,
} from './events.ts';
export type { Duty, OpeningHours } from './models.ts';
export { accounts } from './people/accounts.ts';
export type { AccountsFace, ResidentAccount, StaffAccount, StaffContact } from './people/accounts-face.ts';
export type {
  AccountOwner,
  AddressChanges,
  NewAddressChange,
  PendingAddress,
  StaffInvitation,
  StaffInvitations,
  StaffPasswords,
} from './people/identity-services.ts';
export type { PersonReference, ReachablePerson } from './people/reachable.ts';
export { likePattern } from './records.ts';
export type { RegionDefaults } from './region-defaults.ts';
export type {
  Candidate,
  CandidateFilter,
  CommunityReference,
  HospitalReference,
  HospitalServiceReference,
  NamedSite,
  OrganisationsFace,
  PositionReport,
  ResidentReference,
  ServingHospital,
  StaffReference,
  Volunteer,
} from './sites/directory-face.ts';
export { dispatches } from './sites/dispatches.ts';
export { distanceMetres, type Place, type Point } from './sites/place.ts';
export type { PositionWatch } from './sites/positions.ts';
export type { ResponderReference } from './sites/responders.ts';
export { addressChangeBody } from './wire.ts';

/** The sealed columns of people, for code that writes many rows without the models. */
export const PEOPLE_SEALED: { readonly resident: Sealing; readonly staff: Sealing } = {
  resident: Resident,
  staff: Staff,
};
