/** The face of organisations: communities, hospitals, staff, residents and how they hang together. */
import type { Feature } from '../../kernel/feature.ts';
import type { Sealing } from '../../kernel/privacy/sealed-columns.ts';
import { accounts } from './accounts.ts';
import { directory } from './directory.ts';
import type { AccountsFace, OrganisationsFace } from './face.ts';
import { type MeOperations, meOperations } from './me.ts';
import { Resident, Staff } from './models.ts';
import { type OperationsDeps, type OrganisationsOperations, organisationsOperations } from './operations.ts';

export { accounts } from './accounts.ts';
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
export { residentRecords } from './personal-data.ts';
export { distanceMetres } from './place.ts';
export { checkManages } from './staff-authority.ts';
export { addressChangeBody } from './wire.ts';

/** What of people's rows is sealed: for who writes many of them at once, past the models. */
export const PEOPLE_SEALED: { readonly resident: Sealing; readonly staff: Sealing } = {
  resident: Resident,
  staff: Staff,
};

export type OrganisationsFeature = Feature &
  OrganisationsFace &
  AccountsFace & { readonly operations: OrganisationsOperations & MeOperations };

export function createOrganisationsFeature(deps: OperationsDeps): OrganisationsFeature {
  return {
    ...directory,
    ...accounts,
    operations: { ...organisationsOperations(deps), ...meOperations(deps) },
  };
}
