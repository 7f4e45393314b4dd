import { v7 } from 'uuid';
import type { Database } from '../../kernel/db/unit/database.ts';
import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { insertMissing } from '../../kernel/tenancy/written-rows.ts';
import { ownedBy, type Person, type PersonPrincipal } from '../identity/index.ts';
import type { DevicesFace, PushOutcome, PushRequest } from './index.ts';
import { SendPush } from './jobs.ts';
import { PushDelivery, PushDevice } from './models.ts';
import { ownDevice } from './registry.ts';

/** How long a test is worth something. */
const TEST_SECONDS = 300;

/** Puts pushes on their way. */
export const pushes: DevicesFace = {
  push: (uow, request) =>
    asSystem('push to a person', async (system) => {
      const devices = await PushDevice.query(system.trx)
        .where(ownedBy(request.person))
        .where('expires_at', '>', uow.now);
      return deliver(system, devices, request);
    }),

  residentsWithDevice: (uow, ids) =>
    asSystem('who has a device', async (system) => {
      const rows = await PushDevice.query(system.trx)
        .distinct('resident_id')
        .whereIn('resident_id', [...ids])
        .where('expires_at', '>', uow.now);
      return new Set(rows.flatMap(({ residentId }) => (residentId === null ? [] : [residentId])));
    }),

  outcomes: (_uow, person: Person, key: string): Promise<readonly PushOutcome[]> =>
    asSystem('how a push went', async (system) => {
      const own = PushDevice.query(system.trx).select('id').where(ownedBy(person));
      const rows = await PushDelivery.query(system.trx).where({ key }).whereIn('device_id', own);
      return rows.map(({ deviceId, state }) => ({ deviceId, state }));
    }),
};

/** Pushes a line to one device of the caller, so that they see whether pushes reach it. @throws Problem `not_found`. */
export function pushTest(database: Database, person: PersonPrincipal, deviceId: string): Promise<PushDevice> {
  return database.run(person, async (uow) => {
    const device = await ownDevice(uow, person, deviceId);
    await asSystem('push a test', (system) =>
      deliver(system, [device], {
        line: 'test',
        ids: {},
        urgency: 'high',
        ttlSeconds: TEST_SECONDS,
        key: `test:${v7()}`,
      }),
    );
    return device;
  });
}

async function deliver(
  uow: UnitOfWork,
  devices: readonly PushDevice[],
  { line, ids, urgency, ttlSeconds, key }: Omit<PushRequest, 'person'>,
): Promise<readonly string[]> {
  const rows = devices.map(({ id: deviceId }) => ({
    id: v7(),
    deviceId,
    key,
    line,
    ids,
    urgency,
    state: 'pending' as const,
    attempts: 0,
    createdAt: uow.now,
    expiresAt: new Date(uow.now.getTime() + ttlSeconds * 1_000),
  }));
  const made = await insertMissing(PushDelivery.query(uow.trx), rows, ['device_id', 'key']);
  for (const { id: deliveryId } of made) uow.enqueue(SendPush.now(deliveryId, { deliveryId }));
  return made.map(({ deviceId }) => deviceId);
}
