import { timingSafeEqual } from 'node:crypto';
import { type QueryBuilder, raw } from 'objection';
import { v7 } from 'uuid';
import { lockKeys } from '../../../kernel/coordination/locks.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { NO_TENANT } from '../../../kernel/observability/audit-subject.ts';
import { insertOrUpdate, updateRows } from '../../../kernel/tenancy/written-rows.ts';
import { countedAddress } from '../../../kernel/values/network-address.ts';
import type { EmailPort } from '../../../ports/email.ts';
import type { MessagingPort } from '../../../ports/messaging.ts';
import type { AccountsFace } from '../../organisations/index.ts';
import { NO_PERSON_ID } from '../accounts/person.ts';
import { OtpRequested } from '../events.ts';
import { SendOtp } from '../jobs.ts';
import { OtpChallenge, OtpDevice } from '../models.ts';
import { identityProblems } from '../problems.ts';
import type { Keyring } from '../sessions/keyring.ts';
import type { Sessions, Tokens } from '../sessions/service.ts';
import { guessesAllowed, MAX_GUESSES } from './guesses.ts';
import { checkLimits, type OtpLimits, type Requester } from './limits.ts';
import { type CodeText, channelFor, type OtpChannel, type PhoneChannel, sendCode } from './message.ts';

/** Seconds a code is valid (NIST SP 800-63B-4 § 3.1.3 allows at most ten minutes). */
export const CODE_SECONDS = 600;
/** A code with less time left than this is not sent again; a new one is created. */
const MIN_RESEND_SECONDS = 300;

export interface Challenge {
  readonly challengeId: string;
  readonly expiresIn: number;
  readonly resendAfter: number;
}

export interface CodeSignIn {
  /** E.164. */
  readonly phone: string;
  readonly code: string;
  readonly deviceId?: string | undefined;
  readonly address: string;
  readonly userAgent?: string | undefined;
}

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace;
  readonly keyring: Keyring;
  readonly sessions: Sessions;
  readonly messaging: MessagingPort;
  readonly email: EmailPort;
  readonly otpLimits: OtpLimits;
  /** The usual way of a message to a phone first. */
  readonly phoneChannels: readonly [PhoneChannel, ...PhoneChannel[]];
  /** Texts of the region, by language. */
  readonly messages: Readonly<Record<string, { readonly signInCode?: CodeText }>>;
}

/**
 * Sign-in of residents with a code sent to their phone. A phone that belongs to no one goes through the same steps (row,
 * event, job) and gets the same reply; only the job sends nothing. A device has one open challenge per phone: a repeated
 * request sends the same code and allows no further guesses. Guesses from other devices do not affect it.
 *
 * Email does not prove possession of a device, so NIST SP 800-63B-4 § 3.1.3.1 does not count it as out-of-band. It is
 * offered for people whom no phone message reaches. See docs/decisions/2026-11-26-code-limits.md.
 */
export class OneTimeCodes {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Every phone goes through the same steps (look-ups, counting, row, event, job), so that neither the reply nor its
   * timing reveals whether the phone is registered.
   * @throws Problem `rate_limited` with Retry-After.
   */
  async request(input: {
    /** E.164. */
    readonly phone: string;
    readonly channel?: OtpChannel | undefined;
    readonly deviceId?: string | undefined;
    readonly address: string;
  }): Promise<Challenge> {
    const { database, accounts, keyring, otpLimits, phoneChannels } = this.#deps;
    const requester = requesterOf(keyring, input);
    const { address, device, phone } = requester;
    return database.asSystem('request a one-time code', async (uow) => {
      await lockKeys(
        uow,
        [address, device, phone].map(([digest]) => digest as Buffer),
      );
      const resident = await accounts.residentByPhone(uow, input.phone);
      const known = await knownTo(uow, resident?.id ?? NO_PERSON_ID, requester);
      await checkLimits(uow, { ...requester, ...known }, otpLimits);
      const open = await openChallenge(uow, requester);
      const allowed = await guessesAllowed(uow, phone, open?.knownDevice ?? known.knownDevice);
      const resendUntil = new Date(uow.now.getTime() + MIN_RESEND_SECONDS * 1000);
      if (open !== undefined && open.guesses < allowed && open.expiresAt > resendUntil) {
        await OtpChallenge.query(uow.trx)
          .findById(open.id)
          .patch({
            sends: open.sends + 1,
            sentAt: uow.now,
            channel: channelFor(input.channel ?? open.channel, phoneChannels),
            emailed: open.emailed || input.channel === 'email',
          });
        requestSend(uow, open.id, open.sends + 1);
        return challengeOf(open.id, open.expiresAt, uow.now, otpLimits);
      }
      if (open !== undefined) {
        await OtpChallenge.query(uow.trx).findById(open.id).patch({ closedAt: uow.now });
      }
      const id = v7();
      const expiresAt = new Date(uow.now.getTime() + CODE_SECONDS * 1000);
      await OtpChallenge.query(uow.trx).insert({
        id,
        residentId: resident?.id ?? null,
        phoneIndex: phone[0] as Buffer,
        addressIndex: address[0] as Buffer,
        deviceIndex: device[0] as Buffer,
        knownDevice: known.knownDevice,
        channel: channelFor(input.channel, phoneChannels),
        emailed: input.channel === 'email',
        sends: 1,
        guesses: 0,
        createdAt: uow.now,
        sentAt: uow.now,
        expiresAt,
        closedAt: null,
        verified: false,
      });
      requestSend(uow, id, 1);
      return challengeOf(id, expiresAt, uow.now, otpLimits);
    });
  }

  /**
   * Counts a guess before comparing it with the code, so that parallel guesses cannot exceed {@link guessesAllowed}. A
   * correct guess closes the challenge in the same transaction.
   * @throws Problem `invalid_credentials`, the same for a wrong, used, expired or never-sent code.
   */
  async verify(input: CodeSignIn): Promise<Tokens> {
    const { database, accounts, keyring, sessions } = this.#deps;
    const requester = requesterOf(keyring, input);
    const tokens = await database.asSystem('verify a one-time code', async (uow) => {
      const challenge = await countGuess(uow, requester);
      // The audit log records whose code was guessed at, even when the guess is wrong.
      if (challenge?.residentId != null) uow.about('resident', challenge.residentId, NO_TENANT);
      if (challenge === undefined || !matchesAnyCode(keyring.codes(challenge.id), input.code)) return null;
      const resident =
        challenge.residentId === null ? null : await accounts.residentAccount(uow, challenge.residentId);
      if (resident === null || !resident.active || resident.phone !== input.phone) return null;
      await OtpChallenge.query(uow.trx).findById(challenge.id).patch({ closedAt: uow.now, verified: true });
      if (!challenge.emailed) await accounts.provePhone(uow, resident.id);
      for (const index of [challenge.deviceIndex, challenge.addressIndex]) {
        if (index !== null) await rememberDevice(uow, resident.id, index);
      }
      return sessions.open(uow, { kind: 'resident', id: resident.id }, input.userAgent);
    });
    if (tokens === null) {
      throw new Problem(identityProblems.invalid_credentials, {
        detail: 'The code is incorrect or has expired. Request a new one.',
      });
    }
    return tokens;
  }

  /** The job that sends a code. It sends nothing if the challenge is closed or expired, or the phone is no one's. */
  job(): JobDefinition {
    return jobHandler(SendOtp, {
      maxAttempts: 5,
      handle: ({ challengeId, send }) => this.#send(challengeId, send),
    });
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
    const { messages } = this.#deps;
    await sendCode(this.#deps, { ...message, minutes: CODE_SECONDS / 60, idempotencyKey }, messages);
  }
}

/** For the first message and each repetition. */
function requestSend(uow: UnitOfWork, challengeId: string, send: number): void {
  uow.emit(OtpRequested(challengeId, { challengeId, send }));
  uow.enqueue(SendOtp.now(`${challengeId}:${send}`, { challengeId, send }));
}

function requesterOf(
  keyring: Keyring,
  from: { readonly phone: string; readonly deviceId?: string | undefined; readonly address: string },
): Requester {
  const { phone, deviceId } = from;
  const address = keyring.indexes('address', countedAddress(from.address));
  const named = deviceId !== undefined;
  const device = named ? keyring.indexes('device', deviceId) : address;
  return { phone: keyring.indexes('phone', phone), device, address, named };
}

/** The open challenges of a requester: at most one, or two around a change of the secret. */
function openOf({ phone, device }: Requester) {
  return (query: QueryBuilder<OtpChallenge, OtpChallenge[] | number>) => {
    query
      .whereIn('phone_index', [...phone])
      .whereIn('device_index', [...device])
      .whereNull('closed_at');
  };
}

/**
 * Counts a guess at the open challenge of a requester.
 * @returns undefined if there is none, or no guess is left.
 */
async function countGuess(uow: UnitOfWork, requester: Requester): Promise<OtpChallenge | undefined> {
  const open = (allowed: number) =>
    OtpChallenge.query(uow.trx)
      .where(openOf(requester) as never)
      .where('expires_at', '>', uow.now)
      .where('guesses', '<', allowed);
  // Checked before locking, so that a flood of guesses over the limit does not hold connections.
  const seen = await open(MAX_GUESSES).first();
  if (seen === undefined) return undefined;
  const allowed = () => guessesAllowed(uow, requester.phone, seen.knownDevice);
  if (seen.guesses >= (await allowed())) return undefined;
  if (!seen.knownDevice) await lockKeys(uow, [requester.phone[0] as Buffer]);
  const counted = await updateRows(open(await allowed()).findById(seen.id) as never, {
    guesses: raw('guesses + 1') as never,
  });
  return counted[0] as OtpChallenge | undefined;
}

async function openChallenge(uow: UnitOfWork, requester: Requester): Promise<OtpChallenge | undefined> {
  return OtpChallenge.query(uow.trx)
    .where(openOf(requester) as never)
    .orderBy('id', 'desc')
    .first();
}

/** Whether the resident has signed in before on this device, and from this network. */
async function knownTo(
  uow: UnitOfWork,
  residentId: string,
  { device, address, named }: Requester,
): Promise<{ readonly knownDevice: boolean; readonly knownNetwork: boolean }> {
  const found = await OtpDevice.query(uow.trx)
    .where('resident_id', residentId)
    .whereIn('device_index', [...device, ...address]);
  const has = (indexes: readonly Buffer[]) =>
    found.some((row) => indexes.some((index) => index.equals(row.deviceIndex)));
  return { knownDevice: named && has(device), knownNetwork: has(address) };
}

async function rememberDevice(uow: UnitOfWork, residentId: string, deviceIndex: Buffer): Promise<void> {
  const device = { residentId, deviceIndex, signedInAt: uow.now };
  await insertOrUpdate(OtpDevice.query(uow.trx), device, { target: ['resident_id', 'device_index'] });
}

function challengeOf(challengeId: string, expiresAt: Date, now: Date, limits: OtpLimits): Challenge {
  const expiresIn = Math.round((expiresAt.getTime() - now.getTime()) / 1000);
  return { challengeId, expiresIn, resendAfter: limits.resendAfter };
}

/** Whether a guess equals the code under any of the secrets, compared in constant time. */
export function matchesAnyCode(codes: readonly string[], given: string): boolean {
  const guess = Buffer.from(given);
  // Compares with every code even after a match, so that timing reveals nothing.
  return codes
    .map((code) => Buffer.from(code))
    .map((code) => code.length === guess.length && timingSafeEqual(code, guess))
    .includes(true);
}
