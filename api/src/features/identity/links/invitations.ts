import type { Database } from '../../../kernel/db/unit/database.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { AccountsFace, StaffInvitation, StaffInvitations } from '../../organisations/index.ts';
import { AccountLink, StaffCredential } from '../models.ts';
import type { Keyring } from '../sessions/keyring.ts';
import { type AccountLinks, asked, oneAtATime } from './links.ts';

/** Seconds between two mails to one person, whoever asks. */
const RESEND_AFTER = 60;
/** Mails to one person in a day: nobody's mailbox is to be filled from here. */
const PER_DAY = 10;
const HOUR = 3_600_000;

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace;
  readonly links: AccountLinks;
  readonly keyring: Keyring;
  /** How long an invitation is good for, hours; from the platform's settings. */
  readonly validHours: () => Promise<number>;
  /** BCP 47, where neither who invites nor who is invited says another. */
  readonly language: string;
}

/** Staff who have no password yet are sent a link to choose one. */
export class Invitations {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Invites a person who is new; quiet for one who has a password or an invitation already. In a system unit of work. */
  async invite(uow: UnitOfWork, staffId: string): Promise<void> {
    const contact = await this.#deps.accounts.staffContact(uow, staffId);
    if (contact === null || !contact.active || (await hasPassword(uow, staffId))) return;
    if ((await latest(uow, [staffId])).size > 0) return;
    await this.#issue(uow, staffId, contact.email, contact.language ?? this.#deps.language);
  }

  /** After a change of the person: an invitation that went to an address they no longer have goes to the new one. */
  async follow(uow: UnitOfWork, staffId: string): Promise<void> {
    const contact = await this.#deps.accounts.staffContact(uow, staffId);
    if (contact === null || !contact.active || (await hasPassword(uow, staffId))) return;
    const last = (await latest(uow, [staffId])).get(staffId);
    if (last === undefined || last.usedAt !== null) return;
    if ((await this.#deps.links.recipient(uow, last)) !== null) return;
    await this.#issue(uow, staffId, contact.email, contact.language ?? last.language);
  }

  /**
   * Sends a new invitation; the older link dies. The caller has checked that the asker may.
   * @throws Problem `already_exists` when the person has a password, `unprocessable` when they are deactivated,
   *   `rate_limited`.
   */
  async resend(staffId: string, language?: string): Promise<StaffInvitation> {
    const { database, accounts, keyring } = this.#deps;
    const row = await database.asSystem('invite a member of staff', async (uow) => {
      await oneAtATime(uow, [keyring.index('email', staffId)]);
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
   * Invites the first super admin of an installation; again when that invitation ran out. Once another is there, or
   * was, it adds nobody: whoever can start a process cannot make themselves one. @returns whether somebody is invited.
   */
  async inviteFirst(email: string): Promise<boolean> {
    const { database, accounts, language } = this.#deps;
    return database.asSystem('invite the first super admin', async (uow) => {
      await oneAtATime(uow, [this.#deps.keyring.index('email', 'the first super admin')]);
      // The invitation follows from being added, as everybody's does.
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

/** How organisations tells of invitations without knowing identity. */
export const staffInvitations: StaffInvitations = {
  async of(staffIds) {
    if (staffIds.length === 0) return new Map();
    const rows = await asSystem('show invitations', (uow) => latest(uow, staffIds));
    return new Map([...rows].map(([id, row]) => [id, invitationOf(row)]));
  },
};

export async function hasPassword(uow: UnitOfWork, staffId: string): Promise<boolean> {
  return (await StaffCredential.query(uow.trx).findById(staffId)) !== undefined;
}

async function checkRate(uow: UnitOfWork, staffId: string): Promise<void> {
  const since = new Date(uow.now.getTime() - 24 * HOUR);
  const { sends, first, last } = await asked(
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
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return new Problem('rate_limited', {
    detail: `The person was invited within the last minute, or too often today. Try again in ${seconds} seconds.`,
    headers: { 'Retry-After': String(seconds) },
  });
}

/** The newest invitation of each. */
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
