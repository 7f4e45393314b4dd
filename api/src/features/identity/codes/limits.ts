import { type QueryBuilder, raw } from 'objection';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { OtpChallenge } from '../models.ts';

/** How much may be asked for. All counts are of messages, in an hour unless said otherwise. */
export interface OtpLimits {
  /** Seconds between two messages to one phone, counted for each known device and for each network of unknown ones. */
  readonly resendAfter: number;
  /** To one phone by unknown devices in one network. */
  readonly perPhoneAndNetwork: number;
  /** The same in a day. */
  readonly perPhoneAndNetworkDay: number;
  /** To one phone by a known device. */
  readonly perKnownDevice: number;
  /** The same in a day. */
  readonly perKnownDeviceDay: number;
  /** To one phone by unknown devices in unknown networks together: what bounds the cost of an attack. */
  readonly perPhone: number;
  /** The same in a day; see also `PRESSURE_GUESSES`, which bounds the guesses at these. */
  readonly perPhoneDay: number;
  /** By one device, whatever the phones. */
  readonly perDevice: number;
  /** By unknown devices at one network address, whatever the phones: a whole building may share one. */
  readonly perAddress: number;
}

export const OTP_LIMITS: OtpLimits = {
  resendAfter: 30,
  perPhoneAndNetwork: 3,
  perPhoneAndNetworkDay: 6,
  perKnownDevice: 5,
  perKnownDeviceDay: 20,
  perPhone: 20,
  perPhoneDay: 60,
  perDevice: 10,
  perAddress: 100,
};

/** Where messages cost nothing, developers sit at one machine and a simulator plays a thousand people from it. */
export const SANDBOX_OTP_LIMITS: OtpLimits = {
  ...OTP_LIMITS,
  perPhoneAndNetwork: 5,
  perPhoneAndNetworkDay: 20,
  perAddress: 100_000,
};

/**
 * The part of `perPhone` and `perPhoneDay` that networks may use for further messages. The rest is for the first message
 * of each network in a day, so that a few networks cannot use up the whole.
 */
const REPEATS = 0.5;

/** Who asks, as keyed digests; each may stand there under an older secret too. */
export interface Asker {
  readonly phone: readonly Buffer[];
  readonly address: readonly Buffer[];
  readonly device: readonly Buffer[];
  /** Whether `device` was given by the client; otherwise it is the network. */
  readonly named: boolean;
  /** Whether somebody has signed in with this phone on this device before. */
  readonly knownDevice: boolean;
  /** Whether somebody has signed in with this phone in this network before. */
  readonly knownNetwork: boolean;
}

interface Sent {
  readonly day: number;
  readonly daySince: Date | null;
  readonly hour: number;
  readonly hourSince: Date | null;
  readonly last: Date | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Whether another message may go out. Sign-ins that succeeded do not count against a phone. Known devices and networks
 * are not subject to the limit of a phone, so that somebody who merely knows the phone cannot use up its owner's.
 * @throws Problem `rate_limited` with Retry-After.
 */
export async function checkBudget(uow: UnitOfWork, asker: Asker, limits: OtpLimits): Promise<void> {
  const now = uow.now.getTime();
  const { phone, address, device, knownDevice } = asker;
  const within = (
    { day, daySince, hour, hourSince }: Sent,
    most: number,
    mostDay = Number.POSITIVE_INFINITY,
  ) => {
    if (day >= mostDay) throw tooMany((daySince?.getTime() ?? 0) + DAY - now);
    if (hour >= most) throw tooMany((hourSince?.getTime() ?? 0) + HOUR - now);
  };
  const toPhone = (query: Query) =>
    query
      .whereIn('phone_index', [...phone])
      .where('verified', false)
      .where('known_device', knownDevice);

  const own = await sent(uow, (query) => {
    if (knownDevice) toPhone(query).whereIn('device_index', [...device]);
    else toPhone(query).whereIn('address_index', [...address]);
  });
  const wait = (own.last?.getTime() ?? 0) + limits.resendAfter * 1000 - now;
  if (wait > 0) throw tooMany(wait);
  if (knownDevice) within(own, limits.perKnownDevice, limits.perKnownDeviceDay);
  else within(own, limits.perPhoneAndNetwork, limits.perPhoneAndNetworkDay);

  if (!knownDevice && !asker.knownNetwork) {
    const share = own.day === 0 ? 1 : REPEATS;
    within(await sent(uow, toPhone), limits.perPhone * share, limits.perPhoneDay * share);
  }
  if (asker.named) {
    const byDevice = (query: Query) => query.whereIn('device_index', [...device]).where('verified', false);
    within(await sent(uow, byDevice), limits.perDevice);
  }
  if (!knownDevice) {
    const fromHere = (query: Query) =>
      query.whereIn('address_index', [...address]).where('known_device', false);
    within(await sent(uow, fromHere), limits.perAddress);
  }
}

type Query = QueryBuilder<OtpChallenge>;

/** Messages of the last day and the last hour. */
async function sent(uow: UnitOfWork, narrow: (query: Query) => unknown): Promise<Sent> {
  const now = uow.now.getTime();
  const hourAgo = new Date(now - HOUR);
  const query = OtpChallenge.query(uow.trx)
    .where('created_at', '>', new Date(now - DAY))
    .select(
      raw('cast(coalesce(sum(sends), 0) as int) as day, min(created_at) as day_since, max(sent_at) as last'),
      raw('cast(coalesce(sum(sends) filter (where created_at > ?), 0) as int) as hour', [hourAgo]),
      raw('min(created_at) filter (where created_at > ?) as hour_since', [hourAgo]),
    )
    .first();
  narrow(query as unknown as Query);
  return (await query) as unknown as Sent;
}

function tooMany(milliseconds: number): Problem {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return new Problem('rate_limited', {
    detail: `Too many codes were requested. Try again in ${seconds} seconds.`,
    headers: { 'Retry-After': String(seconds) },
  });
}
