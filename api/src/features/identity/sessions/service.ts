import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { QueryBuilder } from 'objection';
import { v7 } from 'uuid';
import { auditActorOf } from '../../../kernel/audit/entry.ts';
import { identifyActor } from '../../../kernel/audit/subject.ts';
import { RECENT_MINUTES } from '../../../kernel/auth/authenticator.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { lockKeys } from '../../../kernel/coordination/locks.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { NO_TENANT } from '../../../kernel/observability/audit-subject.ts';
import { newestPage } from '../../../kernel/tenancy/lists.ts';
import { updateRows } from '../../../kernel/tenancy/written-rows.ts';
import type { AccountsFace, OrganisationsFace } from '../../organisations/index.ts';
import { ownedBy, type Person, type PersonPrincipal, personColumns, personOf } from '../accounts/person.ts';
import { SessionEnded, StaffSignedOut } from '../events.ts';
import { Session } from '../models.ts';
import { identityProblems } from '../problems.ts';
import { ACCESS_TOKEN_SECONDS, type AccessTokens } from './access-tokens.ts';
import type { Keyring } from './keyring.ts';
import { digestOf, parseRefreshToken, type RefreshTokenParts, RefreshTokens } from './refresh-tokens.ts';
import type { Revocations } from './revocations.ts';

/** The reply to a sign-in or refresh. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
  readonly tokenType: 'Bearer';
}

const DAY = 86_400_000;
/**
 * Maximum lifetime of a session in milliseconds, whether used or not (NIST SP 800-63B-4 § 5.2 requires a definite end).
 * Staff devices are shared and give access to many people's data; a resident's phone is their own.
 */
export const LIFETIME = { staff: 14 * DAY, resident: 90 * DAY };
/**
 * Milliseconds without use after which a session ends: staff sign in when they return to work; a resident who needs an
 * ambulance should not have to enter a code first. docs/security/authentication.md weighs both.
 */
export const IDLE = { staff: DAY / 2, resident: 30 * DAY };

/**
 * Milliseconds after a rotation in which the previous token gets the same successor again. Otherwise a lost reply, or two
 * tabs that refresh at once, would sign a legitimate user out. The cost: a thief with a copied token has the same few
 * seconds, and is detected at the next rotation, when one of the two presents a used token.
 */
export const ROTATION_GRACE = 10_000;

const MAX_USER_AGENT_LENGTH = 300;

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace & Pick<OrganisationsFace, 'staffOf'>;
  readonly keyring: Keyring;
  readonly tokens: AccessTokens;
  readonly revocations: Revocations;
}

/**
 * Sessions: each is one row and a family of refresh tokens. A token is used once and replaced by its successor; reuse
 * after the grace period means that someone has a copy, and ends the session.
 */
export class Sessions {
  readonly #deps: Deps;
  readonly #refreshTokens: RefreshTokens;
  /** Refreshes in progress, by token digest: concurrent requests with one token share one database access. */
  readonly #inProgress = new Map<string, Promise<Tokens>>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#refreshTokens = new RefreshTokens(deps.keyring);
  }

  /**
   * Opens a session for a person whom the caller has authenticated, in a system unit of work. The account is locked until
   * the commit: a deactivation or move in progress finishes first, and a later one finds this session and ends it.
   * @throws Problem `invalid_credentials` if the person has been deactivated in the meantime.
   */
  async open(uow: UnitOfWork, person: Person, userAgent: string | undefined): Promise<Tokens> {
    const id = v7();
    const principal = await this.#principalOf(uow, person, id, { hold: true });
    if (principal === null) throw new Problem(identityProblems.invalid_credentials);
    identifyActor(auditActorOf(principal));
    const salt = randomBytes(32);
    const refreshToken = this.#refreshTokens.create({ id, generation: 1 }, salt);
    await Session.query(uow.trx).insert({
      id,
      ...personColumns(principal),
      generation: 1,
      refreshSalt: salt,
      refreshHash: digestOf(refreshToken),
      rotatedAt: uow.now,
      expiresAt: new Date(uow.now.getTime() + LIFETIME[principal.kind]),
      userAgent: userAgent?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
      createdAt: uow.now,
      lastUsedAt: uow.now,
    });
    return this.#reply(principal, refreshToken);
  }

  /**
   * Exchanges a refresh token for its successor. Every invalid token gets the same reply.
   * @throws Problem `unauthenticated`.
   */
  refresh(token: string): Promise<Tokens> {
    const key = digestOf(token).toString('base64url');
    const inProgress = this.#inProgress.get(key);
    if (inProgress !== undefined) return inProgress;
    const refreshing = this.#refresh(token).finally(() => this.#inProgress.delete(key));
    this.#inProgress.set(key, refreshing);
    return refreshing;
  }

  async #refresh(token: string): Promise<Tokens> {
    const parts = parseRefreshToken(token);
    if (parts === null) throw invalidToken();
    // Thrown after the commit: a session that ends here must stay ended although the request fails.
    const outcome = await this.#deps.database.asSystem('refresh a session', (uow) =>
      this.#rotate(uow, token, parts),
    );
    if (outcome === null) throw invalidToken();
    return outcome;
  }

  async #rotate(uow: UnitOfWork, token: string, parts: RefreshTokenParts): Promise<Tokens | null> {
    const { id, generation } = parts;
    const row = await Session.query(uow.trx).findById(id).forUpdate();
    if (row === undefined || row.revokedAt !== null || row.expiresAt <= uow.now) return null;
    if (!this.#refreshTokens.isAuthentic(token, parts, row.refreshSalt) || generation > row.generation) {
      return null;
    }
    const current = generation === row.generation && timingSafeEqual(digestOf(token), row.refreshHash);
    const inGrace =
      generation === row.generation - 1 && uow.now.getTime() - row.rotatedAt.getTime() <= ROTATION_GRACE;
    const person = personOf(row);
    if (!current && !inGrace) {
      // The request has no authenticated actor; the audit log still records whose session ended.
      uow.about(person.kind, person.id, NO_TENANT);
      await this.#end(uow, [id], 'a spent refresh token was used again');
      return null;
    }
    if (uow.now.getTime() - row.lastUsedAt.getTime() > IDLE[person.kind]) {
      await this.#end(uow, [id], 'it was not used for too long');
      return null;
    }
    const principal = await this.#principalOf(uow, person, id, { hold: false });
    if (principal === null) {
      await this.#end(uow, [id], 'the person was deactivated');
      return null;
    }
    identifyActor(auditActorOf(principal));
    if (inGrace) {
      const successor = this.#refreshTokens.currentOf(row);
      if (successor === null) throw invalidToken();
      return this.#reply(principal, successor);
    }
    const next = { id, generation: row.generation + 1 };
    const successor = this.#refreshTokens.create(next, row.refreshSalt);
    await Session.query(uow.trx)
      .findById(id)
      .patch({
        generation: next.generation,
        refreshHash: digestOf(successor),
        rotatedAt: uow.now,
        lastUsedAt: uow.now,
      });
    return this.#reply(principal, successor);
  }

  /** Reads role, hospital and community again, so that a refresh brings changes into the token. */
  async #principalOf(
    uow: UnitOfWork,
    person: Person,
    sessionId: string,
    hold: { readonly hold: boolean },
  ): Promise<PersonPrincipal | null> {
    const { accounts } = this.#deps;
    if (person.kind === 'staff') {
      const staff = await accounts.staffAccount(uow, person.id, hold);
      if (staff === null || !staff.active) return null;
      const { id, role, hospitalId, communityId } = staff;
      return { kind: 'staff', id, role, hospitalId, communityId, sessionId };
    }
    const resident = await accounts.residentAccount(uow, person.id, hold);
    if (resident === null || !resident.active) return null;
    const { id, communityId } = resident;
    return { kind: 'resident', role: 'resident', id, communityId, sessionId };
  }

  /** Ends a session; does nothing if it has ended already. */
  async end(sessionId: string, reason: string): Promise<void> {
    await this.#deps.database.asSystem('end a session', (uow) => this.#end(uow, [sessionId], reason));
  }

  /**
   * Ends every session of a person except `keepSessionId`, in the caller's transaction and on every process. The caller
   * checks permission.
   */
  async endAll(
    uow: UnitOfWork,
    person: Person,
    reason: string,
    { keepSessionId }: { readonly keepSessionId?: string | undefined } = {},
  ): Promise<void> {
    await this.#deps.database.asSystem('end all sessions of a person', async (system) => {
      const open = Session.query(system.trx).where(ownedBy(person));
      if (keepSessionId !== undefined) open.whereNot('id', keepSessionId);
      await this.#endOpen(system, open, { at: uow.now, reason });
    });
  }

  /** Ends the sessions of everyone who works in a hospital, after waiting for sign-ins in progress. */
  async endOfHospital(uow: UnitOfWork, hospitalId: string, reason: string): Promise<void> {
    const { accounts, database } = this.#deps;
    await database.asSystem('end all sessions of a hospital', async (system) => {
      const staff = await accounts.heldStaffOf(system, hospitalId);
      const open = Session.query(system.trx).whereIn('staff_id', [...staff]);
      await this.#endOpen(system, open, { at: uow.now, reason });
    });
  }

  async #endOpen(
    system: UnitOfWork,
    sessions: QueryBuilder<Session>,
    { at, reason }: { readonly at: Date; readonly reason: string },
  ): Promise<void> {
    const ended = await updateRows(sessions.whereNull('revoked_at'), {
      revokedAt: at,
      revokedReason: reason,
    });
    await this.#announce(system, ended);
  }

  /** Every process refuses their tokens, and other features learn who is signed in nowhere any more. */
  async #announce(uow: UnitOfWork, ended: readonly Session[]): Promise<void> {
    await this.#deps.revocations.announce(
      uow,
      ended.map(({ id }) => id),
    );
    for (const { id } of ended) uow.emit(SessionEnded(id, { sessionId: id }));
    const staff = [...new Set(ended.flatMap(({ staffId }) => staffId ?? []))];
    if (staff.length === 0) return;
    // Of two sessions that end at the same time one is the last.
    await lockKeys(
      uow,
      staff.map((id) => createHash('sha256').update(`sessions of ${id}`).digest()),
    );
    const open = await openSessions(uow).select('staff_id').whereIn('staff_id', staff);
    const signedIn = new Set(open.map(({ staffId }) => staffId));
    for (const staffId of staff) {
      if (!signedIn.has(staffId)) uow.emit(StaffSignedOut(staffId, { staffId }));
    }
  }

  /** Whether a member of staff has a session that goes on. System scope. */
  async isSignedIn(uow: UnitOfWork, staffId: string): Promise<boolean> {
    return (await openSessions(uow).select('id').findOne({ staff_id: staffId })) !== undefined;
  }

  /** Until the unit of work ends, the session does not. System scope. @returns its last moment; null if it has ended. */
  async hold(uow: UnitOfWork, sessionId: string): Promise<Date | null> {
    const row = await openSessions(uow).findById(sessionId).forShare();
    return row?.expiresAt ?? null;
  }

  /** Ends one session of the person. @throws Problem `not_found` unless it is theirs and in the caller's scope. */
  async endOne(principal: Principal, person: Person, sessionId: string, reason: string): Promise<void> {
    await this.#deps.database.run(principal, async (uow) => {
      const row = await Session.query(uow.trx).findById(sessionId).where(ownedBy(person));
      if (row === undefined) {
        throw new Problem('not_found', { detail: 'There is no such session.' });
      }
      if (row.revokedAt === null) await this.end(row.id, reason);
    });
  }

  /** Ends every session of the caller except the current one. */
  async endOthers(principal: PersonPrincipal, reason: string): Promise<void> {
    await this.#deps.database.run(principal, (uow) =>
      this.endAll(uow, principal, reason, { keepSessionId: principal.sessionId }),
    );
  }

  /** Whether the person signed in, or confirmed their password, in this session within {@link RECENT_MINUTES}. */
  async isRecent(uow: UnitOfWork, sessionId: string): Promise<boolean> {
    const session = await Session.query(uow.trx).findById(sessionId);
    if (session === undefined) return false;
    const authenticatedAt = session.reauthenticatedAt ?? session.createdAt;
    return uow.now.getTime() - authenticatedAt.getTime() <= RECENT_MINUTES * 60_000;
  }

  /** {@link isRecent} in a unit of work of its own. */
  signedInRecently(sessionId: string): Promise<boolean> {
    return this.#deps.database.asSystem('how long ago was the sign-in', (uow) =>
      this.isRecent(uow, sessionId),
    );
  }

  async recordReauthentication(uow: UnitOfWork, sessionId: string): Promise<void> {
    // unread: a session that has ended in the meantime grants nothing.
    await Session.query(uow.trx).findById(sessionId).patch({ reauthenticatedAt: uow.now });
  }

  /** The active sessions of a person that are in the caller's scope, newest first. */
  async list(principal: Principal, person: Person, page: PageRequest): Promise<Page<Session>> {
    return this.#deps.database.run(principal, async (uow) => {
      return newestPage(openSessions(uow).where(ownedBy(person)), page);
    });
  }

  /** @throws Problem `not_found` for a member of staff outside the caller's scope. */
  async listOfStaff(principal: Principal, staffId: string, page: PageRequest): Promise<Page<Session>> {
    return this.#deps.database.run(principal, async (uow) => {
      await this.#deps.accounts.staffOf(uow, staffId);
      return this.list(principal, { kind: 'staff', id: staffId }, page);
    });
  }

  /** @throws Problem `not_found` for a member of staff outside the caller's scope. */
  async endAllOfStaff(principal: Principal, staffId: string, reason: string): Promise<void> {
    await this.#deps.database.run(principal, async (uow) => {
      uow.about('staff', staffId, await this.#deps.accounts.staffOf(uow, staffId));
      await this.endAll(uow, { kind: 'staff', id: staffId }, reason);
    });
  }

  async #end(uow: UnitOfWork, ids: readonly string[], reason: string): Promise<void> {
    const open = Session.query(uow.trx)
      .whereIn('id', [...ids])
      .whereNull('revoked_at');
    const ended = await updateRows(open, { revokedAt: uow.now, revokedReason: reason });
    for (const id of ids) uow.about('session', id, NO_TENANT);
    await this.#announce(uow, ended);
  }

  async #reply(principal: PersonPrincipal, refreshToken: string): Promise<Tokens> {
    const accessToken = await this.#deps.tokens.sign(principal);
    return { accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS, tokenType: 'Bearer' };
  }
}

/** Those that go on. */
function openSessions(uow: UnitOfWork): QueryBuilder<Session> {
  return Session.query(uow.trx).whereNull('revoked_at').where('expires_at', '>', uow.now);
}

function invalidToken(): Problem {
  return new Problem('unauthenticated', {
    detail: 'The refresh token is no longer valid. Sign in again.',
  });
}
