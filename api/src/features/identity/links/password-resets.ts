import { lockKeys } from '../../../kernel/coordination/locks.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { countedAddress } from '../../../kernel/values/network-address.ts';
import type { AccountsFace } from '../../organisations/index.ts';
import { rateLimited } from '../problems.ts';
import type { Keyring } from '../sessions/keyring.ts';
import { type AccountLinks, countRequests } from './links.ts';

/** Minutes a link is valid. OWASP's Forgot Password Cheat Sheet requires single use and a short lifetime. */
export const RESET_MINUTES = 30;
/** A link with less time left than this is not sent again; a new one is created. */
const MIN_RESEND_MINUTES = 10;
/** Seconds between two emails to one account. */
const RESEND_AFTER = 60;
const MAX_SENDS_PER_LINK = 3;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface ResetLimits {
  /** New links requested from one network address per hour, for any accounts. */
  readonly perAddress: number;
}

export const RESET_LIMITS: ResetLimits = { perAddress: 60 };
/** For development, where no email leaves the machine and all requests come from it. */
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
 * Requests for a password reset. Known, unknown, deactivated and not yet accepted accounts go through the same steps (row,
 * event, job) and get the same reply; only the job finds that there is nothing to send.
 *
 * Requests by strangers cannot lock a person out: an account at its limit has a link in its mailbox that is valid for ten
 * minutes or more, and the reply stays the same. Only network addresses with too many requests are rejected.
 */
export class PasswordResets {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws Problem `rate_limited`, which depends only on the caller's address. */
  async request(input: {
    readonly email: string;
    readonly language?: string | undefined;
    readonly address: string;
  }): Promise<void> {
    const { database, accounts, links, keyring } = this.#deps;
    const email = input.email.toLowerCase();
    const addressIndex = keyring.index('address', countedAddress(input.address));
    await database.asSystem('ask for a password reset', async (uow) => {
      await lockKeys(uow, [addressIndex, keyring.index('email', email)]);
      await this.#checkAddress(uow, addressIndex);
      const open = await links.open(uow, 'password_reset', email);
      const staff = await accounts.staffByEmail(uow, email);
      const left = (open?.expiresAt.getTime() ?? 0) - uow.now.getTime();
      if (open !== null && left > MIN_RESEND_MINUTES * MINUTE) {
        const since = uow.now.getTime() - open.askedAt.getTime();
        if (since >= RESEND_AFTER * 1000 && open.sends < MAX_SENDS_PER_LINK) await links.sendAgain(uow, open);
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

  async #checkAddress(uow: UnitOfWork, addressIndex: Buffer): Promise<void> {
    const since = new Date(uow.now.getTime() - HOUR);
    const { sends, first } = await countRequests(
      uow,
      { column: 'address_index', value: addressIndex },
      'password_reset',
      since,
    );
    if (sends < this.#deps.limits.perAddress) return;
    const wait = (first?.getTime() ?? 0) + HOUR - uow.now.getTime();
    throw rateLimited('Too many resets were requested from this network', wait);
  }
}
