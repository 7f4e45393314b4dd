import { BaseCommand } from '../base/command.ts';
import { EXIT } from '../base/errors.ts';
import { toldOnStderr } from '../base/printable.ts';

export interface LogoutResult {
  readonly api: string;
  /** False when there was no session. */
  readonly signedOut: boolean;
}

export default class Logout extends BaseCommand<typeof Logout> {
  static override summary = 'End the session and remove it from this computer.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  async run(): Promise<LogoutResult> {
    const { api, sessions } = this;
    if (!sessions.session(api)) {
      this.log(`Not signed in to ${api}.`);
      return { api, signedOut: false };
    }
    try {
      const { connectForLogin } = await import('../base/client.ts');
      // Not the SDK's logout(), which ignores an unreachable API.
      await connectForLogin(api, sessions, this.config.version).post('/v1/auth/logout');
    } catch (error) {
      const { describe } = await import('../base/errors.ts');
      const { exitCode, message } = describe(error);
      // An expired session has ended; an unreachable API is reported, since its session remains.
      if (exitCode !== EXIT.notSignedIn) {
        toldOnStderr(
          `The API could not end the session (${message}): it was removed from this computer only. ` +
            'Once the API answers, sign in and end the session: kiwimesh sessions revoke --others',
        );
      }
    } finally {
      sessions.save(api, null);
    }
    this.log(`Signed out of ${api}.`);
    return { api, signedOut: true };
  }
}
