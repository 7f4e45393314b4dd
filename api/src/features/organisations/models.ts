import type { StaffRole } from '../../kernel/auth/principal.ts';
import { inHospital } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

/** A hospital's opening hours for a service: ISO weekdays (1 Monday … 7 Sunday), local wall-clock times `HH:MM`. */
export interface OpeningHours {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** What staff can be asked to do beside their role. `dispatch`: take emergency calls. */
export const DUTIES = ['dispatch'] as const;
export type Duty = (typeof DUTIES)[number];

/** Fields are declared, not defined: a defined field would shadow the accessor that Objection puts on the instance. */
abstract class Versioned extends TenantModel {
  declare id: string;
  declare active: boolean;
  declare deactivatedAt: Date | null;
  declare deactivatedByRole: string | null;
  declare deactivatedByTenant: string | null;
  declare version: number;
  declare createdAt: Date;
  declare updatedAt: Date;
  /** Kept by the database: see migration `changes`. */
  declare readonly changedAt: Date;
}

/** What communities and hospitals have in common. */
export abstract class Site extends Versioned {
  declare name: string;
  declare address: string | null;
  declare timezone: string;
  declare latitude: number | null;
  declare longitude: number | null;
  declare locationAddress: string | null;
  declare accuracyMetres: number | null;
}

export class Community extends Site {
  static override tableName = 'community';
  static override tenancy: Tenancy = {
    super_admin: 'all',
    system: 'all',
    ...inHospital({ column: 'id', linked: 'communitiesOfHospital' }),
    publishable_key: { column: 'id', linked: 'communitiesOfHospital' },
    community_manager: { column: 'id', equals: 'communityId' },
    resident: { column: 'id', equals: 'communityId' },
    visitor: 'none',
    anonymous: 'none',
  };
}

export class Hospital extends Site {
  static override tableName = 'hospital';
  static override tenancy: Tenancy = {
    super_admin: 'all',
    system: 'all',
    ...inHospital({ column: 'id', equals: 'hospitalId' }),
    publishable_key: { column: 'id', equals: 'hospitalId' },
    community_manager: { column: 'id', linked: 'hospitalsOfCommunity' },
    resident: { column: 'id', linked: 'hospitalsOfCommunity' },
    visitor: 'none',
    anonymous: 'none',
  };
  declare phone: string | null;
}

/** Which hospitals serve which communities. Hospitals with a smaller priority are asked first. */
export class HospitalCommunity extends TenantModel {
  static override tableName = 'hospital_community';
  static override idColumn = ['hospital_id', 'community_id'];
  static override tenancy: Tenancy = {
    super_admin: 'all',
    system: 'all',
    ...inHospital({ column: 'hospital_id', equals: 'hospitalId' }),
    publishable_key: { column: 'hospital_id', equals: 'hospitalId' },
    community_manager: { column: 'community_id', equals: 'communityId' },
    resident: { column: 'community_id', equals: 'communityId' },
    visitor: 'none',
    anonymous: 'none',
  };
  declare hospitalId: string;
  declare communityId: string;
  declare priority: number;
  declare createdAt: Date;
}

export class Staff extends Versioned {
  static override tableName = 'staff';
  static override tenancy: Tenancy = {
    super_admin: 'all',
    system: 'all',
    ...inHospital({ column: 'hospital_id', equals: 'hospitalId' }),
    publishable_key: 'none',
    visitor: 'none',
    community_manager: { column: 'community_id', equals: 'communityId' },
    resident: 'none',
    anonymous: 'none',
  };
  static override encrypted = ['phone'];
  static override blindIndexes = { phone: 'phone_index' };
  declare role: StaffRole;
  declare name: string;
  /** Lower case. */
  declare email: string;
  declare phone: string | null;
  declare hospitalId: string | null;
  declare communityId: string | null;
  declare onDuty: boolean;
  /** Kept by the database. */
  declare onDutySince: Date | null;
  declare duties: Duty[];
  /** BCP 47; null for the first language of the region. */
  declare language: string | null;
}

/** The last position that a member of staff reported: one row per person, overwritten. */
export class StaffPosition extends TenantModel {
  static override tableName = 'staff_position';
  static override idColumn = 'staff_id';
  static override tenancy: Tenancy = {
    super_admin: 'all',
    system: 'all',
    ...inHospital({ column: 'hospital_id', equals: 'hospitalId' }),
    publishable_key: 'none',
    visitor: 'none',
    community_manager: { column: 'staff_id', equals: 'staffId' },
    resident: 'none',
    anonymous: 'none',
  };
  declare staffId: string;
  declare hospitalId: string | null;
  declare latitude: number;
  declare longitude: number;
  declare accuracyMetres: number | null;
  declare recordedAt: Date;
}

export class Resident extends Versioned {
  static override tableName = 'resident';
  static override tenancy: Tenancy = {
    super_admin: 'all',
    system: 'all',
    ...inHospital({ column: 'community_id', linked: 'communitiesOfHospital' }),
    publishable_key: 'none',
    visitor: 'none',
    community_manager: { column: 'community_id', equals: 'communityId' },
    resident: { column: 'id', equals: 'residentId' },
    anonymous: 'none',
  };
  static override encrypted = ['phone', 'email', 'unit', 'date_of_birth', 'address'];
  static override blindIndexes = { phone: 'phone_index' };
  declare communityId: string;
  declare name: string;
  declare phone: string;
  declare email: string | null;
  /** When the resident entered a code sent to the phone; null while it is only a contact detail that others entered. */
  declare phoneProvenAt: Date | null;
  /** As `phoneProvenAt`; until then no sign-in code is sent to the email. */
  declare emailProvenAt: Date | null;
  declare unit: string | null;
  /** `YYYY-MM-DD`. */
  declare dateOfBirth: string | null;
  declare language: string;
  declare latitude: number | null;
  declare longitude: number | null;
  declare address: string | null;
  declare accuracyMetres: number | null;
  declare neighborSosVolunteer: boolean;
  /** Set when the person was erased: only the id is left, for the bookings that have to be kept. */
  declare erasedAt: Date | null;
}

/** How a hospital offers a service, where that differs from the service type's policy. */
export class HospitalService extends TenantModel {
  static override tableName = 'hospital_service';
  static override idColumn = ['hospital_id', 'service_type'];
  static override jsonAttributes = ['hours'];
  static override tenancy: Tenancy = {
    super_admin: 'all',
    system: 'all',
    ...inHospital({ column: 'hospital_id', equals: 'hospitalId' }),
    publishable_key: { column: 'hospital_id', equals: 'hospitalId' },
    community_manager: { column: 'hospital_id', linked: 'hospitalsOfCommunity' },
    resident: { column: 'hospital_id', linked: 'hospitalsOfCommunity' },
    visitor: 'none',
    anonymous: 'none',
  };
  declare hospitalId: string;
  declare serviceType: string;
  declare enabled: boolean;
  declare deactivatedAt: Date | null;
  declare deactivatedByRole: string | null;
  declare deactivatedByTenant: string | null;
  declare capacity: number | null;
  declare hours: OpeningHours[] | null;
  declare version: number;
  declare createdAt: Date;
  declare updatedAt: Date;
  declare readonly changedAt: Date;
}

registerModels(Community, Hospital, HospitalCommunity, Staff, StaffPosition, Resident, HospitalService);
