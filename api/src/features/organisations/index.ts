/** The face of organisations: communities, hospitals, staff, residents and how they hang together. */
import type { Feature } from '../../kernel/feature.ts';
import { directory } from './directory.ts';
import type { OrganisationsFace } from './face.ts';
import { type OperationsDeps, type OrganisationsOperations, organisationsOperations } from './operations.ts';

export type {
  Candidate,
  CandidateFilter,
  CommunityReference,
  HospitalReference,
  HospitalServiceReference,
  OpeningHours,
  OrganisationsFace,
  Place,
  Point,
  PositionReport,
  RegionDefaults,
  ResidentReference,
  ServingHospital,
  StaffPasswords,
  StaffReference,
  Volunteer,
} from './face.ts';
export { normalisePhone } from './phone.ts';
export { distanceMetres } from './place.ts';

export type OrganisationsFeature = Feature &
  OrganisationsFace & { readonly operations: OrganisationsOperations };

export function createOrganisationsFeature(deps: OperationsDeps): OrganisationsFeature {
  return { ...directory, operations: organisationsOperations(deps) };
}
