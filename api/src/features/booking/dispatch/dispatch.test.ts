import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BookingWorld, bookingWorld, codeOf, HERE } from '../../../../test/support/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';

const turnByTurn = (id: string, dispatch: string) => `
id: ${id}
version: 1
names: { en: ${id} }
descriptions: { en: One after the other. }
modes: [on_demand]
fulfilledBy: { kind: staff, roles: [paramedic] }
requiresLocation: false
permissions:
  request: [requester]
  assign: [hospital_admin]
  move: [assignee]
  cancel: [requester]
  relocate: []
sla: {}
dispatch: ${dispatch}
paymentTrigger: none
cancellation: { until: completed }
`;

let world: BookingWorld;
let community: string;
let hospital: string;
let requester: ResidentPrincipal;
let admin: StaffPrincipal;

beforeAll(async () => {
  const policiesDirectory = await mkdtemp(join(tmpdir(), 'kiwimesh-policies-'));
  const rotating = turnByTurn('rotating', '{ strategy: round_robin, offerTimeout: PT1M, rounds: 1 }');
  await writeFile(join(policiesDirectory, 'rotating.yaml'), rotating);
  await writeFile(join(policiesDirectory, 'by_hand.yaml'), turnByTurn('by_hand', '{ strategy: manual }'));
  world = await bookingWorld({ policiesDirectory });
});
beforeEach(async () => {
  community = await world.community();
  hospital = await world.hospital([community]);
  requester = await world.resident(community);
  admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
});
afterAll(() => world?.close());

/** So many kilometres north of where the community is. */
const north = (kilometres: number): [number, number] => [HERE.latitude + kilometres / 111.2, HERE.longitude];
const paramedic = (kilometres?: number) =>
  world.staff('paramedic', {
    hospitalId: hospital,
    ...(kilometres === undefined ? {} : { position: north(kilometres) }),
  });

/** To whom a booking is offered at this moment, and how far they are. */
async function asked(bookingId: string): Promise<{ id: string; distance: number | null }[]> {
  await world.settle();
  const { data } = await world.feature.service.offersOf(admin, bookingId, { limit: 50 });
  return data
    .filter(({ row }) => row.state === 'open')
    .map(({ row }) => ({ id: row.staffId ?? '', distance: row.distanceMetres }));
}

async function request(serviceType: string, by = requester): Promise<string> {
  return (await world.feature.service.create(by, { serviceType, forAnotherPerson: true })).booking.id;
}

async function accept(person: StaffPrincipal): Promise<void> {
  const [offer] = (await world.feature.service.offersTo(person, ['open'], { limit: 1 })).data;
  await world.feature.service.answer(person, offer?.row.id ?? '', 'accept', undefined);
  await world.settle();
}

describe('an ambulance goes to the nearest', () => {
  it('by a young position; an old one does not count', async () => {
    const near = await paramedic(1);
    const far = await paramedic(5);
    await world.db
      .owner('staff_position')
      .where({ staff_id: near.id })
      .update({ recorded_at: new Date(world.now().getTime() - 6 * 60_000) });
    const [first] = await asked(await request('ambulance'));
    expect(first?.id).toBe(far.id);
    expect(first?.distance).toBeGreaterThan(4_900);
    expect(first?.distance).toBeLessThan(5_100);
  });

  it('and not to whoever is off duty, on another call, or works elsewhere', async () => {
    const offDuty = await paramedic(1);
    await world.db.owner('staff').where({ id: offDuty.id }).update({ on_duty: false });
    await world.staff('paramedic', { hospitalId: await world.hospital([community]), position: north(1) });
    const busy = await paramedic(2);
    const free = await paramedic(9);
    await request('ambulance');
    await world.settle();
    await accept(busy);
    expect((await asked(await request('ambulance'))).map(({ id }) => id)).toEqual([free.id]);
  });

  it('nobody within the limit: the hospital is told, and when the clock is missed the limit falls', async () => {
    const beyond = await paramedic(40);
    const booking = await request('ambulance');
    expect(await asked(booking)).toEqual([]);
    const { data } = await world.feature.service.timeline(admin, booking, 10);
    expect(data.map(({ type }) => type)).toEqual(['requested', 'offers_exhausted']);
    await world.db
      .owner('staff_position')
      .where({ staff_id: beyond.id })
      .update({
        recorded_at: new Date(world.now().getTime() + 120_000),
      });
    await world.pass(121_000);
    expect((await asked(booking)).map(({ id }) => id)).toEqual([beyond.id]);
  });

  it('a no is not asked again, silence is', async () => {
    const first = await paramedic(1);
    const second = await paramedic(2);
    const booking = await request('ambulance');
    await world.settle();
    const [offer] = (await world.feature.service.offersTo(first, ['open'], { limit: 1 })).data;
    await world.feature.service.answer(first, offer?.row.id ?? '', 'decline', 'Flat tyre');
    expect((await asked(booking)).map(({ id }) => id)).toEqual([second.id]);
    await world.pass(30_500);
    expect((await asked(booking)).map(({ id }) => id)).toEqual([second.id]);
    await world.pass(30_500);
    expect(await asked(booking)).toEqual([]);
  });

  it('whoever gives it back is not the next to be asked, however near', async () => {
    const near = await paramedic(1);
    const next = await paramedic(3);
    const booking = await request('ambulance');
    await world.settle();
    await accept(near);
    const reason = 'The ambulance broke down';
    await world.feature.service.transition(near, booking, { to: 'requested', reason });
    expect((await asked(booking)).map(({ id }) => id)).toEqual([next.id]);
  });
});

describe('the other ways', () => {
  it('round robin takes turns within the hospital', async () => {
    const crew = [await paramedic(), await paramedic(), await paramedic()].map(({ id }) => id).sort();
    const turns: string[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const booking = await request('rotating');
      const [one] = await asked(booking);
      turns.push(one?.id ?? '');
      await world.feature.service.transition(requester, booking, { to: 'cancelled' });
      await world.pass(1_000);
    }
    expect(turns).toEqual([...crew, ...crew]);
  });

  it('manual asks nobody and raises no alarm', async () => {
    await paramedic(1);
    const booking = await request('by_hand');
    expect(await asked(booking)).toEqual([]);
    const { data } = await world.feature.service.timeline(admin, booking, 10);
    expect(data.map(({ type }) => type)).toEqual(['requested']);
  });

  it('least loaded leaves out who is booked at that time', async () => {
    const nurses = [
      await world.staff('nurse', { hospitalId: hospital }),
      await world.staff('nurse', { hospitalId: hospital }),
    ];
    const from = world.now();
    const to = new Date(from.getTime() + 3 * 86_400_000);
    const { service } = world.feature;
    const [slot] = await service.availability(requester, { serviceType: 'home_nursing', from, to });
    const given: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      const person = await world.resident(community);
      const { booking } = await service.create(person, {
        serviceType: 'home_nursing',
        scheduledFor: slot?.start,
      });
      const [one] = await asked(booking.id);
      given.push(one?.id ?? 'nobody');
      const nurse = nurses.find(({ id }) => id === one?.id);
      if (nurse !== undefined) await accept(nurse);
    }
    expect(new Set(given)).toEqual(new Set([...nurses.map(({ id }) => id), 'nobody']));
    expect(given[2]).toBe('nobody');
  });

  it('a manual assignment wins over open offers', async () => {
    const one = await paramedic(1);
    const other = await paramedic(2);
    const { service } = world.feature;
    const booking = await request('ambulance');
    expect((await asked(booking)).map(({ id }) => id)).toEqual([one.id]);
    const [offer] = (await service.offersTo(one, ['open'], { limit: 1 })).data;
    await service.transition(admin, booking, { to: 'assigned', assigneeId: other.id });
    await world.settle();
    await expect(service.answer(one, offer?.row.id ?? '', 'accept', undefined)).rejects.toMatchObject({
      code: 'offer_closed',
      extensions: { state: 'withdrawn' },
    });
    expect(world.published).toContainEqual({
      rooms: [`staff:${one.id}`],
      event: 'offer',
      payload: { offerId: offer?.row.id, bookingId: booking, state: 'withdrawn' },
    });
    await service.transition(other, booking, { to: 'requested', reason: 'Engine trouble' });
    expect((await asked(booking)).length).toBe(1);
  });

  it('an offer answered after its time is closed, though its timer has not fired yet', async () => {
    const one = await paramedic(1);
    const { service } = world.feature;
    const booking = await request('ambulance');
    await asked(booking);
    const [offer] = (await service.offersTo(one, ['open'], { limit: 1 })).data;
    await world.db.owner('offer').where({ id: offer?.row.id }).update({ expires_at: world.now() });
    const late = service.answer(one, offer?.row.id ?? '', 'accept', undefined);
    await expect(late).rejects.toMatchObject({ code: 'offer_closed', extensions: { state: 'expired' } });
    const foreign = await world.staff('paramedic', { hospitalId: hospital });
    expect(await codeOf(service.answer(foreign, offer?.row.id ?? '', 'accept', undefined))).toBe(
      'not_assignee',
    );
    expect(await codeOf(service.answer(requester, offer?.row.id ?? '', 'accept', undefined))).toBe(
      'not_found',
    );
  });

  it('leaves timelines that replay to their rows', async () => {
    expect(await world.checkReplay()).toBeGreaterThan(15);
  });
});
