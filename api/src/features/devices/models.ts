import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';
import type { PushTarget, PushUrgency } from '../../ports/push.ts';
import type { PushLine } from './lines.ts';

const OF_STAFF: Reach = { column: 'staff_id', equals: 'staffId' };

/** Where a person's app or browser receives pushes. Administrators do not see it. */
export class PushDevice extends TenantModel {
  static override tableName = 'push_device';
  static override jsonAttributes = ['keys'];
  static override encrypted = ['address', 'keys'];
  static override blindIndexes = { address: 'address_index' };
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: OF_STAFF,
    hospital_admin: OF_STAFF,
    nurse: OF_STAFF,
    paramedic: OF_STAFF,
    community_manager: OF_STAFF,
    resident: { column: 'resident_id', equals: 'residentId' },
  };
  declare id: string;
  declare staffId: string | null;
  declare residentId: string | null;
  /** The session in which it was last registered: the device goes with it. */
  declare sessionId: string;
  declare kind: PushTarget['kind'];
  /** The token of an app or the endpoint of a browser. */
  declare address: string;
  /** Of browsers. */
  declare keys: { readonly p256dh: string; readonly auth: string } | null;
  declare createdAt: Date;
  declare renewedAt: Date;
  declare expiresAt: Date;
  declare lastPushAt: Date | null;
  declare lastPushState: 'accepted' | 'failed' | null;
}

/** One push to one device. */
export class PushDelivery extends TenantModel {
  static override tableName = 'push_delivery';
  static override jsonAttributes = ['ids'];
  static override tenancy: Tenancy = SYSTEM_ONLY;
  declare id: string;
  declare deviceId: string;
  declare key: string;
  declare line: PushLine;
  declare ids: Readonly<Record<string, string>>;
  declare urgency: PushUrgency;
  declare state: 'pending' | 'accepted' | 'failed';
  declare attempts: number;
  declare createdAt: Date;
  declare expiresAt: Date;
  declare endedAt: Date | null;
}

registerModels(PushDevice, PushDelivery);
