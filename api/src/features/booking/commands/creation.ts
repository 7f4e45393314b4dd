import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { OrganisationsFace, ResidentReference } from '../../organisations/index.ts';
import { type Booking, decide, type Location } from '../engine/index.ts';
import type { Policy } from '../policies/policy.ts';
import { insertBooking, recordRequest } from '../record/store.ts';
import { type HospitalChoice, servingHospital, slotPlan } from '../slots/hospitals.ts';
import { takeSeat } from '../slots/seats.ts';
import { slotAt } from '../slots/slots.ts';
import { actorOf, namedActorOf } from './actors.ts';
import { admitOpen } from './open-bookings.ts';
import { impossible, refusal } from './refusals.ts';

export interface NewBooking extends HospitalChoice {
  readonly serviceType: string;
  /** Left out by a resident, who books for themselves. */
  readonly residentId?: string | undefined;
  readonly scheduledFor?: Date | undefined;
  readonly location?: Location | undefined;
  readonly notes?: string | undefined;
  /** Insists on a second open emergency of the same service. */
  readonly forAnotherPerson?: boolean | undefined;
}

/**
 * Books, in one transaction: resident, place, hospital and slot are found in the caller's reach, the engine judges, a
 * seat is taken where there are seats.
 * @throws Problem `not_found`, `unprocessable`, `not_eligible`, `slot_unavailable`, `slot_taken`, `overlapping_booking`,
 *   `role_not_allowed`, `open_emergency`, `too_many_open`.
 */
export async function createBooking(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policy: Policy,
  principal: Principal,
  input: NewBooking,
  emergencyNumber: string,
): Promise<Booking> {
  const resident = await residentFor(uow, organisations, principal, input.residentId);
  await checkCommunity(uow, organisations, policy, resident, input);
  const actor =
    principal.kind === 'resident'
      ? { ...actorOf(principal), name: resident.name }
      : await namedActorOf(uow, organisations, principal);
  const location =
    input.location ?? resident.location ?? (await communityPlace(uow, organisations, resident));
  const hospital = await servingHospital(uow, organisations, policy, resident.communityId, input);
  const draft = {
    id: v7(),
    residentId: resident.id,
    communityId: resident.communityId,
    hospitalId: hospital?.id ?? null,
    location,
    notes: input.notes ?? null,
  };

  if (input.scheduledFor === undefined || !policy.modes.includes('slot')) {
    const scheduledFor = input.scheduledFor ?? null;
    const decision = decide(
      null,
      {
        type: 'request',
        draft: { ...draft, scheduledFor, scheduledUntil: scheduledFor },
        ...(input.forAnotherPerson ? { forAnotherPerson: true } : {}),
      },
      policy,
      actor,
      uow.now,
    );
    if (!decision.accepted) throw refusal(decision);
    // After the engine: who may not request at all does not learn what is open.
    await admitOpen(uow, policy, resident.id, input.forAnotherPerson === true, emergencyNumber);
    await insertBooking(uow, decision, null);
    await recordRequest(uow, decision);
    return decision.next;
  }

  if (hospital === null)
    throw impossible('/scheduledFor', 'Slots belong to a hospital, and this service is not provided by one.');
  const plan = slotPlan(policy, hospital);
  const slot = slotAt(plan, input.scheduledFor, uow.now);
  if (slot === null) {
    const detail =
      'No slot begins at that time, or it is too soon or too far ahead. List the availability and choose a slot.';
    throw new Problem('slot_unavailable', { detail, errors: [{ pointer: '/scheduledFor', detail }] });
  }
  const decision = decide(
    null,
    { type: 'request', draft: { ...draft, scheduledFor: slot.start, scheduledUntil: slot.end } },
    policy,
    actor,
    uow.now,
  );
  if (!decision.accepted) throw refusal(decision);
  await takeSeat(uow, decision, plan.capacity);
  await recordRequest(uow, decision);
  return decision.next;
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
    throw new Problem('invalid_request', { detail, errors: [{ pointer: '/residentId', detail }] });
  }
  const resident = await organisations.residentOf(uow, id, { hold: true });
  if (!resident.active) {
    const detail = 'The resident is not active.';
    throw new Problem('not_eligible', { detail, errors: [{ pointer: '/residentId', detail }] });
  }
  return resident;
}

async function communityPlace(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  resident: ResidentReference,
): Promise<Location | null> {
  return (await organisations.communityOf(uow, resident.communityId)).location;
}

/**
 * In a deactivated community only help at once is to be had: visits in it are over, but somebody in trouble must still get
 * an ambulance.
 */
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
  throw new Problem('not_eligible', { detail, errors: [{ pointer: '/serviceType', detail }] });
}
