import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import type { World } from '../../../test/support/worlds/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app.stop());

const notice = { title: 'Pharmacy closed', message: 'Closed on Sunday.\nOrder by Saturday.' };

const publish = (fields: object = {}) =>
  world.here.hospital.admin.kiwi.post('/v1/hospitals/{hospitalId}/announcements', {
    path: { hospitalId: world.here.hospital.id },
    body: { ...notice, ...fields },
  });

/** Types of the events about the announcement, in order. */
async function eventsOf(id: string): Promise<string[]> {
  const { rows } = await app.testDatabase.owner.raw(
    `select type, data from outbox_event where data->>'announcementId' = ? order by position`,
    [id],
  );
  return rows.map((row: { type: string; data: { reason?: string } }) =>
    [row.type, row.data.reason].filter(Boolean).join(' '),
  );
}

const isListedFor = async (side: 'here' | 'there', id: string) => {
  const { kiwi } = world[side].community.residents[0] as { kiwi: typeof world.superAdmin };
  return (await kiwi.get('/v1/announcements')).data.some((one) => one.id === id);
};

describe('an announcement', () => {
  it('is shown to the communities that the hospital serves, and to no others', async () => {
    const announcement = await publish();
    expect(announcement).toMatchObject({ ...notice, hospitalId: world.here.hospital.id, endsAt: null });
    expect([await isListedFor('here', announcement.id), await isListedFor('there', announcement.id)]).toEqual(
      [true, false],
    );
    expect(await eventsOf(announcement.id)).toEqual(['announcement.published']);
  });

  it('disappears when it is withdrawn, which can be repeated', async () => {
    const { id } = await publish({ endsAt: new Date(Date.now() + 3_600_000).toISOString() });
    const path = { announcementId: id };
    await world.here.hospital.admin.kiwi.delete('/v1/announcements/{announcementId}', { path });
    await world.here.hospital.admin.kiwi.delete('/v1/announcements/{announcementId}', { path });
    expect(await isListedFor('here', id)).toBe(false);
    expect(await eventsOf(id)).toEqual(['announcement.published', 'announcement.ended withdrawn']);
  });

  it('ends at its time, once', async () => {
    const { id } = await publish({ endsAt: new Date(Date.now() + 1_000).toISOString() });
    await eventually('the announcement has ended', async () => (await eventsOf(id)).length === 2);
    expect(await eventsOf(id)).toEqual(['announcement.published', 'announcement.ended expired']);
    expect(await isListedFor('here', id)).toBe(false);
  });

  it('is refused when it would have ended already, or by a deactivated hospital', async () => {
    await expect(publish({ endsAt: '2026-01-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ pointer: '/endsAt' }],
    });
    const path = { hospitalId: world.there.hospital.id };
    await world.superAdmin.patch('/v1/hospitals/{hospitalId}', { path, body: { active: false } });
    await expect(
      world.superAdmin.post('/v1/hospitals/{hospitalId}/announcements', { path, body: notice }),
    ).rejects.toMatchObject({ code: 'unprocessable', detail: 'The hospital is deactivated.' });
  });
});
