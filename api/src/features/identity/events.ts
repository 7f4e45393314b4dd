import type { AtCommit, DomainEvent, Jobs, Subscriber, UnitOfWork } from '../../kernel/feature.ts';
import type { KeyVerification } from './key-verification.ts';
import type { Sessions } from './sessions.ts';

export const OTP_REQUESTED = 'otp.requested';
export const SEND_OTP = 'send-otp';

/** A code is to be sent (again). Neither the phone nor the code is in it: both follow from the challenge. */
export function otpRequested(uow: UnitOfWork, challengeId: string, send: number): void {
  uow.emit({
    type: OTP_REQUESTED,
    aggregate: { type: 'otp_challenge', id: challengeId },
    data: { challengeId, send },
  });
}

export const PASSWORD_CHANGED = 'staff.password_changed';
export const RECOVERY_CODE_USED = 'staff.recovery_code_used';

/** A member of staff has a (new) password: every session that was opened with the old one ends with the same commit. */
export function passwordChanged(
  uow: UnitOfWork,
  staffId: string,
  how: { readonly keepSessionId: string | null; readonly first: boolean; readonly byLink: boolean },
): void {
  uow.emit({
    type: PASSWORD_CHANGED,
    aggregate: { type: 'staff', id: staffId },
    data: { staffId, ...how },
  });
}

/** A recovery code stood in for the app of a member of staff. Which one is not told. */
export function recoveryCodeUsed(uow: UnitOfWork, staffId: string): void {
  uow.emit({ type: RECOVERY_CODE_USED, aggregate: { type: 'staff', id: staffId }, data: { staffId } });
}

/** What identity does about its own events, after the fact. */
export function identitySubscribers(deps: { readonly jobs: Jobs }): readonly Subscriber[] {
  return [
    {
      name: 'identity.send-otp',
      events: [OTP_REQUESTED],
      async handle({ data }) {
        const { challengeId, send } = data as { challengeId: string; send: number };
        await deps.jobs.enqueue(SEND_OTP, `${challengeId}:${send}`, { challengeId, send });
      },
    },
  ];
}

/**
 * What identity does in the very transaction in which organisations changes a person or a hospital: whatever path the
 * change came by (a patch, an import), no token and no key outlives what it rests on (OWASP ASVS 5.0, 7.4: sessions end
 * when an account is disabled).
 */
export function identityAtCommit(deps: {
  readonly sessions: Sessions;
  readonly keys: KeyVerification;
}): readonly AtCommit[] {
  return [
    {
      events: [PASSWORD_CHANGED],
      async handle(event, uow) {
        const { keepSessionId } = event.data as { keepSessionId: string | null };
        await deps.sessions.endAll(uow, personOf(event), event.type, {
          keepSessionId: keepSessionId ?? undefined,
        });
      },
    },
    {
      // What their access tokens say is no longer so.
      events: [
        'staff.deactivated',
        'staff.access_changed',
        'resident.deactivated',
        'resident.access_changed',
      ],
      async handle(event, uow) {
        await deps.sessions.endAll(uow, personOf(event), event.type);
      },
    },
    {
      events: ['hospital.deactivated'],
      async handle({ aggregate, type }, uow) {
        await deps.sessions.endOfHospital(uow, aggregate.id, type);
      },
    },
    {
      // A key may rest on a hospital and on whoever made it.
      events: ['hospital.deactivated', 'hospital.reactivated', 'staff.deactivated', 'staff.reactivated'],
      async handle(_event, uow) {
        await deps.keys.changed(uow);
      },
    },
  ];
}

function personOf({ aggregate }: DomainEvent) {
  return {
    kind: aggregate.type === 'resident' ? ('resident' as const) : ('staff' as const),
    id: aggregate.id,
  };
}
