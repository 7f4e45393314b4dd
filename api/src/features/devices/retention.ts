import type { Database } from '../../kernel/db/unit/database.ts';
import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import { atCommit } from '../../kernel/events/event.ts';
import type { AtCommit } from '../../kernel/events/subscriber.ts';
import type { PeriodicTask } from '../../kernel/jobs/periodic.ts';
import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { SessionEnded } from '../identity/index.ts';
import { PushDelivery, PushDevice } from './models.ts';

/** How long it is known which keys a device was pushed, days. */
const KEEP_DAYS = 7;
const HOUR_MS = 3_600_000;

/** A device goes with the session in which it was registered, in the same transaction. */
export const droppedAtSignOut: AtCommit = atCommit([SessionEnded], async ({ data: { sessionId } }) => {
  await asSystem('drop the devices of a session', (system) =>
    PushDevice.query(system.trx)
      .delete()
      .where({ session_id: sessionId })
      .then(() => {}),
  );
});

/** Removes devices whose session ran out, and pushes that ended long ago. */
export function tidying(database: Database): PeriodicTask {
  return {
    name: 'devices.tidy',
    every: HOUR_MS,
    run: () =>
      database.asSystem('remove old devices', async (uow) => {
        await PushDevice.query(uow.trx).delete().where('expires_at', '<', uow.now);
        const before = new Date(uow.now.getTime() - KEEP_DAYS * 24 * HOUR_MS);
        await PushDelivery.query(uow.trx).delete().where('ended_at', '<', before);
      }),
  };
}

/** A resident's devices, without what one could push with. */
export const deviceRecords: PersonalDataPart = {
  async collect(uow, residentId) {
    const devices = await PushDevice.query(uow.trx).where({ resident_id: residentId }).orderBy('id', 'desc');
    return {
      devices: devices.map(({ id, kind, createdAt, renewedAt }) => ({
        id,
        kind,
        createdAt: createdAt.toISOString(),
        renewedAt: renewedAt.toISOString(),
      })),
    };
  },

  async erase(uow, { residentId }) {
    await PushDevice.query(uow.trx).delete().where({ resident_id: residentId });
  },
};
