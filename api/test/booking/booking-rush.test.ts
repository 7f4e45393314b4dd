import { Kiwimesh, memoryStore, type ProblemError } from '@kiwimesh/sdk';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { sized } from '../support/size.ts';
import { sealedRow } from '../support/worlds/data-keys.ts';
import { PASSWORD, signIn } from '../support/worlds/world.ts';

/** Clients who book one of {@link SLOTS} slots, which together have a fifth as many seats. */
const CLIENTS = sized({ small: 80, full: 500 });
const SLOTS = 4;
const SEATS = CLIENTS / 5;
const PARAMEDICS = sized({ small: 12, full: 50 });

/** Through HTTP, the real outbox and the real jobs. */
describe('a rush of concurrent requests', () => {
  let app: TestApp;
  let superAdmin: Kiwimesh;
  let admin: Kiwimesh;
  let community: string;
  let hospital: string;

  beforeAll(async () => {
    app = await startTestApp({ env: { KIWIMESH_LIMIT_ADDRESS: '0' } });
    superAdmin = await signIn(app.url, app.superAdmin);
    const location = { latitude: 12.97, longitude: 77.59 };
    const timezone = 'Asia/Kolkata';
    community = (await superAdmin.post('/v1/communities', { body: { name: 'Rush', timezone, location } })).id;
    hospital = (await superAdmin.post('/v1/hospitals', { body: { name: 'Rush', timezone, location } })).id;
    await superAdmin.put('/v1/hospitals/{hospitalId}/communities/{communityId}', {
      path: { hospitalId: hospital, communityId: community },
    });
    await member('hospital_admin', 0);
    // The last request waits long on a busy machine; a client that times out would send it again.
    admin = new Kiwimesh({ baseUrl: app.url, store: memoryStore(), timeoutMs: 100_000 });
    await admin.login({ email: 'hospital_admin.0@rush.example', password: PASSWORD });
  });
  afterAll(() => app?.stop());

  async function member(role: 'hospital_admin' | 'paramedic', number: number) {
    const email = `${role}.${number}@rush.example`;
    const { id } = await superAdmin.post('/v1/staff', {
      body: { role, name: `${role} ${number}`, email, password: PASSWORD, hospitalId: hospital },
    });
    return { id, kiwi: await signIn(app.url, { email, password: PASSWORD }) };
  }

  async function residents(count: number): Promise<string[]> {
    const rows = Array.from({ length: count }, (_, index) => ({
      id: v7(),
      community_id: community,
      name: `Resident ${index}`,
      phone: `+9199${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
      language: 'en',
    }));
    await app.testDatabase.owner.batchInsert(
      'resident',
      rows.map((row) => sealedRow('resident', row, ['phone'])),
    );
    return rows.map(({ id }) => id);
  }

  async function outcomes(work: readonly Promise<unknown>[]): Promise<Record<string, number>> {
    const codes = await Promise.all(
      work.map((each) =>
        each.then(
          () => 'done',
          (error: ProblemError) => `${error.status} ${error.code}`,
        ),
      ),
    );
    return Object.fromEntries(
      Object.entries(Object.groupBy(codes, (code) => code)).map(([k, v]) => [k, v?.length ?? 0]),
    );
  }

  it('books each seat once and rejects the others with 409 slot_taken', async () => {
    await superAdmin.put('/v1/hospitals/{hospitalId}/services/{serviceType}', {
      path: { hospitalId: hospital, serviceType: 'blood_test' },
      body: { enabled: true, capacity: SEATS / SLOTS, hours: null },
    });
    const from = new Date(Date.now() + 86_400_000);
    const { data } = await admin.get('/v1/availability', {
      query: {
        serviceType: 'blood_test',
        from: from.toISOString(),
        to: new Date(from.getTime() + 3 * 86_400_000).toISOString(),
      },
    });
    const slots = data.slice(0, SLOTS).map(({ start }) => start);
    const people = await residents(CLIENTS);
    const startedAt = performance.now();
    const counts = await outcomes(
      people.map((residentId, index) =>
        admin.post('/v1/bookings', {
          body: { serviceType: 'blood_test', residentId, scheduledFor: slots[index % SLOTS] as string },
        }),
      ),
    );
    const took = Math.round(performance.now() - startedAt);
    expect(counts, `after ${took} ms`).toEqual({ done: SEATS, '409 slot_taken': CLIENTS - SEATS });
  });

  it('assigns a booking to one of many paramedics and rejects the others with 409', async () => {
    // Inserts the open offers directly, because dispatch offers an ambulance to one person at a time.
    const [residentId] = await residents(1);
    const { id: bookingId } = await admin.post('/v1/bookings', {
      body: { serviceType: 'ambulance', residentId: residentId as string },
    });
    await app.settled();
    const crew = await Promise.all(
      Array.from({ length: PARAMEDICS }, (_, index) => member('paramedic', index)),
    );
    const offers = crew.map(({ id }, index) => ({
      id: v7(),
      booking_id: bookingId,
      service_type: 'ambulance',
      hospital_id: hospital,
      community_id: community,
      staff_id: id,
      assignee_name: `paramedic ${index}`,
      state: 'open',
      round: 1,
      sent_at: new Date(),
      expires_at: new Date(Date.now() + 600_000),
    }));
    await app.testDatabase.owner('offer').insert(offers);
    const counts = await outcomes(
      crew.map(({ kiwi }, index) =>
        kiwi.post('/v1/offers/{offerId}/response', {
          path: { offerId: offers[index]?.id as string },
          body: { answer: 'accept' },
        }),
      ),
    );
    expect(counts).toEqual({ done: 1, '409 offer_closed': PARAMEDICS - 1 });
    const booking = await admin.get('/v1/bookings/{bookingId}', { path: { bookingId } });
    expect(booking.state).toBe('assigned');
    expect(booking.assignee?.kind).toBe('staff');
    const { data } = await admin.get('/v1/bookings/{bookingId}/timeline', { path: { bookingId } });
    expect(data.filter(({ type }) => type === 'assigned')).toHaveLength(1);
  });
});
