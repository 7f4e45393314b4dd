import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BookingWorld, bookingWorld, codeOf } from '../../../../test/support/worlds/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import type { BookingFilter } from './listing.ts';

let world: BookingWorld;
let community: string;
let hospital: string;
let admin: StaffPrincipal;
let nurse: StaffPrincipal;

beforeAll(async () => {
  world = await bookingWorld();
  community = await world.community();
  hospital = await world.hospital([community]);
  admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
  nurse = await world.staff('nurse', { hospitalId: hospital, onDuty: false });
});
afterAll(() => world?.close());

async function book(serviceType: string, by?: ResidentPrincipal): Promise<string> {
  const resident = by ?? (await world.resident(community));
  return (await world.feature.service.create(resident, { serviceType })).booking.id;
}

/** All ids of a list, read in pages of `limit`. */
async function listed(filter: Omit<BookingFilter, 'limit'>, limit = 2): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.feature.service.list(admin, { ...filter, limit, cursor });
    ids.push(...page.data.map(({ booking }) => booking.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

/** Sets the clocks of these bookings, in minutes from now. */
async function setClocks(minutes: Readonly<Record<string, number | null>>): Promise<void> {
  for (const [id, from] of Object.entries(minutes)) {
    const at = from === null ? null : new Date(world.now().getTime() + from * 60_000);
    await world.db.owner('booking').where({ id }).update({ assign_by: at, arrive_by: at });
  }
}

describe('the dispatch order of bookings', () => {
  it('lists emergencies first, then by due time, without gaps across pages', async () => {
    const [late, soon, older, newer] = [
      await book('ambulance'),
      await book('ambulance'),
      await book('first_aid'),
      await book('first_aid'),
    ] as [string, string, string, string];
    const [talk, begun, ended] = [
      await book('remote_care'),
      await book('ambulance'),
      await book('ambulance'),
    ] as [string, string, string];
    const { service } = world.feature;
    await service.transition(admin, talk, { to: 'assigned', assigneeId: nurse.id });
    await service.transition(admin, ended, { to: 'cancelled', reason: 'r' });
    await setClocks({ [late]: -30, [soon]: 5, [older]: 1, [newer]: 1, [talk]: -600, [begun]: -900 });
    const paramedic = await world.staff('paramedic', { hospitalId: hospital, onDuty: false });
    await service.transition(admin, begun, { to: 'assigned', assigneeId: paramedic.id });
    for (const to of ['en_route', 'in_service'] as const) {
      await service.transition(paramedic, begun, { to });
    }
    await world.db
      .owner('booking')
      .where({ id: newer })
      .update({ created_at: new Date(+world.now() + 1) });

    const expected = [late, older, newer, soon, begun, talk];
    for (const limit of [1, 2, 50]) expect(await listed({ sort: 'dispatch' }, limit)).toEqual(expected);
    expect(await listed({ sort: 'dispatch', state: ['requested'] })).toEqual([late, older, newer, soon]);
    expect(await listed({ sort: 'newest' })).toHaveLength(7);
  });

  it('rejects updatedSince and cursors of another order', async () => {
    const { service } = world.feature;
    const { nextCursor } = await service.list(admin, { limit: 1 });
    const cursor = nextCursor ?? '';
    expect(await codeOf(service.list(admin, { limit: 1, sort: 'dispatch', cursor }))).toBe('invalid_request');
    expect(await codeOf(service.list(admin, { limit: 1, updatedSince: new Date(), cursor }))).toBe(
      'invalid_request',
    );
    expect(await codeOf(service.list(admin, { limit: 1, sort: 'dispatch', updatedSince: new Date() }))).toBe(
      'unprocessable',
    );
  });
});

describe('a short id', () => {
  it('finds bookings in scope by the end of their id', async () => {
    const [id] = (await Promise.all([book('ambulance'), book('ambulance')])) as [string, string];
    for (const length of [6, 8, 12]) expect(await listed({ idSuffix: id.slice(-length) })).toEqual([id]);
    // A longer suffix is compared in full, not only its indexed part.
    const other = id.at(-8) === '0' ? '1' : '0';
    expect(await listed({ idSuffix: `${other}${id.slice(-7)}` })).toEqual([]);
    const elsewhere = await world.hospital([await world.community()]);
    const stranger = await world.staff('hospital_admin', { hospitalId: elsewhere, onDuty: false });
    const { data } = await world.feature.service.list(stranger, { idSuffix: id.slice(-8), limit: 5 });
    expect(data).toEqual([]);
  });
});

describe('the scheduled time', () => {
  it('is filtered by scheduledFrom and scheduledTo, creation by from and to', async () => {
    const { service } = world.feature;
    const resident = await world.resident(community);
    const [slot] = await world.slots(resident, 'home_nursing', 3);
    const start = slot?.start as Date;
    const made = await service.create(resident, { serviceType: 'home_nursing', scheduledFor: start });
    const after = new Date(start.getTime() + 1);
    expect(await listed({ scheduledFrom: start, scheduledTo: after })).toEqual([made.booking.id]);
    expect(await listed({ scheduledFrom: after })).toEqual([]);
    expect(await listed({ from: start })).toEqual([]);
  });
});

describe('changes since a given time', () => {
  const databaseClock = async () =>
    (await world.db.owner.raw('select clock_timestamp() as now')).rows[0].now as Date;
  /** So much later that the margin for clock differences includes nothing written before `moment`. */
  const later = (moment: Date) => new Date(moment.getTime() + 60_000);
  const touch = (run: Knex, id: string, version: number) =>
    run('booking')
      .where({ id })
      .update({ version, updated_at: run.raw('clock_timestamp()') });

  it('are listed oldest first, including writes that keep the version', async () => {
    const ids = [await book('ambulance'), await book('ambulance'), await book('ambulance')];
    const since = later(await databaseClock());
    for (const id of [ids[2], ids[0], ids[1]] as string[]) await touch(world.db.owner, id, 2);
    await expect.poll(() => listed({ updatedSince: since }, 1)).toEqual([ids[2], ids[0], ids[1]]);
    await world.db
      .owner('booking')
      .where({ id: ids[2] as string })
      .update({ notes: null });
    await expect.poll(() => listed({ updatedSince: since }, 2)).toEqual([ids[0], ids[1], ids[2]]);
  });

  it('wait for an earlier write that commits later', async () => {
    const [early, other] = [await book('ambulance'), await book('ambulance')] as [string, string];
    const since = later(await databaseClock());
    const open = await world.db.owner.transaction();
    await touch(open, early, 7);
    await touch(world.db.owner, other, 8);
    // If the later write were listed now, a reader would continue after it and miss the earlier one.
    expect(await listed({ updatedSince: since })).toEqual([]);
    await open.commit();
    await expect.poll(() => listed({ updatedSince: since })).toEqual([early, other]);
  });

  it('reach a reader in full while 6 writers commit out of order', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => book('ambulance')));
    const received = new Map<string, number>();
    let since = await databaseClock();
    const poll = async () => {
      let cursor: string | undefined;
      do {
        const page = await world.feature.service.list(admin, { updatedSince: since, limit: 5, cursor });
        for (const { booking } of page.data) {
          received.set(booking.id, booking.version);
          // As in the guide but without the margin, so that only the order of commits protects the reader.
          since = new Date(Math.max(+since, +later(booking.updatedAt)));
        }
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
    };
    let writing = true;
    const writer = async (number: number) => {
      for (let round = 1; round <= 15; round += 1) {
        // Each writer has rows of its own, so that they never wait for each other.
        const mine = ids.slice(number * 2, number * 2 + 2) as [string, string];
        await world.db.owner.transaction(async (trx) => {
          await touch(trx, mine[round % 2] as string, round + 1);
          await trx.raw('select pg_sleep(?)', [((round * 7 + number * 13) % 10) / 200]);
        });
      }
    };
    const writers = Promise.all([0, 1, 2, 3, 4, 5].map(writer)).finally(() => {
      writing = false;
    });
    while (writing) await poll();
    await writers;
    const final = Object.fromEntries(ids.map((id, index) => [id, index % 2 === 0 ? 15 : 16]));
    await expect
      .poll(async () => {
        await poll();
        return Object.fromEntries(received);
      })
      .toMatchObject(final);
  });
});
