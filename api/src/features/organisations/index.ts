/** The face of organisations: communities, hospitals, staff, residents and how they hang together. */
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
export type {
  AccountOwner,
  AccountsFace,
  AddressChanges,
  Candidate,
  CandidateFilter,
  CommunityReference,
  HospitalReference,
  HospitalServiceReference,
  NewAddressChange,
  OpeningHours,
  OrganisationsFace,
  PendingAddress,
  Place,
  Point,
  PositionReport,
  RegionDefaults,
  ResidentAccount,
  ResidentReference,
  ServingHospital,
  StaffAccount,
  StaffContact,
  StaffInvitation,
  StaffInvitations,
  StaffPasswords,
  StaffReference,
  Volunteer,
} from './face.ts';
export { accounts } from './people/accounts.ts';
export { distanceMetres } from './sites/place.ts';
export { addressChangeBody } from './wire.ts';

/** What of people's rows is sealed: for who writes many of them at once, past the models. */
export const PEOPLE_SEALED: { readonly resident: Sealing; readonly staff: Sealing } = {
  resident: Resident,
  staff: Staff,
};
