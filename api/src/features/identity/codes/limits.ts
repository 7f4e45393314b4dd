import { type QueryBuilder, raw } from 'objection';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Problem } from '../../../kernel/ground/problem.ts';
import { OtpChallenge } from '../models.ts';
import { rateLimited } from '../problems.ts';

/** How many messages may be requested, per hour unless the name says otherwise. */
export interface OtpLimits {
  /** Seconds between two messages to one phone, per known device and per network of unknown devices. */
  readonly resendAfter: number;
  /** To one phone, by the unknown devices in one network. */
  readonly perPhoneAndNetwork: number;
  readonly perPhoneAndNetworkDay: number;
  /** To one phone, by a known device. */
  readonly perKnownDevice: number;
  readonly perKnownDeviceDay: number;
  /** To one phone, by all unknown devices in unknown networks: bounds the cost of an attack. */
  readonly perPhone: number;
  /** `PRESSURE_GUESSES` bounds the guesses at these codes. */
  readonly perPhoneDay: number;
  /** By one device, to any phones. */
  readonly perDevice: number;
  /** By the unknown devices at one address, to any phones: a whole building may share one address. */
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

/** For development, where messages cost nothing and a simulator plays a thousand people from one machine. */
export const SANDBOX_OTP_LIMITS: OtpLimits = {
  ...OTP_LIMITS,
  perPhoneAndNetwork: 5,
  perPhoneAndNetworkDay: 20,
  perAddress: 100_000,
};

/**
 * The share of `perPhone` and `perPhoneDay` open to networks that have had a message today. The rest is reserved for the
 * first message of each network, so that a few networks cannot use up the limit.
 */
const REPEAT_SHARE = 0.5;

/** Identifies a device that asks for codes for a phone, by digests under each secret. */
export interface Requester {
  readonly phone: readonly Buffer[];
  /** The network's digest if the client sends no device id. */
  readonly device: readonly Buffer[];
  readonly address: readonly Buffer[];
  /** Whether the client sent a device id. */
  readonly named: boolean;
}

interface KnownRequester extends Requester {
  /** Whether the owner of the phone has signed in on this device before. */
  readonly knownDevice: boolean;
  /** Whether the owner of the phone has signed in from this network before. */
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
 * Checks that another message may be sent. Codes that signed someone in do not count against a phone. Known devices and
 * networks are exempt from the limits of a phone, so that a stranger who knows the number cannot block its owner.
 * @throws Problem `rate_limited` with Retry-After.
 */
export async function checkLimits(
  uow: UnitOfWork,
  requester: KnownRequester,
  limits: OtpLimits,
): Promise<void> {
  const now = uow.now.getTime();
  const { phone, address, device, knownDevice } = requester;
  const within = (
    { day, daySince, hour, hourSince }: Sent,
    max: number,
    maxDay = Number.POSITIVE_INFINITY,
  ) => {
    if (day >= maxDay) throw tooMany((daySince?.getTime() ?? 0) + DAY - now);
    if (hour >= max) throw tooMany((hourSince?.getTime() ?? 0) + HOUR - now);
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

  if (!knownDevice && !requester.knownNetwork) {
    const share = own.day === 0 ? 1 : REPEAT_SHARE;
    within(await sent(uow, toPhone), limits.perPhone * share, limits.perPhoneDay * share);
  }
  if (requester.named) {
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

/** Counts the messages of the last day and the last hour. */
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
  return rateLimited('Too many codes were requested', milliseconds);
}
