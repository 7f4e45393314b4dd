import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit-of-work.ts';
import { expectedVersion, type OperationsOf, type ReplyOf } from '../../kernel/http/operation.ts';
import { Problem } from '../../kernel/problem.ts';
import type { SandboxOutbox } from '../../ports/messaging.ts';
import type { ApiKeys } from './api-keys.ts';
import type { ApiKey } from './models.ts';
import type { OtpSignIn } from './otp.ts';
import type { PasswordSignIn } from './password-sign-in.ts';
import type { Sessions } from './sessions.ts';

export type IdentityOperations = OperationsOf<
  | 'login'
  | 'requestOtp'
  | 'verifyOtp'
  | 'refreshSession'
  | 'logout'
  | 'listSessions'
  | 'listApiKeys'
  | 'createApiKey'
  | 'getApiKey'
  | 'updateApiKey'
  | 'listSentMessages'
>;

interface Deps {
  readonly database: Database;
  readonly passwords: PasswordSignIn;
  readonly otp: OtpSignIn;
  readonly sessions: Sessions;
  readonly apiKeys: ApiKeys;
  /** Absent where real messages are sent. */
  readonly sandbox?: Sandbox;
}

export interface Sandbox {
  readonly outbox: SandboxOutbox;
  /** Waits (briefly) until what was asked for before has been sent. */
  settled(): Promise<void>;
}

/** The contract's own default, for callers that come without going through it. */
const DEFAULT_LIMIT = 50;

export function identityOperations(deps: Deps): IdentityOperations {
  const { passwords, otp, sessions } = deps;
  return {
    ...keyOperations(deps),
    async login({ body, headers }) {
      return { status: 200, body: await passwords.signIn({ ...body, userAgent: headers['user-agent'] }) };
    },
    async requestOtp({ body, ip }) {
      return { status: 202, body: await otp.request({ ...body, address: ip }) };
    },
    async verifyOtp({ body, headers }) {
      return { status: 200, body: await otp.verify({ ...body, userAgent: headers['user-agent'] }) };
    },
    async refreshSession({ body }) {
      return { status: 200, body: await sessions.refresh(body.refreshToken) };
    },
    async logout({ principal }) {
      await sessions.end(sessionOf(principal), 'signed out');
      return { status: 204 };
    },
    async listSessions({ principal, query }) {
      const current = sessionOf(principal);
      const page = await sessions.list(principal, { ...query, limit: query.limit ?? DEFAULT_LIMIT });
      const data = page.data.map((row) => ({
        id: row.id,
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: row.lastUsedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        userAgent: row.userAgent,
        current: row.id === current,
      }));
      return { status: 200, body: { data, nextCursor: page.nextCursor } };
    },
    async listSentMessages({ query }) {
      if (deps.sandbox === undefined) {
        throw new Problem('not_found', { detail: 'Messages are kept in development and test only.' });
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

function keyOperations({ database, apiKeys }: Deps) {
  return {
    async listApiKeys({ principal, query }) {
      const filter = { ...query, limit: query.limit ?? DEFAULT_LIMIT };
      const page = await database.run(principal, (uow) => apiKeys.list(uow, filter));
      return { status: 200, body: { data: page.data.map(keyBody), nextCursor: page.nextCursor } };
    },
    async createApiKey({ principal, body }) {
      const { expiresAt, ...rest } = body;
      const fields = { ...rest, expiresAt: expiresAt == null ? null : new Date(expiresAt) };
      const made = await database.run(principal, (uow) => apiKeys.create(uow, fields));
      return {
        status: 201,
        body: { ...keyBody(made.row), secret: made.secret },
        headers: { Location: `/v1/api-keys/${made.row.id}` },
      };
    },
    async getApiKey({ principal, params }) {
      const row = await database.run(principal, (uow) => apiKeys.get(uow, params.apiKeyId));
      return { status: 200, body: keyBody(row) };
    },
    async updateApiKey({ principal, params, headers, body }) {
      const expected = expectedVersion(headers);
      const row = await database.run(principal, (uow) =>
        apiKeys.update(uow, params.apiKeyId, body, expected),
      );
      return { status: 200, body: keyBody(row) };
    },
  } satisfies Partial<IdentityOperations>;
}

type WireKey = ReplyOf<'getApiKey'>['body'];

function keyBody(row: ApiKey): WireKey {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    hospitalId: row.hospitalId,
    scopes: row.scopes as WireKey['scopes'],
    allowedOrigins: row.allowedOrigins,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    prefix: row.prefix,
    key: row.publishableKey,
    active: row.active,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Keys have no session; the contract's guard keeps them out, this is for calls that go round it. */
function sessionOf(principal: Principal): string {
  if (principal.kind === 'staff' || principal.kind === 'resident') return principal.sessionId;
  throw new Problem('role_not_allowed', { detail: 'Only a signed-in person has a session.' });
}
