import type { Jobs, StoredEvent, Subscriber, UnitOfWork } from '../../kernel/feature.ts';
import { PASSWORD_CHANGED, RECOVERY_CODE_USED } from './events.ts';
import type { Invitations } from './invitations.ts';

export const LINK_ASKED = 'account_link.asked';
export const SEND_LINK = 'send-account-link';
export const PASSWORD_SET = 'staff.password_set';
export const SEND_NOTICE = 'send-account-notice';

/** A mail with a link is to be sent (again). Neither address nor token is in it: both follow from the row. */
export function accountLinkAsked(uow: UnitOfWork, linkId: string, send: number): void {
  uow.emit({
    type: LINK_ASKED,
    aggregate: { type: 'account_link', id: linkId },
    data: { linkId, send },
  });
}

/** A person chose a password by a link. */
export function passwordSet(uow: UnitOfWork, staffId: string, by: 'invitation' | 'password_reset'): void {
  uow.emit({ type: PASSWORD_SET, aggregate: { type: 'staff', id: staffId }, data: { staffId, by } });
}

/** What is told to the owner of an account. */
export type Notice =
  | 'password_changed'
  | 'second_factor_enrolled'
  | 'second_factor_removed'
  | 'recovery_code_used';

/** The events that are told. */
const TOLD: Readonly<Record<string, Notice>> = {
  [PASSWORD_SET]: 'password_changed',
  [PASSWORD_CHANGED]: 'password_changed',
  'staff.second_factor_added': 'second_factor_enrolled',
  'staff.second_factor_removed': 'second_factor_removed',
  'staff.second_factor_reset': 'second_factor_removed',
  [RECOVERY_CODE_USED]: 'recovery_code_used',
};

/** Invitations follow from what happens to staff, mails from both. */
export function accountSubscribers(deps: {
  readonly jobs: Jobs;
  readonly invitations: Invitations;
}): readonly Subscriber[] {
  return [
    {
      name: 'identity.invite-staff',
      events: ['staff.created', 'staff.updated', 'staff.reactivated'],
      async handle(event, uow) {
        const { id } = event.aggregate;
        if (event.type === 'staff.updated') await deps.invitations.follow(uow, id);
        else await deps.invitations.invite(uow, id);
      },
    },
    {
      name: 'identity.send-account-link',
      events: [LINK_ASKED],
      async handle({ data }) {
        const { linkId, send } = data as { linkId: string; send: number };
        await deps.jobs.enqueue(SEND_LINK, `${linkId}:${send}`, { linkId, send });
      },
    },
    {
      name: 'identity.send-account-notice',
      events: Object.keys(TOLD),
      async handle(event) {
        const notice = noticeOf(event);
        if (notice === null) return;
        await deps.jobs.enqueue(SEND_NOTICE, event.id, {
          staffId: event.aggregate.id,
          notice,
          eventId: event.id,
          at: event.occurredAt,
        });
      },
    },
  ];
}

/**
 * A first password is no change, whoever set it. A change is told whether the person made it or an administrator did; a
 * reset by a link is told by itself.
 */
function noticeOf({ type, data }: StoredEvent): Notice | null {
  if (type === PASSWORD_SET && data.by !== 'password_reset') return null;
  if (type === PASSWORD_CHANGED && (data.first === true || data.byLink === true)) return null;
  return TOLD[type] ?? null;
}
