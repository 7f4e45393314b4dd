import type { Schema } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../../test/support/worlds/world.ts';

let app: TestApp;
let world: World;
let admin: Signed;
let resident: Signed;

beforeAll(async () => {
  ({ app, world } = await startTestWorld({ env: { KIWIMESH_LIMIT_ADDRESS: '0' } }));
  admin = world.here.hospital.admin;
  resident = world.here.community.residents[0] as Signed;
});
afterAll(() => app?.stop());

const TEXT = '/v1/hospitals/{hospitalId}/notification-texts/{template}/{language}' as const;
const pathOf = (template = 'booking_requested', language = 'en') => ({
  ...{ hospitalId: world.here.hospital.id, template, language },
});
const set = (body: Schema<'NotificationTextPut'>, path = pathOf(), ifMatch?: number) =>
  admin.kiwi.put(TEXT, { path, body, ifMatch });
const reset = (path = pathOf(), ifMatch?: number) => admin.kiwi.delete(TEXT, { path, ifMatch });
const texts = async () =>
  (
    await admin.kiwi.get('/v1/hospitals/{hospitalId}/notification-texts', {
      path: { hospitalId: world.here.hospital.id },
    })
  ).data;
const preview = async (query: object, template = 'offer_received') =>
  admin.kiwi.get('/v1/notification-templates/{template}/preview', { path: { template }, query });
const newest = async ({ kiwi }: Signed) =>
  (await kiwi.get('/v1/notifications', { query: { limit: 1 } })).data[0];

/** A booking in an emergency, so that its news are sent by SMS. */
async function requests({ kiwi }: Signed): Promise<string> {
  const location = { latitude: 12.97, longitude: 77.59 };
  const { id } = await kiwi.post('/v1/bookings', { body: { serviceType: 'first_aid', location } });
  await app.settled();
  return id;
}

async function cancels({ kiwi }: Signed, bookingId: string): Promise<void> {
  await kiwi.post('/v1/bookings/{bookingId}/transitions', { path: { bookingId }, body: { to: 'cancelled' } });
  await app.settled();
}

describe('the preview of a text', () => {
  it('shows it in each language with an example, and what an SMS of it takes', async () => {
    const { previews, classes } = await preview({});
    expect(classes).toEqual(['emergency', 'dispatch']);
    expect(previews.map(({ language, title }) => `${language}: ${title}`)).toEqual([
      'en: New request: Blood test',
      'hi: नया अनुरोध: रक्त जाँच',
    ]);
    expect(previews[0]).toMatchObject({
      outside: 'There is a request for you. Please answer by Mon, 30 Nov, 10:00 am.',
      sms: { encoding: 'gsm7', units: 67, segments: 1 },
      own: [],
    });
    expect(previews[1]?.sms.encoding).toBe('ucs2');
  });

  it('shows another service, and one language alone', async () => {
    const { previews } = await preview({ language: 'en', serviceType: 'home_nursing' });
    expect(previews.map(({ title }) => title)).toEqual(['New request: Home nursing']);
  });

  it.each([
    [{ language: 'sv' }, '/query/language'],
    [{ serviceType: 'yoga' }, '/query/serviceType'],
  ])('is refused for %j, which does not exist', async (query, pointer) => {
    await expect(preview(query)).rejects.toMatchObject({ status: 422, errors: [{ pointer }] });
    await expect(preview({}, 'farewell')).rejects.toMatchObject({ status: 404 });
  });

  it('lists all texts with their classes and variables', async () => {
    const { languages, data } = await admin.kiwi.get('/v1/notification-templates');
    expect(languages).toEqual(['en', 'hi']);
    expect(data.every(({ classes }) => classes.length > 0)).toBe(true);
    expect(data.find(({ template }) => template === 'visit_reminder')).toMatchObject({
      classes: ['reminders'],
      variables: [
        { name: 'service', type: 'service_type', outside: false },
        { name: 'time', type: 'time', outside: true },
      ],
    });
  });
});

describe('the text of a hospital', () => {
  it('is in the list, SMS and export of its notifications, at once, and no other’s', async () => {
    const own = { title: 'Sahyadri has it', outside: 'Sahyadri has your request.' };
    const before = await requests(resident);
    expect(await newest(resident)).toMatchObject({ title: 'We have your request' });
    await set(own);
    expect(await newest(resident)).toMatchObject({
      title: own.title,
      body: 'First aid: somebody is being found for you.',
    });
    await cancels(resident, before);
    const bookings = [await requests(resident), await requests(world.there.community.residents[0] as Signed)];
    const phone = String((await resident.kiwi.get('/v1/me')).phone);
    const sent = (await world.superAdmin.get('/dev/messages', { query: { to: phone } })).data;
    expect(sent.map(({ body }) => body)).toContain(own.outside);
    const { notifications } = await resident.kiwi.get('/v1/me/export');
    expect(notifications?.[0]?.title).toBe(own.title);
    const there = await newest(world.there.community.residents[0] as Signed);
    expect(there?.title).toBe('We have your request');
    await resident.kiwi.patch('/v1/me', { body: { language: 'hi' } });
    expect((await newest(resident))?.title).toBe('आपका अनुरोध मिल गया');
    await resident.kiwi.patch('/v1/me', { body: { language: 'en' } });
    await reset();
    expect((await newest(resident))?.title).toBe('We have your request');
    expect(await texts()).toEqual([]);
    await cancels(resident, String(bookings[0]));
  });

  it('is refused with the fault of each part, and nothing is kept of it', async () => {
    await expect(
      set({ title: 'x'.repeat(61), body: 'Dear {name}', outside: 'Your Ambulance for {service}' }),
    ).rejects.toMatchObject({
      status: 422,
      errors: [
        { pointer: '/title', detail: 'Use at most 60 characters.' },
        { pointer: '/body', detail: 'It cannot have {name}, only {service}.' },
        { pointer: '/outside', detail: '{service} tells what the matter is.' },
        { pointer: '/outside', detail: '“ambulance” tells what the matter is.' },
      ],
    });
    expect(await texts()).toEqual([]);
    for (const path of [pathOf('farewell'), pathOf('booking_requested', 'sv')]) {
      await expect(set({ title: 'A' }, path)).rejects.toMatchObject({ status: 404 });
      await expect(reset(path)).rejects.toMatchObject({ status: 404 });
    }
  });

  it('is not overwritten by who has read an earlier version, also after a reset', async () => {
    const path = pathOf('booking_cancelled');
    const { version } = await set({ title: 'First' }, path);
    await set({ title: 'Second' }, path, version);
    await expect(set({ title: 'Third' }, path, version)).rejects.toMatchObject({ status: 412 });
    await expect(reset(path, version)).rejects.toMatchObject({ status: 412 });
    await reset(path);
    await reset(path);
    await set({ body: 'Again.' }, path);
    await expect(set({ title: 'Third' }, path, version)).rejects.toMatchObject({ status: 412 });
    const now = { title: null, body: 'Again.', version: 4 };
    expect(await texts()).toMatchObject([now]);
    await expect(set({ title: 'A' }, pathOf('work_moved'), 1)).rejects.toMatchObject({ status: 412 });
    await reset(path);
  });

  it('is not used where it breaks a rule by now, and says so', async () => {
    await set({ title: 'Ours', outside: 'Ours.' }, pathOf('offer_received'));
    // As when a service type of that name is installed afterwards.
    await app.testDatabase
      .owner('hospital_notification_text')
      .where({ template: 'offer_received' })
      .update({ outside: 'Blood test for you' });
    const { previews } = await preview({ hospitalId: world.here.hospital.id, language: 'en' });
    expect(previews).toMatchObject([
      { title: 'Ours', outside: expect.stringContaining('There is a request'), own: ['title'] },
    ]);
    expect((await texts())[0]?.faults).toMatchObject([{ pointer: '/outside' }]);
  });
});
