import type { Database } from '../../../kernel/db/unit/database.ts';
import type { OperationsOf } from '../../../kernel/http/operation.ts';
import { type AccountsFace, checkManages, type OrganisationsFace } from '../../organisations/index.ts';
import { StaffPasswordSet } from '../events.ts';
import { sendAccountNotice } from '../jobs.ts';
import { setPassword } from '../passwords/credentials.ts';
import { hashPassword } from '../passwords/hashing.ts';
import { assertAcceptablePassword, PASSWORD_LENGTH } from '../passwords/policy/policy.ts';
import { hasPassword, type Invitations } from './invitations.ts';
import { type AccountLinks, type LinkPurpose, unusable } from './links.ts';
import type { PasswordResets } from './password-resets.ts';

export type AccountOperations = OperationsOf<
  'inviteStaff' | 'inspectAccountLink' | 'acceptInvitation' | 'requestPasswordReset' | 'confirmPasswordReset'
>;

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace & AccountsFace;
  readonly links: AccountLinks;
  readonly invitations: Invitations;
  readonly resets: PasswordResets;
}

/** Invitations, resets and what their links lead to. */
export function accountOperations(deps: Deps): AccountOperations {
  const { database, organisations, links, invitations, resets } = deps;
  return {
    async inviteStaff({ principal, params, body }) {
      // In the caller's own reach first: staff of others do not exist.
      await database.run(principal, async (uow) => {
        const { role } = await organisations.staffOf(uow, params.staffId);
        checkManages(uow.scope, role);
      });
      const { sentAt, expiresAt, acceptedAt } = await invitations.resend(params.staffId, body.language);
      return {
        status: 202,
        body: {
          sentAt: sentAt?.toISOString() ?? null,
          expiresAt: expiresAt.toISOString(),
          acceptedAt: acceptedAt?.toISOString() ?? null,
        },
      };
    },
    async inspectAccountLink({ body }) {
      const { link, contact } = await database.asSystem('look at an account link', (uow) =>
        links.living(uow, body.token),
      );
      return {
        status: 200,
        body: {
          purpose: link.purpose,
          email: contact.email,
          expiresAt: link.expiresAt.toISOString(),
          password: { minLength: PASSWORD_LENGTH.least, maxLength: PASSWORD_LENGTH.most },
        },
      };
    },
    async acceptInvitation({ body }) {
      return { status: 200, body: await choosePassword(deps, 'invitation', body) };
    },
    async requestPasswordReset({ body, ip }) {
      await resets.request({ ...body, address: ip });
      return { status: 202 };
    },
    async confirmPasswordReset({ body }) {
      return { status: 200, body: await choosePassword(deps, 'password_reset', body) };
    },
  };
}

/**
 * Sets the password a person chose behind a link. The link is looked at, the password judged and hashed, and only then
 * the link used up: a password that will not do costs nobody their link.
 * @throws Problem `link_unusable`, `password_unacceptable`.
 */
async function choosePassword(
  { database, organisations, links }: Deps,
  purpose: LinkPurpose,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<{ email: string; next: 'sign_in' }> {
  const { contact } = await database.asSystem('look at an account link', async (uow) => {
    const living = await links.living(uow, token, purpose);
    // For the audit log, whatever comes of it: whose account it is.
    await organisations.staffAccount(uow, living.contact.id);
    return living;
  });
  assertAcceptablePassword(password, [contact.name, contact.email]);
  const hash = await hashPassword(password);
  return database.asSystem('set a password behind a link', async (uow) => {
    const { id, email } = await links.use(uow, token, purpose);
    // An administrator may have set a password meanwhile: then the invitation is pointless, and must not undo it.
    if (purpose === 'invitation' && (await hasPassword(uow, id))) throw unusable('used');
    await setPassword(uow, id, hash, { byLink: true });
    uow.emit(StaffPasswordSet(id, { staffId: id, by: purpose }));
    if (purpose === 'password_reset') sendAccountNotice(uow, id, 'password_changed');
    return { email, next: 'sign_in' };
  });
}
