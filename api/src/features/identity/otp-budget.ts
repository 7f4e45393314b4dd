import { type QueryBuilder, raw } from 'objection';
import type { UnitOfWork } from '../../kernel/feature.ts';
import { Problem } from '../../kernel/problem.ts';
import { OtpChallenge } from './models.ts';

/** How much may be asked for. All counts are of messages, in an hour unless said otherwise. */
export interface OtpLimits {
  /** Seconds between two messages to one phone; counted apart for a device that has signed in with it before. */
  readonly resendAfter: number;
  /** To one phone by all devices that never signed in with it, together; the same again for each device that has. */
  readonly perPhone: number;
  /**
   * The same in a day: with five guesses a code, a hundred guesses a day at most, the number NIST SP 800-63B-4 § 3.2.2
   * allows before an authenticator must be disabled.
   */
  readonly perPhoneDay: number;
  /** To one phone by strangers at one network address: less than `perPhone`, so that one of them cannot use it all up. */
  readonly perPhoneAndAddress: number;
  /** By one device, whatever the phones. */
  readonly perDevice: number;
  /** From one network address, whatever the phones: a whole building may share one. */
  readonly perAddress: number;
}

export const OTP_LIMITS: OtpLimits = {
  resendAfter: 30,
  perPhone: 5,
  perPhoneDay: 20,
  perPhoneAndAddress: 3,
  perDevice: 10,
  perAddress: 100,
};

/** Where messages cost nothing, developers sit at one machine and a simulator plays a thousand people from it. */
export const SANDBOX_OTP_LIMITS: OtpLimits = { ...OTP_LIMITS, perPhoneAndAddress: 5, perAddress: 100_000 };

/** Who asks, as keyed digests; each may stand there under an older secret too. */
export interface Asker {
  readonly phone: readonly Buffer[];
  readonly address: readonly Buffer[];
  /** Null for clients that do not name themselves. */
  readonly device: readonly Buffer[] | null;
  /** Whether the device has signed in with this phone before. */
  readonly known: boolean;
}

interface Sent {
  readonly sends: number;
  readonly first: Date | null;
  readonly last: Date | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Whether another message may go out. Sign-ins that succeeded do not count against a phone. A device that has signed in
 * before is counted by itself, so that somebody who merely knows the phone cannot use up its owner's budget; all others
 * share one, which is what limits messages that nobody asked for.
 * @throws Problem `rate_limited` with Retry-After.
 */
export async function checkBudget(uow: UnitOfWork, asker: Asker, limits: OtpLimits): Promise<void> {
  const now = uow.now.getTime();
  const sent = async (age: number, narrow: (query: Query) => void): Promise<Sent> => {
    const query = OtpChallenge.query(uow.trx)
      .where('created_at', '>', new Date(now - age))
      .select(raw('coalesce(sum(sends), 0)::int as sends, min(created_at) as first, max(sent_at) as last'))
      .first();
    narrow(query as unknown as Query);
    return (await query) as unknown as Sent;
  };
  const within = ({ sends, first }: Sent, most: number, age: number) => {
    if (sends >= most) throw tooMany((first?.getTime() ?? 0) + age - now);
  };
  const toPhone = (query: Query) => {
    query.whereIn('phone_index', [...asker.phone]).where('verified', false);
    query.where('known_device', asker.known);
    if (asker.known) query.whereIn('device_index', [...(asker.device ?? [])]);
  };

  const hour = await sent(HOUR, toPhone);
  const wait = (hour.last?.getTime() ?? 0) + limits.resendAfter * 1000 - now;
  if (wait > 0) throw tooMany(wait);
  within(hour, limits.perPhone, HOUR);
  within(await sent(DAY, toPhone), limits.perPhoneDay, DAY);
  if (!asker.known) {
    const fromHere = (query: Query) => {
      toPhone(query);
      query.whereIn('address_index', [...asker.address]);
    };
    within(await sent(HOUR, fromHere), limits.perPhoneAndAddress, HOUR);
  }
  const { device } = asker;
  if (device !== null) {
    within(
      await sent(HOUR, (query) => {
        query.whereIn('device_index', [...device]).where('verified', false);
      }),
      limits.perDevice,
      HOUR,
    );
  }
  within(
    await sent(HOUR, (query) => {
      query.whereIn('address_index', [...asker.address]);
    }),
    limits.perAddress,
    HOUR,
  );
}

type Query = QueryBuilder<OtpChallenge>;

function tooMany(milliseconds: number): Problem {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return new Problem('rate_limited', {
    detail: `Too many codes were asked for. Try again in ${seconds} seconds.`,
    headers: { 'Retry-After': String(seconds) },
  });
}
