import type { Database } from '../../kernel/db/unit/database.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { Sandbox } from './codes/sandbox-messages.ts';
import type { OtpSignIn } from './codes/service.ts';
import { type ApiKeyOperations, apiKeyOperations } from './keys/operations.ts';
import type { ApiKeys } from './keys/service.ts';
import type { SignInStrategies } from './sessions/authenticator.ts';
import type { Keyring } from './sessions/keyring.ts';
import { type SessionOperations, sessionOperations } from './sessions/operations.ts';
import type { Sessions } from './sessions/service.ts';

export type IdentityOperations = OperationsOf<'login' | 'requestOtp' | 'verifyOtp' | 'listSentMessages'> &
  SessionOperations &
  ApiKeyOperations;

interface Deps {
  readonly database: Database;
  readonly strategies: SignInStrategies;
  readonly otp: OtpSignIn;
  readonly sessions: Sessions;
  readonly apiKeys: ApiKeys;
  readonly keyring: Keyring;
  /** Absent where real messages are sent. */
  readonly sandbox?: Sandbox;
}

export function identityOperations(deps: Deps): IdentityOperations {
  const { strategies, otp } = deps;
  return {
    ...sessionOperations(deps),
    ...apiKeyOperations(deps),
    async login({ body, headers, ip }) {
      const userAgent = headers['user-agent'];
      return {
        status: 200,
        body: await strategies.authenticate('password', { ...body, address: ip, userAgent }),
      };
    },
    async requestOtp({ body, ip }) {
      return { status: 202, body: { phone: body.phone, ...(await otp.request({ ...body, address: ip })) } };
    },
    async verifyOtp({ body, headers, ip }) {
      const userAgent = headers['user-agent'];
      return {
        status: 200,
        body: await strategies.authenticate('one_time_code', { ...body, address: ip, userAgent }),
      };
    },
    async listSentMessages({ query }) {
      if (deps.sandbox === undefined) {
        throw new Problem('not_found', { detail: 'Messages are available in development and test only.' });
      }
      await deps.sandbox.settled();
      const sent = await deps.sandbox.outbox.list(query.to);
      return {
        status: 200,
        body: { data: sent.map((message) => ({ ...message, sentAt: message.sentAt.toISOString() })) },
      };
    },
  };
}
