import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../../test/support/worlds/world.ts';
import { TellOfCommunityAnnouncement } from '../jobs.ts';

let app: TestApp;
let world: World;
let manager: Signed;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
  manager = world.here.community.manager;
});
afterAll(() => app?.stop());

const path = () => ({ communityId: world.here.community.id });
const notice = { title: 'ZyxWater', message: 'The tank is cleaned on Monday.' };
const publish = (fields: object = {}, options: object = {}) =>
  manager.kiwi.post('/v1/communities/{communityId}/announcements', {
    path: path(),
    body: { ...notice, ...fields },
    ...options,
  });
const preview = (fields: object = {}) =>
  manager.kiwi.post('/v1/communities/{communityId}/announcements/preview', {
    path: path(),
    body: { ...notice, ...fields },
  });
const withdraw = (announcementId: string) =>
  manager.kiwi.delete('/v1/communities/{communityId}/announcements/{announcementId}', {
    path: { ...path(), announcementId },
  });
const listedFor = async ({ kiwi }: Signed) =>
  (await kiwi.get('/v1/communities/{communityId}/announcements', { path: path() })).data;
const templates = async ({ kiwi }: Signed) =>
  (await kiwi.get('/v1/notifications')).data.map(({ template }) => template);
const residents = (side: 'here' | 'there' = 'here') => world[side].community.residents;
/** As if they had been published a day earlier. */
const aDayPasses = () =>
  app.testDatabase.owner.raw(
    `update community_announcement set published_at = published_at - interval '24 hours', ended_at = null`,
  );

describe('an announcement to a community', () => {
  it('is previewed with its recipients, their ways and languages, and reaches nobody', async () => {
    const [first, second] = residents() as [Signed, Signed];
    await first.kiwi.patch('/v1/me', { body: { language: 'hi' } });
    await first.kiwi.put('/v1/notification-preferences', {
      body: { classes: [{ class: 'community', channels: ['push', 'sms'] }], quietHours: null },
    });
    await second.kiwi.post('/v1/devices', { body: { kind: 'fcm', token: 'registration-token-of-preview' } });
    await second.kiwi.put('/v1/notification-preferences', {
      body: { classes: [{ class: 'community', channels: ['push', 'sms'] }], quietHours: null },
    });
    const shown = await preview();
    expect(shown).toMatchObject({
      ...{ ...notice, endsAt: null, recipients: 3 },
      channels: { push: 1, sms: 1, email: 0, none: 1 },
      languages: [
        { language: 'en', recipients: 2, title: 'News of your community', sms: { segments: 1 } },
        { language: 'hi', recipients: 1, title: 'आपके समुदाय की सूचना', sms: { encoding: 'ucs2' } },
      ],
      allowance: { perDay: 3, left: 3, nextAt: null },
    });
    await app.settled();
    expect(await templates(first)).toEqual([]);
    expect(await listedFor(manager)).toEqual([]);
  });

  it('reaches each of its residents once, with the message in the product alone', async () => {
    const once = { idempotencyKey: 'one' };
    const published = await publish({}, once);
    expect(await publish({}, once)).toEqual(published);
    await app.settled();
    for (const person of residents()) {
      expect(await templates(person)).toEqual(['community_announcement']);
      expect(await listedFor(person)).toEqual([published]);
    }
    for (const person of residents('there')) {
      expect(await templates(person)).toEqual([]);
      await expect(listedFor(person)).rejects.toMatchObject({ status: 404 });
    }
    const [first] = residents() as [Signed];
    const to = String((await first.kiwi.get('/v1/me')).phone);
    const [sms] = (await world.superAdmin.get('/dev/messages', { query: { to } })).data;
    expect(sms?.body).toBe('आपके समुदाय के लिए एक सूचना है।');
    expect((await preview()).allowance.left).toBe(2);
  });

  it('is refused once the community has had its announcements of a day', async () => {
    const raced = await Promise.allSettled([publish(), publish(), publish()]);
    expect(raced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    const { nextAt, left } = (await preview()).allowance;
    const [oldest] = (await listedFor(manager)).slice(-1);
    expect(left).toBe(0);
    expect(nextAt).toBe(new Date(Date.parse(String(oldest?.publishedAt)) + 86_400_000).toISOString());
    await expect(publish()).rejects.toMatchObject({
      ...{ status: 429, code: 'rate_limited' },
      detail: `A community can have 3 announcements in 24 hours; the next one from ${nextAt} on.`,
    });
    await aDayPasses();
    expect((await preview()).allowance.left).toBe(3);
  });

  it('is no longer shown, and tells nobody more, once it is withdrawn', async () => {
    const { id } = await publish();
    await withdraw(id);
    await withdraw(id);
    await app.settled();
    expect((await listedFor(manager)).map((one) => one.id)).not.toContain(id);
    const { rows } = await app.testDatabase.owner.raw(
      `select type, data->>'reason' as reason from outbox_event where data->>'announcementId' = ? order by position`,
      [id],
    );
    expect(rows).toEqual([
      { type: 'community_announcement.published', reason: null },
      { type: 'community_announcement.ended', reason: 'withdrawn' },
    ]);
    // As when it was withdrawn before the job had its turn.
    const told = () => app.testDatabase.owner('notification').where({ record_id: id });
    await told().delete();
    await app.database.asSystem('test', async (uow) =>
      uow.enqueue(TellOfCommunityAnnouncement.now(id, { announcementId: id, ...path(), after: null })),
    );
    await app.settled();
    expect(await told()).toEqual([]);
  });

  it('ends at its time', async () => {
    const { id } = await publish({ endsAt: new Date(Date.now() + 3_600_000).toISOString() });
    const due = await app.testDatabase
      .owner('agenda_job')
      .where({ name: 'end-community-announcement' })
      .update({ next_run_at: app.testDatabase.owner.raw('now()') });
    expect(due).toBe(1);
    await app.settled();
    expect((await listedFor(manager)).map((one) => one.id)).not.toContain(id);
  });

  it('is refused where it would have ended already, or its community is deactivated', async () => {
    const ended = { status: 422, errors: [{ pointer: '/endsAt' }] };
    for (const refused of [publish, preview]) {
      await expect(refused({ endsAt: '2026-01-01T00:00:00Z' })).rejects.toMatchObject(ended);
    }
    const there = { communityId: world.there.community.id };
    await world.superAdmin.patch('/v1/communities/{communityId}', { path: there, body: { active: false } });
    await expect(
      world.superAdmin.post('/v1/communities/{communityId}/announcements', { path: there, body: notice }),
    ).rejects.toMatchObject({ status: 422, detail: 'The community is deactivated.' });
  });
});
