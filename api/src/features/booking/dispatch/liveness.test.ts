import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sized } from '../../../../test/size.ts';
import { type BookingWorld, bookingWorld, HERE } from '../../../../test/support/booking-world.ts';
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

interface Cast {
  readonly hospital: string;
  readonly admin: StaffPrincipal;
  readonly manager: StaffPrincipal;
  readonly crew: readonly StaffPrincipal[];
  readonly residents: readonly ResidentPrincipal[];
  readonly bookings: string[];
}

async function cast(): Promise<Cast> {
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

/** Something somebody does; what is refused changes nothing. Numbers choose whom and what of those there are. */
type Deed = (there: Cast, who: number, what: number) => Promise<unknown>;

const pick = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;
const REASON = { reason: 'r' };
const SERVICES = ['ambulance', 'first_aid', 'neighbor_sos', 'remote_care', 'home_nursing'];

async function answer(there: Cast, who: number, how: 'accept' | 'decline') {
  const person = pick([...there.crew, ...there.residents], who);
  const { data } = await world.feature.service.offersTo(person, ['open'], { limit: 1 });
  return world.feature.service.answer(person, data[0]?.row.id ?? '', how, undefined);
}

function edit(there: Cast, who: number, body: object) {
  const operation = world.organisations.operations.updateStaff;
  const staffId = pick(there.crew, who).id;
  const call = { params: { staffId }, query: {}, headers: {}, body, principal: there.admin, ip: '' };
  return operation(call as never);
}

const move = (there: Cast, by: StaffPrincipal | ResidentPrincipal, which: number, to: object) =>
  world.feature.service.transition(by, pick(there.bookings, which), to as never);

const DEEDS: readonly Deed[] = [
  async (there, who, what) => {
    const serviceType = pick(SERVICES, what);
    const by = pick(there.residents, who);
    const { service } = world.feature;
    const from = world.now();
    const to = new Date(from.getTime() + 2 * 86_400_000);
    const slots =
      serviceType === 'home_nursing' ? await service.availability(by, { serviceType, from, to }) : [];
    const scheduledFor = slots[0]?.start;
    there.bookings.push((await service.create(by, { serviceType, scheduledFor })).booking.id);
  },
  (there, who) => answer(there, who, 'accept'),
  (there, who) => answer(there, who, 'accept'),
  (there, who) => answer(there, who, 'decline'),
  (there, who) => edit(there, who, { onDuty: true }),
  (there, who) => edit(there, who, { onDuty: false }),
  (there, who, what) => edit(there, who, { active: what % 2 === 0 }),
  (there, who, what) => edit(there, who, { role: pick(['nurse', 'paramedic'], what) }),
  (there, who, what) =>
    move(there, pick([there.admin, there.manager], who), what, {
      to: 'assigned',
      assigneeId: pick([...there.crew, ...there.residents], who).id,
      ...(who % 3 === 0 ? REASON : {}),
    }),
  (there, who, what) =>
    move(there, pick([there.admin, there.manager], who), what, { to: 'requested', ...REASON }),
  (there, who, what) =>
    move(there, pick([there.admin, there.manager], who), what, { to: 'en_route', ...REASON }),
  (there, who, what) =>
    move(there, pick([there.admin, there.manager], who), what, { to: 'in_service', ...REASON }),
  (there, who, what) => move(there, pick(there.residents, who), what, { to: 'cancelled' }),
  (_, who) => world.pass([5_000, 30_000, 60_000, 300_000, 1_800_000][who % 5] ?? 0),
  (_, who) => world.pass([5_000, 30_000, 60_000, 300_000, 1_800_000][who % 5] ?? 0),
];

/** What is missing for this booking to go on by itself; nothing for one that people have to end. */
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
    if (due <= now) found.push(`the ${clock} clock ran out and nobody noticed`);
    const set = timers.find(({ name, data }) => name === 'sla-clock' && data.clock === clock);
    if (set?.at.getTime() !== due.getTime()) found.push(`no timer for the ${clock} clock`);
  }
  if (row.state !== 'requested') {
    if (offers.length > 0) found.push(`offers of a booking that is ${row.state}`);
    return found;
  }
  if (offers.length > 0) {
    const last = Math.max(...offers.map(({ expiresAt }) => expiresAt.getTime()));
    if (last <= now.getTime()) found.push('an offer past its time is open');
    if (!timers.some(({ name, at }) => name === 'offer-timeout' && at.getTime() === last)) {
      found.push('no timer for its offers');
    }
  } else if (!timers.some(({ name, at }) => name === 'dispatch-retry' && at > now)) {
    const end = row.scheduledUntil ?? new Date(row.createdAt.getTime() + 86_400_000);
    if (now < end) found.push('nobody is asked and nobody looks again');
  }
  return found;
}

/** A refusal is part of the story; anything else is a fault. */
function unlessRefused(error: { code?: string }): void {
  if (error.code === undefined) throw error;
}

const RUNS = sized({ small: 3, full: 12 });

it('whatever people do, a booking nobody has is offered to somebody or looked after by a timer, and its clocks run', async () => {
  const deed = fc.tuple(fc.nat(DEEDS.length - 1), fc.nat(29), fc.nat(29));
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 40 }), async (deeds) => {
      const there = await cast();
      const done: string[] = [];
      for (const [n, who, what] of [[0, 0, what0(deeds)], ...deeds] as const) {
        await DEEDS[n]?.(there, who, what).catch(unlessRefused);
        done.push(`${n}:${who}:${what}`);
        await world.settle();
        for (const id of there.bookings)
          expect([done.join(' '), id, await faults(id)]).toEqual([done.join(' '), id, []]);
      }
      for (const id of there.bookings) {
        const end = { to: 'cancelled' as const, reason: 'r' };
        for (const by of [there.admin, there.manager])
          await move(there, by, there.bookings.indexOf(id), end).catch(unlessRefused);
      }
      await world.settle();
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(await world.checkReplay()).toBeGreaterThan(RUNS);
});

/** The first booking is of a service that the numbers choose, so that each is begun with. */
function what0(deeds: readonly (readonly [number, number, number])[]): number {
  return deeds[0]?.[2] ?? 0;
}
