import { deactivationBody } from '../../kernel/tenancy/deactivation.ts';
import type { PendingAddress, StaffInvitation } from './face.ts';
import type { HospitalService, Resident } from './models.ts';
import type { PlacedStaff } from './people/staff.ts';
import type { LinkedCommunity } from './sites/communities.ts';
import type { LinkedHospital } from './sites/hospitals.ts';
import { placeOf, placeOfSite } from './sites/place.ts';

/** From rows to what the contract says, and back where the two differ. */

const times = (row: { createdAt: Date; updatedAt: Date }) => ({
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export function communityBody({ row, hospitalIds }: LinkedCommunity) {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    location: placeOfSite(row),
    timezone: row.timezone,
    hospitalIds: [...hospitalIds],
    active: row.active,
    deactivation: deactivationBody(row),
    version: row.version,
    ...times(row),
  };
}

export function hospitalBody({ row, communityIds }: LinkedHospital) {
  return {
    id: row.id,
    name: row.name,
    phone: row.phone,
    address: row.address,
    location: placeOfSite(row),
    timezone: row.timezone,
    communityIds: [...communityIds],
    active: row.active,
    deactivation: deactivationBody(row),
    version: row.version,
    ...times(row),
  };
}

export function invitationBody(invitation: StaffInvitation | undefined) {
  if (invitation === undefined) return null;
  return {
    sentAt: invitation.sentAt?.toISOString() ?? null,
    expiresAt: invitation.expiresAt.toISOString(),
    acceptedAt: invitation.acceptedAt?.toISOString() ?? null,
  };
}

export function addressChangeBody(change: PendingAddress) {
  return {
    id: change.id,
    person: { ...change.person },
    channel: change.channel,
    address: change.address,
    requestedAt: change.requestedAt.toISOString(),
    approvableAt: change.approvableAt?.toISOString() ?? null,
    expiresAt: change.expiresAt.toISOString(),
  };
}

/** @param spoken the language of who has chosen none. */
export function staffBody(
  { row, position }: PlacedStaff,
  invitation: StaffInvitation | undefined,
  spoken: string,
  pending: readonly PendingAddress[] = [],
) {
  return {
    id: row.id,
    role: row.role,
    name: row.name,
    email: row.email,
    phone: row.phone,
    hospitalId: row.hospitalId,
    communityId: row.communityId,
    onDuty: row.onDuty,
    position:
      position === null
        ? null
        : {
            latitude: position.latitude,
            longitude: position.longitude,
            recordedAt: position.recordedAt.toISOString(),
          },
    language: row.language ?? spoken,
    invitation: invitationBody(invitation),
    pendingAddresses: pending.map(addressChangeBody),
    active: row.active,
    deactivation: deactivationBody(row),
    version: row.version,
    ...times(row),
  };
}

export function residentBody(row: Resident, pending: readonly PendingAddress[] = []) {
  return {
    id: row.id,
    communityId: row.communityId,
    name: row.name,
    phone: row.phone,
    email: row.email,
    phoneProven: row.phoneProvenAt !== null,
    emailProven: row.emailProvenAt !== null,
    pendingAddresses: pending.map(addressChangeBody),
    unit: row.unit,
    dateOfBirth: row.dateOfBirth,
    language: row.language,
    location: placeOf(row),
    neighborSosVolunteer: row.neighborSosVolunteer,
    active: row.active,
    deactivation: deactivationBody(row),
    version: row.version,
    ...times(row),
  };
}

export function hospitalServiceBody(row: HospitalService) {
  return {
    serviceType: row.serviceType,
    enabled: row.enabled,
    deactivation: deactivationBody(row),
    capacity: row.capacity,
    hours: row.hours === null ? null : row.hours.map((hours) => ({ ...hours, days: [...hours.days] })),
    version: row.version,
    ...times(row),
  };
}

/** The contract keeps the password in the record; here it goes another way. */
export function withoutPassword<T extends { password?: string }>(body: T): Omit<T, 'password'> {
  const { password: _, ...rest } = body;
  return rest;
}
