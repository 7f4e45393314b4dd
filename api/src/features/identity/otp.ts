import { timingSafeEqual } from 'node:crypto';
import { type QueryBuilder, raw } from 'objection';
import { v7 } from 'uuid';
import { NOBODYS } from '../../kernel/audit/subject.ts';
import type { Database } from '../../kernel/db/unit-of-work.ts';
import type { JobDefinition, UnitOfWork } from '../../kernel/feature.ts';
import { countedAddress } from '../../kernel/http/address-block.ts';
import { Problem } from '../../kernel/problem.ts';
import { insertOrUpdate, updateRows } from '../../kernel/tenancy/written-rows.ts';
import type { EmailPort } from '../../ports/email.ts';
import type { MessagingPort } from '../../ports/messaging.ts';
import type { AccountsFace } from '../organisations/index.ts';
import { otpRequested, SEND_OTP } from './events.ts';
import type { Keyring } from './keyring.ts';
import { OtpChallenge, OtpDevice } from './models.ts';
import { checkBudget, type OtpLimits } from './otp-budget.ts';
import { type OtpChannel, sendCode } from './otp-message.ts';
import type { Sessions, Tokens } from './sessions.ts';

/** Seconds a code is good for (NIST SP 800-63B-4 § 3.1.3 allows at most ten minutes). */
export const CODE_SECONDS = 600;
/** A code with less left than this is not sent again; a new one is made. */
const WORTH_RESENDING_SECONDS = 300;
export const MAX_GUESSES = 5;

export interface Challenge {
  readonly challengeId: string;
  readonly expiresIn: number;
  readonly resendAfter: number;
}

export interface OtpDeps {
  readonly database: Database;
  readonly accounts: AccountsFace;
  readonly keyring: Keyring;
  readonly sessions: Sessions;
  readonly messaging: MessagingPort;
  readonly email: EmailPort;
  readonly limits: OtpLimits;
}

/**
 * Sign-in of residents by a code sent to their phone. A phone that is nobody's goes through all the same steps (row,
 * event, job) and is answered alike; only at the very end nothing is sent. A device has one open challenge for a phone at
 * a time: asking again sends the same code again and gives no further guesses. Another device's guesses do not touch it.
 *
 * Email proves no possession of a device, for which NIST SP 800-63B-4 § 3.1.3.1 does not count it as out-of-band; it is
 * there for people whom no message reaches. See docs/decisions/2026-11-22-codes-under-attack.md.
 */
export class OtpSignIn {
  readonly #deps: OtpDeps;

  constructor(deps: OtpDeps) {
    this.#deps = deps;
  }

  /**
   * The same steps for every phone (look-ups, counting, row, event, job), so that neither the answer nor its time tells
   * whose it is.
   * @throws Problem `rate_limited` with Retry-After.
   */
  async request(input: {
    /** E.164. */
    readonly phone: string;
    readonly channel?: OtpChannel | undefined;
    readonly deviceId?: string | undefined;
    readonly address: string;
  }): Promise<Challenge> {
    const { database, accounts, keyring, limits } = this.#deps;
    const { phone } = input;
    const lane = laneOf(keyring, phone, input.deviceId);
    const address = keyring.indexes('address', countedAddress(input.address));
    return database.asSystem('request a one-time code', async (uow) => {
      // One at a time for an address, a device and a phone, in this order: counting and writing are one step.
      for (const [index] of [address, lane.device ?? [], lane.phone]) {
        if (index === undefined) continue;
        await uow.trx.raw('select pg_advisory_xact_lock(?::bigint)', [index.readBigInt64BE(0).toString()]);
      }
      const resident = await accounts.residentByPhone(uow, phone);
      const known = await isKnown(uow, resident?.id ?? NOBODY, lane.device);
      await checkBudget(uow, { ...lane, address, known }, limits);
      const open = await openIn(uow, lane);
      const worth = new Date(uow.now.getTime() + WORTH_RESENDING_SECONDS * 1000);
      if (open !== undefined && open.guesses < MAX_GUESSES && open.expiresAt > worth) {
        await OtpChallenge.query(uow.trx)
          .findById(open.id)
          .patch({
            sends: open.sends + 1,
            sentAt: uow.now,
            channel: input.channel ?? open.channel,
            emailed: open.emailed || input.channel === 'email',
          });
        otpRequested(uow, open.id, open.sends + 1);
        return challengeOf(open.id, open.expiresAt, uow.now, limits);
      }
      if (open !== undefined)
        await OtpChallenge.query(uow.trx).findById(open.id).patch({ closedAt: uow.now });
      const id = v7();
      const expiresAt = new Date(uow.now.getTime() + CODE_SECONDS * 1000);
      await OtpChallenge.query(uow.trx).insert({
        id,
        residentId: resident?.id ?? null,
        phoneIndex: lane.phone[0] as Buffer,
        addressIndex: address[0] as Buffer,
        deviceIndex: lane.device?.[0] ?? null,
        knownDevice: known,
        channel: input.channel ?? 'sms',
        emailed: input.channel === 'email',
        sends: 1,
        guesses: 0,
        createdAt: uow.now,
        sentAt: uow.now,
        expiresAt,
        closedAt: null,
        verified: false,
      });
      otpRequested(uow, id, 1);
      return challengeOf(id, expiresAt, uow.now, limits);
    });
  }

  /**
   * A guess is counted and committed before it is looked at, in one statement: however many come at once, at most
   * {@link MAX_GUESSES} are compared. A right one closes the challenge in the same transaction.
   * @throws Problem `invalid_credentials`, the same for a wrong, used, expired or never-sent code.
   */
  async verify(input: {
    /** E.164. */
    readonly phone: string;
    readonly code: string;
    readonly deviceId?: string | undefined;
    readonly userAgent?: string | undefined;
  }): Promise<Tokens> {
    const { database, accounts, keyring, sessions } = this.#deps;
    const { phone } = input;
    const lane = laneOf(keyring, phone, input.deviceId);
    const tokens = await database.asSystem('verify a one-time code', async (uow) => {
      const open = OtpChallenge.query(uow.trx)
        .where(within(lane))
        .where('expires_at', '>', uow.now)
        .where('guesses', '<', MAX_GUESSES);
      const [challenge] = await updateRows(open, { guesses: raw('guesses + 1') as never });
      // For the audit log: whose code was guessed at.
      if (challenge?.residentId != null) uow.about('resident', challenge.residentId, NOBODYS);
      if (challenge === undefined || !isRight(keyring.codes(challenge.id), input.code)) return null;
      const resident =
        challenge.residentId === null ? null : await accounts.residentAccount(uow, challenge.residentId);
      if (resident === null || !resident.active || resident.phone !== phone) return null;
      await OtpChallenge.query(uow.trx).findById(challenge.id).patch({ closedAt: uow.now, verified: true });
      if (!challenge.emailed) await accounts.provePhone(uow, resident.id);
      if (challenge.deviceIndex !== null) await remember(uow, resident.id, challenge.deviceIndex);
      return sessions.open(uow, { kind: 'resident', id: resident.id }, input.userAgent);
    });
    if (tokens === null) {
      throw new Problem('invalid_credentials', {
        detail: 'The code is wrong or has expired. Ask for a new one.',
      });
    }
    return tokens;
  }

  /** The job that sends a code. A challenge that is closed, expired or nobody's sends nothing. */
  job(): JobDefinition<{ challengeId: string; send: number }> {
    return {
      name: SEND_OTP,
      maxAttempts: 5,
      handle: ({ challengeId, send }) => this.#send(challengeId, send),
    };
  }

  async #send(challengeId: string, send: number): Promise<void> {
    const { database, accounts, keyring } = this.#deps;
    const message = await database.asSystem('send a one-time code', async (uow) => {
      const challenge = await OtpChallenge.query(uow.trx).findById(challengeId);
      if (challenge === undefined || challenge.residentId === null) return null;
      if (challenge.closedAt !== null || challenge.expiresAt <= uow.now) return null;
      const resident = await accounts.residentAccount(uow, challenge.residentId);
      if (resident === null || !resident.active) return null;
      const { channel } = challenge;
      const to = channel === 'email' ? resident.email : resident.phone;
      if (to === null) return null;
      const [code] = keyring.codes(challengeId);
      return { channel, to, code, language: resident.language };
    });
    if (message === null) return;
    const idempotencyKey = `otp:${challengeId}:${send}`;
    await sendCode(this.#deps, { ...message, minutes: CODE_SECONDS / 60, idempotencyKey });
  }
}

/** Whose codes: those asked for by one device for one phone, or by clients without a name for it. */
interface Lane {
  readonly phone: readonly Buffer[];
  readonly device: readonly Buffer[] | null;
}

/** No row has this id; looking it up costs what a real look-up costs. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

function laneOf(keyring: Keyring, phone: string, deviceId: string | undefined): Lane {
  return {
    phone: keyring.indexes('phone', phone),
    device: deviceId === undefined ? null : keyring.indexes('device', deviceId),
  };
}

/** The open challenges of a lane: one, and around a change of the secret perhaps one more. */
function within({ phone, device }: Lane) {
  return (query: QueryBuilder<OtpChallenge, OtpChallenge[] | number>) => {
    query.whereIn('phone_index', [...phone]).whereNull('closed_at');
    if (device === null) query.whereNull('device_index');
    else query.whereIn('device_index', [...device]);
  };
}

async function openIn(uow: UnitOfWork, lane: Lane): Promise<OtpChallenge | undefined> {
  return OtpChallenge.query(uow.trx)
    .where(within(lane) as never)
    .orderBy('id', 'desc')
    .first();
}

/** Whether the device has signed in as the resident before. */
async function isKnown(uow: UnitOfWork, residentId: string, device: Lane['device']): Promise<boolean> {
  if (device === null) return false;
  const found = await OtpDevice.query(uow.trx)
    .where('resident_id', residentId)
    .whereIn('device_index', [...device]);
  return found.length > 0;
}

async function remember(uow: UnitOfWork, residentId: string, deviceIndex: Buffer): Promise<void> {
  const device = { residentId, deviceIndex, signedInAt: uow.now };
  await insertOrUpdate(OtpDevice.query(uow.trx), device, { target: ['resident_id', 'device_index'] });
}

function challengeOf(challengeId: string, expiresAt: Date, now: Date, limits: OtpLimits): Challenge {
  const expiresIn = Math.round((expiresAt.getTime() - now.getTime()) / 1000);
  return { challengeId, expiresIn, resendAfter: limits.resendAfter };
}

/** Compares a guess with a code under each secret, in constant time. */
export function isRight(codes: readonly string[], given: string): boolean {
  const guess = Buffer.from(given);
  // All of them, whichever is right: the time must not tell.
  return codes
    .map((code) => Buffer.from(code))
    .map((code) => code.length === guess.length && timingSafeEqual(code, guess))
    .includes(true);
}
