import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import type { Metrics } from '../../../kernel/observability/metrics.ts';
import {
  BookingAssigned,
  BookingCancelled,
  BookingMoved,
  BookingOfferDeclined,
  BookingOffersExhausted,
  BookingUnassigned,
} from '../../booking/index.ts';
import type { LegRole } from '../engine/index.ts';
import { VolunteerArrived } from '../events.ts';
import { NeighbourhoodResponse } from '../models.ts';
import { CARDIAC_RESPONSE, orderPlan } from './planning.ts';
import { endResponse, idsOf } from './service.ts';

const EVENTS = [
  BookingAssigned,
  BookingUnassigned,
  BookingOfferDeclined,
  BookingOffersExhausted,
  BookingMoved,
  BookingCancelled,
] as const;

/**
 * Follows the ambulance and the legs of a response: times of arrival, a new plan when a leg is taken or nobody is left to
 * ask, and the end with the ambulance. The bookings of the legs follow the ambulance by their policy.
 */
export function followBookings(metrics: Metrics): Subscriber {
  return subscriber('neighbourhood-responses', EVENTS, async (event, uow) => {
    const { type, data, occurredAt } = event;
    const { bookingId, serviceType } = data;
    const at = new Date(occurredAt);
    if (serviceType !== CARDIAC_RESPONSE) {
      if (type !== 'booking.moved' && type !== 'booking.cancelled') return;
      const response = await NeighbourhoodResponse.query(uow.trx)
        .findOne({ booking_id: bookingId })
        .forUpdate();
      if (response === undefined || response.endedAt !== null) return;
      if (type === 'booking.cancelled') await endResponse(uow, response, 'ambulance_cancelled');
      else if (data.to === 'in_service') await patch(uow, response, { ambulanceArrivedAt: at });
      else if (data.to === 'completed') await endResponse(uow, response, 'ambulance_completed');
      return;
    }
    const response = await ofLeg(uow, bookingId);
    if (response === undefined || response.endedAt !== null) return;
    if (type === 'booking.moved') {
      if (data.to !== 'in_service') return;
      const role: LegRole = response.patientBookingId === bookingId ? 'patient' : 'defibrillator';
      await arrived(uow, metrics, response, role, at);
    } else if (type !== 'booking.cancelled') {
      orderPlan(uow, response.id);
    }
  });
}

async function ofLeg(uow: UnitOfWork, bookingId: string): Promise<NeighbourhoodResponse | undefined> {
  return NeighbourhoodResponse.query(uow.trx)
    .where((either) =>
      either.where('patient_booking_id', bookingId).orWhere('defibrillator_booking_id', bookingId),
    )
    .first()
    .forUpdate();
}

async function arrived(
  uow: UnitOfWork,
  metrics: Metrics,
  response: NeighbourhoodResponse,
  role: LegRole,
  at: Date,
): Promise<void> {
  const first = response.firstArrivedAt;
  if (first === null || at < first) await patch(uow, response, { firstArrivedAt: at });
  const seconds = Math.max(0, Math.round((at.getTime() - response.createdAt.getTime()) / 1000));
  const beforeAmbulance = response.ambulanceArrivedAt === null || at < response.ambulanceArrivedAt;
  uow.emit(VolunteerArrived(response.id, { ...idsOf(response), role, seconds, beforeAmbulance }));
  uow.afterCommit(() => metrics.volunteerArrived(role, beforeAmbulance, seconds));
}

async function patch(
  uow: UnitOfWork,
  { id, version }: NeighbourhoodResponse,
  changes: Partial<NeighbourhoodResponse>,
): Promise<void> {
  await NeighbourhoodResponse.query(uow.trx)
    .findById(id)
    .patch({ ...changes, version: version + 1, updatedAt: uow.now });
}
