import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderWith } from '../../../../test/support/temporary-folder.ts';
import { type BookingWorld, bookingWorld, codeOf } from '../../../../test/support/worlds/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { nextState } from '../engine/index.ts';

/** A tenth service type, as a hospital would write it. */
const TENTH = `
id: pet_therapy
version: 1
names: { en: Pet therapy, hi: पालतू चिकित्सा }
descriptions: { en: A visit with a calm dog., hi: एक शांत कुत्ते के साथ मुलाक़ात। }
modes: [on_demand]
fulfilledBy: { kind: staff, roles: [nurse] }
requiresLocation: false
skips: [en_route]
permissions:
  request: [requester]
  assign: [hospital_admin]
  move: [assignee]
  cancel: [requester]
  relocate: []
sla: {}
dispatch: { strategy: least_loaded, offerTimeout: PT1M, rounds: 1 }
paymentTrigger: none
cancellation: { until: in_service }
`;

let world: BookingWorld;
let community: string;
let hospital: string;
let requester: ResidentPrincipal;
let volunteer: ResidentPrincipal;
let admin: StaffPrincipal;
let manager: StaffPrincipal;

const policiesDirectory = folderWith({ 'pet_therapy.yaml': TENTH });

beforeAll(async () => {
  world = await bookingWorld({ policiesDirectory });
  community = await world.community();
  hospital = await world.hospital([community]);
  requester = await world.resident(community);
  volunteer = await world.resident(community, true);
  admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
  manager = await world.staff('community_manager', { communityId: community });
  await world.staff('nurse', { hospitalId: hospital, position: [12.98, 77.6] });
  await world.staff('paramedic', { hospitalId: hospital, position: [12.98, 77.6] });
});
afterAll(() => world?.close());

const SERVICE_TYPES = [
  'ambulance',
  'blood_test',
  'consultation',
  'first_aid',
  'home_nursing',
  'neighbor_sos',
  'physiotherapy',
  'remote_care',
  'routine_checkup',
  'pet_therapy',
];

describe('every service type', () => {
  it('is listed in the catalogue, including the tenth', () => {
    expect(world.feature.service.listServiceTypes({ limit: 50 }).data.map(({ policy }) => policy.id)).toEqual(
      SERVICE_TYPES,
    );
  });

  it.each(SERVICE_TYPES)('%s runs from request to completion', async (serviceType) => {
    const { service, policies } = world.feature;
    const policy = policies.get(serviceType);
    if (policy === undefined) throw new Error('no policy');
    let scheduledFor: Date | undefined;
    if (policy.modes[0] === 'slot') {
      const slots = await world.slots(requester, serviceType, 7);
      scheduledFor = slots[3]?.start;
      expect(slots[3]).toMatchObject({ hospitalId: hospital, capacity: slots[3]?.remaining });
    }
    const { booking } = await service.create(requester, { serviceType, scheduledFor });
    expect(booking).toMatchObject({ state: 'requested', version: 1, residentId: requester.id });
    expect(booking.hospitalId).toBe(policy.fulfilledBy.kind === 'staff' ? hospital : null);
    await world.settle();

    const { rows } = await world.db.owner.raw('select * from offer where booking_id = ?', [booking.id]);
    expect(rows).toHaveLength(1);
    const [offer] = rows;
    const assignee = await principalOf(offer);
    const mine = await service.listOwnOffers(assignee, 'open', { limit: 10 });
    expect(mine.data.map(({ row }) => row.id)).toContain(offer.id);
    const answer = await service.respondToOffer(assignee, offer.id, { answer: 'accept' });
    expect(answer.offer.row.state).toBe('accepted');
    expect(answer.view?.booking).toMatchObject({ state: 'assigned', assignee: { id: assignee.id } });
    await world.settle();

    let view = await service.get(assignee, booking.id);
    for (let state = nextState(policy, 'assigned'); state !== null; state = nextState(policy, state)) {
      expect(view.allowedTransitions[0]).toBe(state);
      view = await service.transition(assignee, booking.id, { to: state });
      expect(view.booking.state).toBe(state);
    }
    expect(view.booking.state).toBe('completed');
    expect(view.allowedTransitions).toEqual([]);
    expect((await service.get(requester, booking.id)).booking.state).toBe('completed');
    const { data } = await service.timeline(requester, booking.id, { limit: 50 });
    expect(data.map(({ type }) => type)).toEqual([
      'requested',
      'offered',
      'assigned',
      ...Array(policy.skips.length > 0 ? 2 : 3).fill('moved'),
    ]);
    await world.settle();
  });

  it('timelines replay to the rows of their bookings', async () => {
    expect(await world.checkReplay()).toBe(SERVICE_TYPES.length);
  });
});

describe('timers', () => {
  it('continue offers without an answer, and alert the hospital when exhausted', async () => {
    const { service } = world.feature;
    const { booking } = await service.create(requester, { serviceType: 'ambulance' });
    await world.pass(29_000);
    expect(await typesOf(booking.id)).toEqual(['requested', 'offered']);
    await world.pass(2_000);
    expect(await typesOf(booking.id)).toEqual(['requested', 'offered', 'offer_expired', 'offered']);
    await world.pass(30_000);
    expect((await typesOf(booking.id)).slice(-2)).toEqual(['offer_expired', 'offers_exhausted']);
    expect(world.published).toContainEqual(
      expect.objectContaining({
        event: 'alert',
        rooms: [`hospital:${hospital}`, `community:${community}`],
        payload: expect.objectContaining({ type: 'offers_exhausted', bookingId: booking.id }),
      }),
    );

    // A person who comes on duty gets an offer without any request.
    const late = await world.staff('paramedic', { hospitalId: hospital });
    await world.pass(31_000);
    const { data } = await service.listOwnOffers(late, 'open', { limit: 10 });
    expect(data.map(({ row }) => row.bookingId)).toEqual([booking.id]);
    await service.respondToOffer(late, data[0]?.row.id ?? '', {
      answer: 'decline',
      reason: 'On another call',
    });
    expect((await service.get(admin, booking.id)).booking.state).toBe('requested');
    await world.settle();
    await service.transition(requester, booking.id, { to: 'cancelled' });
    await world.db.owner('staff').where({ id: late.id }).update({ on_duty: false });
    await world.settle();
  });

  it('record a missed clock once, escalate it and widen the search', async () => {
    const { service } = world.feature;
    const { booking } = await service.create(requester, { serviceType: 'ambulance' });
    await world.pass(120_000);
    const types = await typesOf(booking.id);
    expect(types.filter((type) => type === 'sla_breached')).toHaveLength(1);
    expect(types).toContain('escalated');
    expect((await service.get(requester, booking.id)).booking.assignBreachedAt).toEqual(
      new Date(booking.createdAt.getTime() + 120_000),
    );
    // Offered again after the escalation, although the offers were exhausted.
    expect(types.lastIndexOf('offered')).toBeGreaterThan(types.indexOf('escalated'));
    await world.pass(15 * 60_000);
    const clocks = world.events.filter(
      ({ type, data }) => type === 'booking.sla_breached' && data.bookingId === booking.id,
    );
    expect(clocks.map(({ data }) => data.clock)).toEqual(['assign', 'arrive']);
    await service.transition(admin, booking.id, { to: 'cancelled', reason: 'Nobody free' });
    await world.settle();
  });

  it('record no breach for a booking served in time', async () => {
    const { service } = world.feature;
    const { booking } = await service.create(requester, { serviceType: 'neighbor_sos' });
    await world.settle();
    const [offer] = (await service.listOwnOffers(volunteer, 'open', { limit: 1 })).data;
    await service.respondToOffer(volunteer, offer?.row.id ?? '', { answer: 'accept' });
    await service.transition(volunteer, booking.id, { to: 'en_route' });
    await service.transition(volunteer, booking.id, { to: 'in_service' });
    await world.pass(3_600_000);
    const after = await service.get(manager, booking.id);
    expect(after.booking).toMatchObject({ assignBreachedAt: null, arriveBreachedAt: null });
    await service.transition(volunteer, booking.id, { to: 'completed' });
  });

  it('timelines replay to the rows of their bookings', async () => {
    expect(await world.checkReplay()).toBe(SERVICE_TYPES.length + 3);
  });
});

describe('a resident', () => {
  it('cannot have two overlapping scheduled bookings', async () => {
    const { service } = world.feature;
    const [, , slot] = await world.slots(requester, 'home_nursing', 7);
    const first = await service.create(requester, { serviceType: 'home_nursing', scheduledFor: slot?.start });
    const within = new Date((slot?.start.getTime() ?? 0) + 3_600_000);
    const again = service.create(requester, { serviceType: 'consultation', scheduledFor: within });
    expect(await codeOf(again)).toBe('overlapping_booking');
    await service.transition(requester, first.booking.id, { to: 'cancelled' });
    const free = await service.create(requester, { serviceType: 'consultation', scheduledFor: within });
    await service.transition(requester, free.booking.id, { to: 'cancelled' });
    await world.settle();
  });

  it('gets the reason why a booking is rejected', async () => {
    const { service } = world.feature;
    const foreign = await world.resident(await world.community());
    const soon = new Date(world.now().getTime() + 60_000);
    expect(
      await codeOf(Promise.resolve().then(() => service.create(requester, { serviceType: 'nothing' }))),
    ).toBe('unprocessable');
    expect(await codeOf(service.create(requester, { serviceType: 'consultation' }))).toBe('unprocessable');
    const ambulance = { serviceType: 'ambulance' };
    expect(await codeOf(service.create(requester, { ...ambulance, scheduledFor: soon }))).toBe(
      'unprocessable',
    );
    const slot = { serviceType: 'consultation', scheduledFor: soon };
    expect(await codeOf(service.create(requester, slot))).toBe('slot_unavailable');
    expect(await codeOf(service.create(requester, { ...ambulance, residentId: foreign.id }))).toBe(
      'not_found',
    );
    expect(await codeOf(service.create(foreign, ambulance))).toBe('unprocessable');
    expect(await codeOf(service.create(admin, ambulance))).toBe('invalid_request');
    expect(await codeOf(service.create(admin, { ...ambulance, residentId: requester.id }))).toBe('none');
  });
});

async function principalOf(offer: {
  staff_id: string | null;
  resident_id: string | null;
}): Promise<StaffPrincipal | ResidentPrincipal> {
  if (offer.resident_id !== null) return { ...volunteer, id: offer.resident_id };
  const [row] = await world.db.owner('staff').where({ id: offer.staff_id });
  return { ...admin, id: row.id, role: row.role };
}

async function typesOf(bookingId: string): Promise<string[]> {
  return (await world.feature.service.timeline(admin, bookingId, { limit: 200 })).data.map(
    ({ type }) => type,
  );
}
