import { raw } from 'objection';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { OtpChallenge } from '../models.ts';

/** Guesses allowed at one code. */
export const MAX_GUESSES = 5;
/**
 * Wrong guesses a day at the codes of one phone, by devices that never signed in with it, after which each of their codes
 * allows a single guess. With at most 60 messages a day (`perPhoneDay`), at most 10 codes have five guesses and 50 have one:
 * 100 guesses in all, the number NIST SP 800-63B-4 § 3.2.2 allows before an authenticator must be disabled.
 */
export const PRESSURE_GUESSES = 50;

const DAY = 24 * 3_600_000;

/**
 * How many guesses a code allows. Exact only while the caller holds a lock on the phone's digest (`lockKeys`), because
 * guesses at several codes of one phone are then counted one after another.
 */
export async function guessesAllowed(
  uow: UnitOfWork,
  phone: readonly Buffer[],
  knownDevice: boolean,
): Promise<number> {
  if (knownDevice) return MAX_GUESSES;
  const counted = (await OtpChallenge.query(uow.trx)
    .whereIn('phone_index', [...phone])
    .where('created_at', '>', new Date(uow.now.getTime() - DAY))
    .where('known_device', false)
    .where('verified', false)
    .select(raw('coalesce(sum(guesses), 0) >= ? as pressed', [PRESSURE_GUESSES]))
    .first()) as unknown as { readonly pressed: boolean };
  return counted.pressed ? 1 : MAX_GUESSES;
}
