import { raw } from 'objection';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { distanceMetres, type OrganisationsFace } from '../../organisations/index.ts';
import { ACTIVE_STATES, type Booking, type Party, type Policy } from '../engine/index.ts';
import { takenBySiblings } from '../linked/siblings.ts';
import { BookingCandidateModel, BookingModel, OfferModel } from '../models.ts';
import type { PolicyBook } from '../policies/load.ts';
import type { VolunteerSkills } from '../volunteer-skills.ts';
import type { Responder } from './strategies.ts';
import type { UnitStatus } from './unit-status.ts';

/** What a search reads beside the bookings. */
export interface SearchDependencies {
  readonly organisations: OrganisationsFace;
  readonly policies: PolicyBook;
  readonly volunteerSkills: VolunteerSkills;
  readonly unitStatus: UnitStatus;
}

/** The present search for an assignee: which earlier offers count. */
export interface SearchPeriod {
  /** Offers sent since then count as offered. */
  readonly offersSince: Date;
  /** Declined offers sent since then count as declined. */
  readonly declinesSince: Date;
  /** The person who unassigned the booking, which counts as declining. */
  readonly unassignedBy: string | null;
}

interface Person {
  readonly id: string;
  readonly name: string;
  /** Offers that were sent before this do not count. */
  readonly onDutySince: Date | null;
  readonly distanceMetres: number | null;
  readonly travelSeconds: number | null;
}

type Kind = Party['kind'];

/** The columns that name a person of this kind, as the database and as the models write them. */
const OFFER_COLUMNS = {
  staff: { column: 'staff_id', property: 'staffId' },
  resident: { column: 'resident_id', property: 'residentId' },
} as const;
const ASSIGNEE_COLUMNS = {
  staff: { column: 'assignee_staff_id', property: 'assigneeStaffId' },
  resident: { column: 'assignee_resident_id', property: 'assigneeResidentId' },
} as const;

/** Everyone to whom the booking could be offered now. Needs a system scope: the requester may not read duty and load. */
export async function respondersFor(
  uow: UnitOfWork,
  deps: SearchDependencies,
  policy: Policy,
  booking: Booking,
  period: SearchPeriod,
): Promise<Responder[]> {
  const { kind } = policy.fulfilledBy;
  const people =
    kind === 'resident'
      ? await volunteers(uow, deps, policy, booking)
      : await staffOnDuty(uow, deps, policy, booking);
  if (people.length === 0) return [];
  const ids = people.map(({ id }) => id);
  const loads = await loadsOf(uow, kind, ids, booking);
  const offers = await offersInSearch(uow, kind, people, booking, period);
  const recent = await recentOffers(uow, kind, ids, booking);
  return people.flatMap(({ id, name, distanceMetres, travelSeconds }) => {
    const { load = 0, busy = false } = loads.get(id) ?? {};
    if (busy) return [];
    const { timesOffered = 0, declined = false } = offers.get(id) ?? {};
    const { pendingOffers = 0, lastOfferedAt = null } = recent.get(id) ?? {};
    return [
      {
        id,
        name,
        distanceMetres,
        travelSeconds,
        load,
        pendingOffers,
        lastOfferedAt,
        timesOffered,
        declined: declined || id === period.unassignedBy,
      },
    ];
  });
}

async function volunteers(
  uow: UnitOfWork,
  { organisations, volunteerSkills }: SearchDependencies,
  policy: Policy,
  booking: Booking,
): Promise<Person[]> {
  const { communityId, residentId, location } = booking;
  const found = await organisations.volunteers(uow, { communityId, excludeResidentId: residentId });
  const able = await withSkills(uow, volunteerSkills, policy, found);
  const taken = await takenBySiblings(uow, booking);
  const free = able.filter(({ id }) => !taken.has(id));
  if (policy.dispatch.among === 'shortlist') return onShortlist(uow, booking, free);
  return free.map(({ id, name, home }) => ({
    id,
    name,
    onDutySince: null,
    distanceMetres:
      home === null || location === null ? null : roundUp(distanceMetres(home, location), VOLUNTEER_STEP),
    travelSeconds: null,
  }));
}

async function withSkills<Found extends { readonly id: string }>(
  uow: UnitOfWork,
  volunteerSkills: VolunteerSkills,
  { fulfilledBy: { skills } }: Policy,
  found: readonly Found[],
): Promise<readonly Found[]> {
  if (skills.length === 0 || found.length === 0) return found;
  const proven = await volunteerSkills.inForce(
    uow,
    found.map(({ id }) => id),
  );
  return found.filter(({ id }) => skills.every((skill) => proven.get(id)?.includes(skill)));
}

async function onShortlist(
  uow: UnitOfWork,
  { id: bookingId }: Booking,
  people: readonly { readonly id: string; readonly name: string }[],
): Promise<Person[]> {
  const rows = await BookingCandidateModel.query(uow.trx).where({ booking_id: bookingId });
  const ways = new Map(rows.map((row) => [row.residentId, row]));
  return people.flatMap(({ id, name }) => {
    const way = ways.get(id);
    if (way === undefined) return [];
    return [
      {
        id,
        name,
        onDutySince: null,
        distanceMetres: roundUp(way.travelMetres, VOLUNTEER_STEP),
        travelSeconds: way.travelSeconds,
      },
    ];
  });
}

/** Metres. With a finer distance, a volunteer who knows the neighbourhood could identify the house before accepting. */
const VOLUNTEER_STEP = 100;

function roundUp(metres: number, step: number): number {
  return Math.ceil(metres / step) * step;
}

async function staffOnDuty(
  uow: UnitOfWork,
  { organisations, unitStatus }: SearchDependencies,
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
  const out = await unitStatus.outOfService(
    uow,
    found.map(({ id }) => id),
  );
  const inService = found.filter(({ id }) => !out.has(id));
  return inService.map(({ id, name, onDutySince, position }) => ({
    id,
    name,
    onDutySince,
    distanceMetres: position === null || location === null ? null : distanceMetres(position, location),
    travelSeconds: null,
  }));
}

/**
 * How many bookings each person has, and whether one of them excludes this booking. On demand: another on-demand
 * booking, or a patient in service. For a slot: a booking at the same time.
 */
async function loadsOf(
  uow: UnitOfWork,
  kind: Kind,
  ids: readonly string[],
  booking: Booking,
): Promise<Map<string, { load: number; busy: boolean }>> {
  const { column, property } = ASSIGNEE_COLUMNS[kind];
  const rows = await BookingModel.query(uow.trx)
    .select(column, 'state', 'scheduled_for', 'scheduled_until')
    .whereIn(column, [...ids])
    .whereIn('state', [...ACTIVE_STATES]);
  return new Map(
    [...Map.groupBy(rows, (row) => row[property] ?? '')].map(([id, assigned]) => [
      id,
      { load: assigned.length, busy: assigned.some((row) => excludes(row, booking)) },
    ]),
  );
}

/** Whether a booking that the person already has excludes this one. */
export async function isBusyFor(
  uow: UnitOfWork,
  { kind, id }: Pick<Party, 'kind' | 'id'>,
  booking: Booking,
): Promise<boolean> {
  return (await loadsOf(uow, kind, [id], booking)).get(id)?.busy === true;
}

function excludes(other: BookingModel, booking: Booking): boolean {
  if (booking.scheduledFor === null || booking.scheduledUntil === null) {
    return other.scheduledFor === null || other.state !== 'assigned';
  }
  if (other.scheduledFor === null || other.scheduledUntil === null) return false;
  return other.scheduledFor < booking.scheduledUntil && booking.scheduledFor < other.scheduledUntil;
}

async function offersInSearch(
  uow: UnitOfWork,
  kind: Kind,
  people: readonly Person[],
  booking: Booking,
  { offersSince, declinesSince }: SearchPeriod,
): Promise<Map<string, { timesOffered: number; declined: boolean }>> {
  const { column, property } = OFFER_COLUMNS[kind];
  const rows = await OfferModel.query(uow.trx)
    .select(column, 'state', 'sent_at')
    .where({ booking_id: booking.id })
    // Offers are withdrawn from people who were busy or off duty: they had no chance to respond.
    .whereNot('state', 'withdrawn')
    .where('sent_at', '>=', declinesSince);
  const offers = Map.groupBy(rows, (row) => row[property] ?? '');
  return new Map(
    people.map(({ id, onDutySince }) => {
      const sent = offers.get(id) ?? [];
      const counted = sent.filter(
        ({ sentAt }) => sentAt >= offersSince && (onDutySince === null || sentAt >= onDutySince),
      );
      return [id, { timesOffered: counted.length, declined: sent.some(({ state }) => state === 'declined') }];
    }),
  );
}

/** How far back the last offer is looked for: a week keeps the query short. */
const RECENT_OFFERS = 7 * 24 * 3_600_000;

/** Open offers of each person, and when this hospital last offered them this service. */
async function recentOffers(
  uow: UnitOfWork,
  kind: Kind,
  ids: readonly string[],
  booking: Booking,
): Promise<Map<string, { pendingOffers: number; lastOfferedAt: Date | null }>> {
  const { column } = OFFER_COLUMNS[kind];
  const recent = new Date(uow.now.getTime() - RECENT_OFFERS);
  const rows = (await OfferModel.query(uow.trx)
    .select(
      `${column} as person`,
      raw("count(*) filter (where state = 'open')::int as pending"),
      raw('max(sent_at) filter (where hospital_id = ? and service_type = ?) as last', [
        booking.hospitalId,
        booking.serviceType,
      ]),
    )
    .whereIn(column, [...ids])
    .where((either) => {
      either.where('state', 'open').orWhere('sent_at', '>', recent);
    })
    .groupBy(column)) as unknown as { person: string; pending: number; last: Date | null }[];
  return new Map(
    rows.map(({ person, pending, last }) => [person, { pendingOffers: pending, lastOfferedAt: last }]),
  );
}
