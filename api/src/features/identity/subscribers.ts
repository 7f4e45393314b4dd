import { asSystem } from '../../kernel/db/unit-of-work.ts';
import { atCommit, subscriber } from '../../kernel/events/event.ts';
import type { AtCommit, Jobs, Subscriber, UnitOfWork } from '../../kernel/feature.ts';
import {
  HospitalDeactivated,
  HospitalReactivated,
  ResidentAccessChanged,
  ResidentDeactivated,
  StaffAccessChanged,
  StaffCreated,
  StaffDeactivated,
  StaffReactivated,
  StaffUpdated,
} from '../organisations/index.ts';
import {
  AccountLinkAsked,
  AddressCodeAsked,
  OtpRequested,
  ResidentAddressChanged,
  ResidentAddressChangeRequested,
  StaffAddressChanged,
  StaffAddressChangeRequested,
  StaffPasswordChanged,
  StaffPasswordSet,
  StaffRecoveryCodeUsed,
  StaffSecondFactorAdded,
  StaffSecondFactorRemoved,
  StaffSecondFactorReset,
} from './events.ts';
import type { Invitations } from './invitations.ts';
import {
  type Notice,
  SEND_ACCOUNT_NOTICE,
  SEND_ADDRESS_NOTICE,
  SEND_CODE,
  SEND_LINK,
  SEND_OTP,
} from './jobs.ts';
import type { KeyVerification } from './key-verification.ts';
import { OtpChallenge } from './models.ts';
import type { Sessions } from './sessions.ts';

/** What identity does about events after they were committed. */
export function identitySubscribers({ jobs }: { readonly jobs: Jobs }): readonly Subscriber[] {
  return [
    subscriber('identity.send-otp', [OtpRequested], async ({ data }) => {
      const { challengeId, send } = data;
      await jobs.enqueue(SEND_OTP, `${challengeId}:${send}`, { challengeId, send });
    }),
    subscriber('identity.send-account-link', [AccountLinkAsked], async ({ data: { linkId, send } }) => {
      await jobs.enqueue(SEND_LINK, `${linkId}:${send}`, { linkId, send });
    }),
    accountNotices(jobs),
    // Codes go to the new address, notices to those the person had.
    subscriber('identity.send-address-code', [AddressCodeAsked], async ({ data: { changeId, send } }) => {
      await jobs.enqueue(SEND_CODE, `${changeId}:${send}`, { changeId, send });
    }),
    subscriber(
      'identity.send-address-notice',
      [
        StaffAddressChangeRequested,
        StaffAddressChanged,
        ResidentAddressChangeRequested,
        ResidentAddressChanged,
      ],
      async ({ type, data: { changeId } }) => {
        const notice = type.endsWith('requested') ? 'requested' : 'changed';
        await jobs.enqueue(SEND_ADDRESS_NOTICE, `${changeId}:${notice}`, { changeId, notice });
      },
    ),
  ];
}

function accountNotices(jobs: Jobs): Subscriber {
  return subscriber(
    'identity.send-account-notice',
    [
      StaffPasswordSet,
      StaffPasswordChanged,
      StaffSecondFactorAdded,
      StaffSecondFactorRemoved,
      StaffSecondFactorReset,
      StaffRecoveryCodeUsed,
    ],
    async (event) => {
      const { id: eventId, occurredAt: at, data } = event;
      const send = (notice: Notice) =>
        jobs.enqueue(SEND_ACCOUNT_NOTICE, eventId, { staffId: data.staffId, notice, eventId, at });
      switch (event.type) {
        // A first password is no change, whoever set it; a reset by a link is told by itself.
        case 'staff.password_set':
          if (event.data.by === 'password_reset') await send('password_changed');
          break;
        case 'staff.password_changed':
          if (!event.data.first && !event.data.byLink) await send('password_changed');
          break;
        case 'staff.second_factor_added':
          await send('second_factor_enrolled');
          break;
        case 'staff.second_factor_removed':
        case 'staff.second_factor_reset':
          await send('second_factor_removed');
          break;
        case 'staff.recovery_code_used':
          await send('recovery_code_used');
          break;
      }
    },
  );
}

/** Invitations follow from what happens to staff. */
export function inviteStaff(invitations: Invitations): Subscriber {
  return subscriber(
    'identity.invite-staff',
    [StaffCreated, StaffUpdated, StaffReactivated],
    async ({ type, data: { staffId } }, uow) => {
      if (type === 'staff.updated') await invitations.follow(uow, staffId);
      else await invitations.invite(uow, staffId);
    },
  );
}

/**
 * What identity does in the very transaction in which a person, a hospital or an address changes: whatever path the
 * change came by (a patch, an import), no token, key or code outlives what it rests on (OWASP ASVS 5.0, 7.4: sessions
 * end when an account is disabled).
 */
export function identityAtCommit({
  sessions,
  keys,
}: {
  readonly sessions: Sessions;
  readonly keys: KeyVerification;
}): readonly AtCommit[] {
  return [
    atCommit([StaffPasswordChanged], async ({ type, data: { staffId, keepSessionId } }, uow) => {
      const keep = { keepSessionId: keepSessionId ?? undefined };
      await sessions.endAll(uow, { kind: 'staff', id: staffId }, type, keep);
    }),
    // What their access tokens say is no longer so.
    atCommit([StaffDeactivated, StaffAccessChanged], async ({ type, data: { staffId } }, uow) => {
      await sessions.endAll(uow, { kind: 'staff', id: staffId }, type);
    }),
    atCommit([ResidentDeactivated, ResidentAccessChanged], async ({ type, data: { residentId } }, uow) => {
      await sessions.endAll(uow, { kind: 'resident', id: residentId }, type);
    }),
    atCommit([StaffAddressChanged], async ({ type, aggregate, data: { keepSessionId } }, uow) => {
      await sessions.endAll(uow, { kind: 'staff', id: aggregate.id }, type, { keepSessionId });
    }),
    atCommit([ResidentAddressChanged], async ({ type, aggregate, data: { keepSessionId } }, uow) => {
      await sessions.endAll(uow, { kind: 'resident', id: aggregate.id }, type, { keepSessionId });
      await closeCodes(uow, aggregate.id);
    }),
    atCommit([HospitalDeactivated], async ({ type, data: { hospitalId } }, uow) => {
      await sessions.endOfHospital(uow, hospitalId, type);
    }),
    // A key may rest on a hospital and on whoever made it.
    atCommit(
      [HospitalDeactivated, HospitalReactivated, StaffDeactivated, StaffReactivated],
      async (_event, uow) => {
        await keys.changed(uow);
      },
    ),
  ];
}

async function closeCodes(uow: UnitOfWork, residentId: string): Promise<void> {
  await asSystem('close one-time codes of a resident', (system) =>
    OtpChallenge.query(system.trx)
      .patch({ closedAt: uow.now })
      .where('resident_id', residentId)
      .whereNull('closed_at')
      .then(() => {}),
  );
}
