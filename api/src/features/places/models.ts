import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

const LINKED: Reach = { column: 'community_id', linked: 'communitiesOfHospital' };

/** Those who keep the registers of a community, and the keys that alarms come with. */
const keepers: Tenancy = {
  ...SYSTEM_ONLY,
  super_admin: 'all',
  hospital_admin: LINKED,
  api_key: LINKED,
  community_manager: { column: 'community_id', equals: 'communityId' },
};

/** A gate, lift or hall where a code is printed. Calls refer to it, so it is never deleted. */
export class Place extends TenantModel {
  static override tableName = 'place';
  /** Staff who may answer a call find the places of the communities that their hospital serves. */
  static override tenancy: Tenancy = { ...keepers, nurse: LINKED, paramedic: LINKED };
  declare id: string;
  declare communityId: string;
  declare name: string;
  declare latitude: number;
  declare longitude: number;
  /** Directions for people. */
  declare address: string | null;
  /** As printed, without the hyphen: see codes.ts. */
  declare code: string;
  declare codeSince: Date;
  declare active: boolean;
  declare version: number;
  declare createdAt: Date;
  declare updatedAt: Date;
}

export const DEVICE_KINDS = ['pendant', 'panic_button', 'fire_panel', 'lift', 'other'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** A device that raises alarms. */
export class AlarmDevice extends TenantModel {
  static override tableName = 'alarm_device';
  static override tenancy = keepers;
  declare id: string;
  declare communityId: string;
  /** As the installation calls it. */
  declare deviceId: string;
  declare kind: DeviceKind;
  declare placeId: string | null;
  declare residentId: string | null;
  declare active: boolean;
  declare version: number;
  declare createdAt: Date;
  declare updatedAt: Date;
}

registerModels(Place, AlarmDevice);
