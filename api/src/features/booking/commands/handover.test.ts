import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BookingWorld, bookingWorld, codeOf } from '../../../../test/support/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';

let world: BookingWorld;
let community: string;
let hospital: string;
let requester: ResidentPrincipal;
let admin: StaffPrincipal;
let manager: StaffPrincipal;

beforeAll(async () => {
  world = await bookingWorld();
  community = await world.community();
  hospital = await world.hospital([community]);
  requester = await world.resident(community);
  admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
  manager = await world.staff('community_manager', { communityId: community });
});
afterAll(() => world?.close());

const paramedic = (onDuty = false) => world.staff('paramedic', { hospitalId: hospital, onDuty });
const THERE = { latitude: 12.95, longitude: 77.61 };

async function ambulanceWith(crew: StaffPrincipal): Promise<string> {
  const { service } = world.feature;
  const { booking } = await service.create(requester, { serviceType: 'ambulance' });
  await service.transition(admin, booking.id, { to: 'assigned', assigneeId: crew.id });
  return booking.id;
}

async function sosWith(helper: ResidentPrincipal): Promise<string> {
  const { service } = world.feature;
  const { booking } = await service.create(requester, { serviceType: 'neighbor_sos' });
  await service.transition(manager, booking.id, { to: 'assigned', assigneeId: helper.id });
  await world.settle();
  return booking.id;
}

async function lastEntry(id: string) {
  return (await world.feature.service.timeline(manager, id, 200)).data.at(-1);
}

describe('a booking that passes to somebody else', () => {
  it('does not show where the one before was as where the new one is', async () => {
    const { service } = world.feature;
    const [one, other] = [await paramedic(), await paramedic()];
    const id = await ambulanceWith(one);
    await service.reportPosition(one, id, THERE);
    expect((await service.get(requester, id)).position).toMatchObject(THERE);

    const swapped = await service.transition(admin, id, {
      to: 'assigned',
      assigneeId: other.id,
      reason: 'Nearer',
    });
    expect(swapped.position).toBeNull();
    expect((await service.get(requester, id)).position).toBeNull();
    // Seen before the other's last report, by a clock that is behind: it is the first of the new one all the same.
    const recordedAt = new Date(world.now().getTime() - 5_000);
    await service.reportPosition(other, id, { latitude: 12.9, longitude: 77.6, recordedAt });
    expect((await service.get(requester, id)).position).toMatchObject({ latitude: 12.9, recordedAt });

    await service.transition(other, id, { to: 'requested', reason: 'Engine trouble' });
    await service.transition(admin, id, { to: 'assigned', assigneeId: one.id });
    expect((await service.get(requester, id)).position).toBeNull();
    await service.transition(requester, id, { to: 'cancelled' });
    await world.settle();
  });

  it('is told to the volunteer it is taken from, who hears nothing of it afterwards', async () => {
    const { service } = world.feature;
    const [one, other] = [await world.resident(community, true), await world.resident(community, true)];
    const id = await sosWith(one);
    expect(await world.sockets.handle('subscribe', one, { bookingId: id })).toMatchObject({
      join: [`booking:${id}`],
    });
    world.published.length = 0;
    await service.transition(manager, id, {
      to: 'assigned',
      assigneeId: other.id,
      reason: 'Lives next door',
    });
    await world.settle();
    expect(world.left).toEqual([{ who: `resident:${one.id}`, rooms: [`booking:${id}`] }]);
    const [told] = world.published.filter(({ event }) => event === 'booking');
    expect(told?.rooms).toEqual(
      expect.arrayContaining([`booking:${id}`, `resident:${one.id}`, `resident:${other.id}`]),
    );

    await service.transition(other, id, { to: 'requested', reason: 'Cannot come after all' });
    await world.settle();
    expect(world.left.at(-1)).toEqual({ who: `resident:${other.id}`, rooms: [`booking:${id}`] });
    await service.transition(requester, id, { to: 'cancelled' });
    await world.settle();
  });

  it('is shown to a socket as it is once the socket hears of changes', async () => {
    const { service } = world.feature;
    const { booking } = await service.create(requester, { serviceType: 'ambulance' });
    const { join, reply } = await world.sockets.handle('subscribe', requester, { bookingId: booking.id });
    expect(join).toEqual([`booking:${booking.id}`]);
    // Between the first look and the entry into the room: told to nobody who is not in it yet.
    await service.transition(admin, booking.id, { to: 'assigned', assigneeId: (await paramedic()).id });
    await world.settle();
    expect(typeof reply === 'function' && (await reply())).toMatchObject({ booking: { state: 'assigned' } });
    await service.transition(requester, booking.id, { to: 'cancelled' });
    await world.settle();
  });

  it('is told to the member of staff it is given to, who did not ask for it', async () => {
    const crew = await paramedic();
    world.published.length = 0;
    const id = await ambulanceWith(crew);
    await world.settle();
    const told = world.published.filter(({ payload }) => payload.type === 'booking.assigned');
    expect(told).toHaveLength(1);
    expect(told[0]?.rooms).toContain(`staff:${crew.id}`);
    await world.feature.service.transition(requester, id, { to: 'cancelled' });
    await world.settle();
  });
});

describe('somebody who cannot do it any more', () => {
  const { id: nobody } = { id: '0193a5f0-7c1e-7000-8000-00000000000a' };
  const edit = (id: string, body: object, who: StaffPrincipal = admin) =>
    world.organisations.operations.updateStaff({
      params: { staffId: id },
      query: {},
      headers: {},
      body,
      principal: who,
      ip: '127.0.0.1',
    } as never);

  it('gives back what they hold when their account is deactivated, and the search goes on', async () => {
    const { service } = world.feature;
    const [gone, free] = [await paramedic(), await paramedic(true)];
    const held = await ambulanceWith(gone);
    await service.transition(gone, held, { to: 'en_route' });
    await edit(gone.id, { active: false });
    await world.settle();
    const { booking } = await service.get(requester, held);
    expect(booking).toMatchObject({ state: 'requested', assignee: null });
    const { data } = await service.timeline(requester, held, 50);
    expect(data.find(({ type }) => type === 'unassigned')).toMatchObject({
      actor: { kind: 'system' },
      reason: expect.stringMatching(/no longer/),
    });
    expect(
      (await service.offersTo(free, ['open'], { limit: 5 })).data.map(({ row }) => row.bookingId),
    ).toEqual([held]);
    await service.transition(requester, held, { to: 'cancelled' });
    await edit(free.id, { onDuty: false });
    await world.settle();
  });

  it('gives back what they hold when they become something that does not fulfil it, and keeps what they may', async () => {
    const { service } = world.feature;
    const person = await paramedic();
    const first = await ambulanceWith(person);
    const { booking: aid } = await service.create(await world.resident(community), {
      serviceType: 'first_aid',
    });
    await service.transition(admin, aid.id, { to: 'assigned', assigneeId: person.id });
    await edit(person.id, { role: 'nurse' });
    await world.settle();
    expect((await service.get(requester, first)).booking.state).toBe('requested');
    expect((await service.get(admin, aid.id)).booking.state).toBe('assigned');
    await service.transition(requester, first, { to: 'cancelled' });
    await service.transition(admin, aid.id, { to: 'cancelled', reason: 'Done with' });
    await world.settle();
  });

  it('is not waited for: an offer to somebody who goes off duty ends at once', async () => {
    const { service } = world.feature;
    const first = await paramedic(true);
    const { booking } = await service.create(requester, { serviceType: 'ambulance' });
    await world.settle();
    const [offer] = (await service.offersTo(first, ['open'], { limit: 5 })).data;
    expect(offer?.row.bookingId).toBe(booking.id);
    const second = await paramedic(true);
    await edit(first.id, { onDuty: false });
    await world.settle();
    expect((await service.offersTo(first, ['open'], { limit: 5 })).data).toEqual([]);
    expect((await service.offersTo(second, ['open'], { limit: 5 })).data).toHaveLength(1);
    expect(await codeOf(service.answer(first, offer?.row.id ?? nobody, 'accept', undefined))).toBe(
      'offer_closed',
    );
    await service.transition(requester, booking.id, { to: 'cancelled' });
    await edit(second.id, { onDuty: false });
    await world.settle();
  });

  it('keeps a patient they are with: that is for the hospital to end', async () => {
    const { service } = world.feature;
    const gone = await paramedic();
    const held = await ambulanceWith(gone);
    await service.transition(gone, held, { to: 'en_route' });
    await service.transition(gone, held, { to: 'in_service' });
    await edit(gone.id, { active: false });
    await world.settle();
    expect((await service.get(admin, held)).booking.state).toBe('in_service');
    await service.transition(admin, held, { to: 'completed', reason: 'By telephone' });
    await world.settle();
  });

  it('gives back a neighbour when the volunteer is deactivated', async () => {
    const { service } = world.feature;
    const helper = await world.resident(community, true);
    const id = await sosWith(helper);
    await world.organisations.operations.updateResident({
      params: { residentId: helper.id },
      query: {},
      headers: {},
      body: { active: false },
      principal: manager,
      ip: '127.0.0.1',
    } as never);
    await world.settle();
    expect((await service.get(requester, id)).booking).toMatchObject({ state: 'requested', assignee: null });
    expect((await lastEntry(id))?.type).not.toBe('unassigned');
    await service.transition(requester, id, { to: 'cancelled' });
    await world.settle();
  });
});

describe('a neighbour who has not volunteered', () => {
  it('cannot be made to help', async () => {
    const { service } = world.feature;
    const unwilling = await world.resident(community);
    const { booking } = await service.create(requester, { serviceType: 'neighbor_sos' });
    await expect(
      service.transition(manager, booking.id, { to: 'assigned', assigneeId: unwilling.id }),
    ).rejects.toMatchObject({ code: 'not_eligible', message: expect.stringMatching(/not a volunteer/) });
    await service.transition(requester, booking.id, { to: 'cancelled' });
    await world.settle();
  });
});

it('leaves timelines that replay to their rows', async () => {
  expect(await world.checkReplay()).toBeGreaterThan(8);
});
