import type { Principal, StaffRole } from '../../kernel/auth/principal.ts';
import { Bulkhead, overloaded } from '../../kernel/coordination/bulkhead.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../kernel/ground/paging.ts';
import type { Realtime } from '../../kernel/realtime/realtime.ts';
import type { OrganisationsFace, PositionReport } from '../organisations/index.ts';
import type { TriageFace } from '../triage/index.ts';
import { acknowledgeEscalation } from './commands/acknowledge.ts';
import { actorOf, namedActorOf, viewerOf } from './commands/actors.ts';
import { createBooking, createBookingFor, type NewBooking } from './commands/creation.ts';
import {
  listBookingOffers,
  listOwnOffers,
  type OfferAnswer,
  type OfferView,
  respondToOffer,
} from './commands/offers.ts';
import { type TransitionRequest, transitionBooking } from './commands/transition.ts';
import {
  type Actor,
  allowedTransitions,
  type Booking,
  type BookingState,
  type Policy,
} from './engine/index.ts';
import { recordPosition } from './live/positions.ts';
import type { BookingPositionModel, OfferState } from './models.ts';
import type { PolicyBook } from './policies/load.ts';
import { inputProblem, notFound } from './problems.ts';
import { offsetOfCursor, offsetPosition, pageBy } from './record/cursors.ts';
import { type BookingFilter, listBookings } from './record/listing.ts';
import { positionsOf, readBooking, type StoredEntry, timelinePage } from './record/reads.ts';
import { type AvailabilityQuery, type AvailableSlot, availableSlots } from './slots/availability.ts';
import type { VolunteerSkills } from './volunteer-skills.ts';

/** A service type as it is shown. */
export interface ServiceTypeView {
  readonly policy: Policy;
  /** The services that can be asked for together with a booking of it. */
  readonly accompaniedBy: readonly string[];
}

/** A booking as one caller sees it. */
export interface BookingView {
  readonly booking: Booking;
  /** The transitions that the policy allows to this caller now. */
  readonly allowedTransitions: readonly BookingState[];
  readonly position: BookingPositionModel | null;
}

export interface BookingDependencies {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly triage: Pick<TriageFace, 'attach'>;
  readonly policies: PolicyBook;
  readonly realtime: Realtime;
  readonly volunteerSkills: VolunteerSkills;
  /** The emergency number of the region, named in replies that refuse an emergency. */
  readonly emergencyNumber: string;
}

/** Who books from a call. */
export interface CallOperator {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly hospitalId: string | null;
}

/** Less than half of the default connection pool: more would only wait for each other's seat locks. */
const CONCURRENT_SLOT_BOOKINGS = 4;
/** About as many as are served before clients give up. */
const MAX_WAITING = 2_000;

/** Each method runs in one unit of work in the caller's scope. Records outside that scope are not found. */
export class BookingService {
  readonly #deps: BookingDependencies;
  /** Slot bookings arrive in bursts when slots are released. They queue here by tenant, so that emergencies do not wait. */
  readonly #slotBookings = new Bulkhead(CONCURRENT_SLOT_BOOKINGS, {
    waiting: MAX_WAITING,
    waitingPerShare: MAX_WAITING / 2,
    refusal: overloaded('Too many bookings are being made at this moment. Try again in a few seconds.', 5),
  });

  constructor(deps: BookingDependencies) {
    this.#deps = deps;
  }

  /** Service types that people can book, in the order in which their files were read. */
  listServiceTypes({ limit, cursor }: PageRequest): Page<ServiceTypeView> {
    const all = [...this.#deps.policies.values()]
      .filter(({ linked }) => linked === null)
      .map((policy) => this.#serviceTypeView(policy));
    const from = offsetOfCursor(cursor);
    return pageBy(all.slice(from, from + limit + 1), limit, () => offsetPosition(from + limit));
  }

  /** @throws Problem `not_found` */
  serviceType(id: string): ServiceTypeView {
    const policy = this.#deps.policies.get(id);
    if (policy === undefined) throw notFound('service type');
    return this.#serviceTypeView(policy);
  }

  #serviceTypeView(policy: Policy): ServiceTypeView {
    const all = [...this.#deps.policies.values()];
    const accompaniedBy = all.filter(({ linked }) => linked?.to.includes(policy.id)).map(({ id }) => id);
    return { policy, accompaniedBy };
  }

  /** @throws Problem see {@link createBooking} */
  create(principal: Principal, input: NewBooking): Promise<BookingView> {
    const { policies } = this.#deps;
    const policy = policies.get(input.serviceType);
    if (policy === undefined) {
      throw inputProblem('unprocessable', '/serviceType', 'There is no such service type.');
    }
    const create = () =>
      this.#change(principal, async (uow) => {
        const booking = await createBooking(uow, this.#deps, policy, principal, input);
        return this.#view(await this.#viewer(uow, principal), booking);
      });
    return input.scheduledFor === undefined ? create() : this.#slotBookings.run(create);
  }

  /**
   * What the operator of an emergency call decides to send, in the unit of work of the decision and in a system scope: the
   * operator may work for another hospital than the one that serves the caller's community.
   * @throws Problem see {@link createBooking}; `unprocessable` for a service type that does not exist or needs a slot.
   */
  async bookFromCall(
    uow: UnitOfWork,
    operator: CallOperator,
    input: NewBooking & { readonly residentId: string },
  ) {
    const policy = this.#deps.policies.get(input.serviceType);
    if (policy === undefined) {
      throw inputProblem('unprocessable', '/booking/serviceType', 'There is no such service type.');
    }
    if (input.scheduledFor !== undefined) {
      const detail = 'Leave it out: from a call, services are sent at once.';
      throw inputProblem('unprocessable', '/booking/scheduledFor', detail);
    }
    const resident = await this.#deps.organisations.residentOf(uow, input.residentId, { hold: true });
    const { id, name, role, hospitalId } = operator;
    const actor = { kind: 'staff', id, name, role, hospitalId, communityId: null, operator: true } as const;
    return createBookingFor(uow, this.#deps, policy, actor, resident, input);
  }

  /** @throws Problem `not_found` */
  get(principal: Principal, id: string): Promise<BookingView> {
    return this.#deps.database.run(principal, async (uow) => {
      const booking = await readBooking(uow, id);
      const viewer = await this.#viewer(uow, principal);
      return this.#view(viewer, booking, (await positionsOf(uow, [booking])).get(id));
    });
  }

  list(principal: Principal, filter: BookingFilter): Promise<Page<BookingView>> {
    const { database, policies } = this.#deps;
    const emergencies = [...policies.values()].filter(({ emergency }) => emergency).map(({ id }) => id);
    return database.run(principal, async (uow) => {
      const { data, nextCursor } = await listBookings(uow, filter, emergencies);
      const positions = await positionsOf(uow, data);
      const viewer = await this.#viewer(uow, principal);
      return {
        data: data.map((booking) => this.#view(viewer, booking, positions.get(booking.id))),
        nextCursor,
      };
    });
  }

  /** @throws Problem see {@link transitionBooking} */
  transition(principal: Principal, id: string, request: TransitionRequest): Promise<BookingView> {
    const { policies } = this.#deps;
    return this.#change(principal, async (uow) => {
      const booking = await transitionBooking(uow, this.#deps, policies, principal, id, request);
      // A volunteer who unassigned the booking can no longer see it, nor the position of the next assignee.
      const former = principal.kind === 'resident' && principal.id !== booking.residentId;
      const position = former ? undefined : (await positionsOf(uow, [booking])).get(id);
      return this.#view(await this.#viewer(uow, principal), booking, position);
    });
  }

  /** @throws Problem see {@link acknowledgeEscalation} */
  acknowledgeEscalation(principal: Principal, id: string): Promise<BookingView> {
    const { organisations, policies } = this.#deps;
    return this.#change(principal, async (uow) => {
      const actor = await namedActorOf(uow, organisations, principal);
      const booking = await acknowledgeEscalation(uow, policies, actor, id);
      return this.#view(actor, booking, (await positionsOf(uow, [booking])).get(id));
    });
  }

  /** @throws Problem `offer_closed` (409, with the offer's `state`), `not_assignee`, `not_found` */
  respondToOffer(
    principal: Principal,
    offerId: string,
    answer: OfferAnswer,
  ): Promise<{ offer: OfferView; view: BookingView | null }> {
    const { organisations, policies } = this.#deps;
    return this.#change(principal, async (uow) => {
      const actor = await namedActorOf(uow, organisations, principal);
      const { offer, booking } = await respondToOffer(uow, policies, actor, offerId, answer);
      return { offer, view: booking && this.#view(actor, booking) };
    });
  }

  /** The timeline, oldest first. @throws Problem `not_found` */
  timeline(principal: Principal, id: string, { limit, cursor }: PageRequest): Promise<Page<StoredEntry>> {
    return this.#deps.database.run(principal, (uow) => timelinePage(uow, id, limit, cursor));
  }

  /** The caller's own offers, newest first. */
  listOwnOffers(
    principal: Principal,
    state: OfferState | undefined,
    page: PageRequest,
  ): Promise<Page<OfferView>> {
    const actor = actorOf(principal);
    return this.#deps.database.run(principal, (uow) => listOwnOffers(uow, actor, state, page));
  }

  /** The offers of a booking, newest first. @throws Problem `not_found` */
  listBookingOffers(principal: Principal, bookingId: string, page: PageRequest): Promise<Page<OfferView>> {
    return this.#deps.database.run(principal, (uow) => listBookingOffers(uow, bookingId, page));
  }

  /** Stores the assignee's position. @throws Problem `not_assignee`, `illegal_transition`, `not_found` */
  reportPosition(principal: Principal, id: string, report: PositionReport): Promise<void> {
    const { database, organisations, realtime } = this.#deps;
    return database.run(principal, (uow) =>
      recordPosition(uow, organisations, realtime, actorOf(principal), id, report),
    );
  }

  /** @throws Problem see {@link availableSlots} */
  availability(principal: Principal, query: AvailabilityQuery): Promise<AvailableSlot[]> {
    const { database, organisations } = this.#deps;
    const { policy } = this.serviceType(query.serviceType);
    return database.run(principal, (uow) => availableSlots(uow, organisations, policy, query));
  }

  /** Runs a command, again from the start if the database asks for a retry. */
  #change<T>(principal: Principal, work: (uow: UnitOfWork) => Promise<T>): Promise<T> {
    return this.#deps.database.run(principal, work, { retry: true });
  }

  #viewer(uow: UnitOfWork, principal: Principal): Promise<Actor> {
    return viewerOf(uow, this.#deps.organisations, principal);
  }

  #view(viewer: Actor, booking: Booking, position: BookingPositionModel | null = null): BookingView {
    const policy = this.#deps.policies.get(booking.serviceType);
    return {
      booking,
      // A booking whose policy file was removed can be read but not changed.
      allowedTransitions: policy === undefined ? [] : allowedTransitions(booking, policy, viewer),
      position,
    };
  }
}
