import type { Kiwimesh } from '@kiwimesh/sdk';
import { type Column, details, shortTime } from '../base/output.ts';
import type { Invitation, Staff } from '../base/wire.ts';
import { pendingText } from './addresses.ts';
import { findCommunity, findHospital } from './find.ts';

export const STAFF_ROLES = [
  'super_admin',
  'hospital_admin',
  'nurse',
  'paramedic',
  'community_manager',
] as const;

export const DUTIES = ['dispatch'] as const;

export const STAFF_COLUMNS: readonly Column<Staff>[] = [
  { header: 'Name', value: (one) => one.name, flexible: 20 },
  { header: 'Role', value: (one) => one.role },
  { header: 'Email', value: (one) => one.email, flexible: 36, drop: 1 },
  { header: 'On duty', value: (one) => (one.active ? (one.onDuty ? 'yes' : 'no') : 'left'), drop: 2 },
  { header: 'Duties', value: (one) => one.duties.join(', '), drop: 3 },
  { header: 'Id', value: (one) => one.id, drop: 4 },
];

/** The name of the hospital or community they belong to. */
export async function placeOf(kiwi: Kiwimesh, one: Staff): Promise<string | undefined> {
  if (one.communityId) return (await findCommunity(kiwi, one.communityId)).name;
  return one.hospitalId ? (await findHospital(kiwi, one.hospitalId)).name : undefined;
}

export function staffDetails(one: Staff, place?: string): string {
  return details([
    ['Name', one.name],
    ['Id', one.id],
    ['Role', one.role],
    ['Email', one.email],
    ['New address', pendingText(one.pendingAddresses)],
    ['Phone', one.phone],
    [one.communityId ? 'Community' : 'Hospital', place ?? one.communityId ?? one.hospitalId],
    ['On duty', one.onDuty],
    ['Duties', one.duties.join(', ') || undefined],
    ['Language', one.language],
    [
      'Last seen',
      one.position &&
        `${one.position.latitude}, ${one.position.longitude} at ${shortTime(one.position.recordedAt)}`,
    ],
    ['Invitation', one.invitation && invitationWords(one.invitation)],
    ['Active', one.active],
  ]);
}

function invitationWords({ sentAt, expiresAt, acceptedAt }: Invitation): string {
  if (acceptedAt !== null) return `accepted ${shortTime(acceptedAt)}`;
  if (Date.parse(expiresAt) <= Date.now()) return `expired ${shortTime(expiresAt)}; kiwimesh staff invite`;
  return sentAt === null ? 'being sent' : `sent ${shortTime(sentAt)}, valid until ${shortTime(expiresAt)}`;
}
