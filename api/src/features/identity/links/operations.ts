import type { OperationsOf } from '../../../kernel/http/operation.ts';
import { PASSWORD_LENGTH } from '../passwords/policy/policy.ts';
import { invitationBody } from '../wire.ts';
import type { PasswordResets } from './password-resets.ts';
import type { LinkService } from './service.ts';

export type LinkOperations = OperationsOf<
  'inviteStaff' | 'inspectAccountLink' | 'acceptInvitation' | 'requestPasswordReset' | 'confirmPasswordReset'
>;

interface Deps {
  readonly links: LinkService;
  readonly resets: PasswordResets;
}

/** Invitations, password resets and the links they send. */
export function linkOperations({ links, resets }: Deps): LinkOperations {
  return {
    async inviteStaff({ principal, params, body }) {
      const invitation = await links.invite(principal, params.staffId, body.language);
      return { status: 202, body: invitationBody(invitation) };
    },
    async inspectAccountLink({ body }) {
      const { link, contact } = await links.inspect(body.token);
      return {
        status: 200,
        body: {
          purpose: link.purpose,
          email: contact.email,
          expiresAt: link.expiresAt.toISOString(),
          password: { minLength: PASSWORD_LENGTH.min, maxLength: PASSWORD_LENGTH.max },
        },
      };
    },
    async acceptInvitation({ body }) {
      const email = await links.choosePassword('invitation', body);
      return { status: 200, body: { email, next: 'sign_in' } };
    },
    async requestPasswordReset({ body, ip }) {
      await resets.request({ ...body, address: ip });
      return { status: 202 };
    },
    async confirmPasswordReset({ body }) {
      const email = await links.choosePassword('password_reset', body);
      return { status: 200, body: { email, next: 'sign_in' } };
    },
  };
}
