import type { UnitOfWork } from '../../../kernel/feature.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { OpeningHours, OrganisationsFace } from '../../organisations/index.ts';
import { impossible } from '../commands/refusals.ts';
import type { Policy } from '../policies/policy.ts';
import type { SlotPlan } from './slots.ts';

/** How one hospital offers a service: its own hours and seats where it set some, the policy's otherwise. */
export interface OfferingHospital {
  readonly id: string;
  readonly timezone: string;
  readonly capacity: number | null;
  readonly hours: readonly OpeningHours[] | null;
}

/**
 * The hospital that will serve a booking: the one asked for, if it serves the community; else the first that does
 * (nearest, or as the links' priorities say). Null for services that neighbours fulfil.
 */
export async function servingHospital(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policy: Policy,
  communityId: string,
  wanted: string | undefined,
): Promise<OfferingHospital | null> {
  if (policy.fulfilledBy.kind === 'resident') {
    if (wanted === undefined) return null;
    throw impossible(
      '/hospitalId',
      'Omit hospitalId: this service is provided by volunteers, not by a hospital.',
    );
  }
  const serving = await organisations.hospitalsServing(uow, communityId, policy.id);
  const hospital = wanted === undefined ? serving[0] : serving.find(({ id }) => id === wanted);
  if (hospital !== undefined) return hospital;
  throw impossible(
    '/hospitalId',
    wanted === undefined
      ? 'No hospital offers this service to the community.'
      : 'The hospital does not offer this service to the community. Choose another hospital or omit hospitalId.',
  );
}

/** The hospitals whose slots a caller asks for: the one named, or all within reach. */
export async function offeringHospitals(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policy: Policy,
  wanted: string | undefined,
): Promise<readonly OfferingHospital[]> {
  const id = wanted ?? uow.scope.hospitalId;
  if (id === null || id === undefined) {
    if (uow.scope.communityId !== null) {
      return organisations.hospitalsServing(uow, uow.scope.communityId, policy.id);
    }
    throw new Problem('invalid_request', {
      detail: 'Set hospitalId: your access is not limited to one hospital.',
      errors: [{ pointer: '/query/hospitalId', detail: 'is required for you' }],
    });
  }
  const hospital = await organisations.hospitalOf(uow, id);
  const { enabled, capacity, hours } = await organisations.hospitalService(uow, id, policy.id);
  return hospital.active && enabled ? [{ id, timezone: hospital.timezone, capacity, hours }] : [];
}

/** @throws Problem `unprocessable` when the service is not booked by slot. */
export function slotPlan(
  policy: Policy,
  hospital: OfferingHospital,
): SlotPlan & { readonly capacity: number } {
  const { slot } = policy;
  if (slot === null) throw impossible('/serviceType', 'This service is not booked by slot.');
  return {
    timezone: hospital.timezone,
    hours: hospital.hours ?? slot.hours,
    capacity: hospital.capacity ?? slot.capacity,
    length: slot.length,
    leadTime: slot.leadTime,
    horizon: slot.horizon,
  };
}
