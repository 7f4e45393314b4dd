import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BookingWorld, bookingWorld, codeOf } from '../../../../test/support/worlds/booking-world.ts';
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

async function assignedAmbulance(crew: StaffPrincipal): Promise<string> {
  const { service } = world.feature;
  const { booking } = await service.create(requester, { serviceType: 'ambulance' });
  await service.transition(admin, booking.id, { to: 'assigned', assigneeId: crew.id });
  return booking.id;
}

async function assignedSos(helper: ResidentPrincipal): Promise<string> {
  const { service } = world.feature;
  const { booking } = await service.create(requester, { serviceType: 'neighbor_sos' });
  await service.transition(manager, booking.id, { to: 'assigned', assigneeId: helper.id });
  await world.settle();
  return booking.id;
}

async function lastEntry(id: string) {
  return (await world.feature.service.timeline(manager, id, { limit: 200 })).data.at(-1);
}

describe('a reassigned booking', () => {
  it('does not show the position of the previous assignee', async () => {
    const { service } = world.feature;
    const [one, other] = [await paramedic(), await paramedic()];
    const id = await assignedAmbulance(one);
    await service.reportPosition(one, id, THERE);
    expect((await service.get(requester, id)).position).toMatchObject(THERE);

    const reassigned = await service.transition(admin, id, {
      to: 'assigned',
      assigneeId: other.id,
      reason: 'Nearer',
    });
    expect(reassigned.position).toBeNull();
    expect((await service.get(requester, id)).position).toBeNull();
    // Older than the last report of the other assignee, by a slow clock: accepted as the first of this one.
    const recordedAt = new Date(world.now().getTime() - 5_000);
    await service.reportPosition(other, id, { latitude: 12.9, longitude: 77.6, recordedAt });
    expect((await service.get(requester, id)).position).toMatchObject({ latitude: 12.9, recordedAt });

    await service.transition(other, id, { to: 'requested', reason: 'Engine trouble' });
    await service.transition(admin, id, { to: 'assigned', assigneeId: one.id });
    expect((await service.get(requester, id)).position).toBeNull();
    await service.transition(requester, id, { to: 'cancelled' });
    await world.settle();
  });

  it('is reported to the former volunteer, who then stops receiving it', async () => {
    const { service } = world.feature;
    const [one, other] = [await world.resident(community, true), await world.resident(community, true)];
    const id = await assignedSos(one);
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
    const [message] = world.published.filter(({ event }) => event === 'booking');
    expect(message?.rooms).toEqual(
      expect.arrayContaining([`booking:${id}`, `resident:${one.id}`, `resident:${other.id}`]),
    );

    await service.transition(other, id, { to: 'requested', reason: 'Cannot come after all' });
    await world.settle();
    expect(world.left.at(-1)).toEqual({ who: `resident:${other.id}`, rooms: [`booking:${id}`] });
    await service.transition(requester, id, { to: 'cancelled' });
    await world.settle();
  });

  it('is read again after a socket has joined its room', async () => {
    const { service } = world.feature;
    const { booking } = await service.create(requester, { serviceType: 'ambulance' });
    const { join, reply } = await world.sockets.handle('subscribe', requester, { bookingId: booking.id });
    expect(join).toEqual([`booking:${booking.id}`]);
    // Between the first read and the join, while the socket does not receive the room's messages yet.
    await service.transition(admin, booking.id, { to: 'assigned', assigneeId: (await paramedic()).id });
    await world.settle();
    expect(typeof reply === 'function' && (await reply())).toMatchObject({ booking: { state: 'assigned' } });
    await service.transition(requester, booking.id, { to: 'cancelled' });
    await world.settle();
  });

  it('is published to its new assignee', async () => {
    const crew = await paramedic();
    world.published.length = 0;
    const id = await assignedAmbulance(crew);
    await world.settle();
    const messages = world.published.filter(({ payload }) => payload.type === 'booking.assigned');
    expect(messages).toHaveLength(1);
    expect(messages[0]?.rooms).toContain(`staff:${crew.id}`);
    await world.feature.service.transition(requester, id, { to: 'cancelled' });
    await world.settle();
  });
});

describe('a person who is no longer eligible', () => {
  const edit = (id: string, body: object) => world.editStaff(admin, id, body);

  it('loses assigned bookings on deactivation, and the search continues', async () => {
    const { service } = world.feature;
    const [gone, free] = [await paramedic(), await paramedic(true)];
    const held = await assignedAmbulance(gone);
    await service.transition(gone, held, { to: 'en_route' });
    await edit(gone.id, { active: false });
    await world.settle();
    const { booking } = await service.get(requester, held);
    expect(booking).toMatchObject({ state: 'requested', assignee: null });
    const { data } = await service.timeline(requester, held, { limit: 50 });
    expect(data.find(({ type }) => type === 'unassigned')).toMatchObject({
      actor: { kind: 'system' },
      reason: expect.stringMatching(/no longer/),
    });
    expect(
      (await service.listOwnOffers(free, 'open', { limit: 5 })).data.map(({ row }) => row.bookingId),
    ).toEqual([held]);
    await service.transition(requester, held, { to: 'cancelled' });
    await edit(free.id, { onDuty: false });
    await world.settle();
  });

  it('loses only the bookings that a new role does not provide', async () => {
    const { service } = world.feature;
    const person = await paramedic();
    const first = await assignedAmbulance(person);
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

  it('loses open offers at once when going off duty', async () => {
    const { service } = world.feature;
    const first = await paramedic(true);
    const { booking } = await service.create(requester, { serviceType: 'ambulance' });
    await world.settle();
    const [offer] = (await service.listOwnOffers(first, 'open', { limit: 5 })).data;
    expect(offer?.row.bookingId).toBe(booking.id);
    const second = await paramedic(true);
    await edit(first.id, { onDuty: false });
    await world.settle();
    expect((await service.listOwnOffers(first, 'open', { limit: 5 })).data).toEqual([]);
    expect((await service.listOwnOffers(second, 'open', { limit: 5 })).data).toHaveLength(1);
    expect(await codeOf(service.respondToOffer(first, offer?.row.id ?? '', { answer: 'accept' }))).toBe(
      'offer_closed',
    );
    await service.transition(requester, booking.id, { to: 'cancelled' });
    await edit(second.id, { onDuty: false });
    await world.settle();
  });

  it('keeps a booking that is in service', async () => {
    const { service } = world.feature;
    const gone = await paramedic();
    const held = await assignedAmbulance(gone);
    await service.transition(gone, held, { to: 'en_route' });
    await service.transition(gone, held, { to: 'in_service' });
    await edit(gone.id, { active: false });
    await world.settle();
    expect((await service.get(admin, held)).booking.state).toBe('in_service');
    await service.transition(admin, held, { to: 'completed', reason: 'By telephone' });
    await world.settle();
  });

  it('loses the SOS of a neighbour when the volunteer is deactivated', async () => {
    const { service } = world.feature;
    const helper = await world.resident(community, true);
    const id = await assignedSos(helper);
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
  it('cannot be assigned', async () => {
    const { service } = world.feature;
    const neighbour = await world.resident(community);
    const { booking } = await service.create(requester, { serviceType: 'neighbor_sos' });
    await expect(
      service.transition(manager, booking.id, { to: 'assigned', assigneeId: neighbour.id }),
    ).rejects.toMatchObject({ code: 'not_eligible', message: expect.stringMatching(/not a volunteer/) });
    await service.transition(requester, booking.id, { to: 'cancelled' });
    await world.settle();
  });
});

it('timelines replay to the rows of their bookings', async () => {
  expect(await world.checkReplay()).toBeGreaterThan(8);
});
