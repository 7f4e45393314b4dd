import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import type { Policy } from '../engine/index.ts';
import { inputProblem } from '../problems.ts';
import { type HospitalChoice, offeringHospitals, slotPlan } from './hospitals.ts';
import { occupancyBetween } from './seats.ts';
import { slotsBetween } from './slots.ts';

export interface AvailabilityQuery extends HospitalChoice {
  readonly serviceType: string;
  readonly from: Date;
  readonly to: Date;
}

export interface AvailableSlot {
  readonly start: Date;
  readonly end: Date;
  readonly hospitalId: string;
  readonly capacity: number;
  readonly remaining: number;
}

/** Milliseconds of 31 days. */
const MAX_RANGE = 31 * 24 * 3_600_000;

/**
 * The slots that start within [from, to), earliest first, with their remaining seats.
 * @throws Problem `unprocessable` for more than 31 days, and for a service that is not booked by slot.
 */
export async function availableSlots(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policy: Policy,
  query: AvailabilityQuery,
): Promise<AvailableSlot[]> {
  const { from, to } = query;
  const range = to.getTime() - from.getTime();
  if (range <= 0 || range > MAX_RANGE) {
    throw inputProblem('unprocessable', '/query/to', 'to must be after from, and at most 31 days later.');
  }
  const hospitals = await offeringHospitals(uow, organisations, policy, query);
  // The last slots of the range end after it.
  const lastEnd = new Date(to.getTime() + (policy.slot?.length ?? 0));
  const ids = hospitals.map(({ id }) => id);
  const occupancy = await occupancyBetween(ids, policy.id, from, lastEnd);
  return hospitals
    .flatMap((hospital) => {
      const { capacity, ...plan } = slotPlan(policy, hospital);
      return slotsBetween(plan, from, to, uow.now).map(({ start, end }) => {
        const taken = occupancy.get(hospital.id)?.peak(start.getTime(), end.getTime()) ?? 0;
        return { start, end, hospitalId: hospital.id, capacity, remaining: Math.max(0, capacity - taken) };
      });
    })
    .sort((a, b) => a.start.getTime() - b.start.getTime());
}
