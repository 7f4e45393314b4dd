import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

export type ErasureReason =
  | 'own_wish'
  | 'requested_by_person'
  | 'deceased'
  | 'moved_away'
  | 'recorded_by_mistake';

/** A wish to be erased; at most one a resident, gone when it is taken back, kept when it was done. */
export class Erasure extends TenantModel {
  static override tableName = 'erasure';
  static override idColumn = 'resident_id';
  static override tenancy: Tenancy = {
    super_admin: 'all',
    system: 'all',
    hospital_admin: 'none',
    nurse: 'none',
    paramedic: 'none',
    api_key: 'none',
    publishable_key: 'none',
    community_manager: { column: 'community_id', equals: 'communityId' },
    resident: { column: 'resident_id', equals: 'residentId' },
    anonymous: 'none',
  };
  declare residentId: string;
  declare communityId: string;
  declare requestedBy: 'resident' | 'staff';
  declare staffId: string | null;
  declare reason: ErasureReason;
  declare requestedAt: Date;
  declare dueAt: Date;
  declare erasedAt: Date | null;
}

registerModels(Erasure);
