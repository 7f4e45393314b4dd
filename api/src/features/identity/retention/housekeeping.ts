import type { Database } from '../../../kernel/db/unit/database.ts';
import type { PeriodicTask } from '../../../kernel/jobs/periodic.ts';
import { AddressChange } from '../addresses/models.ts';
import { KNOWN_NETWORK_PERIOD } from '../lockout/counters.ts';
import { AccountLink, OtpChallenge, OtpDevice, Session, SignInAttempt } from '../models.ts';

const DAY = 86_400_000;

/** Milliseconds that rows are kept. */
const RETENTION = {
  /** Messages and guesses are counted for a day. */
  challenges: DAY,
  /** Devices that have not signed in for half a year become unknown. */
  devices: 180 * DAY,
  /** Ended and expired sessions, to answer questions about a sign-in. */
  sessions: 30 * DAY,
  /** Replaced and unused links; accepted invitations are kept. */
  links: 30 * DAY,
  /** Longer than a change can be pending, to answer questions about it. */
  addressChanges: 45 * DAY,
};

/** Deletes rows that sign-in no longer needs. Safe to run in several processes at once. */
export async function tidy(database: Database): Promise<void> {
  await database.asSystem('tidy sign-ins', async (uow) => {
    const before = (age: number) => new Date(uow.now.getTime() - age);
    await OtpChallenge.query(uow.trx).delete().where('created_at', '<', before(RETENTION.challenges));
    await AccountLink.query(uow.trx)
      .delete()
      .where('created_at', '<', before(RETENTION.links))
      .where((unused) => unused.where('purpose', 'password_reset').orWhereNotNull('closed_at'));
    await AddressChange.query(uow.trx).delete().where('requested_at', '<', before(RETENTION.addressChanges));
    await OtpDevice.query(uow.trx).delete().where('signed_in_at', '<', before(RETENTION.devices));
    await SignInAttempt.query(uow.trx).delete().where('updated_at', '<', before(KNOWN_NETWORK_PERIOD));
    await Session.query(uow.trx)
      .delete()
      .where((ended) =>
        ended
          .where('revoked_at', '<', before(RETENTION.sessions))
          .orWhere('expires_at', '<', before(RETENTION.sessions)),
      );
  });
}

export function housekeeping(database: Database): PeriodicTask {
  return { name: 'identity.tidy', every: 10 * 60 * 1000, run: () => tidy(database) };
}
