import type { Jobs, StoredEvent, Subscriber, UnitOfWork } from '../../kernel/feature.ts';
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

/** What identity does about events: its own and those of organisations. */
export function identitySubscribers(deps: {
  readonly jobs: Jobs;
  readonly sessions: Sessions;
  readonly keys: KeyVerification;
}): readonly Subscriber[] {
  return [
    {
      name: 'identity.send-otp',
      events: [OTP_REQUESTED],
      async handle({ data }) {
        const { challengeId, send } = data as { challengeId: string; send: number };
        await deps.jobs.enqueue(SEND_OTP, `${challengeId}:${send}`, { challengeId, send });
      },
    },
    {
      // What their access tokens say is no longer so.
      name: 'identity.end-sessions',
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
      name: 'identity.hospital-keys',
      events: ['hospital.deactivated', 'hospital.reactivated'],
      async handle(_event, uow) {
        await deps.keys.changed(uow);
      },
    },
  ];
}

function personOf({ aggregate }: StoredEvent) {
  return {
    kind: aggregate.type === 'resident' ? ('resident' as const) : ('staff' as const),
    id: aggregate.id,
  };
}
