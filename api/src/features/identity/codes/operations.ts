import { Problem } from '../../../kernel/ground/problem.ts';
import type { OperationsOf } from '../../../kernel/http/operation.ts';
import type { SandboxOutbox } from '../../../ports/messaging.ts';
import type { SignInStrategies } from '../sessions/authenticator.ts';
import { sentMessagesBody } from '../wire.ts';
import type { OneTimeCodes } from './service.ts';

export type CodeOperations = OperationsOf<'requestOtp' | 'verifyOtp' | 'listSentMessages'>;

export interface Sandbox {
  readonly outbox: SandboxOutbox;
  /** Waits (briefly) until the messages requested so far have been sent. */
  settled(): Promise<void>;
}

interface Deps {
  readonly strategies: SignInStrategies;
  readonly codes: OneTimeCodes;
  /** Absent where real messages are sent. */
  readonly sandbox?: Sandbox | undefined;
}

export function codeOperations({ strategies, codes, sandbox }: Deps): CodeOperations {
  return {
    async requestOtp({ body, ip }) {
      return { status: 202, body: { phone: body.phone, ...(await codes.request({ ...body, address: ip })) } };
    },
    async verifyOtp({ body, headers, ip }) {
      const presented = { ...body, address: ip, userAgent: headers['user-agent'] };
      return { status: 200, body: await strategies.authenticate('one_time_code', presented) };
    },
    async listSentMessages({ query }) {
      if (sandbox === undefined) {
        throw new Problem('not_found', { detail: 'Messages are available in development and test only.' });
      }
      await sandbox.settled();
      return { status: 200, body: sentMessagesBody(await sandbox.outbox.list(query.to)) };
    },
  };
}
