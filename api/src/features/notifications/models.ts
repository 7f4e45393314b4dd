import { inHospital, SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';
import type { Channel, ClassChoice, DigestClass, NotificationClass } from './rules/classes.ts';
import type { TemplateData, TemplateId } from './templates/catalogue.ts';

/** What a notification leads to. */
export type RecordType = 'booking' | 'announcement' | 'community_announcement';

const OWN_STAFF: Reach = { column: 'staff_id', equals: 'staffId' };

/** The recipient's own rows: no one else reaches them. */
const OWN: Tenancy = {
  ...SYSTEM_ONLY,
  super_admin: OWN_STAFF,
  hospital_admin: OWN_STAFF,
  nurse: OWN_STAFF,
  paramedic: OWN_STAFF,
  community_manager: OWN_STAFF,
  resident: { column: 'resident_id', equals: 'residentId' },
};

/** A notification to one person. */
export class Notification extends TenantModel {
  static override tableName = 'notification';
  static override jsonAttributes = ['data'];
  static override tenancy = OWN;
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
  /** Afterwards it is not sent any more; null: as long as its class says. */
  declare expiresAt: Date | null;
  declare readAt: Date | null;
}

/** How one person wants to be notified outside of the product. */
export class NotificationPreference extends TenantModel {
  static override tableName = 'notification_preference';
  static override jsonAttributes = ['classes', 'digestClasses'];
  static override tenancy = OWN;
  declare id: string;
  declare staffId: string | null;
  declare residentId: string | null;
  declare classes: readonly ClassChoice[];
  /** Times of the clock, `HH:MM`; both or none. */
  declare quietFrom: string | null;
  declare quietTo: string | null;
  /** A time of the clock, `HH:MM`; null where there is no digest, as the three after it. */
  declare digestAt: string | null;
  declare digestClasses: readonly DigestClass[] | null;
  declare digestNextAt: Date | null;
  /** What came before is in none. */
  declare digestSince: Date | null;
  declare updatedAt: Date;
}

const AS_NOTIFICATION: Reach = { through: { table: 'notification', column: 'notification_id' } };

/** How a notification was sent by one channel. */
export class NotificationDelivery extends TenantModel {
  static override tableName = 'notification_delivery';
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: AS_NOTIFICATION,
    hospital_admin: AS_NOTIFICATION,
    nurse: AS_NOTIFICATION,
    paramedic: AS_NOTIFICATION,
    community_manager: AS_NOTIFICATION,
    resident: AS_NOTIFICATION,
  };
  declare id: string;
  declare notificationId: string;
  declare channel: Channel;
  declare state: 'pending' | 'sent' | 'delivered' | 'failed';
  declare attempts: number;
  /** Why the last attempt failed, in a word. */
  declare failure: string | null;
  /** Of a push: then the next channel is tried. */
  declare confirmBy: Date | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}

/** Who has a notification of the hospital reads it in the hospital's words. */
const NOTIFIED: Reach = {
  through: { table: 'notification', column: 'hospital_id', references: 'hospital_id' },
};

/** How a hospital words a template in one language. */
export class HospitalNotificationText extends TenantModel {
  static override tableName = 'hospital_notification_text';
  static override idColumn = ['hospital_id', 'template', 'language'];
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    ...inHospital({ column: 'hospital_id', equals: 'hospitalId' }),
    community_manager: NOTIFIED,
    resident: NOTIFIED,
  };
  declare hospitalId: string;
  declare template: TemplateId;
  declare language: string;
  /** Null in each part: that of the platform. */
  declare title: string | null;
  declare body: string | null;
  declare outside: string | null;
  declare version: number;
  declare createdAt: Date;
  declare updatedAt: Date;
}

registerModels(Notification, NotificationPreference, NotificationDelivery, HospitalNotificationText);
