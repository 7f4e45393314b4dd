import { v7 } from 'uuid';
import { type Cell, caller, list, nothing, record } from '../../../test/authorisation/expectation.ts';
import type { Ids } from '../../../test/support/contract/contract-mutations.ts';
import { AT, idsOf, staffIds } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';
import { Notification } from './models.ts';

const tables: FeatureTesting['tables'] = {
  notification: {
    reach: {
      system: 'siud',
      super_admin: 'su',
      hospital_admin: 'su',
      nurse: 'su',
      paramedic: 'su',
      community_manager: 'su',
      resident: 'su',
    },
    plain: ['template', 'booking_completed'],
    rows: (side) => {
      const id = idsOf(side);
      const told = {
        class: 'bookings',
        template: 'booking_assigned',
        record_type: 'booking',
        record_id: id('booking'),
        hospital_id: id('hospital'),
        created_at: AT,
      };
      return [
        ...staffIds(side).map((staff_id, n) => ({
          id: id('notification', n),
          source: 'event:1',
          staff_id,
          ...told,
        })),
        { id: id('notification', 9), source: 'event:1', resident_id: id('resident'), ...told },
      ];
    },
  },
  notification_delivery: {
    reach: {
      system: 'siud',
      super_admin: 's',
      hospital_admin: 's',
      nurse: 's',
      paramedic: 's',
      community_manager: 's',
      resident: 's',
    },
    plain: ['failure', 'unavailable'],
    ownedBy: 'notification',
    rows: (side) => {
      const id = idsOf(side);
      const sent = { channel: 'push', state: 'sent', attempts: 1, created_at: AT, updated_at: AT };
      // Of the staff and of the resident.
      return [...staffIds(side).keys(), 9].map((nth) => ({
        id: id('notification_delivery', nth),
        notification_id: id('notification', nth),
        ...sent,
      }));
    },
  },
  hospital_notification_text: {
    reach: {
      system: 'siu',
      super_admin: 'siu',
      hospital_admin: 'siu',
      api_key: 'siu',
      nurse: 's',
      paramedic: 's',
      community_manager: 's',
      resident: 's',
    },
    plain: ['title', 'Confirmed'],
    key: ['hospital_id', 'template', 'language'],
    rows: (side) => {
      const text = { template: 'booking_assigned', language: 'en', title: `Text ${side}` };
      const versioned = { version: 1, created_at: AT, updated_at: AT };
      return [{ hospital_id: idsOf(side)('hospital'), ...text, ...versioned }];
    },
  },
  notification_preference: {
    reach: {
      system: 'siud',
      super_admin: 'siu',
      hospital_admin: 'siu',
      nurse: 'siu',
      paramedic: 'siu',
      community_manager: 'siu',
      resident: 'siu',
    },
    plain: ['quiet_to', '06:00'],
    rows: (side) => {
      const id = idsOf(side);
      const chosen = { classes: '[]', quiet_from: '22:00', quiet_to: '07:00', updated_at: AT };
      return [
        ...staffIds(side).map((staff_id, n) => ({
          id: id('notification_preference', n),
          staff_id,
          ...chosen,
        })),
        { id: id('notification_preference', 9), resident_id: id('resident'), ...chosen },
      ];
    },
  },
};

/** A text in a path. */
const TEXT = { template: 'booking_assigned', language: 'en' };

/** To the caller where it is their own, else to a colleague. */
async function told({ world, caller: by, column, ids }: Cell): Promise<Ids> {
  const person = column === 'own' ? world.person(by) : undefined;
  const { colleagues, hospitalId } = world[world.side(by, column)];
  const isResident = person?.role === 'resident';
  const row = {
    id: v7(),
    source: `test:${v7()}`,
    staffId: isResident ? null : (person?.id ?? colleagues.nurse.id),
    residentId: isResident ? person.id : null,
    class: 'bookings' as const,
    template: 'booking_assigned' as const,
    data: { service: 'home_nursing' },
    recordType: 'booking' as const,
    recordId: String(ids.bookingId),
    hospitalId,
    createdAt: new Date(AT),
    expiresAt: null,
    readAt: null,
  };
  await world.app.database.asSystem('test', async (uow) => {
    await Notification.query(uow.trx).insert(row);
  });
  return { ...ids, notificationId: row.id };
}

const operations: FeatureTesting['operations'] = {
  listNotifications: caller,
  getNotificationPreferences: caller,
  // Of other operations `from` and `to` are instants.
  setNotificationPreferences: {
    ...caller,
    request: async () => ({ body: { classes: [], quietHours: { from: '22:00', to: '07:00' } } }),
  },
  readNotification: { ...record, request: async (cell) => ({ ids: await told(cell) }) },
  listNotificationDeliveries: { ...record, request: async (cell) => ({ ids: await told(cell) }) },
  listNotificationTemplates: nothing,
  previewNotificationTemplate: {
    ...list('hospitalId'),
    request: ({ ids }) => ({ ids: { ...ids, ...TEXT } }),
  },
  listNotificationTexts: record,
  setNotificationText: {
    ...record,
    request: ({ ids }) => ({ ids: { ...ids, ...TEXT }, body: { title: 'Confirmed' } }),
  },
  resetNotificationText: { ...record, request: ({ ids }) => ({ ids: { ...ids, ...TEXT } }) },
  previewCommunityAnnouncement: record,
  readNotifications: {
    ...record,
    request: async (cell) => ({ body: { upTo: (await told(cell)).notificationId } }),
  },
};

export const testing: FeatureTesting = { tables, operations };
