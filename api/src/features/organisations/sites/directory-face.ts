import type { StaffRole } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Duty, OpeningHours } from '../models.ts';
import type { Hold } from '../people/accounts-face.ts';
import type { PersonReference, ReachablePerson } from '../people/reachable.ts';
import type { Place, Point } from './place.ts';
import type { ResponderFilter, ResponderReference } from './responders.ts';

export interface ResidentReference {
  readonly id: string;
  readonly communityId: string;
  readonly name: string;
  readonly location: Place | null;
  /** A BCP 47 tag such as `hi`. */
  readonly language: string;
  /** Whether they opted in to help neighbours. */
  readonly volunteer: boolean;
  readonly active: boolean;
}

/** A value of a record by which someone could be recognised. */
export interface IdentifyingValue {
  readonly kind: 'name' | 'phone' | 'email' | 'address' | 'date';
  readonly value: string;
}

export interface CommunityReference {
  readonly id: string;
  readonly location: Place | null;
  /** An IANA zone such as `Asia/Kolkata`. */
  readonly timezone: string;
  readonly active: boolean;
}

export interface HospitalReference {
  readonly id: string;
  readonly timezone: string;
  readonly location: Place | null;
  readonly active: boolean;
}

/** A community or hospital that a text may name. */
export interface NamedSite {
  readonly kind: 'community' | 'hospital';
  readonly id: string;
  readonly name: string;
  /** Postal address. */
  readonly address: string | null;
  readonly location: Place | null;
  /** Which of the words its name and address have, by their indexes. */
  readonly matches: ReadonlySet<number>;
}

/** How a hospital offers one service. Null: as in the service type's policy. */
export interface HospitalServiceReference {
  readonly enabled: boolean;
  /** The maximum number of bookings in one slot. */
  readonly capacity: number | null;
  readonly hours: readonly OpeningHours[] | null;
}

export interface ServingHospital extends HospitalReference {
  readonly capacity: number | null;
  readonly hours: readonly OpeningHours[] | null;
}

export interface StaffReference {
  readonly id: string;
  readonly role: StaffRole;
  /** Null for a super admin and a community manager. */
  readonly hospitalId: string | null;
  readonly name: string;
  readonly active: boolean;
  readonly onDuty: boolean;
  /** What they do beside their role. */
  readonly duties: readonly Duty[];
}

export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** Null when unknown. */
  readonly onDutySince: Date | null;
  readonly position: Point | null;
  readonly positionAt: Date | null;
}

export interface Volunteer {
  readonly id: string;
  readonly name: string;
  /** Where they live; null when unknown. */
  readonly home: Point | null;
}

export interface ManagerContact {
  readonly id: string;
  readonly email: string;
  /** BCP 47; null where none was chosen. */
  readonly language: string | null;
}

export interface CandidateFilter {
  readonly hospitalId: string;
  readonly roles: readonly string[];
  /** A position recorded before this instant is returned as null; the person remains a candidate. */
  readonly positionsNotOlderThan?: Date;
}

export interface PositionReport extends Point {
  readonly accuracyMetres?: number;
  /** Defaults to the unit of work's now; one in the future counts as now. */
  readonly recordedAt?: Date;
}

/**
 * What other features may read from organisations. Everything is read in the scope of the unit of work: what the caller
 * may not see does not exist. The `…Of` functions throw `not_found`; lists are empty.
 */
export interface OrganisationsFace {
  /** `hold` locks the resident until the unit of work ends, so that nothing is created for one who is deactivated or erased. */
  residentOf(uow: UnitOfWork, residentId: string, hold?: Hold): Promise<ResidentReference>;
  /** What a text about the resident may have of their record: for texts that must not tell who it is about. */
  identifyingValuesOf(uow: UnitOfWork, residentId: string): Promise<readonly IdentifyingValue[]>;
  communityOf(uow: UnitOfWork, communityId: string): Promise<CommunityReference>;
  hospitalOf(uow: UnitOfWork, hospitalId: string): Promise<HospitalReference>;
  /** Active communities and hospitals that have at least one of the words, in any letter case; those with most of them first. */
  sitesNaming(uow: UnitOfWork, words: readonly string[]): Promise<readonly NamedSite[]>;
  /** The communities with these ids that the caller sees. */
  communitiesCalled(uow: UnitOfWork, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  staffOf(uow: UnitOfWork, staffId: string): Promise<StaffReference>;
  /**
   * Active hospitals linked to the community that offer the service: lowest link priority first, then nearest to the
   * community, then by id.
   */
  hospitalsServing(
    uow: UnitOfWork,
    communityId: string,
    serviceType: string,
  ): Promise<readonly ServingHospital[]>;
  /** For a hospital that has set nothing the service is enabled, as in its policy. */
  hospitalService(
    uow: UnitOfWork,
    hospitalId: string,
    serviceType: string,
  ): Promise<HospitalServiceReference>;
  /** Active staff on duty at the hospital in one of the roles, ordered by id. */
  candidates(uow: UnitOfWork, filter: CandidateFilter): Promise<readonly Candidate[]>;
  /**
   * Active staff on duty who take emergency calls (duty `dispatch`) at the hospital, ordered by id; null: the super admins
   * who do so at the platform's desk, whom only super admins and the system see; undefined: those of all desks.
   */
  dispatchers(uow: UnitOfWork, hospitalId: string | null | undefined): Promise<readonly StaffReference[]>;
  /** Active residents of the community who opted in to help neighbours, ordered by id. Needs a system scope, because residents cannot see each other. */
  volunteers(
    uow: UnitOfWork,
    filter: { readonly communityId: string; readonly excludeResidentId?: string },
  ): Promise<readonly Volunteer[]>;
  /** Active managers of the community and where they get mail, ordered by id. Needs a system scope. */
  communityManagers(uow: UnitOfWork, communityId: string): Promise<readonly ManagerContact[]>;
  /** Active administrators of the hospital (null: super admins) and where they get mail, ordered by id. Needs a system scope. */
  administrators(uow: UnitOfWork, hospitalId: string | null): Promise<readonly ManagerContact[]>;
  /**
   * Which of the people can be notified, and how: residents first, then staff, each by id. Those who are deactivated
   * or erased, or whose hospital is deactivated, are left out. `hold`: no resident among them is erased before the unit ends.
   */
  reachablePeople(
    uow: UnitOfWork,
    people: readonly PersonReference[],
    hold?: Hold,
  ): Promise<readonly ReachablePerson[]>;
  /** Everyone with this phone, E.164, who can be notified; residents first. Needs a system scope. */
  peopleWithPhone(uow: UnitOfWork, phone: string): Promise<readonly ReachablePerson[]>;
  /** Active communities that are linked to the hospital, by id. */
  communitiesServed(uow: UnitOfWork, hospitalId: string): Promise<readonly string[]>;
  /** Ids of active residents of those communities, ascending; of those after the one given. Needs a system scope. */
  residentsServed(
    uow: UnitOfWork,
    hospitalId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly string[]>;
  /** Ids of active residents of the community, as {@link residentsServed}. Needs a system scope. */
  residentsOf(
    uow: UnitOfWork,
    communityId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly string[]>;
  /** People who can be sent to others, of the caller's reach, by descending id. */
  responders(uow: UnitOfWork, filter: ResponderFilter): Promise<readonly ResponderReference[]>;
  /**
   * Keeps the newest report per person on duty; an older one that arrives late is ignored. It is deleted when the duty ends.
   * @returns false off duty: then nothing is kept.
   */
  recordPosition(uow: UnitOfWork, staffId: string, position: PositionReport): Promise<boolean>;
  /** The last known position, null when none was ever reported. */
  positionOf(uow: UnitOfWork, staffId: string): Promise<(Point & { readonly recordedAt: Date }) | null>;
}
