import type { Kiwimesh, Schema } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../test/support/worlds/world.ts';
import { directory } from '../organisations/sites/directory.ts';
import { CheckReminders } from './defibrillators/reminders.ts';

/** Where the patient is; the volunteers and the defibrillator are some metres north of it. */
const HERE = { latitude: 12.97, longitude: 77.59 };
const north = (metres: number) => ({ latitude: HERE.latitude + metres / 111_195, longitude: HERE.longitude });

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let app: TestApp;
let world: World;
let patient: Signed;
let near: Signed;
let far: Signed;
let admin: Kiwimesh;
let manager: Kiwimesh;
let communityId: string;
let device: Schema<'Defibrillator'>;

/** The service's time passes slowly, so that no offer expires however slow the machine is. */
const START = Date.now();
const slowly = () => new Date(START + (Date.now() - START) / 100);

beforeAll(async () => {
  ({ app, world } = await startTestWorld({ clock: slowly }));
  [patient, near, far] = world.here.community.residents as unknown as [Signed, Signed, Signed];
  admin = world.here.hospital.admin.kiwi;
  manager = world.here.community.manager.kiwi;
  communityId = world.here.community.id;
});
afterAll(() => app?.stop());

/** The resident declares CPR and stands so many metres from the patient; the manager verifies. */
async function makeVolunteer({ kiwi }: Signed, metres: number): Promise<Schema<'VolunteerSkill'>> {
  const { id } = await kiwi.put('/v1/me/skills/{skill}', {
    path: { skill: 'cpr' },
    body: { certifiedOn: day(-100), expiresOn: day(100), issuer: 'Council of testing', consent: true },
  });
  await kiwi.put('/v1/me/volunteering', { body: { available: true, position: north(metres) } });
  return manager.post('/v1/volunteer-skills/{volunteerSkillId}/decision', {
    path: { volunteerSkillId: id },
    body: { verified: true },
  });
}

async function ambulance(): Promise<Schema<'Booking'>> {
  return patient.kiwi.post('/v1/bookings', {
    body: {
      serviceType: 'ambulance',
      location: { ...HERE, address: 'Tower B, 4th floor' },
      forAnotherPerson: true,
    },
  });
}

const respond = (bookingId: string) =>
  admin.post('/v1/bookings/{bookingId}/neighbourhood-response', {
    path: { bookingId },
    body: { accessHint: 'Lift B, door 4711' },
  });

const shown = (bookingId: string, kiwi = admin) =>
  kiwi.get('/v1/bookings/{bookingId}/neighbourhood-response', { path: { bookingId } });

const offerTo = ({ kiwi }: Signed) =>
  eventually('an open offer', async () => {
    const { data } = await kiwi.get('/v1/offers', { query: { state: 'open' } });
    return data.find(({ serviceType }) => serviceType === 'cardiac_response');
  });

const answer = ({ kiwi }: Signed, offerId: string, given: 'accept' | 'decline') =>
  kiwi.post('/v1/offers/{offerId}/response', { path: { offerId }, body: { answer: given } });

const move = (
  kiwi: Kiwimesh,
  bookingId: string,
  to: 'in_service' | 'completed' | 'cancelled' | 'requested',
) =>
  kiwi.post('/v1/bookings/{bookingId}/transitions', {
    path: { bookingId },
    body: { to, reason: 'As it is' },
  });

async function eventsOf(bookingId: string): Promise<{ type: string; data: Record<string, unknown> }[]> {
  const { rows } = await app.testDatabase.owner.raw(
    `select type, data from outbox_event where type like 'neighbourhood.%' and data->>'bookingId' = ? order by position`,
    [bookingId],
  );
  return rows;
}

describe('the register of defibrillators', () => {
  it('is kept by managers and read by residents of the community alone', async () => {
    device = await manager.post('/v1/communities/{communityId}/defibrillators', {
      path: { communityId },
      body: { name: 'Clubhouse', location: north(100), accessHint: 'Ask the guard', checkEveryDays: 30 },
    });
    expect(device).toMatchObject({ check: 'lapsed', usable: false, openNow: true, hours: null });
    const seen = await patient.kiwi.get('/v1/defibrillators/{defibrillatorId}', {
      path: { defibrillatorId: device.id },
    });
    expect(seen).toEqual(device);
    const stranger = world.there.community.residents[0] as Signed;
    await expect(
      stranger.kiwi.get('/v1/defibrillators/{defibrillatorId}', { path: { defibrillatorId: device.id } }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      manager.post('/v1/communities/{communityId}/defibrillators', {
        path: { communityId },
        body: { name: 'clubhouse', location: north(50) },
      }),
    ).rejects.toMatchObject({ status: 409, code: 'already_exists' });
  });

  it('is usable after a check, and not while it is out of service', async () => {
    const path = { defibrillatorId: device.id };
    const check = (body: Schema<'DefibrillatorCheck'>) =>
      manager.post('/v1/defibrillators/{defibrillatorId}/checks', { path, body });
    await expect(check({ ready: false })).rejects.toMatchObject({ status: 422 });
    await expect(check({ ready: true, checkedOn: day(2) })).rejects.toMatchObject({ status: 422 });
    expect(await check({ ready: false, reason: 'Battery' })).toMatchObject({
      usable: false,
      outOfServiceReason: 'Battery',
    });
    expect(await check({ ready: true })).toMatchObject({
      usable: true,
      check: 'current',
      outOfServiceReason: null,
    });
  });

  it('reminds the managers by email of a check that is overdue, once', async () => {
    await app.testDatabase
      .owner('defibrillator')
      .where({ id: device.id })
      .update({ last_checked_on: day(-40) });
    const path = { defibrillatorId: device.id };
    const shownNow = await manager.get('/v1/defibrillators/{defibrillatorId}', { path });
    expect(shownNow).toMatchObject({ check: 'overdue', usable: true });
    const reminders = new CheckReminders({
      database: app.database,
      organisations: { ...directory, recordPosition: async () => true },
      email: { send: async () => ({}) } as never,
      language: 'en',
    });
    await reminders.findOverdue();
    await reminders.findOverdue();
    const mails = await eventually('the reminder', async () => {
      const reply = await fetch(`${app.url}/dev/messages?to=manager.1@test.example`);
      const { data } = (await reply.json()) as { data: { body: string }[] };
      const about = data.filter(({ body }) => body.includes('Clubhouse'));
      return about.length === 0 ? undefined : about;
    });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.body).toContain('overdue');
    await manager.post('/v1/defibrillators/{defibrillatorId}/checks', { path, body: { ready: true } });
  });
});

describe('a skill', () => {
  it('counts from its verification by a manager, until it is withdrawn', async () => {
    const path = { skill: 'cpr' } as const;
    await expect(
      patient.kiwi.put('/v1/me/skills/{skill}', {
        path,
        body: { certifiedOn: day(-1), expiresOn: day(1), consent: true },
      }),
    ).rejects.toMatchObject({ code: 'not_a_volunteer' });
    await expect(
      near.kiwi.put('/v1/me/skills/{skill}', {
        path,
        body: { certifiedOn: day(-9), expiresOn: day(-2), consent: true },
      }),
    ).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await makeVolunteer(near, 60)).toMatchObject({ state: 'verified', inForce: true });
    const again = await near.kiwi.put('/v1/me/skills/{skill}', {
      path,
      body: { certifiedOn: day(-1), expiresOn: day(300), consent: true },
    });
    expect(again).toMatchObject({ state: 'declared', inForce: false, version: 3 });
    await near.kiwi.delete('/v1/me/skills/{skill}', { path });
    expect((await near.kiwi.get('/v1/me/volunteering')).skills).toEqual([]);
  });
});

describe('a response to a cardiac arrest', () => {
  it('sends one directly and one by the defibrillator, who see where after accepting', async () => {
    await makeVolunteer(near, 60);
    await makeVolunteer(far, 200);
    const main = await ambulance();
    const started = await respond(main.id);
    expect(started).toMatchObject({ state: 'planning', bookingId: main.id, compressionsPerMinute: 110 });
    expect((await respond(main.id)).id).toBe(started.id);

    const direct = await offerTo(near);
    const fetching = await offerTo(far);
    expect(direct).toMatchObject({ waypoint: null, location: null, travelMinutes: 1 });
    expect(fetching).toMatchObject({ waypoint: 'defibrillator', location: null });
    expect(JSON.stringify([direct, fetching])).not.toMatch(/Tower B|Lift B|Clubhouse|guard|"latitude"/);
    for (const { bookingId } of [direct, fetching]) {
      await expect(near.kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } })).rejects.toMatchObject({
        status: 404,
      });
    }

    const { booking } = await answer(far, fetching.id, 'accept');
    expect(booking).toMatchObject({
      linkedTo: main.id,
      location: { address: 'Tower B, 4th floor' },
      notes: 'Lift B, door 4711',
      waypoint: { kind: 'defibrillator', id: device.id, name: 'Clubhouse', directions: 'Ask the guard' },
    });
    await answer(near, direct.id, 'accept');
    await near.kiwi.post('/v1/bookings/{bookingId}/positions', {
      path: { bookingId: direct.bookingId },
      body: north(30),
    });
    const view = await shown(main.id);
    expect(view).toMatchObject({ state: 'active', volunteersFound: 2 });
    expect(view.legs.map(({ role, state, volunteer }) => [role, state, volunteer?.id])).toEqual([
      ['patient', 'assigned', near.id],
      ['defibrillator', 'assigned', far.id],
    ]);
    const [first, second] = view.legs;
    expect(Date.parse(first?.expectedAt ?? '')).toBeLessThan(Date.parse(second?.expectedAt ?? ''));
    expect(first?.position).toMatchObject(north(30));

    await move(near.kiwi, direct.bookingId, 'in_service');
    // A job records the arrival: the order of the events below holds only once it has run.
    const arrived = () => shown(main.id).then(({ outcome }) => outcome.arrivedBeforeAmbulance ?? undefined);
    expect(await eventually('the arrival', arrived)).toBe(true);
    await far.kiwi.post('/v1/bookings/{bookingId}/neighbourhood-response/outcome', {
      path: { bookingId: fetching.bookingId },
      body: { defibrillatorFetched: true },
    });
    await admin.post('/v1/bookings/{bookingId}/neighbourhood-response/outcome', {
      path: { bookingId: main.id },
      body: { shockGiven: true },
    });
    const { outcome } = await shown(main.id);
    expect(outcome).toMatchObject({
      arrivedBeforeAmbulance: true,
      defibrillatorFetched: true,
      shockGiven: true,
      ambulanceArrivedAt: null,
    });

    await move(admin, main.id, 'cancelled');
    await eventually('the end', async () => (await shown(main.id)).state === 'ended');
    await eventually('the legs end', async () =>
      (await shown(main.id)).legs.every(({ state }) => state === 'cancelled'),
    );
    await app.settled();
    // The patient asked for one thing, and hears who comes.
    const { data: heard } = await patient.kiwi.get('/v1/notifications', { query: { limit: 4 } });
    expect(heard.map(({ template }) => template)).toEqual([
      'booking_cancelled',
      'booking_assigned',
      'booking_assigned',
      'booking_requested',
    ]);
    const events = await eventsOf(main.id);
    expect(events.map(({ type }) => type.split('.')[1])).toEqual([
      'response_requested',
      'response_planned',
      'volunteer_arrived',
      'outcome_recorded',
      'outcome_recorded',
      'response_ended',
    ]);
    expect(events.at(-1)?.data).toMatchObject({
      reason: 'ambulance_cancelled',
      arrivedBeforeAmbulance: true,
    });
    expect(JSON.stringify(events)).not.toMatch(/Tower|Lift|Resident/);
  });

  it('asks the volunteer of the other leg after an unassignment, until its end', async () => {
    const main = await ambulance();
    await respond(main.id);
    const direct = await offerTo(near);
    await answer(near, direct.id, 'accept');
    await move(near.kiwi, direct.bookingId, 'requested');
    const fetching = await offerTo(far);
    await answer(far, fetching.id, 'decline');
    // A volunteer who declined one leg can still take the other.
    const second = await eventually('an offer of the other leg', async () => {
      const { data } = await far.kiwi.get('/v1/offers', { query: { state: 'open' } });
      return data.find(({ bookingId }) => bookingId === direct.bookingId);
    });
    await answer(far, second.id, 'accept');
    const ended = await admin.post('/v1/bookings/{bookingId}/neighbourhood-response/end', {
      path: { bookingId: main.id },
      body: { reason: 'The patient is awake' },
    });
    expect(ended).toMatchObject({ state: 'ended', endReason: 'stood_down' });
    expect(ended.legs.every(({ state }) => state === 'cancelled')).toBe(true);
    expect(
      (await patient.kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId: main.id } })).state,
    ).not.toBe('cancelled');
    expect(await respond(main.id)).toMatchObject({ state: 'planning', legs: [] });
    await move(admin, main.id, 'cancelled');
  });

  it('has one volunteer for a leg when two accept at the same time', async () => {
    // Without a defibrillator both are asked to go to the patient.
    await manager.patch('/v1/defibrillators/{defibrillatorId}', {
      path: { defibrillatorId: device.id },
      body: { inService: false, outOfServiceReason: 'In repair' },
    });
    const main = await ambulance();
    await respond(main.id);
    const offers = [await offerTo(near), await offerTo(far)];
    expect(new Set(offers.map(({ bookingId }) => bookingId)).size).toBe(1);
    const replies = await Promise.allSettled([
      answer(near, offers[0]?.id ?? '', 'accept'),
      answer(far, offers[1]?.id ?? '', 'accept'),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = replies.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ status: 409, code: 'offer_closed' });
    expect((await shown(main.id)).legs).toMatchObject([{ role: 'patient', state: 'assigned' }]);
    await move(admin, main.id, 'cancelled');
  });

  it('asks nobody who is unavailable or whose skill is not proven', async () => {
    await near.kiwi.put('/v1/me/volunteering', { body: { available: false } });
    await far.kiwi.delete('/v1/me/skills/{skill}', { path: { skill: 'cpr' } });
    const main = await ambulance();
    await respond(main.id);
    const view = await eventually('the plan', async () => {
      const seen = await shown(main.id);
      return seen.state === 'active' ? seen : undefined;
    });
    expect(view).toMatchObject({ volunteersFound: 0, legs: [] });
    await move(admin, main.id, 'cancelled');
  });

  it('is for an ambulance that has not ended, and for those who take emergency calls', async () => {
    const main = await ambulance();
    const { nurse, paramedic } = world.here.hospital;
    const path = { bookingId: main.id };
    await expect(
      paramedic.kiwi.post('/v1/bookings/{bookingId}/neighbourhood-response', { path, body: {} }),
    ).rejects.toMatchObject({ status: 403 });
    await nurse.kiwi.post('/v1/bookings/{bookingId}/neighbourhood-response', { path, body: {} });
    await expect(shown(main.id, world.there.hospital.admin.kiwi)).rejects.toMatchObject({ status: 404 });
    await move(admin, main.id, 'cancelled');
    const first = await patient.kiwi.post('/v1/bookings', { body: { serviceType: 'first_aid' } });
    for (const bookingId of [main.id, first.id]) {
      await expect(respond(bookingId)).rejects.toMatchObject({ code: 'no_response_possible' });
    }
    await expect(
      patient.kiwi.post('/v1/bookings', { body: { serviceType: 'cardiac_response' } }),
    ).rejects.toMatchObject({ status: 403 });
  });
});

describe('volunteers near a booking', () => {
  it('are counted in coarse steps, by which no one is located', async () => {
    const { id: bookingId } = await ambulance();
    const count = (kiwi: Kiwimesh) =>
      kiwi.get('/v1/bookings/{bookingId}/volunteers-nearby', { path: { bookingId } });
    const join = async (nth: number, location: Schema<'Location'>) => {
      const phone = `+9193330${10_000 + nth}`;
      const body = { communityId, name: `V ${nth}`, phone, location, neighborSosVolunteer: true };
      await manager.post('/v1/residents', { body });
    };
    expect(await count(admin)).toEqual({ radiusMetres: 1_000, atLeast: 0 });
    await join(1, HERE);
    await join(2, HERE);
    // Two live here already: four count as none.
    expect(await count(admin)).toMatchObject({ atLeast: 0 });
    await join(3, { latitude: HERE.latitude + 0.1, longitude: HERE.longitude });
    expect(await count(admin)).toMatchObject({ atLeast: 0 });
    await join(4, HERE);
    expect(await count(manager)).toMatchObject({ atLeast: 5 });
    await expect(count(world.there.hospital.admin.kiwi)).rejects.toMatchObject({ code: 'not_found' });
  });
});
