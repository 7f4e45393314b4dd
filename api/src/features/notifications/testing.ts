import { v7 } from 'uuid';
import { type Cell, caller, record } from '../../../test/authorisation/expectation.ts';
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
};

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
    readAt: null,
  };
  await world.app.database.asSystem('test', async (uow) => {
    await Notification.query(uow.trx).insert(row);
  });
  return { ...ids, notificationId: row.id };
}

const operations: FeatureTesting['operations'] = {
  listNotifications: caller,
  readNotification: { ...record, request: async (cell) => ({ ids: await told(cell) }) },
  readNotifications: {
    ...record,
    request: async (cell) => ({ body: { upTo: (await told(cell)).notificationId } }),
  },
};

export const testing: FeatureTesting = { tables, operations };
