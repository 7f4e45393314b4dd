import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { OrganisationsFace, ResidentReference } from '../../organisations/index.ts';
import type { TriageFace } from '../../triage/index.ts';
import { type Actor, type Booking, decide, type Location, type Policy } from '../engine/index.ts';
import { bookingProblems, inputProblem, rejectionProblem } from '../problems.ts';
import { insertBooking, recordRequest } from '../record/store.ts';
import { type HospitalChoice, type OfferingHospital, servingHospital, slotPlan } from '../slots/hospitals.ts';
import { takeSeat } from '../slots/seats.ts';
import { type Slot, slotAt } from '../slots/slots.ts';
import { actorOf, namedActorOf } from './actors.ts';
import { checkOpenBookings } from './open-bookings.ts';

export interface NewBooking extends HospitalChoice {
  readonly serviceType: string;
  /** Residents can omit it to book for themselves. */
  readonly residentId?: string | undefined;
  readonly scheduledFor?: Date | undefined;
  readonly location?: Location | undefined;
  readonly notes?: string | undefined;
  /** The assessment that it is made from. */
  readonly triageId?: string | undefined;
  /** Whether those who see the booking may read what was said. */
  readonly shareWords?: boolean | undefined;
  /** Confirms that a second open emergency of the same service is meant. */
  readonly forAnotherPerson?: boolean | undefined;
}

export interface CreationDeps {
  readonly organisations: OrganisationsFace;
  readonly triage: Pick<TriageFace, 'attach'>;
  readonly emergencyNumber: string;
}

/**
 * Creates a booking in one transaction. Resident, hospital and slot must be within the caller's scope; a slot booking
 * takes a seat.
 * @throws Problem `not_found`, `unprocessable`, `not_eligible`, `slot_unavailable`, `slot_taken`, `overlapping_booking`,
 *   `role_not_allowed`, `open_emergency`, `too_many_open`; see also `TriageFace.attach`.
 */
export async function createBooking(
  uow: UnitOfWork,
  { organisations, triage, emergencyNumber }: CreationDeps,
  policy: Policy,
  principal: Principal,
  input: NewBooking,
): Promise<Booking> {
  const resident = await residentFor(uow, organisations, principal, input.residentId);
  const actor =
    principal.kind === 'resident'
      ? { ...actorOf(principal), name: resident.name }
      : await namedActorOf(uow, organisations, principal);
  return createBookingFor(uow, { organisations, triage, emergencyNumber }, policy, actor, resident, input);
}

/** As {@link createBooking}, by an actor whose right the caller has established, for a resident it holds. */
export async function createBookingFor(
  uow: UnitOfWork,
  { organisations, triage, emergencyNumber }: CreationDeps,
  policy: Policy,
  actor: Actor,
  resident: ResidentReference,
  input: NewBooking,
): Promise<Booking> {
  const { notes = null, forAnotherPerson = false } = input;
  await checkCommunity(uow, organisations, policy, resident, input);
  const { communityId } = resident;
  const location =
    input.location ?? resident.location ?? (await organisations.communityOf(uow, communityId)).location;
  const hospital = await servingHospital(uow, organisations, policy, communityId, input);
  const slot =
    input.scheduledFor !== undefined && policy.modes.includes('slot')
      ? requestedSlot(policy, hospital, input.scheduledFor, uow.now)
      : null;
  const scheduledFor = slot?.start ?? input.scheduledFor ?? null;
  const id = v7();
  const assessed =
    input.triageId === undefined
      ? undefined
      : await triage.attach(uow, {
          triageId: input.triageId,
          bookingId: id,
          residentId: resident.id,
          hospitalId: hospital?.id ?? null,
          communityId,
          shareWords: input.shareWords ?? false,
        });
  const draft = {
    id,
    residentId: resident.id,
    communityId,
    hospitalId: hospital?.id ?? null,
    scheduledFor,
    scheduledUntil: slot?.end ?? scheduledFor,
    location,
    notes,
    ...(input.triageId === undefined || assessed === undefined
      ? {}
      : { triage: { id: input.triageId, urgency: assessed.urgency } }),
  };
  const confirmed = slot === null && forAnotherPerson ? { forAnotherPerson } : {};
  const decision = decide(null, { type: 'request', draft, ...confirmed }, policy, actor, uow.now);
  if (!decision.accepted) throw rejectionProblem(decision);
  if (slot === null) {
    // After the engine's decision, so that callers who may not book do not learn about open bookings.
    await checkOpenBookings(uow, policy, resident.id, forAnotherPerson, emergencyNumber);
    await insertBooking(uow, decision, null);
  } else {
    await takeSeat(uow, decision, slot.capacity);
  }
  await recordRequest(uow, decision);
  return decision.next;
}

function requestedSlot(
  policy: Policy,
  hospital: OfferingHospital | null,
  scheduledFor: Date,
  now: Date,
): Slot & { readonly capacity: number } {
  if (hospital === null) {
    const detail = 'Slots belong to a hospital, and this service is not provided by one.';
    throw inputProblem('unprocessable', '/scheduledFor', detail);
  }
  const plan = slotPlan(policy, hospital);
  const slot = slotAt(plan, scheduledFor, now);
  if (slot !== null) return { ...slot, capacity: plan.capacity };
  const detail =
    'No slot begins at that time, or it is too soon or too far ahead. List the availability and choose a slot.';
  throw inputProblem(bookingProblems.slot_unavailable, '/scheduledFor', detail);
}

async function residentFor(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  principal: Principal,
  residentId: string | undefined,
): Promise<ResidentReference> {
  const id = residentId ?? (principal.kind === 'resident' ? principal.id : undefined);
  if (id === undefined) {
    const detail = 'Set residentId: only residents can omit it, to book for themselves.';
    throw inputProblem('invalid_request', '/residentId', detail);
  }
  const resident = await organisations.residentOf(uow, id, { hold: true });
  if (resident.active) return resident;
  throw inputProblem(bookingProblems.not_eligible, '/residentId', 'The resident is not active.');
}

/** Residents of a deactivated community can still request on-demand services, such as an ambulance, but no visits. */
async function checkCommunity(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policy: Policy,
  { communityId }: ResidentReference,
  { scheduledFor }: NewBooking,
): Promise<void> {
  if (scheduledFor === undefined && policy.modes.includes('on_demand')) return;
  if ((await organisations.communityOf(uow, communityId)).active) return;
  const detail =
    'The community of this resident is deactivated: only on-demand services can be booked, without a time.';
  throw inputProblem(bookingProblems.not_eligible, '/serviceType', detail);
}
