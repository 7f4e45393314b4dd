import type { components } from '@kiwimesh/openapi/types';
import type { UnitMessage } from './models.ts';
import type { RouteToBooking } from './reading/route.ts';
import type { UnitRole, UnitView } from './reading/view.ts';

type Schemas = components['schemas'];

const time = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

/** At least one: the shortest way takes a moment. */
const minutes = (seconds: number): number => Math.max(1, Math.ceil(seconds / 60));

export function routeBody({ bookingId, route }: RouteToBooking): Schemas['BookingRoute'] {
  if (route === null) return { bookingId, route: null };
  const { source, path, metres, seconds, arrivesAt } = route;
  return {
    bookingId,
    route: {
      source,
      path: path.map(({ latitude, longitude }) => ({ latitude, longitude })),
      distanceMetres: Math.round(metres),
      travelMinutes: minutes(seconds),
      arrivesAt: arrivesAt.toISOString(),
    },
  };
}

export function messageBody(row: UnitMessage): Schemas['UnitMessage'] {
  const { id, unitId, hospitalId, bookingId, text, byId, byName } = row;
  return {
    id,
    unitId,
    hospitalId,
    bookingId,
    text,
    sentAt: row.sentAt.toISOString(),
    by: { kind: 'staff', id: byId, name: byName },
    seenAt: time(row.seenAt),
  };
}

function positionBody({ person: { position } }: UnitView): Schemas['Position'] | null {
  if (position === null) return null;
  const { latitude, longitude, recordedAt } = position;
  return { latitude, longitude, recordedAt: recordedAt.toISOString() };
}

/** @param withReason false for those who see that a unit is out of service, but not why. */
export function unitBody(unit: UnitView, withReason = true): Schemas['Unit'] {
  const { person, state, work, status, way, unseen } = unit;
  const { reason = null, since = null, byId = null, byName = null } = status ?? {};
  return {
    id: person.id,
    name: person.name,
    role: person.role as UnitRole,
    hospitalId: person.hospitalId,
    state,
    onDuty: person.onDuty,
    outOfService:
      !withReason || reason === null || since === null
        ? null
        : { reason, since: since.toISOString(), by: { kind: 'staff', id: byId, name: byName } },
    onDutySince: person.onDuty ? time(person.onDutySince) : null,
    position: positionBody(unit),
    currentBookingId: work.current?.bookingId ?? null,
    nextBookingId: work.next?.bookingId ?? null,
    nextBookingAt: time(work.next?.at),
    distanceMetres: way === null ? null : Math.round(way.metres),
    unseenMessages: unseen,
    travelMinutes: way?.seconds == null ? null : minutes(way.seconds),
    version: status?.version ?? 1,
  };
}

/** What is published on sockets: no name and no reason. */
export function unitChange(unit: UnitView, at: Date) {
  const { person, state, work, status, unseen } = unit;
  return {
    unitId: person.id,
    hospitalId: person.hospitalId,
    state,
    onDuty: person.onDuty,
    position: positionBody(unit),
    currentBookingId: work.current?.bookingId ?? null,
    nextBookingId: work.next?.bookingId ?? null,
    nextBookingAt: time(work.next?.at),
    unseenMessages: unseen,
    version: status?.version ?? 1,
    at: at.toISOString(),
  };
}
