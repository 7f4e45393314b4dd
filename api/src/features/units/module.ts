import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import { PROCESS_TIME } from '../../kernel/network/time.ts';
import type { WorkLog } from '../../kernel/observability/failure.ts';
import type { Realtime } from '../../kernel/realtime/realtime.ts';
import type { MapsPort } from '../../ports/maps.ts';
import { BOOKINGS, type BookingFace, type UnitStatus } from '../booking/index.ts';
import type { OrganisationsFace, PositionWatch } from '../organisations/index.ts';
import { UnitFeed } from './live/feed.ts';
import { registerUnitSockets } from './live/sockets.ts';
import { unitMessageRecords } from './messages/personal-data.ts';
import { UnitMessages } from './messages/service.ts';
import { UnitStatusModel } from './models.ts';
import { unitOperations } from './operations.ts';
import { UNIT_ROLES, unitsOf } from './reading/view.ts';
import { UnitService } from './service.ts';
import { outOfServiceSubscriber, unitFeedSubscriber } from './subscribers.ts';

interface UnitsNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly booking: BookingFace;
  readonly maps: MapsPort;
  readonly realtime: Realtime;
  readonly log: WorkLog;
}

/** Staff who can be sent to people: where they are, what they do, and whether they are in service. */
export const units = defineModule({
  name: 'units',
  create(needs: UnitsNeeds) {
    const { database, organisations, booking } = needs;
    const read = (ids: readonly string[]) =>
      database.asSystem('tell where units are', async (uow) => {
        const people = await organisations.responders(uow, { roles: UNIT_ROLES, ids });
        return { units: await unitsOf(uow, booking, people), at: uow.now };
      });
    const feed = new UnitFeed({ read, realtime: needs.realtime, log: needs.log, time: PROCESS_TIME });
    const unitStatus: UnitStatus = {
      async outOfService(uow, staffIds) {
        const rows = await UnitStatusModel.query(uow.trx)
          .select('staff_id')
          .whereIn('staff_id', [...staffIds])
          .whereNotNull('since');
        return new Set(rows.map(({ staffId }) => staffId));
      },
    };
    const positionWatch: PositionWatch = { reported: (staffId) => feed.changed([staffId]) };
    return {
      fills: { unitStatus, positionWatch },
      operations: unitOperations(new UnitService(needs), new UnitMessages(needs)),
      subscribers: [unitFeedSubscriber(feed), outOfServiceSubscriber(booking)],
      sockets: [{ namespace: BOOKINGS, register: registerUnitSockets }],
      personalData: unitMessageRecords,
      stop: () => feed.stop(),
    };
  },
});
