import { timingSafeEqual } from 'node:crypto';
import { raw } from 'objection';
import { v7 } from 'uuid';
import type { Database } from '../../kernel/db/unit-of-work.ts';
import type { JobDefinition, UnitOfWork } from '../../kernel/feature.ts';
import { Problem } from '../../kernel/problem.ts';
import { MessagingError, type MessagingPort } from '../../ports/messaging.ts';
import { type AccountsFace, normalisePhone } from '../organisations/index.ts';
import { otpRequested, SEND_OTP } from './events.ts';
import type { Keyring } from './keyring.ts';
import { OtpChallenge } from './models.ts';
import type { Sessions, Tokens } from './sessions.ts';

/** Seconds a code is good for (NIST SP 800-63B-4 § 3.1.3.2 allows at most ten minutes). */
export const CODE_SECONDS = 600;
/** A code with less left than this is not sent again; a new one is made. */
const WORTH_RESENDING_SECONDS = 300;
export const MAX_GUESSES = 5;

export interface OtpLimits {
  /** Seconds between two messages to one phone. */
  readonly resendAfter: number;
  /** Messages to one phone in an hour; sign-ins that succeeded do not count. */
  readonly perPhone: number;
  /** Messages asked for from one network address in an hour, whatever the phones. */
  readonly perAddress: number;
}

export const OTP_LIMITS: OtpLimits = { resendAfter: 30, perPhone: 5, perAddress: 100 };
/** Where messages cost nothing and a simulator plays a thousand people from one machine. */
export const SANDBOX_OTP_LIMITS: OtpLimits = { ...OTP_LIMITS, perAddress: 100_000 };

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
  readonly phoneCountry: string;
  readonly limits: OtpLimits;
}

const HOUR = 3_600_000;

/** What the message says, by language; English where there is no other. */
const TEXTS: Readonly<Record<string, (code: string, minutes: number) => string>> = {
  en: (code, minutes) => `${code} is your Kiwimesh code, good for ${minutes} minutes. Give it to nobody.`,
  hi: (code, minutes) => `${code} आपका Kiwimesh कोड है, ${minutes} मिनट तक मान्य। इसे किसी को न बताएँ।`,
};

/**
 * Sign-in of residents by a code sent to their phone. A phone that is nobody's goes through all the same steps (row,
 * event, job) and is answered alike; only at the very end nothing is sent. A phone has one open challenge at a time:
 * asking again sends the same code again and gives no further guesses.
 */
export class OtpSignIn {
  readonly #deps: OtpDeps;

  constructor(deps: OtpDeps) {
    this.#deps = deps;
  }

  /** @throws Problem `rate_limited` with Retry-After. */
  async request(input: {
    readonly phone: string;
    readonly channel?: 'sms' | 'whatsapp' | undefined;
    readonly address: string;
  }): Promise<Challenge> {
    const { database, accounts, keyring, limits, phoneCountry } = this.#deps;
    const phone = (await normalisePhone(input.phone, phoneCountry)) ?? input.phone;
    const phoneIndex = keyring.index('phone', phone);
    const addressIndex = keyring.index('address', input.address);
    return database.asSystem('request a one-time code', async (uow) => {
      // One at a time for an address and for a phone, in this order: counting and writing are one step.
      for (const index of [addressIndex, phoneIndex]) {
        await uow.trx.raw('select pg_advisory_xact_lock(?::bigint)', [index.readBigInt64BE(0).toString()]);
      }
      await this.#checkLimits(uow, phoneIndex, addressIndex);
      const open = await OtpChallenge.query(uow.trx)
        .findOne('phone_index', phoneIndex)
        .whereNull('closed_at');
      const worth = new Date(uow.now.getTime() + WORTH_RESENDING_SECONDS * 1000);
      if (open !== undefined && open.guesses < MAX_GUESSES && open.expiresAt > worth) {
        await OtpChallenge.query(uow.trx)
          .findById(open.id)
          .patch({ sends: open.sends + 1, sentAt: uow.now, channel: input.channel ?? open.channel });
        otpRequested(uow, open.id, open.sends + 1);
        return challengeOf(open.id, open.expiresAt, uow.now, limits);
      }
      if (open !== undefined)
        await OtpChallenge.query(uow.trx).findById(open.id).patch({ closedAt: uow.now });
      const resident = await accounts.residentByPhone(uow, phone);
      const id = v7();
      const expiresAt = new Date(uow.now.getTime() + CODE_SECONDS * 1000);
      await OtpChallenge.query(uow.trx).insert({
        id,
        residentId: resident?.id ?? null,
        phoneIndex,
        addressIndex,
        channel: input.channel ?? 'sms',
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

  async #checkLimits(uow: UnitOfWork, phoneIndex: Buffer, addressIndex: Buffer): Promise<void> {
    const { limits } = this.#deps;
    const since = new Date(uow.now.getTime() - HOUR);
    const sent = async (
      column: string,
      index: Buffer,
    ): Promise<{ sends: number; first: Date | null; last: Date | null }> => {
      const query = OtpChallenge.query(uow.trx)
        .where(column, index)
        .where('created_at', '>', since)
        .select(raw('coalesce(sum(sends), 0)::int as sends, min(created_at) as first, max(sent_at) as last'))
        .first();
      if (column === 'phone_index') query.where('verified', false);
      return (await query) as unknown as { sends: number; first: Date | null; last: Date | null };
    };
    const byPhone = await sent('phone_index', phoneIndex);
    const wait = (byPhone.last?.getTime() ?? 0) + limits.resendAfter * 1000 - uow.now.getTime();
    if (wait > 0) throw tooMany(wait);
    if (byPhone.sends >= limits.perPhone)
      throw tooMany((byPhone.first?.getTime() ?? 0) + HOUR - uow.now.getTime());
    const byAddress = await sent('address_index', addressIndex);
    if (byAddress.sends >= limits.perAddress) {
      throw tooMany((byAddress.first?.getTime() ?? 0) + HOUR - uow.now.getTime());
    }
  }

  /**
   * A guess is counted and committed before it is looked at, in one statement: however many come at once, at most
   * {@link MAX_GUESSES} are compared. A right one closes the challenge in the same transaction.
   * @throws Problem `invalid_credentials`, the same for a wrong, used, expired or never-sent code.
   */
  async verify(input: {
    readonly phone: string;
    readonly code: string;
    readonly userAgent?: string | undefined;
  }): Promise<Tokens> {
    const { database, accounts, keyring, sessions, phoneCountry } = this.#deps;
    const phone = (await normalisePhone(input.phone, phoneCountry)) ?? input.phone;
    const tokens = await database.asSystem('verify a one-time code', async (uow) => {
      const challenge = (await OtpChallenge.query(uow.trx)
        .patch({ guesses: raw('guesses + 1') as never })
        .where('phone_index', keyring.index('phone', phone))
        .whereNull('closed_at')
        .where('expires_at', '>', uow.now)
        .where('guesses', '<', MAX_GUESSES)
        .returning('*')
        .first()) as unknown as OtpChallenge | undefined;
      if (challenge === undefined || !same(keyring.code(challenge.id), input.code)) return null;
      const resident =
        challenge.residentId === null ? null : await accounts.residentAccount(uow, challenge.residentId);
      if (resident === null || !resident.active || resident.phone !== phone) return null;
      await OtpChallenge.query(uow.trx).findById(challenge.id).patch({ closedAt: uow.now, verified: true });
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
    const { database, accounts, keyring, messaging } = this.#deps;
    const message = await database.asSystem('send a one-time code', async (uow) => {
      const challenge = await OtpChallenge.query(uow.trx).findById(challengeId);
      if (challenge === undefined || challenge.residentId === null) return null;
      if (challenge.closedAt !== null || challenge.expiresAt <= uow.now) return null;
      const resident = await accounts.residentAccount(uow, challenge.residentId);
      if (resident === null || !resident.active) return null;
      const text = TEXTS[resident.language] ?? TEXTS[resident.language.split('-')[0] ?? ''] ?? TEXTS.en;
      return {
        channel: challenge.channel,
        to: resident.phone,
        body: text?.(keyring.code(challengeId), CODE_SECONDS / 60) ?? '',
        idempotencyKey: `otp:${challengeId}:${send}`,
      };
    });
    if (message === null) return;
    try {
      await messaging.send(message);
    } catch (error) {
      // Trying again cannot help and there is nobody to tell: the person sees that no code comes.
      if (error instanceof MessagingError && !error.retryable && error.failure !== 'misconfigured') return;
      throw error;
    }
  }
}

function challengeOf(challengeId: string, expiresAt: Date, now: Date, limits: OtpLimits): Challenge {
  const expiresIn = Math.round((expiresAt.getTime() - now.getTime()) / 1000);
  return { challengeId, expiresIn, resendAfter: limits.resendAfter };
}

function tooMany(milliseconds: number): Problem {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return new Problem('rate_limited', {
    detail: `Too many codes were asked for. Try again in ${seconds} seconds.`,
    headers: { 'Retry-After': String(seconds) },
  });
}

function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
