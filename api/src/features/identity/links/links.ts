import { createHash, randomBytes } from 'node:crypto';
import { raw } from 'objection';
import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { updateRows } from '../../../kernel/tenancy/written-rows.ts';
import type { AccountsFace, StaffContact } from '../../organisations/index.ts';
import { AccountLinkAsked } from '../events.ts';
import { SendAccountLink } from '../jobs.ts';
import { AccountLink } from '../models.ts';
import { identityProblems } from '../problems.ts';
import type { Keyring } from '../sessions/keyring.ts';

export type LinkPurpose = AccountLink['purpose'];

/** Why a link cannot be used, for the page that explains what to do. */
export type LinkFault = 'unknown' | 'used' | 'replaced' | 'expired';

export interface NewLink {
  readonly purpose: LinkPurpose;
  /** Null for a reset of an unknown email; the row then gets a random id. */
  readonly staffId: string | null;
  readonly email: string;
  readonly expiresAt: Date;
  /** BCP 47, of the email. */
  readonly language: string;
  readonly addressIndex?: Buffer;
}

interface Deps {
  readonly accounts: AccountsFace;
  readonly keyring: Keyring;
}

/**
 * Single-use links sent by email. The token is a MAC, under a configured key, of 32 random bytes in the row, so the job
 * that sends the email can derive it again (a retry sends the same link) although only its SHA-256 is stored. Reading the
 * database does not give anyone a link. Everything runs in system units of work.
 */
export class AccountLinks {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Creates a link, which replaces the open one with the same purpose and email, and requests its email. */
  async issue(uow: UnitOfWork, link: NewLink): Promise<AccountLink> {
    const { keyring } = this.#deps;
    const emailIndex = keyring.index('email', link.email.toLowerCase());
    const staffId = link.staffId ?? v7();
    await this.#closeOpen(uow, link.purpose, emailIndex, staffId);
    const id = v7();
    const salt = randomBytes(32);
    const row = await AccountLink.query(uow.trx)
      .insert({
        id,
        purpose: link.purpose,
        staffId,
        emailIndex,
        addressIndex: link.addressIndex ?? null,
        language: link.language,
        salt,
        tokenHash: digest(keyring.linkTokens(id, salt)[0] as Buffer),
        sends: 1,
        createdAt: uow.now,
        askedAt: uow.now,
        sentAt: null,
        expiresAt: link.expiresAt,
        usedAt: null,
        closedAt: null,
      })
      .returning('*');
    requestSend(uow, id, 1);
    return row;
  }

  /** Requests the email of a usable link once more. */
  async sendAgain(uow: UnitOfWork, link: AccountLink): Promise<void> {
    const sends = link.sends + 1;
    await AccountLink.query(uow.trx).findById(link.id).patch({ sends, askedAt: uow.now });
    requestSend(uow, link.id, sends);
  }

  /** The link that is neither used nor replaced; it may have expired. */
  async open(uow: UnitOfWork, purpose: LinkPurpose, email: string): Promise<AccountLink | null> {
    const emailIndex = this.#deps.keyring.index('email', email.toLowerCase());
    const row = await AccountLink.query(uow.trx)
      .findOne({ purpose, email_index: emailIndex })
      .whereNull('used_at')
      .whereNull('closed_at');
    return row ?? null;
  }

  /**
   * The link of a token and its owner.
   * @throws Problem `link_unusable` with `reason`: {@link LinkFault}.
   */
  async findUsable(
    uow: UnitOfWork,
    token: string,
    purpose?: LinkPurpose,
  ): Promise<{ readonly link: AccountLink; readonly contact: StaffContact }> {
    const link = await AccountLink.query(uow.trx).findOne('token_hash', digestOf(token));
    if (link === undefined || (purpose !== undefined && link.purpose !== purpose)) throw unusable('unknown');
    if (link.usedAt !== null) throw unusable('used');
    if (link.closedAt !== null) throw unusable('replaced');
    if (link.expiresAt <= uow.now) throw unusable('expired');
    const contact = await this.recipient(uow, link);
    if (contact === null) throw unusable('replaced');
    return { link, contact };
  }

  /** The owner of a link if they are active and still have the address it was sent to. */
  async recipient(uow: UnitOfWork, link: AccountLink): Promise<StaffContact | null> {
    const contact = link.staffId === null ? null : await this.#deps.accounts.staffContact(uow, link.staffId);
    if (contact === null || !contact.active) return null;
    const indexes = this.#deps.keyring.indexes('email', contact.email);
    return indexes.some((index) => index.equals(link.emailIndex)) ? contact : null;
  }

  /**
   * Uses a link up; of concurrent calls, only one succeeds. Also closes the person's other links.
   * @throws Problem `link_unusable`.
   */
  async redeem(uow: UnitOfWork, token: string, purpose: LinkPurpose): Promise<StaffContact> {
    const unused = AccountLink.query(uow.trx)
      .where({ token_hash: digestOf(token), purpose })
      .whereNull('used_at')
      .whereNull('closed_at')
      .where('expires_at', '>', uow.now);
    const [used] = await updateRows(unused, { usedAt: uow.now });
    if (used === undefined) {
      await this.findUsable(uow, token, purpose);
      throw unusable('used');
    }
    const contact = await this.recipient(uow, used);
    if (contact === null) throw unusable('replaced');
    await this.closeAll(uow, contact.id);
    return contact;
  }

  /** Closes every open link of the person. */
  async closeAll(uow: UnitOfWork, staffId: string): Promise<void> {
    await AccountLink.query(uow.trx)
      .patch({ closedAt: uow.now })
      .where('staff_id', staffId)
      .whereNull('used_at')
      .whereNull('closed_at');
  }

  /** The token to send; null if it was made under a secret that has been removed, so that a new link is needed. */
  tokenOf(link: AccountLink): string | null {
    const made = this.#deps.keyring.linkTokens(link.id, link.salt);
    return made.find((token) => digest(token).equals(link.tokenHash))?.toString('base64url') ?? null;
  }

  async #closeOpen(
    uow: UnitOfWork,
    purpose: LinkPurpose,
    emailIndex: Buffer,
    staffId: string,
  ): Promise<void> {
    await AccountLink.query(uow.trx)
      .patch({ closedAt: uow.now })
      .where({ purpose })
      .where((same) => same.where('email_index', emailIndex).orWhere('staff_id', staffId))
      .whereNull('used_at')
      .whereNull('closed_at');
  }
}

/** Counts the emails requested since a time, with the first and last of them. */
export async function countRequests(
  uow: UnitOfWork,
  where: { readonly column: 'address_index' | 'staff_id'; readonly value: Buffer | string },
  purpose: LinkPurpose,
  since: Date,
): Promise<{ readonly sends: number; readonly first: Date | null; readonly last: Date | null }> {
  const counted = await AccountLink.query(uow.trx)
    .where(where.column, where.value)
    .where('purpose', purpose)
    .where('created_at', '>', since)
    .select(raw('coalesce(sum(sends), 0)::int as sends, min(created_at) as first, max(asked_at) as last'))
    .first();
  return counted as unknown as { sends: number; first: Date | null; last: Date | null };
}

const DETAILS: Readonly<Record<LinkFault, string>> = {
  unknown: 'There is no such link. Open it again from the email, or request a new one.',
  used: 'The link has already been used. Sign in, or request a new link if you did not use it.',
  replaced: 'This link was replaced by a newer one. Open the latest email, or request a new link.',
  expired: 'The link has expired. Request a new one.',
};

export function unusable(reason: LinkFault): Problem {
  return new Problem(identityProblems.link_unusable, { detail: DETAILS[reason], extensions: { reason } });
}

function digest(token: Buffer): Buffer {
  return createHash('sha256').update(token).digest();
}

function digestOf(token: string): Buffer {
  return digest(Buffer.from(token, 'base64url'));
}

/** For the first email and each repetition. */
function requestSend(uow: UnitOfWork, linkId: string, send: number): void {
  uow.emit(AccountLinkAsked(linkId, { linkId, send }));
  uow.enqueue(SendAccountLink.now(`${linkId}:${send}`, { linkId, send }));
}
