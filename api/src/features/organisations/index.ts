/** The face of organisations: communities, hospitals, staff, residents and how they hang together. */
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
  ResidentReference,
  ServingHospital,
  StaffReference,
  Volunteer,
} from './face.ts';
