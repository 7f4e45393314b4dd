import { inHospital } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

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

registerModels(UnitStatusModel);
