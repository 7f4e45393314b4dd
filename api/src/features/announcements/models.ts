import { inHospital, SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

/** A hospital's notice to the communities it serves. It stays as the record of what was published. */
export class Announcement extends TenantModel {
  static override tableName = 'announcement';
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    ...inHospital({ column: 'hospital_id', equals: 'hospitalId' }),
    community_manager: { column: 'hospital_id', linked: 'hospitalsOfCommunity' },
    resident: { column: 'hospital_id', linked: 'hospitalsOfCommunity' },
  };
  declare id: string;
  declare hospitalId: string;
  declare title: string;
  declare message: string;
  declare publishedAt: Date;
  /** When it ends by itself; null: it stays until it is withdrawn. */
  declare endsAt: Date | null;
  /** When it ended; null while it is shown. */
  declare endedAt: Date | null;
}

const OF_COMMUNITY: Reach = { column: 'community_id', equals: 'communityId' };

/** A notice of managers to their community. It stays as the record of what was published. */
export class CommunityAnnouncement extends TenantModel {
  static override tableName = 'community_announcement';
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    community_manager: OF_COMMUNITY,
    resident: OF_COMMUNITY,
  };
  declare id: string;
  declare communityId: string;
  declare title: string;
  declare message: string;
  declare publishedAt: Date;
  /** When it ends by itself; null: it stays until it is withdrawn. */
  declare endsAt: Date | null;
  /** When it ended; null while it is shown. */
  declare endedAt: Date | null;
}

registerModels(Announcement, CommunityAnnouncement);
