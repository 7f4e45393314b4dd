import type { Booking, Effect, OpenOffer, Party, PaymentTrigger, TimelineEntry } from '../engine/index.ts';
import type { BookingEventModel, BookingModel, OfferModel } from '../models.ts';

/** A row as the engine reads it. Open offers are only needed for commands. */
export function toBooking(row: BookingModel, openOffers: readonly OpenOffer[] = []): Booking {
  return {
    id: row.id,
    serviceType: row.serviceType,
    policyVersion: row.policyVersion,
    state: row.state,
    residentId: row.residentId,
    communityId: row.communityId,
    hospitalId: row.hospitalId,
    assignee: assigneeOf(row),
    scheduledFor: row.scheduledFor,
    scheduledUntil: row.scheduledUntil,
    location: row.location,
    notes: row.notes,
    urgency: row.urgency,
    triageId: row.triageId,
    linkedTo: row.linkedTo,
    waypoint: row.waypoint,
    payment: paymentOf(row),
    assignBy: row.assignBy,
    arriveBy: row.arriveBy,
    assignBreachedAt: row.assignBreachedAt,
    arriveBreachedAt: row.arriveBreachedAt,
    escalation: escalationOf(row),
    cancellation: cancellationOf(row),
    version: row.version,
    sequence: row.sequence,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    openOffers,
  };
}

function assigneeOf(row: BookingModel): Party | null {
  const id = row.assigneeStaffId ?? row.assigneeResidentId;
  if (row.assigneeKind === null || id === null) return null;
  return { kind: row.assigneeKind, id, name: row.assigneeName ?? '' };
}

function paymentOf(row: BookingModel): Booking['payment'] {
  if (row.priceAmount === null || row.priceCurrency === null || row.paymentTrigger === null) return null;
  return {
    trigger: row.paymentTrigger as PaymentTrigger,
    amount: { amount: row.priceAmount, currency: row.priceCurrency },
  };
}

function escalationOf(row: BookingModel): Booking['escalation'] {
  if (row.escalatedAt === null || row.escalatedClock === null) return null;
  const { escalatedAt: at, escalatedClock: clock } = row;
  if (row.acknowledgedAt === null || row.acknowledgedByKind === null)
    return { clock, at, acknowledged: null };
  const by = { kind: row.acknowledgedByKind, id: row.acknowledgedById, name: row.acknowledgedByName };
  return { clock, at, acknowledged: { at: row.acknowledgedAt, by } };
}

function cancellationOf(row: BookingModel): Booking['cancellation'] {
  if (row.cancelledByKind === null) return null;
  const by = { kind: row.cancelledByKind, id: row.cancelledById, name: row.cancelledByName };
  return { reason: row.cancelReason, by };
}

/** The columns that commands change. */
export function mutableColumns(booking: Booking): Partial<BookingModel> {
  const { assignee, cancellation, escalation } = booking;
  return {
    state: booking.state,
    assigneeKind: assignee?.kind ?? null,
    assigneeStaffId: assignee?.kind === 'staff' ? assignee.id : null,
    assigneeResidentId: assignee?.kind === 'resident' ? assignee.id : null,
    assigneeName: assignee?.name ?? null,
    location: booking.location,
    urgency: booking.urgency,
    assignBy: booking.assignBy,
    assignBreachedAt: booking.assignBreachedAt,
    arriveBreachedAt: booking.arriveBreachedAt,
    escalatedAt: escalation?.at ?? null,
    escalatedClock: escalation?.clock ?? null,
    acknowledgedAt: escalation?.acknowledged?.at ?? null,
    acknowledgedByKind: escalation?.acknowledged?.by.kind ?? null,
    acknowledgedById: escalation?.acknowledged?.by.id ?? null,
    acknowledgedByName: escalation?.acknowledged?.by.name ?? null,
    cancelReason: cancellation?.reason ?? null,
    cancelledByKind: cancellation?.by.kind ?? null,
    cancelledById: cancellation?.by.id ?? null,
    cancelledByName: cancellation?.by.name ?? null,
    version: booking.version,
    sequence: booking.sequence,
    updatedAt: booking.updatedAt,
  };
}

/** All columns of a new booking. @param seat its seat in the slot; null for a booking without a slot */
export function newColumns(booking: Booking, seat: number | null): Partial<BookingModel> {
  return {
    ...mutableColumns(booking),
    id: booking.id,
    serviceType: booking.serviceType,
    policyVersion: booking.policyVersion,
    residentId: booking.residentId,
    communityId: booking.communityId,
    hospitalId: booking.hospitalId,
    scheduledFor: booking.scheduledFor,
    scheduledUntil: booking.scheduledUntil,
    slotSeat: seat,
    notes: booking.notes,
    triageId: booking.triageId,
    linkedTo: booking.linkedTo,
    waypoint: booking.waypoint,
    arriveBy: booking.arriveBy,
    priceAmount: booking.payment?.amount.amount ?? null,
    priceCurrency: booking.payment?.amount.currency ?? null,
    paymentTrigger: booking.payment?.trigger ?? null,
    createdAt: booking.createdAt,
  };
}

export function newOfferColumns(
  booking: Booking,
  { round, expiresAt, offers }: Extract<Effect, { readonly type: 'open_offers' }>,
  sentAt: Date,
): Partial<OfferModel>[] {
  return offers.map(({ id, assignee, distanceMetres, travelSeconds = null }) => ({
    id,
    bookingId: booking.id,
    serviceType: booking.serviceType,
    hospitalId: booking.hospitalId,
    communityId: booking.communityId,
    staffId: assignee.kind === 'staff' ? assignee.id : null,
    residentId: assignee.kind === 'resident' ? assignee.id : null,
    assigneeName: assignee.name,
    state: 'open',
    round,
    distanceMetres,
    travelSeconds,
    waypointKind: booking.waypoint?.kind ?? null,
    sentAt,
    expiresAt,
    respondedAt: null,
  }));
}

export function partyOfOffer(row: OfferModel): Party {
  return row.staffId === null
    ? { kind: 'resident', id: row.residentId ?? '', name: row.assigneeName }
    : { kind: 'staff', id: row.staffId, name: row.assigneeName };
}

export function toOpenOffer(row: OfferModel): OpenOffer {
  return { id: row.id, assignee: partyOfOffer(row), expiresAt: row.expiresAt };
}

export function toEntry(row: BookingEventModel): TimelineEntry & { readonly id: string } {
  const entry = {
    id: row.id,
    sequence: row.sequence,
    type: row.type,
    at: row.at,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    from: row.fromState,
    to: row.toState,
    reason: row.reason,
    version: row.version,
    data: row.data,
  };
  // Written from an entry, so the data is that of the type.
  return entry as TimelineEntry & { readonly id: string };
}

export function entryColumns(bookingId: string, entry: TimelineEntry): Partial<BookingEventModel> {
  return {
    bookingId,
    sequence: entry.sequence,
    type: entry.type,
    at: entry.at,
    actorKind: entry.actor.kind,
    actorId: entry.actor.id,
    actorName: entry.actor.name,
    fromState: entry.from,
    toState: entry.to,
    reason: entry.reason,
    version: entry.version,
    data: entry.data,
  };
}
