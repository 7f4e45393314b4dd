import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';
import type { NotificationClass } from './rules/classes.ts';
import type { TemplateData, TemplateId } from './templates/catalogue.ts';

/** What a notification leads to. */
export type RecordType = 'booking' | 'announcement';

const OWN_STAFF: Reach = { column: 'staff_id', equals: 'staffId' };

/** A notification to one person: no one else reaches it. */
export class Notification extends TenantModel {
  static override tableName = 'notification';
  static override jsonAttributes = ['data'];
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: OWN_STAFF,
    hospital_admin: OWN_STAFF,
    nurse: OWN_STAFF,
    paramedic: OWN_STAFF,
    community_manager: OWN_STAFF,
    resident: { column: 'resident_id', equals: 'residentId' },
  };
  declare id: string;
  /** What made it, such as `event:4711`. */
  declare source: string;
  /** The recipient: one of the two. */
  declare staffId: string | null;
  declare residentId: string | null;
  declare class: NotificationClass;
  declare template: TemplateId;
  declare data: TemplateData;
  declare recordType: RecordType;
  declare recordId: string;
  /** Whose wording it has; null for that of the platform. */
  declare hospitalId: string | null;
  declare createdAt: Date;
  declare readAt: Date | null;
}

registerModels(Notification);
