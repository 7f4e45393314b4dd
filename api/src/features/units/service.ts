import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../kernel/ground/paging.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { checkVersion } from '../../kernel/ground/versions.ts';
import { insertMissing, updateOne } from '../../kernel/tenancy/written-rows.ts';
import type { MapsPort } from '../../ports/maps.ts';
import type { BookingFace } from '../booking/index.ts';
import {
  dispatches,
  type OrganisationsFace,
  type Point,
  type ResponderReference,
} from '../organisations/index.ts';
import { UnitChanged } from './events.ts';
import { UnitStatusModel } from './models.ts';
import { listUnits, type UnitFilter } from './reading/list.ts';
import { type NearestUnits, nearestUnits } from './reading/nearest.ts';
import { type RouteToBooking, routeTo } from './reading/route.ts';
import { UNIT_ROLES, type UnitRole, type UnitView, unitsOf } from './reading/view.ts';

export interface UnitDeps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly booking: BookingFace;
  readonly maps: MapsPort;
}

export interface NearestRequest {
  readonly bookingId?: string | undefined;
  readonly point?: Point | undefined;
  readonly hospitalId?: string | undefined;
  readonly role?: UnitRole | undefined;
  readonly serviceType?: string | undefined;
  readonly available: boolean;
  readonly limit: number;
}

type Versions = readonly number[] | undefined;

/** Staff who can be sent to people. */
export class UnitService {
  readonly #deps: UnitDeps;

  constructor(deps: UnitDeps) {
    this.#deps = deps;
  }

  list(principal: Principal, filter: UnitFilter): Promise<Page<UnitView>> {
    return this.#deps.database.run(principal, (uow) => listUnits(uow, this.#deps, filter));
  }

  /** @throws Problem `not_found`, also for staff who are not sent to people. */
  get(principal: Principal, id: string): Promise<UnitView> {
    return this.#deps.database.run(principal, (uow) => this.#one(uow, id));
  }

  /**
   * Reads in one unit of work, then asks the maps.
   * @throws Problem `not_found` for a booking, `unprocessable` for one without a place.
   */
  async nearest(principal: Principal, request: NearestRequest): Promise<NearestUnits> {
    const { database, organisations, booking, maps } = this.#deps;
    const { available, limit } = request;
    const roles = this.#rolesOf(request);
    const { units, to } = await database.run(principal, async (uow) => {
      const { to, hospitalId } = await this.#place(uow, request);
      const people = await organisations.responders(uow, { roles, hospitalId, onDuty: true });
      return { to, units: await unitsOf(uow, booking, people) };
    });
    const able = units.filter(({ state }) =>
      available ? state === 'available' : state !== 'out_of_service' && state !== 'off_duty',
    );
    return nearestUnits(maps, able, to, limit);
  }

  /**
   * Reads, then asks the maps.
   * @throws Problem `not_found`
   */
  async route(principal: Principal, bookingId: string): Promise<RouteToBooking> {
    const { database, booking: bookings, organisations, maps } = this.#deps;
    const { booking, position } = await bookings.service.get(principal, bookingId);
    const { assignee, state } = booking;
    const goes = assignee !== null && (state === 'assigned' || state === 'en_route');
    if (!goes) return { bookingId, route: null };
    const { from, now } = await database.run(principal, async (uow) => {
      // Until they report it for the booking, staff are where they were last on duty.
      const known = position ?? (await organisations.positionOf(uow, assignee.id));
      return { from: known, now: uow.now };
    });
    return routeTo(maps, booking, from, now);
  }

  /** @throws Problem `not_found`, `role_not_allowed`, `precondition_failed` */
  takeOut(principal: Principal, id: string, reason: string, expected: Versions): Promise<UnitView> {
    return this.#change(principal, id, expected, (uow, by) => ({ reason, since: uow.now, ...by }));
  }

  /** @throws Problem as {@link takeOut} */
  putBack(principal: Principal, id: string, expected: Versions): Promise<UnitView> {
    const inService = { reason: null, since: null, byId: null, byName: null };
    return this.#change(principal, id, expected, () => inService);
  }

  #change(
    principal: Principal,
    id: string,
    expected: Versions,
    changes: (
      uow: UnitOfWork,
      by: { readonly byId: string; readonly byName: string },
    ) => Pick<UnitStatusModel, 'reason' | 'since' | 'byId' | 'byName'>,
  ): Promise<UnitView> {
    return this.#deps.database.run(principal, async (uow) => {
      const { hospitalId } = await this.#person(uow, id);
      uow.about('staff', id, { hospitalId, communityId: null });
      const by = await this.#decider(uow, principal, id);
      await insertMissing(
        UnitStatusModel.query(uow.trx),
        [{ staffId: id, hospitalId, version: 1 }],
        'staff_id',
      );
      const before = await UnitStatusModel.query(uow.trx).findById(id).forUpdate();
      if (before === undefined) throw notFound();
      checkVersion(before.version, expected);
      const next = changes(uow, by);
      const outOfService = next.since !== null;
      const same = outOfService ? next.reason === before.reason : before.since === null;
      if (!same) {
        // A new reason is not a new absence.
        const since = outOfService ? (before.since ?? next.since) : null;
        const version = before.version + 1;
        await updateOne(UnitStatusModel.query(uow.trx).findById(id), { ...next, since, version });
        uow.emit(UnitChanged(id, { unitId: id, hospitalId, outOfService, version }));
      }
      return this.#one(uow, id);
    });
  }

  /** Oneself, administrators, and staff who take emergency calls. */
  async #decider(uow: UnitOfWork, principal: Principal, id: string) {
    if (principal.kind !== 'staff') throw new Problem('role_not_allowed');
    const staff = await this.#deps.organisations.staffOf(uow, principal.id);
    if (!dispatches(staff) && principal.id !== id) {
      const detail = 'Only staff with the duty dispatch decide this about others.';
      throw new Problem('role_not_allowed', { detail });
    }
    return { byId: principal.id, byName: staff.name };
  }

  #rolesOf({ role, serviceType }: NearestRequest): readonly UnitRole[] {
    if (serviceType === undefined) return role === undefined ? UNIT_ROLES : [role];
    if (role !== undefined) throw unprocessable('/role', 'Give the role or the type of service, not both.');
    const policy = this.#deps.booking.policies.get(serviceType);
    if (policy === undefined) throw unprocessable('/serviceType', 'There is no such service type.');
    const { kind, roles } = policy.fulfilledBy;
    return kind === 'staff' ? UNIT_ROLES.filter((one) => roles.includes(one)) : [];
  }

  async #place(uow: UnitOfWork, { bookingId, point, hospitalId }: NearestRequest) {
    if (bookingId === undefined) {
      if (point === undefined) throw unprocessable('', 'Give the booking or the point.');
      return { to: point, hospitalId };
    }
    if (point !== undefined) throw unprocessable('/point', 'Give the booking or the point, not both.');
    const booking = await this.#deps.booking.linked.main(uow, bookingId);
    if (booking.location === null) throw unprocessable('/bookingId', 'The booking has no place.');
    return { to: booking.location, hospitalId: hospitalId ?? booking.hospitalId ?? undefined };
  }

  async #person(uow: UnitOfWork, id: string): Promise<ResponderReference> {
    const { organisations } = this.#deps;
    const [person] = await organisations.responders(uow, { roles: UNIT_ROLES, ids: [id] });
    if (person === undefined) throw notFound();
    return person;
  }

  async #one(uow: UnitOfWork, id: string): Promise<UnitView> {
    const [unit] = await unitsOf(uow, this.#deps.booking, [await this.#person(uow, id)]);
    if (unit === undefined) throw notFound();
    return unit;
  }
}

function notFound(): Problem {
  return new Problem('not_found', { detail: 'There is no such unit.' });
}

function unprocessable(pointer: string, detail: string): Problem {
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}
