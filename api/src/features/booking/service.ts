import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../kernel/ground/paging.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import type { Realtime } from '../../kernel/realtime/realtime.ts';
import { Bulkhead, overloaded } from '../../kernel/work/bulkhead.ts';
import type { OrganisationsFace, PositionReport } from '../organisations/index.ts';
import { actorOf, namedActorOf } from './commands/actors.ts';
import { commandsOf, execute, type Move } from './commands/commands.ts';
import { createBooking, type NewBooking } from './commands/creation.ts';
import { type AnsweredOffer, answerOffer, offersOfBooking, ownOffers } from './commands/offers.ts';
import { impossible, noSuch } from './commands/refusals.ts';
import { allowedTransitions, type Booking, type BookingState } from './engine/index.ts';
import type { BookingPositionModel, OfferState } from './models.ts';
import type { PolicyBook } from './policies/load.ts';
import type { Policy } from './policies/policy.ts';
import { recordPosition } from './record/positions.ts';
import {
  type BookingFilter,
  cursorOfOffset,
  findBooking,
  listBookings,
  offsetOfCursor,
  positionsOf,
  type StoredEntry,
  timelineOf,
} from './record/reads.ts';
import { lockBooking } from './record/store.ts';
import { type HospitalChoice, offeringHospitals, slotPlan } from './slots/hospitals.ts';
import { occupancyBetween } from './slots/seats.ts';
import { slotsBetween } from './slots/slots.ts';

/** A booking as one caller sees it. */
export interface BookingView {
  readonly booking: Booking;
  /** What this caller may do now, by the policy. */
  readonly allowedTransitions: readonly BookingState[];
  readonly position: BookingPositionModel | null;
}

export interface AvailableSlot {
  readonly start: Date;
  readonly end: Date;
  readonly hospitalId: string;
  readonly capacity: number;
  readonly remaining: number;
}

export interface BookingDependencies {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly policies: PolicyBook;
  readonly realtime: Realtime;
  /** What to dial in this region, named where a request for help is refused. */
  readonly emergencyNumber: string;
}

/** Half of the default pool and less; more would only wait for each other's seats. */
const SLOT_BOOKINGS_AT_ONCE = 4;
/** About as many as are served within the patience of a client. */
const MOST_WAITING = 2_000;

const DAY = 24 * 3_600_000;
const LONGEST_AVAILABILITY = 31 * DAY;

/** The verbs of booking. Each opens one unit of work in the caller's scope; what that does not reach is not found. */
export class BookingService {
  readonly #deps: BookingDependencies;
  /** Everybody wants the slots of one morning at once: they queue here by tenant, and emergencies pass them by. */
  readonly #slotRush = new Bulkhead(SLOT_BOOKINGS_AT_ONCE, {
    waiting: MOST_WAITING,
    waitingPerShare: MOST_WAITING / 2,
    refusal: overloaded('Too many bookings are being made at this moment. Try again in a few seconds.', 5),
  });

  constructor(deps: BookingDependencies) {
    this.#deps = deps;
  }

  /** All service types in the order they were read, in pages. */
  listServiceTypes(limit = 50, cursor?: string): { data: Policy[]; nextCursor: string | null } {
    const all = [...this.#deps.policies.values()];
    const from = cursor === undefined ? 0 : offsetOfCursor(cursor);
    const data = all.slice(from, from + limit);
    const next = from + data.length;
    return { data, nextCursor: next < all.length ? cursorOfOffset(next) : null };
  }

  serviceType(id: string): Policy {
    const policy = this.#deps.policies.get(id);
    if (policy === undefined) throw noSuch('service type');
    return policy;
  }

  /** @throws Problem see {@link createBooking} */
  create(principal: Principal, input: NewBooking): Promise<BookingView> {
    const policy = this.#deps.policies.get(input.serviceType);
    if (policy === undefined) throw impossible('/serviceType', 'There is no such service type.');
    const work = () =>
      this.#deps.database.run(
        principal,
        async (uow) => {
          const booking = await createBooking(
            uow,
            this.#deps.organisations,
            policy,
            principal,
            input,
            this.#deps.emergencyNumber,
          );
          return this.#view(principal, booking, null);
        },
        { retry: true },
      );
    return input.scheduledFor === undefined ? work() : this.#slotRush.run(work);
  }

  get(principal: Principal, id: string): Promise<BookingView> {
    return this.#deps.database.run(principal, async (uow) => {
      const booking = await findBooking(uow, id);
      if (booking === undefined) throw noSuch('booking');
      const positions = await positionsOf(uow, [booking]);
      return this.#view(principal, booking, positions.get(id) ?? null);
    });
  }

  list(
    principal: Principal,
    filter: BookingFilter,
  ): Promise<{ data: readonly BookingView[]; nextCursor: string | null }> {
    return this.#deps.database.run(principal, async (uow) => {
      const { data, nextCursor } = await listBookings(uow, filter, this.#emergencies());
      const positions = await positionsOf(uow, data);
      return {
        data: data.map((booking) => this.#view(principal, booking, positions.get(booking.id) ?? null)),
        nextCursor,
      };
    });
  }

  /**
   * Moves, assigns, reassigns, gives back, cancels, corrects the place: whatever the policy lets this caller do.
   * @throws Problem `illegal_transition`, `version_conflict` (409), `precondition_failed` (412), `not_assignee`,
   *   `role_not_allowed` (403), `reason_required`, `not_eligible` (422), `overlapping_booking`, `not_found`.
   */
  transition(principal: Principal, id: string, move: Move): Promise<BookingView> {
    const { organisations } = this.#deps;
    return this.#deps.database.run(
      principal,
      async (uow) => {
        let booking = await lockBooking(uow, id);
        if (booking === undefined) throw noSuch('booking');
        const policy = this.#policyOf(booking);
        expectVersion(booking, move.expectedVersion);
        const actor = await namedActorOf(uow, organisations, principal);
        for (const command of await commandsOf(uow, organisations, policy, booking, move)) {
          booking = (await execute(uow, policy, actor, booking, command)).next;
        }
        const positions = await this.#positions(uow, principal, booking);
        return this.#view(principal, booking, positions);
      },
      { retry: true },
    );
  }

  /** @throws Problem `offer_closed` (409, with the offer's `state`), `not_found`. */
  answer(
    principal: Principal,
    offerId: string,
    answer: 'accept' | 'decline',
    reason: string | undefined,
  ): Promise<{ offer: AnsweredOffer; view: BookingView | null }> {
    return this.#deps.database.run(
      principal,
      async (uow) => {
        const actor = await namedActorOf(uow, this.#deps.organisations, principal);
        const policyOf = (booking: Booking) => this.#policyOf(booking);
        const { offer, booking } = await answerOffer(uow, policyOf, actor, offerId, answer, reason);
        return { offer, view: booking === null ? null : this.#view(principal, booking, null) };
      },
      { retry: true },
    );
  }

  /** What happened, oldest first. @throws Problem `not_found` */
  timeline(
    principal: Principal,
    id: string,
    limit: number,
    cursor?: string,
  ): Promise<{ data: readonly StoredEntry[]; nextCursor: string | null }> {
    const after = cursor === undefined ? 0 : offsetOfCursor(cursor);
    return this.#deps.database.run(principal, async (uow) => {
      const entries = await timelineOf(uow, id, after, limit + 1);
      // Also for the audit log, to which those without a hospital of their own must say whose booking it is.
      const unplaced = entries.length === 0 || uow.scope.hospitalId === null;
      if (unplaced && (await findBooking(uow, id)) === undefined) throw noSuch('booking');
      const data = entries.slice(0, limit);
      const last = data.at(-1);
      const more = entries.length > limit && last !== undefined;
      return { data, nextCursor: more ? cursorOfOffset(last.sequence) : null };
    });
  }

  /** The caller's own offers, newest first. */
  offersTo(
    principal: Principal,
    states: readonly OfferState[] | undefined,
    page: PageRequest,
  ): Promise<Page<AnsweredOffer>> {
    const actor = actorOf(principal);
    return this.#deps.database.run(principal, (uow) => ownOffers(uow, actor, states, page));
  }

  /** To whom a booking was offered, newest first. @throws Problem `not_found` */
  offersOf(principal: Principal, bookingId: string, page: PageRequest): Promise<Page<AnsweredOffer>> {
    return this.#deps.database.run(principal, (uow) => offersOfBooking(uow, bookingId, page));
  }

  /** The assignee says where they are. @throws Problem `not_assignee`, `illegal_transition`, `not_found`. */
  reportPosition(principal: Principal, id: string, report: PositionReport): Promise<void> {
    return this.#deps.database.run(principal, (uow) =>
      recordPosition(uow, this.#deps.organisations, this.#deps.realtime, actorOf(principal), id, report),
    );
  }

  /** Slots that start within [from, to), at most 31 days, soonest first, with their seats. */
  availability(
    principal: Principal,
    query: HospitalChoice & { serviceType: string; from: Date; to: Date },
  ): Promise<AvailableSlot[]> {
    const policy = this.serviceType(query.serviceType);
    const span = query.to.getTime() - query.from.getTime();
    if (span <= 0 || span > LONGEST_AVAILABILITY) {
      throw impossible('/query/to', 'to must be after from, and at most 31 days later.');
    }
    return this.#deps.database.run(principal, async (uow) => {
      const { organisations } = this.#deps;
      const hospitals = await offeringHospitals(uow, organisations, policy, query);
      const ids = hospitals.map(({ id }) => id);
      // Slots that begin before the end of what is asked for reach beyond it.
      const end = new Date(query.to.getTime() + (policy.slot?.length ?? 0));
      const taken = await occupancyBetween(ids, policy.id, query.from, end);
      return hospitals
        .flatMap((hospital) => {
          const plan = slotPlan(policy, hospital);
          return slotsBetween(plan, query.from, query.to, uow.now).map(({ start, end }) => ({
            start,
            end,
            hospitalId: hospital.id,
            capacity: plan.capacity,
            remaining: Math.max(
              0,
              plan.capacity - (taken.get(hospital.id)?.mostAtOnce(start.getTime(), end.getTime()) ?? 0),
            ),
          }));
        })
        .sort((a, b) => a.start.getTime() - b.start.getTime());
    });
  }

  #view(principal: Principal, booking: Booking, position: BookingPositionModel | null): BookingView {
    const policy = this.#deps.policies.get(booking.serviceType);
    return {
      booking,
      // A booking whose policy file was taken away can be read, not moved.
      allowedTransitions: policy === undefined ? [] : allowedTransitions(booking, policy, actorOf(principal)),
      position,
    };
  }

  /** After handing a booking over the caller may no longer see it, nor where its next assignee is. */
  async #positions(
    uow: UnitOfWork,
    principal: Principal,
    booking: Booking,
  ): Promise<BookingPositionModel | null> {
    if (principal.kind === 'resident' && principal.id !== booking.residentId) return null;
    return (await positionsOf(uow, [booking])).get(booking.id) ?? null;
  }

  #emergencies(): string[] {
    return [...this.#deps.policies.values()].filter(({ emergency }) => emergency).map(({ id }) => id);
  }

  #policyOf(booking: Booking): Policy {
    const policy = this.#deps.policies.get(booking.serviceType);
    if (policy === undefined) {
      throw new Problem('unprocessable', {
        detail: 'The policy of this service type is no longer installed. Restore its file to continue.',
      });
    }
    return policy;
  }
}

function expectVersion(booking: Booking, expected: readonly number[] | undefined): void {
  if (expected === undefined || expected.includes(booking.version)) return;
  throw new Problem('precondition_failed', {
    detail: `You read version ${expected.join(' or ')}, but the booking is now at version ${booking.version}. Read it again before you repeat the change.`,
    extensions: { currentState: booking.state, version: booking.version },
  });
}
