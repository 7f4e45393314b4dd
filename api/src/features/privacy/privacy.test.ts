import type { Kiwimesh } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import { signInByCode, type World } from '../../../test/support/worlds/world.ts';

/**
 * What residents may request about their own data. The people of `here`: one who books, one who volunteers and one whom
 * others try to read.
 */
let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app.stop());

let number = 0;
const CANARY = 'Zyx';
const person = () => {
  number += 1;
  const tag = `${CANARY}${String(number).padStart(4, '0')}`;
  return {
    communityId: world.here.community.id,
    name: `${tag} Canary`,
    phone: `+9193330${String(10_000 + number)}`,
    email: `${tag}@canary.example`,
    unit: `${tag}-unit`,
    dateOfBirth: '1948-03-14',
    location: { latitude: 12.345678 + number / 1000, longitude: 77.654321, address: `${tag} Lane` },
  };
};
type Person = ReturnType<typeof person>;

async function newResident(extra: Partial<Person> & { neighborSosVolunteer?: boolean } = {}) {
  const fields = { ...person(), ...extra };
  const { id } = await world.superAdmin.post('/v1/residents', { body: fields });
  await app.settled();
  return { id, fields, kiwi: await signInByCode(app.url, fields.phone) };
}

async function cancelled(kiwi: Kiwimesh, notes: string, reason: string): Promise<string> {
  const { id } = await kiwi.post('/v1/bookings', { body: { serviceType: 'first_aid', notes } });
  const path = { bookingId: id };
  await kiwi.post('/v1/bookings/{bookingId}/transitions', { path, body: { to: 'cancelled', reason } });
  return id;
}

const delay = async (erasureDelayDays: number) => {
  const { version: _, updatedAt: __, ...settings } = await world.superAdmin.get('/v1/system/settings');
  await world.superAdmin.put('/v1/system/settings', { body: { ...settings, privacy: { erasureDelayDays } } });
};

/** Every value of every column of every table, as text; sealed columns stay encrypted. */
async function everything(): Promise<string> {
  const { rows } = await app.testDatabase.owner.raw(
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const tables = await Promise.all(
    rows.map(async ({ relname }: { relname: string }) => {
      const { rows: found } = await app.testDatabase.owner.raw(
        `select row_to_json(t)::text as row from ?? t`,
        [relname],
      );
      return `${relname}: ${found.map(({ row }: { row: string }) => row).join('\n')}`;
    }),
  );
  return tables.join('\n');
}

/** Holds a lock until `count` of the app's statements wait for it, releases it and returns the result of `work`. */
async function heldUp<T>(lock: string, count: number, work: () => Promise<T>, change?: string): Promise<T> {
  const { owner } = app.testDatabase;
  const trx = await owner.transaction();
  await trx.raw(lock);
  const outcome = work();
  // The caller that awaits it gets the error.
  outcome.catch(() => undefined);
  await eventually(`${count} wait`, async () => {
    const { rows } = await owner.raw(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length >= count;
  });
  if (change !== undefined) await trx.raw(change);
  await trx.commit();
  return outcome;
}

describe('a booking made at the moment of an erasure', () => {
  const book = (kiwi: Kiwimesh) =>
    kiwi.post('/v1/bookings', { body: { serviceType: 'first_aid', notes: 'peanut allergy' } });

  it('delays the erasure of a person whose booking was made first', async () => {
    const { kiwi, id } = await newResident();
    await delay(0);
    const booking = await heldUp('lock table booking_event in share mode', 2, async () => {
      const booking = book(kiwi);
      await eventually('the booking is written and not yet committed', async () => {
        const { rows } = await app.testDatabase.owner.raw(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rows.length > 0;
      });
      await kiwi.post('/v1/me/erasure', { body: { confirm: 'erase' } });
      return booking;
    });
    await app.settled();
    await delay(30);
    const { rows } = await app.testDatabase.owner.raw('select name, erased_at from resident where id = ?', [
      id,
    ]);
    expect(rows).toEqual([{ name: expect.stringContaining(CANARY), erased_at: null }]);
    expect((await kiwi.get('/v1/me/erasure')).openBookings).toEqual([booking.id]);
  });

  it('is rejected when the resident was deactivated first', async () => {
    const { kiwi, id } = await newResident();
    const outcome = heldUp(
      `select 1 from resident where id = '${id}' for update`,
      1,
      () => book(kiwi),
      `update resident set active = false where id = '${id}'`,
    );
    await expect(outcome).rejects.toMatchObject({ code: 'not_eligible' });
  });
});

describe('an export', () => {
  it('has what the person entered, did and received, but no credentials', async () => {
    const { kiwi, fields } = await newResident();
    const bookingId = await cancelled(kiwi, 'peanut allergy', 'feeling better');
    const data = await kiwi.get('/v1/me/export');
    expect(data).toMatchObject({
      format: 'kiwimesh-resident-1',
      profile: { name: fields.name, phone: fields.phone, unit: fields.unit, dateOfBirth: '1948-03-14' },
      complete: true,
      erasure: { state: 'none' },
      codes: [{ channel: 'sms', verified: true }],
    });
    expect(
      data.bookings.map(({ booking, timeline }) => [booking.id, booking.notes, timeline.at(-1)?.type]),
    ).toEqual([[bookingId, 'peanut allergy', 'cancelled']]);
    expect(data.sessions).toHaveLength(1);
    expect(JSON.stringify(data)).not.toMatch(/hash|salt|token|index/i);
  });

  it('exports the audit entries of the person, with other people by role only', async () => {
    const [{ kiwi, id }, other] = [await newResident(), await newResident()];
    const bookingId = await cancelled(kiwi, 'peanut allergy', 'feeling better');
    const { manager } = world.here.community;
    const { nurse } = world.here.hospital;
    await manager.kiwi.patch('/v1/residents/{residentId}', {
      path: { residentId: id },
      body: { unit: 'C-9' },
    });
    await manager.kiwi.get('/v1/residents', { query: {} });
    await world.superAdmin.get('/v1/bookings/{bookingId}', { path: { bookingId } });
    await nurse.kiwi.get('/v1/residents/{residentId}', { path: { residentId: id } });
    await other.kiwi.get('/v1/me');
    await app.app.sealer.sealAll();
    const { auditEvents } = await kiwi.get('/v1/me/export');
    const entryOf = (action: string) => auditEvents.find((one) => one.action === action);
    expect(entryOf('verifyOtp')).toMatchObject({
      actor: { kind: 'resident', role: 'resident', self: true },
      outcome: 'succeeded',
      address: expect.stringContaining('127.0.0.1'),
    });
    expect(entryOf('updateResident')).toMatchObject({
      actor: { kind: 'staff', role: 'community_manager', self: false },
      recordIds: [id],
      outcome: 'succeeded',
      address: null,
    });
    expect(entryOf('getResident')).toMatchObject({ actor: { kind: 'staff', role: 'nurse', self: false } });
    // Of an entry about many people, only the part about this one is exported.
    expect(entryOf('listResidents')).toMatchObject({ recordIds: [id] });
    expect(entryOf('getBooking')).toMatchObject({
      actor: { kind: 'staff', role: 'super_admin', self: false },
      recordType: 'booking',
      recordIds: [bookingId],
    });
    const text = JSON.stringify(auditEvents);
    for (const stranger of [manager.id, nurse.id, other.id, world.here.hospital.id]) {
      expect(text).not.toContain(stranger);
    }
    for (const { actor, address } of auditEvents) if (!actor.self) expect(address).toBeNull();
  });

  it('is available for the caller’s own data only', async () => {
    const [first, second] = [await newResident(), await newResident()];
    await cancelled(first.kiwi, 'of the first', 'x');
    const text = JSON.stringify(await second.kiwi.get('/v1/me/export'));
    expect(text).not.toContain(first.id);
    expect(text).not.toContain('of the first');
    await expect(world.here.hospital.nurse.kiwi.get('/v1/me/export')).rejects.toMatchObject({ status: 403 });
  });
});

describe('an erasure request', () => {
  it('needs confirmation, is recorded once and can be cancelled until due', async () => {
    const { kiwi } = await newResident();
    await expect(kiwi.post('/v1/me/erasure', { body: {} as never })).rejects.toMatchObject({ status: 400 });
    // The cancellation period is shown before they decide.
    expect(await kiwi.get('/v1/me/erasure')).toMatchObject({ state: 'none', delayDays: 30 });
    const noted = await kiwi.post('/v1/me/erasure', { body: { confirm: 'erase' } });
    expect(noted).toMatchObject({ state: 'scheduled', reason: 'own_wish', requestedBy: 'resident' });
    const wait = Date.parse(noted.dueAt ?? '') - Date.parse(noted.requestedAt ?? '');
    expect(wait).toBe(30 * 86_400_000);
    expect(await kiwi.post('/v1/me/erasure', { body: { confirm: 'erase' } })).toEqual(noted);
    await kiwi.delete('/v1/me/erasure');
    expect(await kiwi.get('/v1/me/erasure')).toMatchObject({ state: 'none' });
    await expect(kiwi.delete('/v1/me/erasure')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is rejected while a booking is open, with its id', async () => {
    const { kiwi, id } = await newResident();
    const booking = await kiwi.post('/v1/bookings', { body: { serviceType: 'first_aid' } });
    const refusal = { code: 'erasure_blocked', extensions: { openBookings: [booking.id] } };
    await expect(kiwi.post('/v1/me/erasure', { body: { confirm: 'erase' } })).rejects.toMatchObject(refusal);
    const path = { residentId: id };
    const { manager } = world.here.community;
    await expect(
      manager.kiwi.post('/v1/residents/{residentId}/erasure', { path, body: { reason: 'moved_away' } }),
    ).rejects.toMatchObject(refusal);
  });

  it('lets the manager of the community request it, with a reason code', async () => {
    const { id, kiwi } = await newResident();
    const path = { residentId: id };
    const body = { reason: 'requested_by_person' } as const;
    await expect(
      world.there.community.manager.kiwi.post('/v1/residents/{residentId}/erasure', { path, body }),
    ).rejects.toMatchObject({ status: 404 });
    expect(
      await world.here.community.manager.kiwi.post('/v1/residents/{residentId}/erasure', { path, body }),
    ).toMatchObject({ state: 'scheduled', requestedBy: 'staff' });
    // It is the resident's own data nevertheless.
    await kiwi.delete('/v1/me/erasure');
  });
});

describe('an erasure', () => {
  it('deletes the known devices of the person and of no other', async () => {
    const [gone, stays] = [await newResident(), await newResident()];
    const devices = (id: string) => app.testDatabase.owner('otp_device').where({ resident_id: id });
    // The device and its network.
    expect([(await devices(gone.id)).length, (await devices(stays.id)).length]).toEqual([2, 2]);
    await delay(0);
    await gone.kiwi.post('/v1/me/erasure', { body: { confirm: 'erase' } });
    await eventually('erased', async () => {
      await app.settled();
      const row = await app.testDatabase.owner('erasure').where({ resident_id: gone.id }).first();
      return row?.erased_at !== null;
    });
    await delay(30);
    expect([(await devices(gone.id)).length, (await devices(stays.id)).length]).toEqual([0, 2]);
  });

  it('leaves no personal data in any column and keeps the facts of bookings', async () => {
    const { kiwi, id, fields } = await newResident();
    const bookingId = await cancelled(kiwi, `${fields.name} cannot walk`, `${fields.name} is better`);
    const helped = await newResident();
    const volunteer = await newResident({ neighborSosVolunteer: true });
    const call = await helped.kiwi.post('/v1/bookings', {
      body: { serviceType: 'neighbor_sos', notes: 'fell in the bath' },
    });
    const offer = await eventually('an offer', async () => (await volunteer.kiwi.get('/v1/offers')).data[0]);
    await volunteer.kiwi.post('/v1/offers/{offerId}/response', {
      path: { offerId: offer.id },
      body: { answer: 'accept' },
    });
    const moves = { path: { bookingId: call.id } };
    for (const to of ['en_route', 'in_service', 'completed'] as const) {
      const now = await volunteer.kiwi.get('/v1/bookings/{bookingId}', moves);
      if (now.allowedTransitions.includes(to)) {
        await volunteer.kiwi.post('/v1/bookings/{bookingId}/transitions', { ...moves, body: { to } });
      }
    }
    await app.settled();
    expect(await everything()).toContain(fields.name);

    await delay(0);
    await kiwi.post('/v1/me/erasure', { body: { confirm: 'erase' } });
    await volunteer.kiwi.post('/v1/me/erasure', { body: { confirm: 'erase' } });
    await eventually('both erased', async () => {
      await app.settled();
      const rows = await app.testDatabase.owner('erasure').whereIn('resident_id', [id, volunteer.id]);
      return rows.length === 2 && rows.every(({ erased_at }) => erased_at !== null);
    });
    await delay(30);

    const left = await everything();
    for (const { name, phone, email, unit, location } of [fields, volunteer.fields]) {
      for (const value of [name, name.slice(0, 7), phone, email, unit, location.address]) {
        expect(left.includes(value), `${value} is still there`).toBe(false);
      }
    }
    for (const { location } of [fields, volunteer.fields]) {
      expect(left.includes(String(location.latitude))).toBe(false);
    }
    // Encrypted or not, nothing is stored under it any more.
    const row = await app.testDatabase.owner('resident').where({ id }).first();
    expect(row).toMatchObject({
      name: 'Erased',
      phone: null,
      phone_index: null,
      active: false,
      latitude: null,
    });
    expect(await app.testDatabase.owner('idempotency_record').where({ actor: `resident:${id}` })).toEqual([]);
    await expect(kiwi.get('/v1/me')).rejects.toMatchObject({ status: 401 });
    const path = { residentId: id };
    await expect(world.superAdmin.get('/v1/residents/{residentId}', { path })).rejects.toMatchObject({
      status: 404,
    });

    const kept = await world.superAdmin.get('/v1/bookings/{bookingId}', { path: { bookingId } });
    expect(kept).toMatchObject({
      residentId: id,
      state: 'cancelled',
      notes: null,
      location: null,
      cancellation: { reason: null, by: { id, name: null } },
    });
    const answered = await world.superAdmin.get('/v1/bookings/{bookingId}', moves);
    expect(answered).toMatchObject({
      notes: 'fell in the bath',
      assignee: { id: volunteer.id, name: 'Erased' },
    });
    const timeline = await world.superAdmin.get('/v1/bookings/{bookingId}/timeline', { path: { bookingId } });
    expect(timeline.data.map(({ type }) => type)).toEqual(expect.arrayContaining(['requested', 'cancelled']));
    for (const { actor, reason } of timeline.data) expect([actor.name, reason]).toEqual([null, null]);
    // The number can be used by its next owner.
    await newResident({ phone: fields.phone });
  });

  it('waits for a booking that was opened in the meantime', async () => {
    const { kiwi, id } = await newResident();
    await kiwi.post('/v1/me/erasure', { body: { confirm: 'erase' } });
    await kiwi.post('/v1/bookings', { body: { serviceType: 'first_aid' } });
    await app.testDatabase
      .owner('erasure')
      .where({ resident_id: id })
      .update({ requested_at: new Date(0), due_at: new Date(0) });
    await app.app.background.jobs.enqueue('erase-resident', `${id}:now`, { residentId: id });
    await app.settled();
    const { erased_at } = await app.testDatabase.owner('erasure').where({ resident_id: id }).first();
    expect(erased_at).toBeNull();
    expect(await kiwi.get('/v1/me/erasure')).toMatchObject({
      state: 'scheduled',
      openBookings: [expect.any(String)],
    });
    const { rows } = await app.testDatabase.owner.raw(
      `select count(*)::int as waiting from agenda_job as job
       where name = 'erase-resident' and row_to_json(job)::text like ?`,
      [`%${id}:%`],
    );
    expect(rows[0].waiting).toBeGreaterThan(0);
  });
});
