import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BookingWorld, bookingWorld, codeOf } from '../../../../test/support/worlds/booking-world.ts';
import type { Principal, ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import type { TransitionRequest } from './transition.ts';

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

const CALLERS = [
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
type Caller = (typeof CALLERS)[number];

/** Callers who cannot see the booking: for them it is not found, never forbidden. */
const UNSEEN: readonly Caller[] = [
  'neighbour',
  'resident elsewhere',
  'admin elsewhere',
  'paramedic elsewhere',
  'manager elsewhere',
  'key elsewhere',
];

const ASSIGNERS: readonly Caller[] = ['hospital admin', 'super admin', 'hospital key', 'platform key'];
const RELATED: readonly Caller[] = [...ASSIGNERS, 'requester', 'assignee', 'community manager'];

interface Action {
  readonly from: 'requested' | 'assigned' | 'in_service';
  readonly request: () => TransitionRequest;
  readonly allowed: readonly Caller[];
  /** The problem for callers who can see the booking but may not do this. */
  readonly deniedWith: string;
}

const ACTIONS: Record<string, Action> = {
  'assigning a paramedic': {
    from: 'requested',
    request: () => ({ to: 'assigned', assigneeId: paramedic.id }),
    allowed: ASSIGNERS,
    deniedWith: 'role_not_allowed',
  },
  reassigning: {
    from: 'assigned',
    request: () => ({ to: 'assigned', assigneeId: spare.id, reason: 'Nearer' }),
    allowed: ASSIGNERS,
    deniedWith: 'role_not_allowed',
  },
  unassigning: {
    from: 'assigned',
    request: () => ({ to: 'requested', reason: 'Vehicle broke down' }),
    allowed: ['assignee', ...ASSIGNERS],
    deniedWith: 'role_not_allowed',
  },
  'moving with a reason': {
    from: 'assigned',
    request: () => ({ to: 'en_route', reason: 'By radio' }),
    allowed: ['assignee', 'hospital admin', 'super admin'],
    deniedWith: 'not_assignee',
  },
  'completing with a reason': {
    from: 'in_service',
    request: () => ({ to: 'completed', reason: 'By radio' }),
    allowed: ['assignee', 'hospital admin', 'super admin'],
    deniedWith: 'not_assignee',
  },
  'cancelling with a reason': {
    from: 'assigned',
    request: () => ({ to: 'cancelled', reason: 'Called off' }),
    allowed: RELATED,
    deniedWith: 'role_not_allowed',
  },
  'correcting the location': {
    from: 'assigned',
    request: () => ({ to: 'assigned', location: { latitude: 12.9, longitude: 77.6 } }),
    allowed: RELATED,
    deniedWith: 'role_not_allowed',
  },
};

/** Cancels what an earlier case left open: a person can have only one open ambulance. */
async function cancelAmbulances(): Promise<void> {
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

async function bookingIn(state: Action['from']): Promise<string> {
  const { service } = world.feature;
  await cancelAmbulances();
  const { booking } = await service.create(requester, { serviceType: 'ambulance' });
  if (state === 'requested') return booking.id;
  await service.transition(admin, booking.id, { to: 'assigned', assigneeId: paramedic.id });
  if (state === 'assigned') return booking.id;
  await service.transition(paramedic, booking.id, { to: 'en_route' });
  await service.transition(paramedic, booking.id, { to: 'in_service' });
  return booking.id;
}

describe('access to an ambulance booking', () => {
  it.each(Object.keys(ACTIONS))('%s is allowed by role and relation', async (name) => {
    const action = ACTIONS[name] as Action;
    const actual: Record<string, string> = {};
    const expected: Record<string, string> = {};
    let id = await bookingIn(action.from);
    for (const who of CALLERS) {
      const principal = people.get(who) as Principal;
      actual[who] = await codeOf(world.feature.service.transition(principal, id, action.request()));
      // A rejected request changes nothing, so the next caller can use the same booking.
      if (actual[who] === 'none') id = await bookingIn(action.from);
      const deniedWith = UNSEEN.includes(who) ? 'not_found' : action.deniedWith;
      expected[who] = action.allowed.includes(who) ? 'none' : deniedWith;
    }
    expect(actual).toEqual(expected);
  });

  it('creation is allowed by role and relation', async () => {
    const actual: Record<string, string> = {};
    for (const who of CALLERS) {
      const principal = people.get(who) as Principal;
      await cancelAmbulances();
      actual[who] = await codeOf(
        world.feature.service.create(principal, { serviceType: 'ambulance', residentId: requester.id }),
      );
    }
    const unseen = Object.fromEntries(UNSEEN.map((who) => [who, 'not_found']));
    expect(actual).toEqual({
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

  it('acting in place of the assignee or requester requires a reason', async () => {
    const { service } = world.feature;
    const id = await bookingIn('assigned');
    expect(await codeOf(service.transition(admin, id, { to: 'en_route' }))).toBe('reason_required');
    expect(await codeOf(service.transition(admin, id, { to: 'requested' }))).toBe('reason_required');
    expect(await codeOf(service.transition(admin, id, { to: 'cancelled' }))).toBe('reason_required');
    expect(await codeOf(service.transition(paramedic, id, { to: 'en_route' }))).toBe('none');
    expect(await codeOf(service.transition(requester, id, { to: 'cancelled' }))).toBe('none');
  });

  it('the requester can cancel until service starts', async () => {
    const id = await bookingIn('in_service');
    const { service } = world.feature;
    expect(await codeOf(service.transition(requester, id, { to: 'cancelled' }))).toBe('illegal_transition');
    expect((await service.get(requester, id)).allowedTransitions).toEqual([]);
    expect((await service.get(admin, id)).allowedTransitions).toEqual(['completed', 'cancelled']);
  });

  it('only a person of the required role and hospital can be assigned', async () => {
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

  it('lists and reads show only bookings in the scope of the caller', async () => {
    const id = await bookingIn('requested');
    for (const who of CALLERS) {
      const principal = people.get(who) as Principal;
      const { data } = await world.feature.service.list(principal, { limit: 200 });
      const listed = data.some(({ booking }) => booking.id === id);
      const read = await codeOf(world.feature.service.get(principal, id));
      const timeline = await codeOf(world.feature.service.timeline(principal, id, { limit: 10 }));
      const visible = UNSEEN.includes(who) ? [false, 'not_found', 'not_found'] : [true, 'none', 'none'];
      expect([who, listed, read, timeline]).toEqual([who, ...visible]);
    }
  });

  it('positions are accepted from the assignee only and shown to the requester', async () => {
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

  it('sockets can follow only what their principal may see', async () => {
    const id = await bookingIn('requested');
    const { sockets } = world;
    const subscribe = (who: Caller) =>
      sockets.handle('subscribe', people.get(who) as Principal, { bookingId: id });
    const { join, reply } = await subscribe('requester');
    expect(join).toEqual([`booking:${id}`]);
    expect(typeof reply === 'function' && (await reply())).toMatchObject({ booking: { id } });
    expect(await codeOf(subscribe('neighbour'))).toBe('not_found');
    const watch = (who: Caller) =>
      sockets.handle('watch', people.get(who) as Principal, { hospitalId: hospital });
    for (const who of ['hospital admin', 'nurse', 'super admin', 'hospital key', 'platform key'] as const) {
      expect(await watch(who)).toEqual({ join: [`hospital:${hospital}`] });
    }
    for (const who of ['requester', 'admin elsewhere', 'community manager', 'key elsewhere'] as const) {
      expect(await codeOf(watch(who))).toBe('not_found');
    }
    expect(await codeOf(sockets.handle('watch', requester, {}))).toBe('invalid_request');
  });

  it('timelines replay to the rows of their bookings', async () => {
    expect(await world.checkReplay()).toBeGreaterThan(30);
  });
});
