import type { Database } from '../../../kernel/db/unit/database.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { countedAddress } from '../../../kernel/values/network-address.ts';
import type { AccountsFace } from '../../organisations/index.ts';
import type { Keyring } from '../sessions/keyring.ts';
import { type AccountLinks, asked, oneAtATime } from './links.ts';

/** Minutes a link is good for. OWASP's Forgot Password Cheat Sheet asks for single use and a short life. */
export const RESET_MINUTES = 30;
/** A link with less left than this is not sent again; a new one is made. */
const WORTH_RESENDING_MINUTES = 10;
/** Seconds between two mails to one account, and mails of one link. */
const RESEND_AFTER = 60;
const SENDS_OF_A_LINK = 3;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface ResetLimits {
  /** New links asked for from one network address in an hour, whatever the accounts. */
  readonly perAddress: number;
}

export const RESET_LIMITS: ResetLimits = { perAddress: 60 };
/** Where mail goes nowhere and one machine plays everybody. */
export const SANDBOX_RESET_LIMITS: ResetLimits = { perAddress: 100_000 };

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace;
  readonly links: AccountLinks;
  readonly keyring: Keyring;
  readonly limits: ResetLimits;
  readonly language: string;
}

/**
 * Asking for a password reset. Known, unknown, deactivated and never-accepted accounts go through the same steps (row,
 * event, job) and get one answer; only the job, at the very end, knows that there is nothing to send.
 *
 * Nobody is locked out by somebody else asking for them: an account whose limit is reached has a living link in its
 * mailbox, good for ten minutes or more, and the answer stays the same. What is refused is a network address that asks too much.
 */
export class PasswordResets {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws Problem `rate_limited`, which tells of the caller's address alone. */
  async request(input: {
    readonly email: string;
    readonly language?: string | undefined;
    readonly address: string;
  }): Promise<void> {
    const { database, accounts, links, keyring } = this.#deps;
    const email = input.email.toLowerCase();
    const addressIndex = keyring.index('address', countedAddress(input.address));
    await database.asSystem('ask for a password reset', async (uow) => {
      await oneAtATime(uow, [addressIndex, keyring.index('email', email)]);
      await this.#checkAddress(uow, addressIndex);
      const open = await links.open(uow, 'password_reset', email);
      const staff = await accounts.staffByEmail(uow, email);
      const left = (open?.expiresAt.getTime() ?? 0) - uow.now.getTime();
      if (open !== null && left > WORTH_RESENDING_MINUTES * MINUTE) {
        const since = uow.now.getTime() - open.askedAt.getTime();
        if (since >= RESEND_AFTER * 1000 && open.sends < SENDS_OF_A_LINK) await links.sendAgain(uow, open);
        return;
      }
      await links.issue(uow, {
        purpose: 'password_reset',
        staffId: staff?.id ?? null,
        email,
        addressIndex,
        language: staff?.language ?? input.language ?? this.#deps.language,
        expiresAt: new Date(uow.now.getTime() + RESET_MINUTES * MINUTE),
      });
    });
  }

  async #checkAddress(uow: Parameters<typeof asked>[0], addressIndex: Buffer): Promise<void> {
    const since = new Date(uow.now.getTime() - HOUR);
    const { sends, first } = await asked(
      uow,
      { column: 'address_index', value: addressIndex },
      'password_reset',
      since,
    );
    if (sends < this.#deps.limits.perAddress) return;
    const seconds = Math.max(1, Math.ceil(((first?.getTime() ?? 0) + HOUR - uow.now.getTime()) / 1000));
    throw new Problem('rate_limited', {
      detail: `Too many resets were requested from this network. Try again in ${seconds} seconds.`,
      headers: { 'Retry-After': String(seconds) },
    });
  }
}
