import type { OperationsOf } from '../../../kernel/http/operation.ts';
import type { SignInStrategies } from '../sessions/authenticator.ts';
import type { CredentialService } from './service.ts';

export type PasswordOperations = OperationsOf<
  | 'login'
  | 'changeMyPassword'
  | 'reauthenticate'
  | 'beginTotp'
  | 'confirmTotp'
  | 'removeTotp'
  | 'renewRecoveryCodes'
  | 'unlockStaff'
  | 'resetStaffTotp'
>;

interface Deps {
  readonly strategies: SignInStrategies;
  readonly credentials: CredentialService;
}

/** Sign-in by password, and changes to passwords and second factors. */
export function passwordOperations({ strategies, credentials }: Deps): PasswordOperations {
  return {
    async login({ body, headers, ip }) {
      const presented = { ...body, address: ip, userAgent: headers['user-agent'] };
      return { status: 200, body: await strategies.authenticate('password', presented) };
    },
    async changeMyPassword({ principal, body, ip }) {
      await credentials.changePassword(principal, body, ip);
      return { status: 204 };
    },
    async reauthenticate({ principal, body, ip }) {
      await credentials.reauthenticate(principal, body, ip);
      return { status: 204 };
    },
    async beginTotp({ principal }) {
      return { status: 200, body: await credentials.beginTotp(principal) };
    },
    async confirmTotp({ principal, body }) {
      return {
        status: 200,
        body: { recoveryCodes: [...(await credentials.confirmTotp(principal, body.code))] },
      };
    },
    async removeTotp({ principal, body, ip }) {
      await credentials.removeTotp(principal, body, ip);
      return { status: 204 };
    },
    async renewRecoveryCodes({ principal, body, ip }) {
      const codes = await credentials.renewRecoveryCodes(principal, body, ip);
      return { status: 200, body: { recoveryCodes: [...codes] } };
    },
    async unlockStaff({ principal, params }) {
      await credentials.unlock(principal, params.staffId);
      return { status: 204 };
    },
    async resetStaffTotp({ principal, params }) {
      await credentials.resetTotp(principal, params.staffId);
      return { status: 204 };
    },
  };
}
