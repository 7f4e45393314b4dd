import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { folderWith } from '../../../../test/support/temporary-folder.ts';
import {
  type BookingWorld,
  bookingWorld,
  paramedicPolicy,
} from '../../../../test/support/worlds/booking-world.ts';
import { sealedRow } from '../../../../test/support/worlds/data-keys.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';

let world: BookingWorld;
let community: string;
let hospital: string;
let requester: ResidentPrincipal;
let paramedic: StaffPrincipal;
let phone: string;
let phones = 0;

const policiesDirectory = folderWith({
  'once.yaml': paramedicPolicy('once', '{ strategy: round_robin, offerTimeout: PT1M, rounds: 1 }'),
});

beforeAll(async () => {
  world = await bookingWorld({ policiesDirectory });
});
beforeEach(async () => {
  community = await world.community();
  hospital = await world.hospital([community]);
  requester = await world.resident(community);
  paramedic = await world.staff('paramedic', { hospitalId: hospital });
  phone = freshPhone();
  await world.givePhone(paramedic, phone);
});
afterAll(() => world?.close());

function freshPhone(): string {
  phones += 1;
  return `+9197${String(30_000_000 + phones)}`;
}

/** Asks for a service. @returns its booking, once it was offered. */
async function offered(serviceType = 'once', by = requester): Promise<string> {
  const { booking } = await world.feature.service.create(by, { serviceType, forAnotherPerson: true });
  await world.settle();
  return booking.id;
}

const bookingOf = async (id: string) => (await world.feature.service.get(requester, id)).booking;
const offersTo = async (person: StaffPrincipal | ResidentPrincipal) =>
  (await world.feature.service.listOwnOffers(person, undefined, { limit: 50 })).data.map(
    ({ row }) => row.state,
  );
const steps = async (id: string) =>
  (await world.feature.service.timeline(requester, id, { limit: 50 })).data.map(({ type }) => type);

describe('a message in answer to an offer', () => {
  it('accepts it as the person would in the app, however often it is handled', async () => {
    const booking = await offered();
    const sent = { at: world.now(), id: '0193a5f0-7c1e-7000-8000-00000000aa01' };
    expect(await world.message(phone, 'Haan ji!', sent)).toBe('accepted');
    expect(await bookingOf(booking)).toMatchObject({ state: 'assigned', assignee: { id: paramedic.id } });
    const before = await steps(booking);
    await world.pass(5_000);
    expect(await world.message(phone, 'Haan ji!', sent)).toBe('accepted');
    // Another message that says the same, and one that takes it back: the app is for that.
    expect(await world.message(phone, 'YES')).toBe('accepted');
    expect(await world.message(phone, 'NO')).toBe('in_app');
    expect(await steps(booking)).toEqual(before);
    expect(await offersTo(paramedic)).toEqual(['accepted']);
  });

  it('declines it, and the next person is asked', async () => {
    const next = await world.staff('paramedic', { hospitalId: hospital });
    const booking = await offered();
    const [first, second] = (await offersTo(paramedic)).length > 0 ? [paramedic, next] : [next, paramedic];
    await world.givePhone(first, phone);
    await world.givePhone(second, freshPhone());
    expect(await world.message(phone, 'नहीं')).toBe('declined');
    expect([await offersTo(first), await offersTo(second)]).toEqual([['declined'], ['open']]);
    expect(await world.message(phone, 'no')).toBe('declined');
    expect(await world.message(phone, 'yes')).toBe('too_late');
    expect((await bookingOf(booking)).state).toBe('requested');
  });

  it('comes too late once it has expired or was taken', async () => {
    await offered();
    const sent = world.now();
    await world.pass(61_000);
    expect(await world.message(phone, 'yes')).toBe('too_late');
    // It came in time and is handled too late.
    expect(await world.message(phone, 'yes', { at: sent })).toBe('too_late');
    const [a, b] = [await world.resident(community, true), await world.resident(community, true)];
    await world.givePhone(a, freshPhone());
    const ofB = freshPhone();
    await world.givePhone(b, ofB);
    await offered('neighbor_sos');
    const [offer] = (await world.feature.service.listOwnOffers(a, 'open', { limit: 1 })).data;
    await world.feature.service.respondToOffer(a, offer?.row.id ?? '', { answer: 'accept' });
    await world.settle();
    expect(await world.message(ofB, 'yes')).toBe('too_late');
  });

  it('never answers an offer that was made after it', async () => {
    const sent = world.now();
    await world.pass(1_000);
    const booking = await offered();
    expect(await world.message(phone, 'yes', { at: sent })).toBe('none_open');
    expect((await bookingOf(booking)).state).toBe('requested');
    expect(await offersTo(paramedic)).toEqual(['open']);
  });

  it('is refused with the reason where no offer is open, or several are', async () => {
    expect(await world.message(phone, 'yes')).toBe('none_open');
    const neighbour = await world.resident(community, true);
    const number = freshPhone();
    await world.givePhone(neighbour, number);
    const bookings = [await offered('neighbor_sos')];
    bookings.push(await offered('neighbor_sos', await world.resident(community)));
    expect(await offersTo(neighbour)).toEqual(['open', 'open']);
    expect(await world.message(number, 'yes')).toBe('several_open');
    expect(await offersTo(neighbour)).toEqual(['open', 'open']);
  });

  it('that says neither yes nor no changes nothing', async () => {
    const booking = await offered();
    for (const text of ['maybe', 'yes and no', '']) {
      expect(await world.message(phone, text)).toBe('not_understood');
    }
    expect((await bookingOf(booking)).state).toBe('requested');
  });
});

describe('a message from a number', () => {
  it('of several people is no answer of either', async () => {
    const booking = await offered();
    await world.givePhone(requester, phone);
    expect(await world.message(phone, 'yes')).toBe('in_app');
    expect((await bookingOf(booking)).state).toBe('requested');
  });

  it('of nobody, or of a person who left, is not answered', async () => {
    const booking = await offered();
    expect(await world.message(freshPhone(), 'yes')).toBeNull();
    await world.db.owner('staff').where({ id: paramedic.id }).update({ active: false });
    expect(await world.message(phone, 'yes')).toBeNull();
    expect((await bookingOf(booking)).state).toBe('requested');
  });

  it('that a person had before is not theirs', async () => {
    await offered();
    // As the version before leaves it, which knows no index.
    const { phone: sealed } = sealedRow('staff', { id: paramedic.id, phone: freshPhone() }, ['phone']);
    await world.db.owner('staff').where({ id: paramedic.id }).update({ phone: sealed });
    expect(await world.message(phone, 'yes')).toBeNull();
    expect(await offersTo(paramedic)).toEqual(['open']);
  });

  it('that a resident has not shown to be theirs is no answer of theirs', async () => {
    const neighbour = await world.resident(community, true);
    const number = freshPhone();
    await world.givePhone(neighbour, number);
    await world.db.owner('resident').where({ id: neighbour.id }).update({ phone_proven_at: null });
    await offered('neighbor_sos');
    expect(await world.message(number, 'yes')).toBe('in_app');
    expect(await offersTo(neighbour)).toEqual(['open']);
  });
});
