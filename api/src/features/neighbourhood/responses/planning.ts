import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import type { MapPoint, MapsPort } from '../../../ports/maps.ts';
import type { BookingFace, LinkedStatus, Policy, ShortlistedPerson, Waypoint } from '../../booking/index.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { isUsable, type LegRole, localTime, type Plan, type PlannedPerson, plan } from '../engine/index.ts';
import { ResponsePlanned } from '../events.ts';
import { PlanResponse } from '../jobs.ts';
import { Defibrillator, NeighbourhoodResponse, Volunteer, VolunteerSkill } from '../models.ts';
import { type LocatedDefibrillator, type LocatedVolunteer, waysTo } from './ways.ts';

/** The service type of the legs: a policy file of booking. */
export const CARDIAC_RESPONSE = 'cardiac_response';

/** Milliseconds between plans while a leg has nobody: people become available, and move. */
const REPLAN_MS = 30_000;
/** Milliseconds after which the search ends: an ambulance has come, or people decide. */
const GIVE_UP_MS = 20 * 60_000;

export interface PlanningDeps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly booking: BookingFace;
  readonly maps: MapsPort;
}

interface Facts {
  readonly now: Date;
  readonly timezone: string;
  readonly patient: MapPoint;
  readonly skills: readonly string[];
  readonly open: readonly LegRole[];
  readonly chosenDefibrillatorId: string | null;
  readonly refused: Readonly<Record<LegRole, readonly string[]>>;
  readonly volunteers: readonly LocatedVolunteer[];
  readonly defibrillators: readonly LocatedDefibrillator[];
}

/** Orders a plan now. The time is part of the key: the plan before it may still be running. */
export function orderPlan(uow: UnitOfWork, responseId: string): void {
  uow.enqueue(PlanResponse.now(`${responseId}:${uow.now.toISOString()}`, { responseId }));
}

/** Orders the next plan: one for each interval, however many plans were ordered in between. */
function orderNextPlan(uow: UnitOfWork, responseId: string): void {
  const slot = Math.floor(uow.now.getTime() / REPLAN_MS) + 1;
  uow.enqueue(PlanResponse.at(`${responseId}:next:${slot}`, { responseId }, new Date(slot * REPLAN_MS)));
}

/** Chooses whom to ask: reads, asks the maps outside any transaction, and makes or extends the bookings of the legs. */
export class ResponsePlanner {
  readonly #deps: PlanningDeps;

  constructor(deps: PlanningDeps) {
    this.#deps = deps;
  }

  job(): JobDefinition {
    return jobHandler(PlanResponse, { handle: ({ responseId }) => this.plan(responseId) });
  }

  /** Safe to repeat: a leg that has a booking gets no other, and a shortlist only grows. */
  async plan(responseId: string): Promise<void> {
    const { database, maps } = this.#deps;
    const facts = await database.asSystem('read who can respond', (uow) => this.#read(uow, responseId));
    if (facts === null) return;
    const ways = await waysTo(maps, facts.patient, facts);
    await database.asSystem('ask volunteers to respond', (uow) =>
      this.#ask(uow, responseId, facts, plan({ ...facts, ...ways })),
    );
  }

  /** Null when there is nothing to plan. */
  async #read(uow: UnitOfWork, responseId: string): Promise<Facts | null> {
    const { organisations, booking } = this.#deps;
    const response = await NeighbourhoodResponse.query(uow.trx).findById(responseId);
    if (response === undefined || response.endedAt !== null) return null;
    const main = await booking.linked.main(uow, response.bookingId);
    if (main.location === null) return null;
    const legs = await booking.linked.of(uow, response.bookingId, CARDIAC_RESPONSE);
    const open = openLegs(response, legs);
    if (open.length === 0) return null;
    const policy = this.#policy();
    const { timezone } = await organisations.communityOf(uow, response.communityId);
    const going = legs.filter(({ booking: { state } }) => state !== 'completed' && state !== 'cancelled');
    const busy = new Set(going.map((leg) => leg.booking.assignee?.id));
    return {
      now: uow.now,
      timezone,
      patient: main.location,
      skills: policy.fulfilledBy.skills,
      open,
      chosenDefibrillatorId: response.defibrillatorId,
      refused: {
        patient: refusedBy(legs, response.patientBookingId),
        defibrillator: refusedBy(legs, response.defibrillatorBookingId),
      },
      volunteers: (await this.#volunteers(uow, main, policy)).filter(({ id }) => !busy.has(id)),
      defibrillators: await usableDefibrillators(uow, response.communityId, timezone),
    };
  }

  /** Volunteers of the community who are not the patient, at their last position while it is fresh, else at home. */
  async #volunteers(
    uow: UnitOfWork,
    main: { readonly communityId: string; readonly residentId: string },
    { dispatch: { maxPositionAge } }: Policy,
  ): Promise<LocatedVolunteer[]> {
    const { communityId, residentId } = main;
    const people = await this.#deps.organisations.volunteers(uow, {
      communityId,
      excludeResidentId: residentId,
    });
    const ids = people.map(({ id }) => id);
    const skills = Map.groupBy(
      await VolunteerSkill.query(uow.trx).whereIn('resident_id', ids),
      (row) => row.residentId,
    );
    const states = new Map(
      (await Volunteer.query(uow.trx).whereIn('resident_id', ids)).map((row) => [row.residentId, row]),
    );
    const freshSince = new Date(uow.now.getTime() - (maxPositionAge ?? 0));
    return people.flatMap(({ id, home }) => {
      const { available = false, position = null, positionAt = null } = states.get(id) ?? {};
      const at = positionAt !== null && positionAt >= freshSince ? position : home;
      return at === null ? [] : [{ id, available, skills: skills.get(id) ?? [], at }];
    });
  }

  async #ask(uow: UnitOfWork, responseId: string, facts: Facts, planned: Plan): Promise<void> {
    const { booking } = this.#deps;
    const response = await NeighbourhoodResponse.query(uow.trx).findById(responseId).forUpdate();
    if (response === undefined || response.endedAt !== null) return;
    const { bookingId, accessHint } = response;
    const legs = { patient: response.patientBookingId, defibrillator: response.defibrillatorBookingId };
    for (const role of facts.open) {
      const shortlist = planned[role].map(shortlisted);
      const existing = legs[role];
      if (existing !== null) {
        await booking.linked.extend(uow, existing, shortlist);
      } else if (shortlist.length > 0) {
        const waypoint = role === 'patient' ? null : await waypointOf(uow, planned.defibrillatorId);
        const made = await booking.linked.request(uow, {
          to: bookingId,
          serviceType: CARDIAC_RESPONSE,
          waypoint,
          notes: accessHint,
          shortlist,
        });
        if (made === null) return;
        legs[role] = made.id;
      }
    }
    const able = new Set(
      [...planned.patient, ...planned.defibrillator].map(({ volunteerId }) => volunteerId),
    );
    const first = response.plannedAt === null;
    const volunteersFound = Math.max(response.volunteersFound ?? 0, able.size);
    const defibrillatorId =
      legs.defibrillator === null ? null : (response.defibrillatorId ?? planned.defibrillatorId);
    await NeighbourhoodResponse.query(uow.trx)
      .findById(responseId)
      .patch({
        patientBookingId: legs.patient,
        defibrillatorBookingId: legs.defibrillator,
        defibrillatorId,
        volunteersFound,
        plannedAt: response.plannedAt ?? uow.now,
        version: response.version + 1,
        updatedAt: uow.now,
      });
    if (first) {
      const { communityId, hospitalId } = response;
      uow.emit(
        ResponsePlanned(responseId, {
          responseId,
          bookingId,
          communityId,
          hospitalId,
          volunteers: volunteersFound,
          defibrillatorId,
        }),
      );
    }
    if (uow.now.getTime() - response.createdAt.getTime() < GIVE_UP_MS) orderNextPlan(uow, responseId);
  }

  #policy(): Policy {
    const policy = this.#deps.booking.policies.get(CARDIAC_RESPONSE);
    if (policy === undefined) throw new Error(`the policy of ${CARDIAC_RESPONSE} is not installed`);
    return policy;
  }
}

/** The legs that have no booking yet, or one that no one has accepted. */
function openLegs(response: NeighbourhoodResponse, legs: readonly LinkedStatus[]): readonly LegRole[] {
  const waits = (bookingId: string | null) =>
    bookingId === null || legs.find(({ booking }) => booking.id === bookingId)?.booking.state === 'requested';
  const roles: LegRole[] = [];
  if (waits(response.patientBookingId)) roles.push('patient');
  if (waits(response.defibrillatorBookingId)) roles.push('defibrillator');
  return roles;
}

function refusedBy(legs: readonly LinkedStatus[], bookingId: string | null): readonly string[] {
  return legs.find(({ booking }) => booking.id === bookingId)?.refusedBy ?? [];
}

/** Those that can be taken now; whether they can be on arrival is part of the plan. */
async function usableDefibrillators(
  uow: UnitOfWork,
  communityId: string,
  timezone: string,
): Promise<LocatedDefibrillator[]> {
  const rows = await Defibrillator.query(uow.trx)
    .where({ community_id: communityId, in_service: true })
    .whereNull('removed_at');
  const now = localTime(uow.now, timezone);
  return rows
    .filter((row) => isUsable(row, now))
    .map(({ id, hours, inService, lastCheckedOn, checkEveryDays, latitude, longitude }) => ({
      id,
      hours,
      inService,
      lastCheckedOn,
      checkEveryDays,
      at: { latitude, longitude },
    }));
}

async function waypointOf(uow: UnitOfWork, id: string | null): Promise<Waypoint | null> {
  const row = id === null ? undefined : await Defibrillator.query(uow.trx).findById(id);
  if (row === undefined) return null;
  const { name, latitude, longitude, accessHint } = row;
  const directions = accessHint === null ? {} : { directions: accessHint };
  return { kind: 'defibrillator', id: row.id, name, latitude, longitude, ...directions };
}

function shortlisted({ volunteerId, seconds, metres }: PlannedPerson): ShortlistedPerson {
  return {
    residentId: volunteerId,
    travelSeconds: Math.round(seconds),
    travelMetres: Math.round(metres),
  };
}
