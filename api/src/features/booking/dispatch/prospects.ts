import { raw } from 'objection';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { distanceMetres, type OrganisationsFace } from '../../organisations/index.ts';
import type { Booking } from '../engine/index.ts';
import { BookingModel, OfferModel } from '../models.ts';
import type { Policy } from '../policies/policy.ts';
import type { Prospect } from './strategies.ts';

/** Since when offers of a booking count as asked, and as declined: see `searchOf`. */
export interface Since {
  readonly asked: Date;
  readonly declined: Date;
  /** Who gave the booking back, which is a no. */
  readonly givenBackBy: string | null;
}

interface Person {
  readonly id: string;
  readonly name: string;
  /** Offers that passed before this do not count as asked. */
  readonly onDutySince: Date | null;
  readonly distanceMetres: number | null;
}

const HELD = ['assigned', 'en_route', 'in_service'];

/** Everybody who could be asked now. Called in a system scope: who is on duty, and how busy, is not the requester's to see. */
export async function prospectsFor(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policy: Policy,
  booking: Booking,
  since: Since,
): Promise<Prospect[]> {
  const people =
    policy.fulfilledBy.kind === 'resident'
      ? await volunteers(uow, organisations, booking)
      : await staffOnDuty(uow, organisations, policy, booking);
  if (people.length === 0) return [];
  const column = policy.fulfilledBy.kind === 'resident' ? 'residentId' : 'staffId';
  const ids = people.map(({ id }) => id);
  const loads = await loadsOf(
    uow,
    ids,
    column === 'staffId' ? 'assigneeStaffId' : 'assigneeResidentId',
    booking,
  );
  const asks = await asksOf(uow, column, booking, since, people);
  const waiting = await waitingOf(uow, ids, column, booking);
  return people.flatMap(({ onDutySince: _, ...person }) => {
    const load = loads.get(person.id) ?? { held: 0, busy: false };
    if (load.busy) return [];
    const { asked, declined } = asks.get(person.id) ?? { asked: 0, declined: false };
    const ask = { asked, declined: declined || person.id === since.givenBackBy };
    const { pending, lastAskedAt } = waiting.get(person.id) ?? { pending: 0, lastAskedAt: null };
    return [{ ...person, ...ask, load: load.held, pending, lastAskedAt }];
  });
}

async function volunteers(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  { communityId, residentId, location }: Booking,
): Promise<Person[]> {
  const found = await organisations.volunteers(uow, { communityId, excludeResidentId: residentId });
  return found.map(({ id, name, home }) => ({
    id,
    name,
    onDutySince: null,
    distanceMetres: home === null || location === null ? null : coarse(distanceMetres(home, location)),
  }));
}

/** Metres. Finer than this, a volunteer who knows the neighbourhood could tell the house before accepting. */
const VOLUNTEER_DISTANCE_STEP = 100;

function coarse(metres: number): number {
  return Math.ceil(metres / VOLUNTEER_DISTANCE_STEP) * VOLUNTEER_DISTANCE_STEP;
}

async function staffOnDuty(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policy: Policy,
  { hospitalId, location }: Booking,
): Promise<Person[]> {
  if (hospitalId === null) return [];
  const { maxPositionAge } = policy.dispatch;
  const found = await organisations.candidates(uow, {
    hospitalId,
    roles: policy.fulfilledBy.roles,
    ...(maxPositionAge === null
      ? {}
      : { positionsNotOlderThan: new Date(uow.now.getTime() - maxPositionAge) }),
  });
  return found.map(({ id, name, onDutySince, position }) => ({
    id,
    name,
    onDutySince,
    distanceMetres: position === null || location === null ? null : distanceMetres(position, location),
  }));
}

/**
 * How much each person holds, and whether that rules them out: on demand, whoever is on another such call or with a
 * patient; for a slot, whoever is booked at that time.
 */
async function loadsOf(
  uow: UnitOfWork,
  ids: readonly string[],
  column: 'assigneeStaffId' | 'assigneeResidentId',
  booking: Booking,
): Promise<Map<string, { held: number; busy: boolean }>> {
  const name = column === 'assigneeStaffId' ? 'assignee_staff_id' : 'assignee_resident_id';
  const rows = await BookingModel.query(uow.trx)
    .select(name, 'state', 'scheduled_for', 'scheduled_until')
    .whereIn(name, [...ids])
    .whereIn('state', HELD);
  const loads = new Map<string, { held: number; busy: boolean }>();
  for (const row of rows) {
    const id = row[column] ?? '';
    const { held, busy } = loads.get(id) ?? { held: 0, busy: false };
    loads.set(id, { held: held + 1, busy: busy || excludes(row, booking) });
  }
  return loads;
}

/** Whether what somebody holds rules out this booking as well. */
export async function isBusyFor(
  uow: UnitOfWork,
  { kind, id }: { readonly kind: 'staff' | 'resident'; readonly id: string },
  booking: Booking,
): Promise<boolean> {
  const column = kind === 'staff' ? 'assigneeStaffId' : 'assigneeResidentId';
  return (await loadsOf(uow, [id], column, booking)).get(id)?.busy === true;
}

function excludes(held: BookingModel, booking: Booking): boolean {
  if (booking.scheduledFor === null || booking.scheduledUntil === null) {
    return held.scheduledFor === null || held.state !== 'assigned';
  }
  if (held.scheduledFor === null || held.scheduledUntil === null) return false;
  return held.scheduledFor < booking.scheduledUntil && booking.scheduledFor < held.scheduledUntil;
}

async function asksOf(
  uow: UnitOfWork,
  column: 'staffId' | 'residentId',
  booking: Booking,
  since: Since,
  people: readonly Person[],
): Promise<Map<string, { asked: number; declined: boolean }>> {
  const rows = await OfferModel.query(uow.trx)
    .select(column === 'staffId' ? 'staff_id' : 'resident_id', 'state', 'sent_at')
    .where({ booking_id: booking.id })
    // Withdrawn from somebody who was busy or off duty then: they had no chance to answer.
    .whereNot('state', 'withdrawn')
    .where('sent_at', '>=', since.declined);
  const onDuty = new Map(people.map(({ id, onDutySince }) => [id, onDutySince]));
  const asks = new Map<string, { asked: number; declined: boolean }>();
  for (const row of rows) {
    const id = row[column] ?? '';
    const { asked, declined } = asks.get(id) ?? { asked: 0, declined: false };
    asks.set(id, {
      asked: asked + (row.sentAt >= since.asked && row.sentAt >= (onDuty.get(id) ?? since.asked) ? 1 : 0),
      declined: declined || row.state === 'declined',
    });
  }
  return asks;
}

/** Whose turn it is: open offers of other bookings, and the last time this hospital offered them this service. */
async function waitingOf(
  uow: UnitOfWork,
  ids: readonly string[],
  column: 'staffId' | 'residentId',
  booking: Booking,
): Promise<Map<string, { pending: number; lastAskedAt: Date | null }>> {
  const name = column === 'staffId' ? 'staff_id' : 'resident_id';
  const recent = new Date(uow.now.getTime() - RECENT);
  const rows = (await OfferModel.query(uow.trx)
    .select(
      `${name} as person`,
      raw("count(*) filter (where state = 'open')::int as pending"),
      raw('max(sent_at) filter (where hospital_id = ? and service_type = ?) as last', [
        booking.hospitalId,
        booking.serviceType,
      ]),
    )
    .whereIn(name, [...ids])
    .where((either) => {
      either.where('state', 'open').orWhere('sent_at', '>', recent);
    })
    .groupBy(name)) as unknown as { person: string; pending: number; last: Date | null }[];
  return new Map(rows.map(({ person, pending, last }) => [person, { pending, lastAskedAt: last }]));
}

/** Turns are remembered for a week, so that the look back stays short. */
const RECENT = 7 * 24 * 3_600_000;
