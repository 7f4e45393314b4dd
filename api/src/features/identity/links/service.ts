import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import {
  type AccountsFace,
  checkManages,
  type OrganisationsFace,
  type StaffContact,
  type StaffInvitation,
} from '../../organisations/index.ts';
import { StaffPasswordSet } from '../events.ts';
import { sendAccountNotice } from '../jobs.ts';
import type { AccountLink } from '../models.ts';
import { hasPassword, setPassword } from '../passwords/credentials.ts';
import { hashPassword } from '../passwords/hashing.ts';
import { assertAcceptablePassword } from '../passwords/policy/policy.ts';
import type { Invitations } from './invitations.ts';
import { type AccountLinks, type LinkPurpose, unusable } from './links.ts';

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace & AccountsFace;
  readonly links: AccountLinks;
  readonly invitations: Invitations;
}

/** What people do with links in emails, and administrators to send them. */
export class LinkService {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws Problem `not_found`, `role_not_allowed`, and those of {@link Invitations.resend}. */
  async invite(principal: Principal, staffId: string, language?: string): Promise<StaffInvitation> {
    const { database, organisations, invitations } = this.#deps;
    // In the caller's own scope first, so that staff outside it are not found.
    await database.run(principal, async (uow) => {
      const { role } = await organisations.staffOf(uow, staffId);
      checkManages(uow.scope, role);
    });
    return invitations.resend(staffId, language);
  }

  /** @throws Problem `link_unusable`. */
  async inspect(token: string): Promise<{ readonly link: AccountLink; readonly contact: StaffContact }> {
    const { database, links } = this.#deps;
    return database.asSystem('look at an account link', (uow) => links.findUsable(uow, token));
  }

  /**
   * Sets the password that a person chose behind a link. The link is used up last, after the password has been checked
   * and hashed, so that an unacceptable password does not cost the person their link.
   * @returns the email to sign in with. @throws Problem `link_unusable`, `password_unacceptable`.
   */
  async choosePassword(
    purpose: LinkPurpose,
    { token, password }: { readonly token: string; readonly password: string },
  ): Promise<string> {
    const { database, organisations, links } = this.#deps;
    const { contact } = await database.asSystem('look at an account link', async (uow) => {
      const found = await links.findUsable(uow, token, purpose);
      // Makes the audit log record whose account it is, whatever the outcome.
      await organisations.staffAccount(uow, found.contact.id);
      return found;
    });
    assertAcceptablePassword(password, [contact.name, contact.email]);
    const hash = await hashPassword(password);
    return database.asSystem('set a password behind a link', async (uow) => {
      const { id, email } = await links.redeem(uow, token, purpose);
      // An administrator may have set a password in the meantime, which an older invitation must not replace.
      if (purpose === 'invitation' && (await hasPassword(uow, id))) throw unusable('used');
      await setPassword(uow, id, hash, { byLink: true });
      uow.emit(StaffPasswordSet(id, { staffId: id, by: purpose }));
      if (purpose === 'password_reset') sendAccountNotice(uow, id, 'password_changed');
      return email;
    });
  }
}
