import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { type Revoked, sayWhich } from '../../organisations/sessions.ts';

export default class SessionsRevoke extends BaseCommand<typeof SessionsRevoke> {
  static override summary = 'End one of your sessions, or all except the current one.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000008',
    '<%= config.bin %> <%= command.id %> --others',
  ];
  static override args = { session: string({ description: 'Id of a session, from `sessions list`.' }) };
  static override flags = {
    others: boolean({ summary: 'End all of your sessions except the current one.' }),
  };

  async run(): Promise<Revoked> {
    const { session } = this.args;
    sayWhich(session, this.flags.others === true, 'others');
    const kiwi = await this.client();
    if (session === undefined) {
      await kiwi.delete('/v1/auth/sessions');
      this.log('All other sessions have ended.');
      return { id: null, ended: 'others' };
    }
    await kiwi.delete('/v1/auth/sessions/{sessionId}', { path: { sessionId: session } });
    this.log('The session has ended.');
    return { id: session, ended: 'one' };
  }
}
