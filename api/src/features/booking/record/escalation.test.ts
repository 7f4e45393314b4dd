import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BookingWorld, bookingWorld, codeOf } from '../../../../test/support/worlds/booking-world.ts';
import type { StaffPrincipal } from '../../../kernel/auth/principal.ts';

let world: BookingWorld;
let community: string;
let hospital: string;
let admin: StaffPrincipal;
let nurse: StaffPrincipal;
let dispatcher: StaffPrincipal;

beforeAll(async () => {
  world = await bookingWorld();
  community = await world.community();
  hospital = await world.hospital([community]);
  const of = { hospitalId: hospital, onDuty: false };
  admin = await world.staff('hospital_admin', of);
  nurse = await world.staff('nurse', of);
  dispatcher = await world.staff('nurse', of);
  await dispatch(dispatcher);
});
afterAll(() => world?.close());

const dispatch = ({ id }: StaffPrincipal) =>
  world.db
    .owner('staff')
    .where({ id })
    .update({ duties: ['dispatch'] });

async function book(): Promise<string> {
  const { booking } = await world.feature.service.create(await world.resident(community), {
    serviceType: 'ambulance',
  });
  return booking.id;
}

describe('an escalation', () => {
  it('waits until one who dispatches acknowledges it, and keeps the first', async () => {
    const { service } = world.feature;
    const id = await book();
    expect(await codeOf(service.acknowledgeEscalation(admin, id))).toBe('not_escalated');
    await world.pass(121_000);
    const { booking } = await service.get(nurse, id);
    expect(booking.escalation).toEqual({ clock: 'assign', at: expect.any(Date), acknowledged: null });
    const waiting = () => service.list(admin, { escalated: true, limit: 10 });
    expect((await waiting()).data.map((one) => one.booking.id)).toEqual([id]);

    expect(await codeOf(service.acknowledgeEscalation(nurse, id))).toBe('role_not_allowed');
    const elsewhere = await world.staff('nurse', {
      hospitalId: await world.hospital([community]),
      onDuty: false,
    });
    await dispatch(elsewhere);
    expect(await codeOf(service.acknowledgeEscalation(elsewhere, id))).toBe('not_found');

    const { booking: seen } = await service.acknowledgeEscalation(dispatcher, id);
    expect(seen.escalation?.acknowledged?.by).toMatchObject({ kind: 'staff', id: dispatcher.id });
    const again = await service.acknowledgeEscalation(admin, id);
    expect(again.booking.escalation).toEqual(seen.escalation);
    expect(again.booking.version).toBe(seen.version);
    expect((await waiting()).data).toEqual([]);
    expect((await service.list(admin, { escalated: false, limit: 10 })).data).toHaveLength(1);
    const { data } = await service.timeline(admin, id, { limit: 50 });
    expect(data.filter(({ type }) => type === 'escalation_acknowledged')).toHaveLength(1);

    // Another clock that is missed is another escalation.
    await world.pass(14 * 60_000);
    expect((await service.get(admin, id)).booking.escalation).toMatchObject({
      clock: 'arrive',
      acknowledged: null,
    });
    await service.transition(admin, id, { to: 'cancelled', reason: 'r' });
    await world.settle();
  });

  it('concerns a booking that its dispatchers assign, move elsewhere and cancel', async () => {
    const { service } = world.feature;
    const id = await book();
    expect((await service.get(nurse, id)).allowedTransitions).toEqual([]);
    expect((await service.get(dispatcher, id)).allowedTransitions).toEqual(['assigned', 'cancelled']);
    const paramedic = await world.staff('paramedic', { hospitalId: hospital, onDuty: false });
    const { booking } = await service.transition(dispatcher, id, {
      to: 'assigned',
      assigneeId: paramedic.id,
      location: { latitude: 12.97, longitude: 77.59 },
    });
    expect([booking.assignee?.id, booking.location?.latitude]).toEqual([paramedic.id, 12.97]);
    const { data } = await service.list(dispatcher, { id: [id], limit: 10 });
    expect(data[0]?.allowedTransitions).toContain('cancelled');
    await service.transition(dispatcher, id, { to: 'cancelled', reason: 'Walked away' });
    await world.settle();
  });
});

describe('open bookings by urgency', () => {
  it('are listed by urgency and clock, without gaps across pages', async () => {
    const { service } = world.feature;
    const ids = [await book(), await book(), await book(), await book()] as const;
    const [unassessed, second, first, late] = ids;
    for (const [id, urgency, minutes] of [
      [unassessed, null, 1],
      [second, 2, 3],
      [first, 1, 9],
      [late, 3, -5],
    ] as const) {
      const at = new Date(world.now().getTime() + minutes * 60_000);
      await world.db.owner('booking').where({ id }).update({ urgency, assign_by: at });
    }
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await service.list(admin, { sort: 'urgency', limit: 2, cursor });
      listed.push(...page.data.map(({ booking }) => booking.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    // Without an assessment an ambulance counts as an emergency.
    expect(listed).toEqual([first, unassessed, second, late]);
    const some = await service.list(admin, { urgency: [1, 3], serviceType: ['ambulance'], limit: 10 });
    expect(some.data.map(({ booking }) => booking.id).sort()).toEqual([first, late].sort());
    expect((await service.list(admin, { serviceType: ['first_aid'], limit: 10 })).data).toEqual([]);
  });
});
