import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { atCommit, retiredSubscriber, subscriber } from '../../kernel/events/event.ts';
import type { AtCommit, Subscriber } from '../../kernel/events/subscriber.ts';
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
import {
  type Notice,
  SendAccountLink,
  SendAccountNotice,
  SendAddressCode,
  SendAddressNotice,
  SendOtp,
} from './jobs.ts';
import type { KeyVerifier } from './keys/verification.ts';
import type { Invitations } from './links/invitations.ts';
import { OtpChallenge } from './models.ts';
import type { Sessions } from './sessions/service.ts';

/** Invites new and reactivated staff, and sends an open invitation to a changed email. */
export function inviteStaff(invitations: Invitations): Subscriber {
  return subscriber(
    'identity.invite-staff',
    [StaffCreated, StaffUpdated, StaffReactivated],
    async ({ type, data: { staffId } }, uow) => {
      if (type === 'staff.updated') await invitations.resendAfterEmailChange(uow, staffId);
      else await invitations.invite(uow, staffId);
    },
  );
}

/**
 * Runs in the transaction that changes a person, a hospital or an address, whatever operation makes the change, so that no
 * token, key or code outlives what it depends on (OWASP ASVS 5.0, 7.4: sessions end when an account is disabled).
 */
export function identityAtCommit({
  sessions,
  keyVerifier,
}: {
  readonly sessions: Sessions;
  readonly keyVerifier: KeyVerifier;
}): readonly AtCommit[] {
  return [
    atCommit([StaffPasswordChanged], async ({ type, data: { staffId, keepSessionId } }, uow) => {
      const keep = { keepSessionId: keepSessionId ?? undefined };
      await sessions.endAll(uow, { kind: 'staff', id: staffId }, type, keep);
    }),
    // The claims of their access tokens are outdated.
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
    // A key may depend on a hospital and on its creator.
    atCommit(
      [HospitalDeactivated, HospitalReactivated, StaffDeactivated, StaffReactivated],
      async (_event, uow) => {
        await keyVerifier.notifyChanged(uow);
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

/** Handle deliveries that earlier builds left for their subscribers; see {@link retiredSubscriber}. */
export const retiredSubscribers: readonly Subscriber[] = [
  retiredSubscriber('identity.send-otp', [OtpRequested], ({ data }, uow) => {
    uow.enqueue(SendOtp.now(`${data.challengeId}:${data.send}`, data));
  }),
  retiredSubscriber('identity.send-account-link', [AccountLinkAsked], ({ data }, uow) => {
    uow.enqueue(SendAccountLink.now(`${data.linkId}:${data.send}`, data));
  }),
  retiredSubscriber('identity.send-address-code', [AddressCodeAsked], ({ data }, uow) => {
    uow.enqueue(SendAddressCode.now(`${data.changeId}:${data.send}`, data));
  }),
  retiredSubscriber(
    'identity.send-address-notice',
    [
      StaffAddressChangeRequested,
      StaffAddressChanged,
      ResidentAddressChangeRequested,
      ResidentAddressChanged,
    ],
    ({ type, data: { changeId } }, uow) => {
      const notice = type.endsWith('requested') ? 'requested' : 'changed';
      uow.enqueue(SendAddressNotice.now(`${changeId}:${notice}`, { changeId, notice }));
    },
  ),
  retiredSubscriber(
    'identity.send-account-notice',
    [
      StaffPasswordSet,
      StaffPasswordChanged,
      StaffSecondFactorAdded,
      StaffSecondFactorRemoved,
      StaffSecondFactorReset,
      StaffRecoveryCodeUsed,
    ],
    ({ id, occurredAt: at, aggregate, ...event }, uow) => {
      const send = (notice: Notice) =>
        uow.enqueue(SendAccountNotice.now(id, { staffId: aggregate.id, notice, at }));
      switch (event.type) {
        case 'staff.password_set':
          if (event.data.by === 'password_reset') send('password_changed');
          break;
        case 'staff.password_changed':
          if (!event.data.first && !event.data.byLink) send('password_changed');
          break;
        case 'staff.second_factor_added':
          send('second_factor_enrolled');
          break;
        case 'staff.second_factor_removed':
        case 'staff.second_factor_reset':
          send('second_factor_removed');
          break;
        case 'staff.recovery_code_used':
          send('recovery_code_used');
          break;
      }
    },
  ),
];
