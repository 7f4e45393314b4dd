import type { OperationsOf } from '../../../kernel/http/operation.ts';
import { personIn } from '../accounts/person.ts';
import { pageRequest, sessionPageBody } from '../wire.ts';
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

/** Renews, lists and ends sessions, and publishes the keys that access tokens are signed with. */
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
      const page = await sessions.list(person, person, pageRequest(query));
      return { status: 200, body: sessionPageBody(page, person.sessionId) };
    },
    async endSession({ principal, params }) {
      const person = personIn(principal);
      await sessions.endOne(person, person, params.sessionId, 'ended by its owner');
      return { status: 204 };
    },
    async endOtherSessions({ principal }) {
      await sessions.endOthers(personIn(principal), 'ended by its owner');
      return { status: 204 };
    },
    async listStaffSessions({ principal, params, query }) {
      const page = await sessions.listOfStaff(principal, params.staffId, pageRequest(query));
      return { status: 200, body: sessionPageBody(page, personIn(principal).sessionId) };
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
