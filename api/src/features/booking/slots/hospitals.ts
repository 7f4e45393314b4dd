import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { OpeningHours, OrganisationsFace } from '../../organisations/index.ts';
import type { Policy } from '../engine/index.ts';
import { inputProblem } from '../problems.ts';
import type { SlotPlan } from './slots.ts';

/** How a hospital offers a service: with hours and capacity of its own, or null for those of the policy. */
export interface OfferingHospital {
  readonly id: string;
  readonly timezone: string;
  readonly capacity: number | null;
  readonly hours: readonly OpeningHours[] | null;
}

/** How a caller names a hospital: as required, as preferred, or not at all. */
export interface HospitalChoice {
  /** The request fails if this hospital does not offer the service. */
  readonly hospitalId?: string | undefined;
  /** Used if it offers the service to the community; otherwise ignored. */
  readonly preferredHospitalId?: string | undefined;
}

/**
 * The hospital that will serve a booking: the required one, else the preferred one if it serves the community, else the
 * first that does (by priority of the link, then nearest). Null for services that volunteers provide.
 * @throws Problem `unprocessable`, `invalid_request` for both kinds of choice at once.
 */
export async function servingHospital(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policy: Policy,
  communityId: string,
  choice: HospitalChoice,
): Promise<OfferingHospital | null> {
  const { hospitalId, preferredHospitalId } = choice;
  expectOneChoice(choice, '');
  if (policy.fulfilledBy.kind === 'resident') {
    if (hospitalId === undefined) return null;
    const detail = 'Omit hospitalId: this service is provided by volunteers, not by a hospital.';
    throw inputProblem('unprocessable', '/hospitalId', detail);
  }
  const serving = await organisations.hospitalsServing(uow, communityId, policy.id);
  const byId = (wanted: string | undefined) => serving.find(({ id }) => id === wanted);
  const hospital = hospitalId === undefined ? (byId(preferredHospitalId) ?? serving[0]) : byId(hospitalId);
  if (hospital !== undefined) return hospital;
  throw inputProblem(
    'unprocessable',
    '/hospitalId',
    hospitalId === undefined
      ? 'No hospital offers this service to the community.'
      : 'The hospital does not offer this service to the community. Choose another hospital, or send it as preferredHospitalId.',
  );
}

/** The hospitals whose slots a caller asks for: the one they chose, or all within reach. */
export async function offeringHospitals(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policy: Policy,
  choice: HospitalChoice,
): Promise<readonly OfferingHospital[]> {
  expectOneChoice(choice, '/query');
  const id = choice.hospitalId ?? uow.scope.hospitalId;
  if (id === null || id === undefined) {
    if (uow.scope.communityId !== null) {
      const serving = await organisations.hospitalsServing(uow, uow.scope.communityId, policy.id);
      const preferred = serving.filter((hospital) => hospital.id === choice.preferredHospitalId);
      return preferred.length > 0 ? preferred : serving;
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

function expectOneChoice({ hospitalId, preferredHospitalId }: HospitalChoice, parent: '' | '/query'): void {
  if (hospitalId === undefined || preferredHospitalId === undefined) return;
  const detail = 'Set either hospitalId or preferredHospitalId, not both.';
  throw inputProblem('invalid_request', `${parent}/preferredHospitalId`, detail);
}

/** @throws Problem `unprocessable` if the service is not booked by slot. */
export function slotPlan(
  policy: Policy,
  hospital: OfferingHospital,
): SlotPlan & { readonly capacity: number } {
  const { slot } = policy;
  if (slot === null) {
    throw inputProblem('unprocessable', '/serviceType', 'This service is not booked by slot.');
  }
  return {
    timezone: hospital.timezone,
    hours: hospital.hours ?? slot.hours,
    capacity: hospital.capacity ?? slot.capacity,
    length: slot.length,
    leadTime: slot.leadTime,
    horizon: slot.horizon,
  };
}
