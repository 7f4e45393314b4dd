import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { folderWith } from '../../../test/support/temporary-folder.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../test/support/worlds/world.ts';
import { notify } from '../notifications/inbox/notify.ts';
import { MessageCosts } from './service.ts';

/** Of the sandbox, as of any provider; WhatsApp has none. */
const PRICES = `prices:
  - { provider: sandbox, channel: sms, country: IN, price: "0.25", currency: INR, from: "2020-01-01", source: a test }
`;
const folder = folderWith({ 'prices.yaml': PRICES });

let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld({
    env: { KIWIMESH_MESSAGE_PRICES: `${folder}/prices.yaml`, KIWIMESH_LIMIT_ADDRESS: '0' },
  }));
});
afterAll(() => app?.stop());

async function notified({ id }: Signed, source: string, hospitalId: string): Promise<void> {
  const content = {
    ...{ source, class: 'emergency' as const, template: 'booking_assigned' as const, hospitalId },
    ...{ data: { service: 'ambulance' }, record: { type: 'booking' as const, id }, expiresAt: null },
  };
  const { organisations } = app.app.features;
  await app.database.asSystem('test', (uow) =>
    notify(uow, { organisations, realtime: { publish: () => {} } as never }, content, [
      { kind: 'resident', id },
    ]),
  );
  await app.settled();
}

describe('costs of messages', () => {
  it('are booked once for each, and reported to whom they are of', async () => {
    const [resident] = world.here.community.residents as [Signed];
    const costs = async (kiwi: Signed['kiwi']) => (await kiwi.get('/v1/message-costs')).data;
    const before = await costs(world.superAdmin);
    const { hospital } = world.here;
    await notified(resident, 'cost:1', hospital.id);
    await notified(resident, 'cost:2', hospital.id);
    const own = {
      ...{ hospitalId: hospital.id, provider: 'sandbox', channel: 'sms', country: 'IN' },
      ...{ messages: 2, segments: 2, micros: 500_000, currency: 'INR' },
    };
    expect(await costs(hospital.admin.kiwi)).toEqual([
      { ...own, month: expect.stringMatching(/^\d{4}-\d{2}$/) },
    ]);
    expect(await costs(world.there.hospital.admin.kiwi)).toEqual([]);
    expect(await costs(world.superAdmin)).toHaveLength(before.length + 1);
    await expect(costs(resident.kiwi)).rejects.toMatchObject({ status: 403 });
    const rows = await app.testDatabase.owner('message_cost').where({ hospital_id: hospital.id });
    expect(JSON.stringify(rows)).not.toMatch(/\+?91[0-9]{10}/);
  });

  it('are booked once of a message that several processes have sent', async () => {
    const costs = new MessageCosts({ database: app.database, databaseClock: () => new Date() });
    const message = {
      ...{ key: 'race:1', provider: 'sandbox', channel: 'sms' as const, country: 'IN', segments: 1 },
      ...{ price: null, hospitalId: null },
    };
    await Promise.all([1, 2, 3, 4, 5].map(() => costs.book(message)));
    expect(await app.testDatabase.owner('message_cost').where({ key: message.key })).toHaveLength(1);
  });

  it('are asked for by months', async () => {
    const ask = (query: { from?: string; to?: string }) =>
      world.superAdmin.get('/v1/message-costs', { query });
    expect((await ask({ from: '2020-01', to: '2020-02' })).data).toEqual([]);
    expect((await ask({ from: '2020-01' })).data.length).toBeGreaterThan(0);
    await expect(ask({ from: '2026-02', to: '2026-01' })).rejects.toMatchObject({ status: 400 });
    await expect(ask({ from: '2026-13' })).rejects.toMatchObject({ status: 400 });
  });
});
