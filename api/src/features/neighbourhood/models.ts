import { inHospital, SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';
import type { Point, SkillState, WeeklyHours } from './engine/index.ts';

const OWN_COMMUNITY: Reach = { column: 'community_id', equals: 'communityId' };
const OWN: Reach = { column: 'resident_id', equals: 'residentId' };

/** A defibrillator of a community. A removed one stays for the responses that used it. */
export class Defibrillator extends TenantModel {
  static override tableName = 'defibrillator';
  static override jsonAttributes = ['hours'];
  static override encrypted = ['access_hint'];
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    ...inHospital({ column: 'community_id', linked: 'communitiesOfHospital' }),
    community_manager: OWN_COMMUNITY,
    resident: OWN_COMMUNITY,
  };
  declare id: string;
  declare communityId: string;
  declare name: string;
  declare latitude: number;
  declare longitude: number;
  declare address: string | null;
  declare accessHint: string | null;
  /** Null for day and night. */
  declare hours: WeeklyHours[] | null;
  declare photoUrl: string | null;
  declare inService: boolean;
  declare outOfServiceReason: string | null;
  declare checkEveryDays: number;
  /** `YYYY-MM-DD`, in the community's time zone. */
  declare lastCheckedOn: string | null;
  /** When managers were last reminded of an overdue check. */
  declare remindedAt: Date | null;
  declare removedAt: Date | null;
  declare version: number;
  declare createdAt: Date;
  declare updatedAt: Date;
}

/** Whether a resident can be called now, and where they last said they are. */
export class Volunteer extends TenantModel {
  static override tableName = 'volunteer';
  static override idColumn = 'resident_id';
  static override jsonAttributes = ['position'];
  static override encrypted = ['position'];
  static override tenancy: Tenancy = { ...SYSTEM_ONLY, resident: OWN };
  declare residentId: string;
  declare available: boolean;
  declare position: Point | null;
  declare positionAt: Date | null;
  declare updatedAt: Date;
}

/** What a resident can do, with the certificate that shows it. Its existence is the consent to be called. */
export class VolunteerSkill extends TenantModel {
  static override tableName = 'volunteer_skill';
  static override encrypted = ['issuer', 'decision_reason'];
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    community_manager: OWN_COMMUNITY,
    resident: OWN,
  };
  declare id: string;
  declare residentId: string;
  declare communityId: string;
  declare skill: 'cpr' | 'defibrillator' | 'first_aid';
  /** `YYYY-MM-DD`. */
  declare certifiedOn: string;
  declare expiresOn: string;
  declare issuer: string | null;
  declare state: SkillState;
  declare decidedBy: string | null;
  declare decidedAt: Date | null;
  declare decisionReason: string | null;
  declare version: number;
  declare createdAt: Date;
  declare updatedAt: Date;
}

export type EndReason = 'stood_down' | 'ambulance_cancelled' | 'ambulance_completed';

/** What is known of the outcome beside the times of arrival. */
export interface Outcome {
  readonly defibrillatorFetched: boolean | null;
  readonly shockGiven: boolean | null;
}

/** How a neighbourhood responds to one ambulance. */
export class NeighbourhoodResponse extends TenantModel {
  static override tableName = 'neighbourhood_response';
  static override jsonAttributes = ['outcome'];
  static override encrypted = ['access_hint', 'outcome'];
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    ...inHospital({ column: 'hospital_id', equals: 'hospitalId' }),
  };
  declare id: string;
  /** The ambulance. */
  declare bookingId: string;
  declare residentId: string;
  declare communityId: string;
  declare hospitalId: string | null;
  /** The call in which the arrest was suspected. */
  declare callId: string | null;
  declare accessHint: string | null;
  declare patientBookingId: string | null;
  declare defibrillatorBookingId: string | null;
  declare defibrillatorId: string | null;
  declare volunteersFound: number | null;
  declare plannedAt: Date | null;
  declare firstArrivedAt: Date | null;
  declare ambulanceArrivedAt: Date | null;
  declare outcome: Outcome | null;
  declare endedAt: Date | null;
  declare endReason: EndReason | null;
  declare version: number;
  declare createdAt: Date;
  declare updatedAt: Date;
}

registerModels(Defibrillator, Volunteer, VolunteerSkill, NeighbourhoodResponse);
