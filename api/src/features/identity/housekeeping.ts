import type { Database } from '../../kernel/db/unit/database.ts';
import { AddressChange } from './addresses/models.ts';
import { KNOWN_FOR } from './lockout/counters.ts';
import { AccountLink, OtpChallenge, OtpDevice, Session, SignInAttempt } from './models.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Messages and guesses are counted for a day. */
const CHALLENGES_KEPT = DAY;
/** A device that has not signed in for half a year is a stranger again. */
const DEVICES_KEPT = 180 * DAY;
/** Ended and expired sessions answer "what happened to my sign-in" for a month. */
const SESSIONS_KEPT = 30 * DAY;

/** Links that were replaced or asked for in vain are of no use; the invitation a person accepted is remembered. */
const LINKS_KEPT = 30 * DAY;

/** Longer than a change can wait; how it ended answers questions for a while. */
const ADDRESS_CHANGES_KEPT = 45 * DAY;

/** Removes what sign-in no longer needs. Every process may do it; they do not get in each other's way. */
export async function tidy(database: Database): Promise<void> {
  await database.asSystem('tidy sign-ins', async (uow) => {
    const before = (age: number) => new Date(uow.now.getTime() - age);
    await OtpChallenge.query(uow.trx).delete().where('created_at', '<', before(CHALLENGES_KEPT));
    await AccountLink.query(uow.trx)
      .delete()
      .where('created_at', '<', before(LINKS_KEPT))
      .where((useless) => useless.where('purpose', 'password_reset').orWhereNotNull('closed_at'));
    await AddressChange.query(uow.trx).delete().where('requested_at', '<', before(ADDRESS_CHANGES_KEPT));
    await OtpDevice.query(uow.trx).delete().where('signed_in_at', '<', before(DEVICES_KEPT));
    await SignInAttempt.query(uow.trx).delete().where('updated_at', '<', before(KNOWN_FOR));
    await Session.query(uow.trx)
      .delete()
      .where((ended) =>
        ended
          .where('revoked_at', '<', before(SESSIONS_KEPT))
          .orWhere('expires_at', '<', before(SESSIONS_KEPT)),
      );
  });
}
