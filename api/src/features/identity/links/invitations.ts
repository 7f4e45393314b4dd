import { lockKeys } from '../../../kernel/coordination/locks.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { AccountsFace, StaffInvitation, StaffInvitations } from '../../organisations/index.ts';
import { AccountLink } from '../models.ts';
import { hasPassword } from '../passwords/credentials.ts';
import { rateLimited } from '../problems.ts';
import type { Keyring } from '../sessions/keyring.ts';
import { type AccountLinks, countRequests } from './links.ts';

/** Seconds between two emails to one person, whichever administrator requests them. */
const RESEND_AFTER = 60;
/** Emails to one person a day, so that no mailbox can be flooded. */
const PER_DAY = 10;
const HOUR = 3_600_000;

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace;
  readonly links: AccountLinks;
  readonly keyring: Keyring;
  /** How many hours an invitation is valid; from the platform's settings. */
  readonly validHours: () => Promise<number>;
  /** BCP 47, if neither the administrator nor the invited person has chosen one. */
  readonly language: string;
}

/** Sends staff who have no password a link to choose one. */
export class Invitations {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Invites a new person; does nothing if they have a password or an invitation. In a system unit of work. */
  async invite(uow: UnitOfWork, staffId: string): Promise<void> {
    const contact = await this.#deps.accounts.staffContact(uow, staffId);
    if (contact === null || !contact.active || (await hasPassword(uow, staffId))) return;
    if ((await latest(uow, [staffId])).size > 0) return;
    await this.#issue(uow, staffId, contact.email, contact.language ?? this.#deps.language);
  }

  /** Sends a pending invitation again if the person's email has changed since. In a system unit of work. */
  async resendAfterEmailChange(uow: UnitOfWork, staffId: string): Promise<void> {
    const contact = await this.#deps.accounts.staffContact(uow, staffId);
    if (contact === null || !contact.active || (await hasPassword(uow, staffId))) return;
    const last = (await latest(uow, [staffId])).get(staffId);
    if (last === undefined || last.usedAt !== null) return;
    if ((await this.#deps.links.recipient(uow, last)) !== null) return;
    await this.#issue(uow, staffId, contact.email, contact.language ?? last.language);
  }

  /**
   * Sends a new invitation, which replaces the earlier link. The caller checks permission.
   * @throws Problem `already_exists` if the person has a password, `unprocessable` if they are deactivated,
   *   `rate_limited`.
   */
  async resend(staffId: string, language?: string): Promise<StaffInvitation> {
    const { database, accounts, keyring } = this.#deps;
    const row = await database.asSystem('invite a member of staff', async (uow) => {
      await lockKeys(uow, [keyring.index('email', staffId)]);
      const contact = await accounts.staffContact(uow, staffId);
      if (contact === null) throw new Problem('not_found', { detail: 'There is no such member of staff.' });
      if (!contact.active) {
        throw new Problem('unprocessable', {
          detail: 'The person is deactivated. Reactivate them before you invite them.',
        });
      }
      if (await hasPassword(uow, staffId)) {
        throw new Problem('already_exists', {
          detail:
            'The person already has a password. If they have forgotten it, they can request a reset on the sign-in page.',
        });
      }
      await checkRate(uow, staffId);
      const chosen = language ?? contact.language ?? this.#deps.language;
      return this.#issue(uow, staffId, contact.email, chosen);
    });
    return invitationOf(row);
  }

  /**
   * Invites the first super admin of an installation, and again after that invitation expires. Once there has been
   * another super admin it adds no one: access to the host does not grant an account. @returns whether it invited someone.
   */
  async inviteFirstAdmin(email: string): Promise<boolean> {
    const { database, accounts, language } = this.#deps;
    return database.asSystem('invite the first super admin', async (uow) => {
      await lockKeys(uow, [this.#deps.keyring.index('email', 'the first super admin')]);
      // Adding the person emits the event that invites them, as for all staff.
      if (await accounts.addFirstSuperAdmin(uow, email)) return true;
      const staff = await accounts.staffByEmail(uow, email);
      if (staff?.role !== 'super_admin' || !staff.active || (await hasPassword(uow, staff.id))) return false;
      const last = (await latest(uow, [staff.id])).get(staff.id);
      if (last !== undefined && last.expiresAt > uow.now) return false;
      await this.#issue(uow, staff.id, staff.email, staff.language ?? language);
      return true;
    });
  }

  async #issue(uow: UnitOfWork, staffId: string, email: string, language: string): Promise<AccountLink> {
    const hours = await this.#deps.validHours();
    const expiresAt = new Date(uow.now.getTime() + hours * HOUR);
    return this.#deps.links.issue(uow, { purpose: 'invitation', staffId, email, expiresAt, language });
  }
}

/** Shows invitations for organisations, which is composed before identity. */
export const staffInvitations: StaffInvitations = {
  async of(staffIds) {
    if (staffIds.length === 0) return new Map();
    const rows = await asSystem('show invitations', (uow) => latest(uow, staffIds));
    return new Map([...rows].map(([id, row]) => [id, invitationOf(row)]));
  },
};

async function checkRate(uow: UnitOfWork, staffId: string): Promise<void> {
  const since = new Date(uow.now.getTime() - 24 * HOUR);
  const { sends, first, last } = await countRequests(
    uow,
    { column: 'staff_id', value: staffId },
    'invitation',
    since,
  );
  const wait = (last?.getTime() ?? 0) + RESEND_AFTER * 1000 - uow.now.getTime();
  if (wait > 0) throw tooSoon(wait);
  if (sends >= PER_DAY) throw tooSoon((first?.getTime() ?? 0) + 24 * HOUR - uow.now.getTime());
}

function tooSoon(milliseconds: number): Problem {
  return rateLimited('The person was invited within the last minute, or too often today', milliseconds);
}

/** The newest invitation of each person. */
async function latest(
  uow: UnitOfWork,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, AccountLink>> {
  const rows = await AccountLink.query(uow.trx)
    .distinctOn('staff_id')
    .where('purpose', 'invitation')
    .whereIn('staff_id', [...staffIds])
    .orderBy('staff_id')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc');
  return new Map(rows.map((row) => [row.staffId, row] as const));
}

function invitationOf({ sentAt, expiresAt, usedAt }: AccountLink): StaffInvitation {
  return { sentAt, expiresAt, acceptedAt: usedAt };
}
