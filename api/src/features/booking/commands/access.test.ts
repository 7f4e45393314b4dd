import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BookingWorld, bookingWorld, codeOf } from '../../../../test/support/booking-world.ts';
import type { Principal, ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import type { Move } from './commands.ts';

let world: BookingWorld;
let hospital: string;
let requester: ResidentPrincipal;
let paramedic: StaffPrincipal;
let spare: StaffPrincipal;
let admin: StaffPrincipal;
const people = new Map<string, Principal>();

beforeAll(async () => {
  world = await bookingWorld();
  const community = await world.community();
  const elsewhere = await world.community();
  hospital = await world.hospital([community]);
  const other = await world.hospital([elsewhere]);
  requester = await world.resident(community);
  paramedic = await world.staff('paramedic', { hospitalId: hospital, onDuty: false });
  spare = await world.staff('paramedic', { hospitalId: hospital, onDuty: false });
  admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
  const named: Record<string, Principal> = {
    requester,
    neighbour: await world.resident(community),
    'resident elsewhere': await world.resident(elsewhere),
    assignee: paramedic,
    'other paramedic': spare,
    nurse: await world.staff('nurse', { hospitalId: hospital, onDuty: false }),
    'hospital admin': admin,
    'admin elsewhere': await world.staff('hospital_admin', { hospitalId: other }),
    'paramedic elsewhere': await world.staff('paramedic', { hospitalId: other }),
    'community manager': await world.staff('community_manager', { communityId: community }),
    'manager elsewhere': await world.staff('community_manager', { communityId: elsewhere }),
    'super admin': await world.staff('super_admin', {}),
    'hospital key': world.apiKey(hospital),
    'key elsewhere': world.apiKey(other),
    'platform key': world.apiKey(null),
  };
  for (const [name, principal] of Object.entries(named)) people.set(name, principal);
});
afterAll(() => world?.close());

const WHO = [
  'requester',
  'neighbour',
  'resident elsewhere',
  'assignee',
  'other paramedic',
  'nurse',
  'hospital admin',
  'admin elsewhere',
  'paramedic elsewhere',
  'community manager',
  'manager elsewhere',
  'super admin',
  'hospital key',
  'key elsewhere',
  'platform key',
] as const;
type Who = (typeof WHO)[number];

/** Foreign rows are not found, never forbidden; who sees a booking but may not do this is forbidden. */
const UNSEEN: readonly Who[] = [
  'neighbour',
  'resident elsewhere',
  'admin elsewhere',
  'paramedic elsewhere',
  'manager elsewhere',
  'key elsewhere',
];

interface Act {
  readonly from: 'requested' | 'assigned' | 'in_service';
  readonly move: () => Move;
  readonly may: readonly Who[];
  /** The refusal of those who see the booking. */
  readonly otherwise: string;
}

const ACTS: Record<string, Act> = {
  'assign a paramedic': {
    from: 'requested',
    move: () => ({ to: 'assigned', assigneeId: paramedic.id }),
    may: ['hospital admin', 'super admin', 'hospital key', 'platform key'],
    otherwise: 'role_not_allowed',
  },
  'give it to another': {
    from: 'assigned',
    move: () => ({ to: 'assigned', assigneeId: spare.id, reason: 'Nearer' }),
    may: ['hospital admin', 'super admin', 'hospital key', 'platform key'],
    otherwise: 'role_not_allowed',
  },
  'take it back': {
    from: 'assigned',
    move: () => ({ to: 'requested', reason: 'Vehicle broke down' }),
    may: ['assignee', 'hospital admin', 'super admin', 'hospital key', 'platform key'],
    otherwise: 'role_not_allowed',
  },
  'move it, with a reason': {
    from: 'assigned',
    move: () => ({ to: 'en_route', reason: 'By radio' }),
    may: ['assignee', 'hospital admin', 'super admin'],
    otherwise: 'not_assignee',
  },
  'complete it, with a reason': {
    from: 'in_service',
    move: () => ({ to: 'completed', reason: 'By radio' }),
    may: ['assignee', 'hospital admin', 'super admin'],
    otherwise: 'not_assignee',
  },
  'cancel it, with a reason': {
    from: 'assigned',
    move: () => ({ to: 'cancelled', reason: 'Called off' }),
    may: [
      'requester',
      'assignee',
      'hospital admin',
      'community manager',
      'super admin',
      'hospital key',
      'platform key',
    ],
    otherwise: 'role_not_allowed',
  },
  'correct the place': {
    from: 'assigned',
    move: () => ({ to: 'assigned', location: { latitude: 12.9, longitude: 77.6 } }),
    may: [
      'requester',
      'assignee',
      'hospital admin',
      'community manager',
      'super admin',
      'hospital key',
      'platform key',
    ],
    otherwise: 'role_not_allowed',
  },
};

/** One person has one open ambulance: what an earlier case left is ended first. */
async function endAmbulances(): Promise<void> {
  const { service } = world.feature;
  const { data } = await service.list(admin, {
    state: ['requested', 'assigned', 'en_route', 'in_service'],
    residentId: requester.id,
    limit: 50,
  });
  for (const { booking } of data) {
    await service.transition(admin, booking.id, { to: 'cancelled', reason: 'Next case' });
  }
}

async function bookingIn(state: Act['from']): Promise<string> {
  const { service } = world.feature;
  await endAmbulances();
  const { booking } = await service.create(requester, { serviceType: 'ambulance' });
  if (state === 'requested') return booking.id;
  await service.transition(admin, booking.id, { to: 'assigned', assigneeId: paramedic.id });
  if (state === 'assigned') return booking.id;
  await service.transition(paramedic, booking.id, { to: 'en_route' });
  await service.transition(paramedic, booking.id, { to: 'in_service' });
  return booking.id;
}

describe('who may do what with an ambulance', () => {
  it.each(Object.keys(ACTS))('%s', async (name) => {
    const act = ACTS[name] as Act;
    const found: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    let id = await bookingIn(act.from);
    for (const who of WHO) {
      const principal = people.get(who) as Principal;
      found[who] = await codeOf(world.feature.service.transition(principal, id, act.move()));
      // A refusal changes nothing, so the next one can try the same booking.
      if (found[who] === 'none') id = await bookingIn(act.from);
      // The assignee does not exist before there is one.
      const otherwise = UNSEEN.includes(who) ? 'not_found' : act.otherwise;
      wanted[who] = act.may.includes(who) ? 'none' : otherwise;
    }
    expect(found).toEqual(wanted);
  });

  it('booking for a resident', async () => {
    const found: Record<string, string> = {};
    for (const who of WHO) {
      const principal = people.get(who) as Principal;
      await endAmbulances();
      found[who] = await codeOf(
        world.feature.service.create(principal, { serviceType: 'ambulance', residentId: requester.id }),
      );
    }
    const unseen = Object.fromEntries(UNSEEN.map((who) => [who, 'not_found']));
    expect(found).toEqual({
      requester: 'none',
      assignee: 'role_not_allowed',
      'other paramedic': 'role_not_allowed',
      nurse: 'role_not_allowed',
      'hospital admin': 'none',
      'community manager': 'none',
      'super admin': 'none',
      'hospital key': 'none',
      'platform key': 'none',
      ...unseen,
    });
  });

  it('acting for somebody else needs a reason, acting for oneself does not', async () => {
    const { service } = world.feature;
    const id = await bookingIn('assigned');
    expect(await codeOf(service.transition(admin, id, { to: 'en_route' }))).toBe('reason_required');
    expect(await codeOf(service.transition(admin, id, { to: 'requested' }))).toBe('reason_required');
    expect(await codeOf(service.transition(admin, id, { to: 'cancelled' }))).toBe('reason_required');
    expect(await codeOf(service.transition(paramedic, id, { to: 'en_route' }))).toBe('none');
    expect(await codeOf(service.transition(requester, id, { to: 'cancelled' }))).toBe('none');
  });

  it('the requester cancels until service starts', async () => {
    const id = await bookingIn('in_service');
    const { service } = world.feature;
    expect(await codeOf(service.transition(requester, id, { to: 'cancelled' }))).toBe('illegal_transition');
    expect((await service.get(requester, id)).allowedTransitions).toEqual([]);
    expect((await service.get(admin, id)).allowedTransitions).toEqual(['completed', 'cancelled']);
  });

  it('only somebody of the right role and hospital can be assigned', async () => {
    const { service } = world.feature;
    const id = await bookingIn('requested');
    for (const who of ['nurse', 'paramedic elsewhere', 'requester', 'hospital admin']) {
      const { id: assigneeId } = people.get(who) as StaffPrincipal;
      expect([who, await codeOf(service.transition(admin, id, { to: 'assigned', assigneeId }))]).toEqual([
        who,
        'not_eligible',
      ]);
    }
  });

  it('lists and reads stay within reach', async () => {
    const id = await bookingIn('requested');
    for (const who of WHO) {
      const principal = people.get(who) as Principal;
      const { data } = await world.feature.service.list(principal, { limit: 200 });
      const sees = data.some(({ booking }) => booking.id === id);
      const read = await codeOf(world.feature.service.get(principal, id));
      const timeline = await codeOf(world.feature.service.timeline(principal, id, 10));
      const reach = UNSEEN.includes(who) ? [false, 'not_found', 'not_found'] : [true, 'none', 'none'];
      expect([who, sees, read, timeline]).toEqual([who, ...reach]);
    }
  });

  it('a position comes from the assignee alone, and is shown to the requester', async () => {
    const { service } = world.feature;
    const id = await bookingIn('assigned');
    const here = { latitude: 12.95, longitude: 77.61 };
    expect(await codeOf(service.reportPosition(spare, id, here))).toBe('not_assignee');
    expect(await codeOf(service.reportPosition(requester, id, here))).toBe('not_assignee');
    await service.reportPosition(paramedic, id, here);
    const old = new Date(world.now().getTime() - 60_000);
    await service.reportPosition(paramedic, id, { latitude: 1, longitude: 1, recordedAt: old });
    expect((await service.get(requester, id)).position).toMatchObject({ ...here, recordedAt: world.now() });
    expect(world.published).toContainEqual({
      rooms: [`booking:${id}`],
      event: 'position',
      payload: { bookingId: id, ...here, recordedAt: world.now().toISOString() },
    });
    const moved = { latitude: 12.96, longitude: 77.6 };
    await service.reportPosition(paramedic, id, moved);
    expect((await service.get(requester, id)).position).toMatchObject(moved);
    await service.transition(requester, id, { to: 'cancelled' });
    expect(await codeOf(service.reportPosition(paramedic, id, here))).toBe('illegal_transition');
  });

  it('a socket follows what its principal sees', async () => {
    const id = await bookingIn('requested');
    const { sockets } = world;
    const subscribe = (who: Who) =>
      sockets.handle('subscribe', people.get(who) as Principal, { bookingId: id });
    const { join, reply } = await subscribe('requester');
    expect(join).toEqual([`booking:${id}`]);
    expect(typeof reply === 'function' && (await reply())).toMatchObject({ booking: { id } });
    expect(await codeOf(subscribe('neighbour'))).toBe('not_found');
    const watch = (who: Who) =>
      sockets.handle('watch', people.get(who) as Principal, { hospitalId: hospital });
    for (const who of ['hospital admin', 'nurse', 'super admin', 'hospital key', 'platform key'] as const) {
      expect(await watch(who)).toEqual({ join: [`hospital:${hospital}`] });
    }
    for (const who of ['requester', 'admin elsewhere', 'community manager', 'key elsewhere'] as const) {
      expect(await codeOf(watch(who))).toBe('not_found');
    }
    expect(await codeOf(sockets.handle('watch', requester, {}))).toBe('invalid_request');
  });

  it('leaves timelines that replay to their rows', async () => {
    expect(await world.checkReplay()).toBeGreaterThan(30);
  });
});
