import type { components } from '@kiwimesh/openapi/types';
import type { OfferView } from './commands/offers.ts';
import {
  type Booking,
  type Location,
  statesOf,
  type TimelineData,
  type TimelineDataByType,
  transitionsOf,
} from './engine/index.ts';
import type { StoredEntry } from './record/reads.ts';
import { partyOfOffer } from './record/rows.ts';
import type { BookingView, ServiceTypeView } from './service.ts';
import type { AvailableSlot } from './slots/availability.ts';

type Schemas = components['schemas'];

const time = (date: Date | null): string | null => date?.toISOString() ?? null;

export function bookingOut({ booking, allowedTransitions, position }: BookingView): Schemas['Booking'] {
  return {
    id: booking.id,
    serviceType: booking.serviceType,
    state: booking.state,
    residentId: booking.residentId,
    communityId: booking.communityId,
    hospitalId: booking.hospitalId,
    assignee: booking.assignee,
    scheduledFor: time(booking.scheduledFor),
    scheduledUntil: time(booking.scheduledUntil),
    location: booking.location,
    notes: booking.notes,
    urgency: booking.urgency as Schemas['Booking']['urgency'],
    triageId: booking.triageId,
    linkedTo: booking.linkedTo,
    waypoint: booking.waypoint,
    sla: {
      assignBy: time(booking.assignBy),
      arriveBy: time(booking.arriveBy),
      breached: booking.assignBreachedAt !== null || booking.arriveBreachedAt !== null,
    },
    escalation: escalationOut(booking.escalation),
    payment: booking.payment,
    cancellation: booking.cancellation,
    position:
      position === null
        ? null
        : {
            latitude: position.latitude,
            longitude: position.longitude,
            recordedAt: position.recordedAt.toISOString(),
          },
    allowedTransitions: [...allowedTransitions],
    version: booking.version,
    createdAt: booking.createdAt.toISOString(),
    updatedAt: booking.updatedAt.toISOString(),
  };
}

function escalationOut(escalation: Booking['escalation']): Schemas['Booking']['escalation'] {
  if (escalation === null) return null;
  const { clock, at, acknowledged } = escalation;
  return {
    clock,
    at: at.toISOString(),
    acknowledgedAt: time(acknowledged?.at ?? null),
    acknowledgedBy: acknowledged?.by ?? null,
  };
}

export function serviceTypeOut({ policy, accompaniedBy }: ServiceTypeView): Schemas['ServiceType'] {
  const { document } = policy;
  const { sla, slot, cancellation } = document;
  return {
    id: policy.id,
    names: document.names,
    descriptions: document.descriptions,
    // The default mode. A service with two modes can be booked either way.
    mode: policy.modes[0],
    fulfilledBy: {
      kind: policy.fulfilledBy.kind,
      roles: [...policy.fulfilledBy.roles],
      skills: [...policy.fulfilledBy.skills],
    },
    states: statesOf(policy),
    transitions: transitionsOf(policy) as Schemas['ServiceType']['transitions'],
    sla: { assignWithin: sla.assignWithin ?? null, arriveWithin: sla.arriveWithin ?? null },
    slot: slot === undefined ? null : { length: slot.length, leadTime: slot.leadTime, horizon: slot.horizon },
    price: document.price ?? null,
    paymentTrigger: document.paymentTrigger,
    cancellation: {
      until: cancellation.until,
      freeBefore: cancellation.freeBefore ?? null,
      fee: cancellation.fee ?? null,
    },
    requiresLocation: document.requiresLocation,
    emergency: policy.emergency,
    maxOpen: policy.maxOpen,
    accompaniedBy: [...accompaniedBy],
    policyVersion: document.version,
  };
}

export function offerOut({ row, location }: OfferView): Schemas['Offer'] {
  return {
    id: row.id,
    bookingId: row.bookingId,
    serviceType: row.serviceType,
    assignee: partyOfOffer(row),
    state: row.state,
    round: row.round,
    sentAt: row.sentAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    respondedAt: time(row.respondedAt),
    location,
    distanceMetres: row.distanceMetres,
    travelMinutes: row.travelSeconds === null ? null : Math.max(1, Math.ceil(row.travelSeconds / 60)),
    waypoint: row.waypointKind,
  };
}

export function entryOut(entry: StoredEntry): Schemas['TimelineEntry'] {
  return {
    id: entry.id,
    sequence: entry.sequence,
    type: entry.type,
    at: entry.at.toISOString(),
    actor: entry.actor,
    from: entry.from,
    to: entry.to,
    reason: entry.reason,
    data: dataOut(entry.data),
  };
}

/** Ids, numbers and times: the names and addresses that an entry keeps for replay are not sent. */
function dataOut(entry: TimelineData): Record<string, unknown> {
  const { assignee, location, ...data } = entry as Partial<
    TimelineDataByType['assigned'] & TimelineDataByType['requested']
  >;
  return {
    ...data,
    ...(assignee === undefined ? {} : { assignee: { kind: assignee.kind, id: assignee.id } }),
    ...(location ? { location: { latitude: location.latitude, longitude: location.longitude } } : {}),
  };
}

export function slotOut(slot: AvailableSlot): Schemas['AvailabilitySlot'] {
  return { ...slot, start: slot.start.toISOString(), end: slot.end.toISOString() };
}

/** A location without members that are present but undefined. */
export function locationIn(location: Schemas['Location']): Location {
  const { latitude, longitude, address, accuracyMetres } = location;
  return {
    latitude,
    longitude,
    ...(address === undefined ? {} : { address }),
    ...(accuracyMetres === undefined ? {} : { accuracyMetres }),
  };
}
