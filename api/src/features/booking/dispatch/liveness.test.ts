import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import { type BookingWorld, bookingWorld, HERE } from '../../../../test/support/worlds/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import { isFinal } from '../engine/index.ts';
import { isRunning } from '../engine/sla.ts';
import { BookingModel, OfferModel } from '../models.ts';

let world: BookingWorld;
beforeAll(async () => {
  world = await bookingWorld();
});
afterAll(() => world?.close());

interface Scenario {
  readonly hospital: string;
  readonly admin: StaffPrincipal;
  readonly manager: StaffPrincipal;
  readonly crew: readonly StaffPrincipal[];
  readonly residents: readonly ResidentPrincipal[];
  readonly bookings: string[];
}

async function newScenario(): Promise<Scenario> {
  const community = await world.community();
  const hospital = await world.hospital([community]);
  const position: [number, number] = [HERE.latitude, HERE.longitude];
  const crew = [
    await world.staff('paramedic', { hospitalId: hospital, position }),
    await world.staff('paramedic', { hospitalId: hospital, onDuty: false, position }),
    await world.staff('nurse', { hospitalId: hospital, position }),
  ];
  const residents = [
    await world.resident(community, true),
    await world.resident(community, true),
    await world.resident(community),
  ];
  const admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
  const manager = await world.staff('community_manager', { communityId: community });
  return { hospital, admin, manager, crew, residents, bookings: [] };
}

/** An action of a person; a rejected one changes nothing. The numbers choose who acts and how. */
type Action = (scenario: Scenario, who: number, what: number) => Promise<unknown>;

const pick = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;
const REASON = { reason: 'r' };
const SERVICES = ['ambulance', 'first_aid', 'neighbor_sos', 'remote_care', 'home_nursing'];

async function answer(scenario: Scenario, who: number, how: 'accept' | 'decline') {
  const person = pick([...scenario.crew, ...scenario.residents], who);
  const { data } = await world.feature.service.listOwnOffers(person, 'open', { limit: 1 });
  return world.feature.service.respondToOffer(person, data[0]?.row.id ?? '', { answer: how });
}

const edit = (scenario: Scenario, who: number, body: object) =>
  world.editStaff(scenario.admin, pick(scenario.crew, who).id, body);

const move = (scenario: Scenario, by: StaffPrincipal | ResidentPrincipal, which: number, to: object) =>
  world.feature.service.transition(by, pick(scenario.bookings, which), to as never);

const ACTIONS: readonly Action[] = [
  async (scenario, who, what) => {
    const serviceType = pick(SERVICES, what);
    const by = pick(scenario.residents, who);
    const { service } = world.feature;
    const slots = serviceType === 'home_nursing' ? await world.slots(by, serviceType, 2) : [];
    const scheduledFor = slots[0]?.start;
    scenario.bookings.push((await service.create(by, { serviceType, scheduledFor })).booking.id);
  },
  (scenario, who) => answer(scenario, who, 'accept'),
  (scenario, who) => answer(scenario, who, 'accept'),
  (scenario, who) => answer(scenario, who, 'decline'),
  (scenario, who) => edit(scenario, who, { onDuty: true }),
  (scenario, who) => edit(scenario, who, { onDuty: false }),
  (scenario, who, what) => edit(scenario, who, { active: what % 2 === 0 }),
  (scenario, who, what) => edit(scenario, who, { role: pick(['nurse', 'paramedic'], what) }),
  (scenario, who, what) =>
    move(scenario, pick([scenario.admin, scenario.manager], who), what, {
      to: 'assigned',
      assigneeId: pick([...scenario.crew, ...scenario.residents], who).id,
      ...(who % 3 === 0 ? REASON : {}),
    }),
  (scenario, who, what) =>
    move(scenario, pick([scenario.admin, scenario.manager], who), what, { to: 'requested', ...REASON }),
  (scenario, who, what) =>
    move(scenario, pick([scenario.admin, scenario.manager], who), what, { to: 'en_route', ...REASON }),
  (scenario, who, what) =>
    move(scenario, pick([scenario.admin, scenario.manager], who), what, { to: 'in_service', ...REASON }),
  (scenario, who, what) => move(scenario, pick(scenario.residents, who), what, { to: 'cancelled' }),
  (_, who) => world.pass([5_000, 30_000, 60_000, 300_000, 1_800_000][who % 5] ?? 0),
  (_, who) => world.pass([5_000, 30_000, 60_000, 300_000, 1_800_000][who % 5] ?? 0),
];

/** What a booking lacks to progress without further requests; nothing if only people can end it. */
async function faults(id: string): Promise<string[]> {
  const now = world.now();
  const { row, offers } = await world.db.database.run(systemScope('test'), async (uow) => ({
    row: (await BookingModel.query(uow.trx).findById(id)) as BookingModel,
    offers: await OfferModel.query(uow.trx).where({ booking_id: id, state: 'open' }),
  }));
  const policy = world.feature.policies.get(row.serviceType);
  if (policy === undefined) throw new Error('no policy');
  const timers = world.timers().filter(({ data }) => data.bookingId === id);
  const found: string[] = [];
  for (const [clock, due, breached] of [
    ['assign', row.assignBy, row.assignBreachedAt],
    ['arrive', row.arriveBy, row.arriveBreachedAt],
  ] as const) {
    if (due === null || breached !== null || isFinal(row.state) || !isRunning(clock, row.state)) continue;
    if (due <= now) found.push(`the ${clock} clock ran out without a breach`);
    const set = timers.find(({ name, data }) => name === 'sla-clock' && data.clock === clock);
    if (set?.at.getTime() !== due.getTime()) found.push(`no timer for the ${clock} clock`);
  }
  if (row.state !== 'requested') {
    if (offers.length > 0) found.push(`offers of a booking that is ${row.state}`);
    return found;
  }
  if (offers.length > 0) {
    const last = Math.max(...offers.map(({ expiresAt }) => expiresAt.getTime()));
    if (last <= now.getTime()) found.push('an expired offer is open');
    if (!timers.some(({ name, at }) => name === 'offer-timeout' && at.getTime() === last)) {
      found.push('no timer for its offers');
    }
  } else if (!timers.some(({ name, at }) => name === 'dispatch-retry' && at > now)) {
    const end = row.scheduledUntil ?? new Date(row.createdAt.getTime() + 86_400_000);
    if (now < end) found.push('no open offer and no retry');
  }
  return found;
}

/** Rejections are expected; any other error is a fault. */
function ignoreProblem(error: { code?: string }): void {
  if (error.code === undefined) throw error;
}

const RUNS = sized({ small: 3, full: 12 });

it('every open booking has an open offer or a timer after any actions', async () => {
  const action = fc.tuple(fc.nat(ACTIONS.length - 1), fc.nat(29), fc.nat(29));
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 40 }), async (actions) => {
      const scenario = await newScenario();
      const done: string[] = [];
      for (const [n, who, what] of [[0, 0, firstService(actions)], ...actions] as const) {
        await ACTIONS[n]?.(scenario, who, what).catch(ignoreProblem);
        done.push(`${n}:${who}:${what}`);
        await world.settle();
        for (const id of scenario.bookings)
          expect([done.join(' '), id, await faults(id)]).toEqual([done.join(' '), id, []]);
      }
      for (const id of scenario.bookings) {
        const end = { to: 'cancelled' as const, reason: 'r' };
        for (const by of [scenario.admin, scenario.manager])
          await move(scenario, by, scenario.bookings.indexOf(id), end).catch(ignoreProblem);
      }
      await world.settle();
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // Each run begins with a booking; whether more follow is random.
  expect(await world.checkReplay()).toBeGreaterThanOrEqual(RUNS);
});

/** The random numbers choose the service of the first booking, so that runs start with each of them. */
function firstService(actions: readonly (readonly [number, number, number])[]): number {
  return actions[0]?.[2] ?? 0;
}
