import { readFileSync } from 'node:fs';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { folderWith } from '../support/temporary-folder.ts';
import { clientOf, codeSentTo, PASSWORD, signIn } from '../support/worlds/world.ts';

const AE = readFileSync(new URL('../../src/regions/ae.yaml', import.meta.url), 'utf8');
/** An installation of an operator, with a pack of its own. */
const KUWAIT = AE.replace('id: ae', 'id: kw')
  .replace('country: AE', 'country: KW')
  .replace('currency: AED', 'currency: KWD')
  .replace('Asia/Dubai', 'Asia/Kuwait')
  .replace('emergencyNumber: "998"', 'emergencyNumber: "112"');

interface Place {
  readonly region: string;
  readonly at: { readonly latitude: number; readonly longitude: number };
  /** As people there write a number, and what it is. */
  readonly phone: readonly [written: string, e164: string];
  readonly emergencyNumber: string;
  readonly timezone: string;
  readonly language: string;
  readonly code: { readonly channel: string; readonly text: RegExp };
  readonly price: { readonly amount: number; readonly currency: string };
}

const PLACES: readonly Place[] = [
  {
    region: 'in',
    at: { latitude: 12.97, longitude: 77.59 },
    phone: ['098450 12345', '+919845012345'],
    emergencyNumber: '112',
    timezone: 'Asia/Kolkata',
    language: 'en',
    code: { channel: 'sms', text: /^\d{6} is your Kiwimesh code, valid for 10 minutes\./ },
    price: { amount: 150_000, currency: 'INR' },
  },
  {
    region: 'ae',
    at: { latitude: 25.2, longitude: 55.27 },
    phone: ['050 123 4567', '+971501234567'],
    emergencyNumber: '998',
    timezone: 'Asia/Dubai',
    language: 'ar',
    code: { channel: 'whatsapp', text: /^\d{6} هو رمز Kiwimesh الخاص بك، صالح لمدة 10 دقائق/ },
    price: { amount: 50_000, currency: 'AED' },
  },
  {
    region: `${folderWith({ 'kw.yaml': KUWAIT })}/kw.yaml`,
    at: { latitude: 29.37, longitude: 47.98 },
    phone: ['5012 3456', '+96550123456'],
    emergencyNumber: '112',
    timezone: 'Asia/Kuwait',
    language: 'ar',
    code: { channel: 'whatsapp', text: /هو رمز Kiwimesh/ },
    price: { amount: 50_000, currency: 'KWD' },
  },
];

let app: TestApp | undefined;
afterAll(() => app?.stop());

/** A hospital that serves a community, with a paramedic on duty. No time zone is given. */
async function hospitalAt({ at }: Place, root: Kiwimesh, url: string) {
  const hospital = await root.post('/v1/hospitals', { body: { name: 'Hospital', location: at } });
  const community = await root.post('/v1/communities', { body: { name: 'Community', location: at } });
  await root.put('/v1/hospitals/{hospitalId}/communities/{communityId}', {
    path: { hospitalId: hospital.id, communityId: community.id },
  });
  const email = 'paramedic@test.example';
  const paramedic = await root.post('/v1/staff', {
    body: { role: 'paramedic', name: 'P', email, password: PASSWORD, hospitalId: hospital.id, onDuty: true },
  });
  return { hospital, community, paramedic, asParamedic: await signIn(url, { email, password: PASSWORD }) };
}

describe('moving an installation to another country', () => {
  it.each(PLACES)('needs a region pack and no code: $region', async (place) => {
    await app?.stop();
    app = await startTestApp({ env: { KIWIMESH_REGION: place.region } });
    const { url } = app;
    const root = await signIn(url, app.superAdmin);
    const { hospital, community, paramedic, asParamedic } = await hospitalAt(place, root, url);
    expect([hospital.timezone, community.timezone]).toEqual([place.timezone, place.timezone]);

    const [written, phone] = place.phone;
    const person = await root.post('/v1/residents', {
      body: { communityId: community.id, name: 'R', phone: written, location: place.at },
    });
    expect(person).toMatchObject({ phone, language: place.language });

    // Signs in as people do there: the number without its country, and SMS asked for whether it exists or not.
    const resident = await signedInByCode(url, written, phone);
    const messages = await fetch(`${url}/dev/messages?to=${encodeURIComponent(phone)}`);
    expect(((await messages.json()) as { data: unknown[] }).data[0]).toMatchObject({
      channel: place.code.channel,
      body: expect.stringMatching(place.code.text),
    });

    const { price } = await resident.get('/v1/service-types/{serviceType}', {
      path: { serviceType: 'ambulance' },
    });
    expect(price).toEqual(place.price);

    const region = await resident.get('/v1/region');
    expect(region).toMatchObject({
      emergencyNumber: place.emergencyNumber,
      currency: place.price.currency,
    });
    // Who calls for help and is refused learns the number as well.
    const refused = await fetch(`${url}/v1/calls/${hospital.id}`);
    expect(await refused.json()).toMatchObject({ emergencyNumber: place.emergencyNumber });

    const page = await (await fetch(`${url}/call`)).text();
    expect(page).toContain(`emergency-number="${place.emergencyNumber}"`);

    const booking = await resident.post('/v1/bookings', {
      body: { serviceType: 'ambulance', location: place.at, notes: 'Fell on the stairs' },
    });
    expect(booking.payment?.amount).toEqual(place.price);
    const path = { bookingId: booking.id };
    await root.post('/v1/bookings/{bookingId}/transitions', {
      path,
      body: { to: 'assigned', assigneeId: paramedic.id },
    });
    for (const to of ['en_route', 'in_service', 'completed'] as const) {
      await asParamedic.post('/v1/bookings/{bookingId}/transitions', { path, body: { to } });
    }
    expect(await resident.get('/v1/bookings/{bookingId}', { path })).toMatchObject({ state: 'completed' });
  });
});

async function signedInByCode(url: string, written: string, phone: string): Promise<Kiwimesh> {
  const kiwi = clientOf(url, { session: null });
  expect(await kiwi.requestOtp({ phone: written, channel: 'sms' })).toMatchObject({ phone });
  await kiwi.verifyOtp({ phone: written, code: await codeSentTo(url, phone) });
  return kiwi;
}
