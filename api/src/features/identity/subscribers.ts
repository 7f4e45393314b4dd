import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { atCommit, subscriber } from '../../kernel/events/event.ts';
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
import { ResidentAddressChanged, StaffAddressChanged, StaffPasswordChanged } from './events.ts';
import type { KeyVerification } from './keys/verification.ts';
import type { Invitations } from './links/invitations.ts';
import { OtpChallenge } from './models.ts';
import type { Sessions } from './sessions/service.ts';

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
    // A key may depend on a hospital and on the person who made it.
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
