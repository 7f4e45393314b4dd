import { timingSafeEqual } from 'node:crypto';
import { type QueryBuilder, raw } from 'objection';
import { v7 } from 'uuid';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { NOBODYS } from '../../../kernel/observability/audit-subject.ts';
import { insertOrUpdate, updateRows } from '../../../kernel/tenancy/written-rows.ts';
import { countedAddress } from '../../../kernel/values/network-address.ts';
import type { EmailPort } from '../../../ports/email.ts';
import type { MessagingPort } from '../../../ports/messaging.ts';
import type { AccountsFace } from '../../organisations/index.ts';
import { OtpRequested } from '../events.ts';
import { SendOtp } from '../jobs.ts';
import { OtpChallenge, OtpDevice } from '../models.ts';
import type { Keyring } from '../sessions/keyring.ts';
import type { Sessions, Tokens } from '../sessions/service.ts';
import { guessesAllowed, lockIndex, MAX_GUESSES } from './guesses.ts';
import { checkBudget, type OtpLimits } from './limits.ts';
import { type OtpChannel, sendCode } from './message.ts';

/** Seconds a code is good for (NIST SP 800-63B-4 § 3.1.3 allows at most ten minutes). */
export const CODE_SECONDS = 600;
/** A code with less left than this is not sent again; a new one is made. */
const WORTH_RESENDING_SECONDS = 300;

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
 * there for people whom no message reaches. See docs/decisions/2026-11-26-code-limits.md.
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
    const lane = laneOf(keyring, input);
    const { address } = lane;
    return database.asSystem('request a one-time code', async (uow) => {
      // One at a time for an address, a device and a phone, in this order: counting and writing are one step.
      for (const [index] of [address, lane.device, lane.phone]) await lockIndex(uow, index as Buffer);
      const resident = await accounts.residentByPhone(uow, phone);
      const known = await knownTo(uow, resident?.id ?? NOBODY, lane);
      await checkBudget(uow, { ...lane, ...known }, limits);
      const open = await openIn(uow, lane);
      const allowed = await guessesAllowed(uow, lane.phone, open?.knownDevice ?? known.knownDevice);
      const worth = new Date(uow.now.getTime() + WORTH_RESENDING_SECONDS * 1000);
      if (open !== undefined && open.guesses < allowed && open.expiresAt > worth) {
        await OtpChallenge.query(uow.trx)
          .findById(open.id)
          .patch({
            sends: open.sends + 1,
            sentAt: uow.now,
            channel: input.channel ?? open.channel,
            emailed: open.emailed || input.channel === 'email',
          });
        requestSend(uow, open.id, open.sends + 1);
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
        deviceIndex: lane.device[0] as Buffer,
        knownDevice: known.knownDevice,
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
      requestSend(uow, id, 1);
      return challengeOf(id, expiresAt, uow.now, limits);
    });
  }

  /**
   * A guess is counted before it is compared with the code: however many come at once, no more are compared than
   * {@link guessesAllowed} says. A right one closes the challenge in the same transaction.
   * @throws Problem `invalid_credentials`, the same for a wrong, used, expired or never-sent code.
   */
  async verify(input: CodeSignIn): Promise<Tokens> {
    const { database, accounts, keyring, sessions } = this.#deps;
    const { phone } = input;
    const lane = laneOf(keyring, input);
    const tokens = await database.asSystem('verify a one-time code', async (uow) => {
      const challenge = await countGuess(uow, lane);
      // For the audit log: whose code was guessed at.
      if (challenge?.residentId != null) uow.about('resident', challenge.residentId, NOBODYS);
      if (challenge === undefined || !isRight(keyring.codes(challenge.id), input.code)) return null;
      const resident =
        challenge.residentId === null ? null : await accounts.residentAccount(uow, challenge.residentId);
      if (resident === null || !resident.active || resident.phone !== phone) return null;
      await OtpChallenge.query(uow.trx).findById(challenge.id).patch({ closedAt: uow.now, verified: true });
      if (!challenge.emailed) await accounts.provePhone(uow, resident.id);
      for (const index of [challenge.deviceIndex, challenge.addressIndex]) {
        if (index !== null) await remember(uow, resident.id, index);
      }
      return sessions.open(uow, { kind: 'resident', id: resident.id }, input.userAgent);
    });
    if (tokens === null) {
      throw new Problem('invalid_credentials', {
        detail: 'The code is incorrect or has expired. Request a new one.',
      });
    }
    return tokens;
  }

  /** The job that sends a code. A challenge that is closed, expired or nobody's sends nothing. */
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
    await sendCode(this.#deps, { ...message, minutes: CODE_SECONDS / 60, idempotencyKey });
  }
}

/** Asks for the message with the code, for the first time or again. */
function requestSend(uow: UnitOfWork, challengeId: string, send: number): void {
  uow.emit(OtpRequested(challengeId, { challengeId, send }));
  uow.enqueue(SendOtp.now(`${challengeId}:${send}`, { challengeId, send }));
}

/** Whose codes: those one device asks for, for one phone. Clients without a name are told apart by network. */
interface Lane {
  readonly phone: readonly Buffer[];
  readonly device: readonly Buffer[];
  readonly address: readonly Buffer[];
  readonly named: boolean;
}

/** No row has this id; looking it up costs what a real look-up costs. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

function laneOf(
  keyring: Keyring,
  from: { readonly phone: string; readonly deviceId?: string | undefined; readonly address: string },
): Lane {
  const { phone, deviceId } = from;
  const address = keyring.indexes('address', countedAddress(from.address));
  const named = deviceId !== undefined;
  const device = named ? keyring.indexes('device', deviceId) : address;
  return { phone: keyring.indexes('phone', phone), device, address, named };
}

/** The open challenges of a lane: one, and around a change of the secret perhaps one more. */
function within({ phone, device }: Lane) {
  return (query: QueryBuilder<OtpChallenge, OtpChallenge[] | number>) => {
    query
      .whereIn('phone_index', [...phone])
      .whereIn('device_index', [...device])
      .whereNull('closed_at');
  };
}

/**
 * Counts a guess at the open challenge of a lane.
 * @returns undefined when there is none, or no guess is left.
 */
async function countGuess(uow: UnitOfWork, lane: Lane): Promise<OtpChallenge | undefined> {
  const open = (allowed: number) =>
    OtpChallenge.query(uow.trx)
      .where(within(lane) as never)
      .where('expires_at', '>', uow.now)
      .where('guesses', '<', allowed);
  // Guesses that are refused anyway wait for no lock: a flood of them must not hold connections.
  const seen = await open(MAX_GUESSES).first();
  if (seen === undefined) return undefined;
  const allowed = () => guessesAllowed(uow, lane.phone, seen.knownDevice);
  if (seen.guesses >= (await allowed())) return undefined;
  if (!seen.knownDevice) await lockIndex(uow, lane.phone[0] as Buffer);
  const counted = await updateRows(open(await allowed()).findById(seen.id) as never, {
    guesses: raw('guesses + 1') as never,
  });
  return counted[0] as OtpChallenge | undefined;
}

async function openIn(uow: UnitOfWork, lane: Lane): Promise<OtpChallenge | undefined> {
  return OtpChallenge.query(uow.trx)
    .where(within(lane) as never)
    .orderBy('id', 'desc')
    .first();
}

/** Whether somebody has signed in as the resident before on the device, and in the network. */
async function knownTo(
  uow: UnitOfWork,
  residentId: string,
  { device, address, named }: Lane,
): Promise<{ readonly knownDevice: boolean; readonly knownNetwork: boolean }> {
  const found = await OtpDevice.query(uow.trx)
    .where('resident_id', residentId)
    .whereIn('device_index', [...device, ...address]);
  const has = (indexes: readonly Buffer[]) =>
    found.some((row) => indexes.some((index) => index.equals(row.deviceIndex)));
  return { knownDevice: named && has(device), knownNetwork: has(address) };
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
