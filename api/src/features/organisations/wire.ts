import { idOfCursor, type Page } from '../../kernel/ground/paging.ts';
import { deactivationBody } from '../../kernel/tenancy/deactivation.ts';
import type { Community, Hospital, HospitalService, Site } from './models.ts';
import type { PendingAddress, StaffInvitation } from './people/identity-services.ts';
import type { Profile } from './people/profile.ts';
import type { ResidentDetails } from './people/resident-service.ts';
import type { StaffDetails } from './people/staff-service.ts';
import { placeOf, placeOfSite } from './sites/place.ts';
import type { LinkedSite } from './sites/site-service.ts';

/** The contract's own default, for callers that do not go through the contract. */
const DEFAULT_LIMIT = 50;

type ListRequestOf<Q> = Omit<Q, 'limit' | 'updatedSince'> & {
  limit: number;
  updatedSince: Date | undefined;
};

export function listRequest<Q extends { limit?: number; updatedSince?: string }>(query: Q): ListRequestOf<Q> {
  const { limit = DEFAULT_LIMIT, updatedSince } = query;
  return { ...query, limit, updatedSince: updatedSince === undefined ? undefined : new Date(updatedSince) };
}

/** As {@link listRequest}, of a search, whose cursor is in the body. */
export function searchRequest<B extends { limit?: number; cursor?: string; updatedSince?: string }>(
  body: B,
): ListRequestOf<B> {
  if (body.updatedSince === undefined) idOfCursor(body.cursor, '/cursor');
  return listRequest(body);
}

export function pageReply<T, Body>({ data, nextCursor }: Page<T>, bodyOf: (item: T) => Body) {
  return { status: 200 as const, body: { data: data.map(bodyOf), nextCursor } };
}

type RecordColumns = Parameters<typeof deactivationBody>[0] & {
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** What every record of the contract has. */
function recordBody(row: RecordColumns) {
  return {
    deactivation: deactivationBody(row),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function siteBody(row: Site) {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    location: placeOfSite(row),
    timezone: row.timezone,
    active: row.active,
    ...recordBody(row),
  };
}

export function communityBody({ row, linkedIds }: LinkedSite<Community>) {
  return { ...siteBody(row), hospitalIds: [...linkedIds] };
}

export function hospitalBody({ row, linkedIds }: LinkedSite<Hospital>) {
  return { ...siteBody(row), phone: row.phone, communityIds: [...linkedIds] };
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

export function staffBody({ row, position, language, invitation, pendingAddresses }: StaffDetails) {
  return {
    id: row.id,
    role: row.role,
    name: row.name,
    email: row.email,
    phone: row.phone,
    hospitalId: row.hospitalId,
    communityId: row.communityId,
    onDuty: row.onDuty,
    duties: row.duties,
    position:
      position === null
        ? null
        : {
            latitude: position.latitude,
            longitude: position.longitude,
            recordedAt: position.recordedAt.toISOString(),
          },
    language,
    invitation: invitationBody(invitation),
    pendingAddresses: pendingAddresses.map(addressChangeBody),
    active: row.active,
    ...recordBody(row),
  };
}

export function residentBody({ row, pendingAddresses }: ResidentDetails) {
  return {
    id: row.id,
    communityId: row.communityId,
    name: row.name,
    phone: row.phone,
    email: row.email,
    phoneProven: row.phoneProvenAt !== null,
    emailProven: row.emailProvenAt !== null,
    pendingAddresses: pendingAddresses.map(addressChangeBody),
    unit: row.unit,
    dateOfBirth: row.dateOfBirth,
    language: row.language,
    location: placeOf(row),
    neighborSosVolunteer: row.neighborSosVolunteer,
    active: row.active,
    ...recordBody(row),
  };
}

export function profileBody(profile: Profile) {
  const { id, name, communityId, email, phone } = profile.row;
  const pendingAddresses = profile.pendingAddresses.map(addressChangeBody);
  const common = { id, name, communityId, email, phone, pendingAddresses };
  if (profile.kind === 'staff') {
    const { role, hospitalId, onDuty, duties } = profile.row;
    return {
      ...common,
      kind: 'staff' as const,
      role,
      hospitalId,
      onDuty,
      duties,
      language: profile.language,
    };
  }
  const { language, neighborSosVolunteer, phoneProvenAt, emailProvenAt } = profile.row;
  return {
    ...common,
    kind: 'resident' as const,
    role: 'resident' as const,
    hospitalId: null,
    communityId: profile.row.communityId,
    language,
    neighborSosVolunteer,
    phoneProven: phoneProvenAt !== null,
    emailProven: emailProvenAt !== null,
  };
}

export function hospitalServiceBody(row: HospitalService) {
  return {
    serviceType: row.serviceType,
    enabled: row.enabled,
    capacity: row.capacity,
    hours: row.hours === null ? null : row.hours.map((hours) => ({ ...hours, days: [...hours.days] })),
    ...recordBody(row),
  };
}
