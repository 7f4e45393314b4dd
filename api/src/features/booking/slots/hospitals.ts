import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
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

/** How a caller names a hospital: as the only one, as the first choice, or not at all. */
export interface HospitalChoice {
  /** No other will do. */
  readonly hospitalId?: string | undefined;
  /** Used if it offers the service to the community; otherwise the choice is made as without it. */
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
    throw impossible(
      '/hospitalId',
      'Omit hospitalId: this service is provided by volunteers, not by a hospital.',
    );
  }
  const serving = await organisations.hospitalsServing(uow, communityId, policy.id);
  const byId = (wanted: string | undefined) => serving.find(({ id }) => id === wanted);
  const hospital = hospitalId === undefined ? (byId(preferredHospitalId) ?? serving[0]) : byId(hospitalId);
  if (hospital !== undefined) return hospital;
  throw impossible(
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

function expectOneChoice({ hospitalId, preferredHospitalId }: HospitalChoice, at: '' | '/query'): void {
  if (hospitalId === undefined || preferredHospitalId === undefined) return;
  const detail = 'Set either hospitalId or preferredHospitalId, not both.';
  throw new Problem('invalid_request', {
    detail,
    errors: [{ pointer: `${at}/preferredHospitalId`, detail }],
  });
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
