import { inHospital, SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

const IN_HOSPITAL: Reach = { column: 'hospital_id', equals: 'hospitalId' };

/** Whether a member of staff is in service; without a row they are. */
export class UnitStatusModel extends TenantModel {
  static override tableName = 'unit_status';
  static override idColumn = 'staff_id';
  /** Why somebody cannot work may be about their health. */
  static override encrypted = ['reason'];
  static override tenancy: Tenancy = {
    super_admin: 'all',
    system: 'all',
    ...inHospital({ column: 'hospital_id', equals: 'hospitalId' }),
    publishable_key: 'none',
    community_manager: 'none',
    resident: 'none',
    visitor: 'none',
    anonymous: 'none',
  };
  declare staffId: string;
  declare hospitalId: string;
  /** Null in service, as are the next three. */
  declare reason: string | null;
  declare since: Date | null;
  declare byId: string | null;
  declare byName: string | null;
  declare version: number;
}

/** A short text of a dispatcher to a unit. */
export class UnitMessage extends TenantModel {
  static override tableName = 'unit_message';
  /** Free text about a patient. */
  static override encrypted = ['text'];
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    hospital_admin: IN_HOSPITAL,
    nurse: IN_HOSPITAL,
    paramedic: IN_HOSPITAL,
  };
  declare id: string;
  declare unitId: string;
  declare hospitalId: string;
  declare bookingId: string | null;
  /** Whose booking it is. */
  declare residentId: string | null;
  /** Null once the person was erased. */
  declare text: string | null;
  declare sentAt: Date;
  declare byId: string;
  declare byName: string;
  declare seenAt: Date | null;
}

registerModels(UnitStatusModel, UnitMessage);
