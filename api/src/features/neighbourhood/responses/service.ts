import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { insertMissing, updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { MapsPort } from '../../../ports/maps.ts';
import type { Booking, BookingFace } from '../../booking/index.ts';
import { dispatches, type OrganisationsFace } from '../../organisations/index.ts';
import { OutcomeRecorded, ResponseEnded, ResponseRequested } from '../events.ts';
import { type EndReason, NeighbourhoodResponse, type Outcome } from '../models.ts';
import { neighbourhoodProblems, notFound } from '../problems.ts';
import { CARDIAC_RESPONSE, orderPlan } from './planning.ts';
import { expectedArrivals, type ResponseView } from './view.ts';

/** What an operator confirms. */
export interface ResponseRequest {
  /** The ambulance. */
  readonly bookingId: string;
  /** The call in which the arrest was suspected. */
  readonly callId?: string | null;
  /** How volunteers get in; they read it after accepting. */
  readonly accessHint?: string | null;
}

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly booking: BookingFace;
  readonly maps: MapsPort;
}

/** Responses of neighbourhoods to a suspected cardiac arrest. */
export class Responses {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws Problem see {@link respond}; `role_not_allowed` for staff who take no emergency calls. */
  start(principal: Principal, request: ResponseRequest): Promise<ResponseView> {
    return this.#viewed(principal, async (uow) => {
      // First what they may not see, then what they may not do.
      await this.#deps.booking.linked.main(uow, request.bookingId);
      await this.#checkOperator(uow, principal);
      return this.respond(uow, request);
    });
  }

  /**
   * Asks the neighbourhood to respond, in the caller's transaction: whom to ask is chosen right after its commit. A
   * response that goes on stays as it is; one that was stood down begins again.
   * @throws Problem `not_found`; `no_response_possible` for a booking that has ended or is no ambulance.
   */
  async respond(uow: UnitOfWork, request: ResponseRequest): Promise<NeighbourhoodResponse> {
    const { bookingId, callId = null, accessHint = null } = request;
    const main = await this.#deps.booking.linked.main(uow, bookingId);
    this.#checkPossible(main);
    const { residentId, communityId, hospitalId } = main;
    const blank = { patientBookingId: null, defibrillatorBookingId: null, defibrillatorId: null };
    const times = { createdAt: uow.now, updatedAt: uow.now };
    const [created] = await insertMissing(
      NeighbourhoodResponse.query(uow.trx),
      [
        {
          id: v7(),
          bookingId,
          residentId,
          communityId,
          hospitalId,
          callId,
          accessHint,
          ...blank,
          version: 1,
          ...times,
        },
      ],
      'booking_id',
    );
    const existing = created ?? (await this.#locked(uow, bookingId));
    if (created === undefined && existing.endReason !== 'stood_down') return existing;
    const response =
      created ??
      (await updateOne(NeighbourhoodResponse.query(uow.trx).findById(existing.id), {
        ...blank,
        accessHint: accessHint ?? existing.accessHint,
        plannedAt: null,
        endedAt: null,
        endReason: null,
        version: existing.version + 1,
        ...times,
      }));
    uow.emit(ResponseRequested(response.id, { ...idsOf(response), callId: response.callId }));
    orderPlan(uow, response.id);
    return response;
  }

  /** @throws Problem `not_found` for a booking without a response. */
  get(principal: Principal, bookingId: string): Promise<ResponseView> {
    return this.#viewed(principal, async (uow) => {
      const response = await NeighbourhoodResponse.query(uow.trx).findOne({ booking_id: bookingId });
      if (response === undefined) throw notFound('response');
      uow.about('booking', bookingId, response);
      return response;
    });
  }

  /** @throws Problem `not_found`, `role_not_allowed`. */
  stop(principal: Principal, bookingId: string, reason: string): Promise<ResponseView> {
    return this.#viewed(principal, async (uow) => {
      await this.#locked(uow, bookingId);
      await this.#checkOperator(uow, principal);
      return this.standDown(uow, { bookingId, reason });
    });
  }

  /** Ends the response of an ambulance in the caller's transaction, and with it the bookings of its legs. @throws Problem `not_found` */
  async standDown(
    uow: UnitOfWork,
    { bookingId, reason }: { readonly bookingId: string; readonly reason: string },
  ): Promise<NeighbourhoodResponse> {
    const response = await this.#locked(uow, bookingId);
    if (response.endedAt !== null) return response;
    const ended = await endResponse(uow, response, 'stood_down');
    await asSystem('stand volunteers down', (system) =>
      this.#deps.booking.linked.end(system, bookingId, { serviceType: CARDIAC_RESPONSE, reason }),
    );
    return ended;
  }

  /**
   * Staff name the ambulance, a volunteer the booking that they accepted.
   * @throws Problem `not_found`
   */
  async recordOutcome(principal: Principal, bookingId: string, known: Partial<Outcome>): Promise<void> {
    await this.#deps.database.run(principal, async (uow) => {
      const booking = await this.#deps.booking.linked.main(uow, bookingId);
      const ofVolunteer = principal.kind === 'resident';
      // The patient sees the booking too, but was not the one who helped.
      if (ofVolunteer && booking.assignee?.id !== principal.id) throw notFound('response');
      const ambulanceId = booking.linkedTo ?? bookingId;
      uow.about('booking', bookingId, booking);
      const write = async (unit: UnitOfWork) => {
        const response = await this.#locked(unit, ambulanceId);
        const blank = { defibrillatorFetched: null, shockGiven: null };
        const outcome: Outcome = { ...blank, ...response.outcome, ...known };
        await updateOne(NeighbourhoodResponse.query(unit.trx).findById(response.id), {
          outcome,
          version: response.version + 1,
          updatedAt: unit.now,
        });
        unit.emit(OutcomeRecorded(response.id, { ...idsOf(response), ...outcome }));
      };
      // A volunteer reaches their booking, not the response that it is part of.
      await (ofVolunteer ? asSystem('outcome by a volunteer', write) : write(uow));
    });
  }

  /** Reads in one unit of work, then asks the maps where volunteers are expected. */
  async #viewed(
    principal: Principal,
    work: (uow: UnitOfWork) => Promise<NeighbourhoodResponse>,
  ): Promise<ResponseView> {
    const { database, booking, maps } = this.#deps;
    const read = await database.run(principal, async (uow) => {
      const response = await work(uow);
      const main = await booking.linked.main(uow, response.bookingId);
      const legs = await booking.linked.of(uow, response.bookingId, CARDIAC_RESPONSE);
      const current = legs.filter(({ booking: { id } }) =>
        [response.patientBookingId, response.defibrillatorBookingId].includes(id),
      );
      return { response, patient: main.location, legs: current };
    });
    return { ...read, expected: await expectedArrivals(maps, read) };
  }

  async #locked(uow: UnitOfWork, bookingId: string): Promise<NeighbourhoodResponse> {
    const response = await NeighbourhoodResponse.query(uow.trx)
      .findOne({ booking_id: bookingId })
      .forUpdate();
    if (response === undefined) throw notFound('response');
    uow.about('booking', bookingId, response);
    return response;
  }

  #checkPossible({ serviceType, state }: Booking): void {
    const { linked } = this.#deps.booking.policies.get(CARDIAC_RESPONSE) ?? {};
    const refuse = (detail: string) => new Problem(neighbourhoodProblems.no_response_possible, { detail });
    if (!linked?.to.includes(serviceType)) {
      throw refuse(`Volunteers respond together with: ${linked?.to.join(', ') ?? 'nothing'}.`);
    }
    if (state === 'completed' || state === 'cancelled') throw refuse(`The booking is already ${state}.`);
  }

  /** Administrators, and staff who take emergency calls. */
  async #checkOperator(uow: UnitOfWork, principal: Principal): Promise<void> {
    if (principal.kind !== 'staff') throw new Problem('role_not_allowed');
    if (dispatches(await this.#deps.organisations.staffOf(uow, principal.id))) return;
    throw new Problem('role_not_allowed', { detail: 'Only staff with the duty dispatch decide this.' });
  }
}

/** Writes the end of a response, which is locked. */
export async function endResponse(
  uow: UnitOfWork,
  response: NeighbourhoodResponse,
  reason: EndReason,
): Promise<NeighbourhoodResponse> {
  const ended = await updateOne(NeighbourhoodResponse.query(uow.trx).findById(response.id), {
    endedAt: uow.now,
    endReason: reason,
    version: response.version + 1,
    updatedAt: uow.now,
  });
  uow.emit(
    ResponseEnded(response.id, {
      ...idsOf(response),
      reason,
      arrivedBeforeAmbulance: arrivedBeforeAmbulance(response),
    }),
  );
  return ended;
}

/** Null until the first of them has arrived. */
export function arrivedBeforeAmbulance({
  firstArrivedAt,
  ambulanceArrivedAt,
}: Pick<NeighbourhoodResponse, 'firstArrivedAt' | 'ambulanceArrivedAt'>): boolean | null {
  if (firstArrivedAt === null) return ambulanceArrivedAt === null ? null : false;
  return ambulanceArrivedAt === null || firstArrivedAt < ambulanceArrivedAt;
}

export function idsOf({ id, bookingId, communityId, hospitalId }: NeighbourhoodResponse) {
  return { responseId: id, bookingId, communityId, hospitalId };
}
