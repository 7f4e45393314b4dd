import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

export type ErasureReason =
  | 'own_wish'
  | 'requested_by_person'
  | 'deceased'
  | 'moved_away'
  | 'recorded_by_mistake';

/** An erasure request; at most one per resident, deleted when cancelled, kept when carried out. */
export class Erasure extends TenantModel {
  static override tableName = 'erasure';
  static override idColumn = 'resident_id';
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    community_manager: { column: 'community_id', equals: 'communityId' },
    resident: { column: 'resident_id', equals: 'residentId' },
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
