import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { event } from '../../kernel/events/event.ts';
import { count, flag, id, nullable, object, oneOf, optional } from '../../kernel/payload/shapes.ts';
import type { Person } from './accounts/person.ts';
import { SendAddressNotice, sendAccountNotice } from './jobs.ts';

const staffId = '0193a5f0-7c1e-7000-8000-000000000003';
const sessionId = '0193a5f0-7c1e-7000-8000-000000000007';
const changeId = '0193a5f0-7c1e-7000-8000-000000000008';
const linkId = '0193a5f0-7c1e-7000-8000-000000000009';
const challengeId = '0193a5f0-7c1e-7000-8000-00000000000a';

const aStaffMember = { data: object({ staffId: id }), example: { staffId } };
const anAddressChange = {
  data: object({ changeId: id, keepSessionId: optional(id) }),
  example: { changeId },
};

export const OtpRequested = event('otp.requested', {
  description:
    'A one-time code is to be sent, for the first time or again. Phone and code follow from the challenge.',
  aggregate: 'otp_challenge',
  data: object({ challengeId: id, send: count }),
  example: { challengeId, send: 1 },
});
export const AccountLinkAsked = event('account_link.asked', {
  description: 'A mail with a link to an account is to be sent, for the first time or again.',
  data: object({ linkId: id, send: count }),
  example: { linkId, send: 1 },
});
export const AddressCodeAsked = event('address_change.code_asked', {
  description: 'The code that confirms a new sign-in address is to be sent, for the first time or again.',
  data: object({ changeId: id, send: count }),
  example: { changeId, send: 1 },
});

export const StaffPasswordChanged = event('staff.password_changed', {
  description: 'A member of staff has a new password; sessions opened with the old one ended with it.',
  data: object({ staffId: id, keepSessionId: nullable(id), first: flag, byLink: flag }),
  example: { staffId, keepSessionId: sessionId, first: false, byLink: false },
});
export const StaffPasswordSet = event('staff.password_set', {
  description: 'A member of staff chose a password by a link.',
  data: object({ staffId: id, by: oneOf('invitation', 'password_reset') }),
  example: { staffId, by: 'invitation' },
});
export const StaffRecoveryCodeUsed = event('staff.recovery_code_used', {
  description: 'A member of staff signed in with a recovery code in place of their second factor.',
  ...aStaffMember,
});
export const StaffRecoveryCodesRenewed = event('staff.recovery_codes_renewed', {
  description: 'A member of staff made new recovery codes; the old ones no longer work.',
  ...aStaffMember,
});
export const StaffSecondFactorAdded = event('staff.second_factor_added', {
  description: 'A member of staff added a second factor.',
  ...aStaffMember,
});
export const StaffSecondFactorRemoved = event('staff.second_factor_removed', {
  description: 'A member of staff removed their second factor.',
  ...aStaffMember,
});
export const StaffSecondFactorReset = event('staff.second_factor_reset', {
  description: 'An administrator removed the second factor of a member of staff.',
  ...aStaffMember,
});
export const StaffSignedOut = event('staff.signed_out', {
  description: 'The last session of a member of staff ended: they are signed in nowhere any more.',
  ...aStaffMember,
});
export const SessionEnded = event('session.ended', {
  description:
    'A session ended before its time: its owner signed out, or somebody or something signed them out.',
  data: object({ sessionId: id }),
  example: { sessionId },
});
export const StaffUnlocked = event('staff.unlocked', {
  description: 'An administrator ended the lockout of a member of staff.',
  ...aStaffMember,
});

export const StaffAddressChangeRequested = event('staff.address_change_requested', {
  description: 'A new sign-in address of a member of staff waits to be confirmed.',
  ...anAddressChange,
});
export const StaffAddressChanged = event('staff.address_changed', {
  description: 'A member of staff signs in with a new address.',
  ...anAddressChange,
});
export const ResidentAddressChangeRequested = event('resident.address_change_requested', {
  description: 'A new sign-in address of a resident waits to be confirmed.',
  ...anAddressChange,
});
export const ResidentAddressChanged = event('resident.address_changed', {
  description: 'A resident signs in with a new address, or removed their email.',
  ...anAddressChange,
});

/** Emits the event and enqueues a notice, except for a first password and a reset, which has its own notice. */
export function emitPasswordChanged(
  uow: UnitOfWork,
  staffId: string,
  how: { readonly keepSessionId: string | null; readonly first: boolean; readonly byLink: boolean },
): void {
  uow.emit(StaffPasswordChanged(staffId, { staffId, ...how }));
  if (!how.first && !how.byLink) sendAccountNotice(uow, staffId, 'password_changed');
}

const ADDRESS_EVENTS = {
  staff: {
    address_change_requested: StaffAddressChangeRequested,
    address_changed: StaffAddressChanged,
  },
  resident: {
    address_change_requested: ResidentAddressChangeRequested,
    address_changed: ResidentAddressChanged,
  },
};

/** Emits the event and enqueues a notice to the person. The addresses are stored with the change. */
export function emitAddressEvent(
  uow: UnitOfWork,
  person: Person,
  what: 'address_change_requested' | 'address_changed',
  data: { readonly changeId: string; readonly keepSessionId?: string },
): void {
  uow.emit(ADDRESS_EVENTS[person.kind][what](person.id, data));
  const { changeId } = data;
  const notice = what === 'address_changed' ? 'changed' : 'requested';
  uow.enqueue(SendAddressNotice.now(`${changeId}:${notice}`, { changeId, notice }));
}
