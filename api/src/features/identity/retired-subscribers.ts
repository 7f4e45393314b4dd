import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { retiredSubscriber } from '../../kernel/events/event.ts';
import type { Subscriber } from '../../kernel/events/subscriber.ts';
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

/** What subscribers of earlier builds turned into jobs; see {@link retiredSubscriber}. */
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
    (event, uow) => {
      const send = sender(uow, event);
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

function sender(
  uow: UnitOfWork,
  event: { readonly id: string; readonly occurredAt: string; readonly aggregate: { readonly id: string } },
) {
  const { id, occurredAt: at, aggregate } = event;
  return (notice: Notice) => uow.enqueue(SendAccountNotice.now(id, { staffId: aggregate.id, notice, at }));
}
