import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { OperationsOf, ReplyOf } from '../../../kernel/http/operation.ts';
import type { Session } from '../models.ts';
import type { PersonPrincipal } from './access-tokens.ts';
import { deviceOf } from './device.ts';
import type { Keyring } from './keyring.ts';
import type { Sessions } from './service.ts';

export type SessionOperations = OperationsOf<
  | 'getJwks'
  | 'refreshSession'
  | 'logout'
  | 'listSessions'
  | 'endSession'
  | 'endOtherSessions'
  | 'listStaffSessions'
  | 'endStaffSession'
  | 'endStaffSessions'
>;

interface Deps {
  readonly sessions: Sessions;
  readonly keyring: Keyring;
}

/** The contract's own default, for callers that come without going through it. */
const DEFAULT_LIMIT = 50;

/** Sessions after sign-in: renewing them, looking at them, ending them; and the keys their tokens are signed with. */
export function sessionOperations({ sessions, keyring }: Deps): SessionOperations {
  return {
    async getJwks() {
      return {
        status: 200,
        // A new key is published well before it signs; see the operator's guide on changing the secret.
        headers: { 'cache-control': 'public, max-age=300' },
        body: { keys: [...keyring.jwks()] },
      };
    },
    async refreshSession({ body }) {
      return { status: 200, body: await sessions.refresh(body.refreshToken) };
    },
    async logout({ principal }) {
      await sessions.end(personIn(principal).sessionId, 'signed out');
      return { status: 204 };
    },
    async listSessions({ principal, query }) {
      const person = personIn(principal);
      const page = await sessions.list(person, person, { ...query, limit: query.limit ?? DEFAULT_LIMIT });
      return { status: 200, body: pageBody(page, person.sessionId) };
    },
    async endSession({ principal, params }) {
      const person = personIn(principal);
      await sessions.endOne(person, person, params.sessionId, 'ended by its owner');
      return { status: 204 };
    },
    async endOtherSessions({ principal }) {
      const person = personIn(principal);
      await sessions.endOthers(person, 'ended by its owner');
      return { status: 204 };
    },
    async listStaffSessions({ principal, params, query }) {
      const page = await sessions.listOfStaff(principal, params.staffId, {
        ...query,
        limit: query.limit ?? DEFAULT_LIMIT,
      });
      return { status: 200, body: pageBody(page, personIn(principal).sessionId) };
    },
    async endStaffSession({ principal, params }) {
      const person = { kind: 'staff', id: params.staffId } as const;
      await sessions.endOne(principal, person, params.sessionId, 'ended by an administrator');
      return { status: 204 };
    },
    async endStaffSessions({ principal, params }) {
      await sessions.endAllOfStaff(principal, params.staffId, 'ended by an administrator');
      return { status: 204 };
    },
  };
}

function pageBody({ data, nextCursor }: Page<Session>, current: string): ReplyOf<'listSessions'>['body'] {
  return {
    data: data.map((row) => ({
      id: row.id,
      device: deviceOf(row.userAgent),
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      userAgent: row.userAgent,
      current: row.id === current,
    })),
    nextCursor,
  };
}

/** Keys have no session; the contract's guard keeps them out, this is for calls that go round it. */
function personIn(principal: Principal): PersonPrincipal {
  if (principal.kind === 'staff' || principal.kind === 'resident') return principal;
  throw new Problem('role_not_allowed', { detail: 'Only a signed-in person has a session.' });
}
