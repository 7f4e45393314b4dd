import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { v7 } from 'uuid';
import { auditActorOf } from '../../../kernel/audit/entry.ts';
import { identifyActor } from '../../../kernel/audit/subject.ts';
import { RECENT_MINUTES } from '../../../kernel/auth/authenticator.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { idOfCursor, type Page, type PageRequest, pageOf } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { NOBODYS } from '../../../kernel/observability/audit-subject.ts';
import { updateRows } from '../../../kernel/tenancy/written-rows.ts';
import type { AccountsFace, OrganisationsFace } from '../../organisations/index.ts';
import { Session } from '../models.ts';
import { ACCESS_TOKEN_SECONDS, type AccessTokens, type PersonPrincipal } from './access-tokens.ts';
import type { Keyring } from './keyring.ts';
import type { Revocations } from './revocations.ts';

/** What a sign-in or refresh answers with. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
  readonly tokenType: 'Bearer';
}

export type Person = { readonly kind: 'staff' | 'resident'; readonly id: string };

const DAY = 86_400_000;
/**
 * How long a sign-in lasts at most, used or not (NIST SP 800-63B-4 § 5.2 asks for a definite end). Staff devices are shared and reach many people's data; a resident's phone is their own. */
export const LIFETIME = { staff: 14 * DAY, resident: 90 * DAY };
/**
 * Milliseconds without any use after which a session cannot go on: staff sign in when they come back to work; a resident
 * who needs an ambulance must not be asked for a code first (docs/security/authentication.md weighs both).
 */
export const IDLE = { staff: DAY / 2, resident: 30 * DAY };

/**
 * Milliseconds after a rotation in which the token before is answered with the same successor: a reply that was lost
 * on the way, or two tabs at once, must not sign an honest person out. The price: a thief who copied a token has the
 * same few seconds, and is found out at the next rotation, when one of the two presents a spent token.
 */
export const ROTATION_GRACE = 10_000;

const PREFIX = 'rt_';
const USER_AGENT_LENGTH = 300;

interface SessionsDeps {
  readonly database: Database;
  readonly accounts: AccountsFace & Pick<OrganisationsFace, 'staffOf'>;
  readonly keyring: Keyring;
  readonly tokens: AccessTokens;
  readonly revocations: Revocations;
}

/**
 * Sign-ins. Each is one row and the family of refresh tokens that came of it: a token is used once and replaced by its
 * successor; one that is used again after the grace says that somebody has a copy, and ends the session.
 *
 * A token is `rt_` + base64url(session id ‖ generation ‖ HMAC(secret, id, generation, salt of the row)). It tells the
 * holder nothing; being derived, the successor can be given twice without being stored, and a spent token can be told
 * from an invented one, which must not be able to end a session. The row keeps only the living token's SHA-256.
 */
export class Sessions {
  readonly #deps: SessionsDeps;
  /** Refreshes on their way, by token digest: many at once with one token are one look at the database. */
  readonly #underWay = new Map<string, Promise<Tokens>>();

  constructor(deps: SessionsDeps) {
    this.#deps = deps;
  }

  /**
   * Opens a session; the caller has verified who it is. Runs in a system unit of work. Role, hospital and community are
   * read here and held until the commit: a deactivation or move under way is waited for, one that comes later finds this
   * session and ends it. So nobody slips in between the check of a password and the end of an account.
   * @throws Problem `invalid_credentials` when the person was deactivated meanwhile.
   */
  async open(uow: UnitOfWork, person: Person, userAgent: string | undefined): Promise<Tokens> {
    const id = v7();
    const principal = await this.#principalOf(uow, person, id, { hold: true });
    if (principal === null) throw new Problem('invalid_credentials');
    identifyActor(auditActorOf(principal));
    const salt = randomBytes(32);
    const refreshToken = this.#token(id, 1, salt);
    await Session.query(uow.trx).insert({
      id,
      staffId: principal.kind === 'staff' ? principal.id : null,
      residentId: principal.kind === 'resident' ? principal.id : null,
      generation: 1,
      refreshSalt: salt,
      refreshHash: digest(refreshToken),
      rotatedAt: uow.now,
      expiresAt: new Date(uow.now.getTime() + LIFETIME[principal.kind]),
      userAgent: userAgent?.slice(0, USER_AGENT_LENGTH) ?? null,
      createdAt: uow.now,
      lastUsedAt: uow.now,
    });
    return this.#reply(principal, refreshToken);
  }

  /**
   * Trades a refresh token for its successor. Whatever is wrong with it, the answer is one.
   * @throws Problem `unauthenticated`.
   */
  refresh(token: string): Promise<Tokens> {
    const key = digest(token).toString('base64url');
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) return underWay;
    const refreshing = this.#refresh(token).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, refreshing);
    return refreshing;
  }

  async #refresh(token: string): Promise<Tokens> {
    const parts = parse(token);
    if (parts === null) throw refused();
    // Ending the session must be kept although the caller is refused: so the refusal is thrown after the commit.
    const outcome = await this.#deps.database.asSystem('refresh a session', (uow) =>
      this.#rotate(uow, token, parts),
    );
    if (outcome === null) throw refused();
    return outcome;
  }

  async #rotate(uow: UnitOfWork, token: string, { id, generation }: Parts): Promise<Tokens | null> {
    const row = await Session.query(uow.trx).findById(id).forUpdate();
    if (row === undefined || row.revokedAt !== null || row.expiresAt <= uow.now) return null;
    if (!this.#isOurs(token, id, generation, row.refreshSalt) || generation > row.generation) return null;
    const living = generation === row.generation && timingSafeEqual(digest(token), row.refreshHash);
    const inGrace =
      generation === row.generation - 1 && uow.now.getTime() - row.rotatedAt.getTime() <= ROTATION_GRACE;
    const person = personOf(row);
    if (!living && !inGrace) {
      // Refused, and nobody is the actor; whose session ended is to be known all the same.
      uow.about(person.kind, person.id, NOBODYS);
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
    if (inGrace) return this.#reply(principal, this.#sameSuccessor(row));
    const successor = this.#token(id, row.generation + 1, row.refreshSalt);
    await Session.query(uow.trx)
      .findById(id)
      .patch({
        generation: row.generation + 1,
        refreshHash: digest(successor),
        rotatedAt: uow.now,
        lastUsedAt: uow.now,
      });
    return this.#reply(principal, successor);
  }

  /** Role, hospital and community as they are now: a refresh is when a change reaches the token. */
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

  /** Ends the session that the caller's own token is of. Quiet when it has ended already. */
  async end(sessionId: string, reason: string): Promise<void> {
    await this.#deps.database.asSystem('end a session', (uow) => this.#end(uow, [sessionId], reason));
  }

  /**
   * Ends every session of a person, one excepted where `keepSessionId` says so, with the commit of the caller's unit and
   * on every process. The caller has decided that it may.
   */
  async endAll(
    uow: UnitOfWork,
    person: Person,
    reason: string,
    { keepSessionId }: { readonly keepSessionId?: string | undefined } = {},
  ): Promise<void> {
    await this.#deps.database.asSystem('end all sessions of a person', async (system) => {
      const open = Session.query(system.trx).where(columnOf(person), person.id).whereNull('revoked_at');
      if (keepSessionId !== undefined) open.whereNot('id', keepSessionId);
      const ended = await updateRows(open, { revokedAt: uow.now, revokedReason: reason });
      await this.#deps.revocations.announce(
        system,
        ended.map((row) => row.id),
      );
    });
  }

  /** Ends the sessions of everybody who works in a hospital; a sign-in under way is waited for. */
  async endOfHospital(uow: UnitOfWork, hospitalId: string, reason: string): Promise<void> {
    const { accounts, database, revocations } = this.#deps;
    await database.asSystem('end all sessions of a hospital', async (system) => {
      const staff = await accounts.heldStaffOf(system, hospitalId);
      const open = Session.query(system.trx)
        .whereIn('staff_id', [...staff])
        .whereNull('revoked_at');
      const ended = await updateRows(open, { revokedAt: uow.now, revokedReason: reason });
      await revocations.announce(
        system,
        ended.map((row) => row.id),
      );
    });
  }

  /** Ends one session of the person. @throws Problem `not_found` unless it is theirs and the caller reaches it. */
  async endOne(principal: Principal, person: Person, sessionId: string, reason: string): Promise<void> {
    await this.#deps.database.run(principal, async (uow) => {
      const row = await Session.query(uow.trx).findById(sessionId).where(columnOf(person), person.id);
      if (row === undefined) {
        throw new Problem('not_found', { detail: 'There is no such session.' });
      }
      if (row.revokedAt === null) await this.end(row.id, reason);
    });
  }

  /** Ends every session of the caller but the one in use. */
  async endOthers(principal: PersonPrincipal, reason: string): Promise<void> {
    await this.#deps.database.run(principal, (uow) =>
      this.endAll(uow, principal, reason, { keepSessionId: principal.sessionId }),
    );
  }

  /** Whether its owner signed in, or confirmed their password, in the session within {@link RECENT_MINUTES}. */
  async isRecent(uow: UnitOfWork, sessionId: string): Promise<boolean> {
    const session = await Session.query(uow.trx).findById(sessionId);
    if (session === undefined) return false;
    const shown = session.reauthenticatedAt ?? session.createdAt;
    return uow.now.getTime() - shown.getTime() <= RECENT_MINUTES * 60_000;
  }

  /** {@link isRecent} in a unit of work of its own. */
  signedInRecently(sessionId: string): Promise<boolean> {
    return this.#deps.database.asSystem('how long ago was the sign-in', (uow) =>
      this.isRecent(uow, sessionId),
    );
  }

  /** Its owner confirmed their password. */
  async confirmOwner(uow: UnitOfWork, sessionId: string): Promise<void> {
    // unread: a session that ended meanwhile opens nothing any more.
    await Session.query(uow.trx).findById(sessionId).patch({ reauthenticatedAt: uow.now });
  }

  /** The living sessions of a person as far as the caller reaches them, newest first. */
  async list(principal: Principal, person: Person, page: PageRequest): Promise<Page<Session>> {
    const after = idOfCursor(page.cursor);
    return this.#deps.database.run(principal, async (uow) => {
      const query = Session.query(uow.trx)
        .where(columnOf(person), person.id)
        .whereNull('revoked_at')
        .where('expires_at', '>', uow.now)
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (after !== undefined) query.where('id', '<', after);
      return pageOf(await query, page.limit);
    });
  }

  /** @throws Problem `not_found` for a member of staff whom the caller does not reach. */
  async listOfStaff(principal: Principal, staffId: string, page: PageRequest): Promise<Page<Session>> {
    return this.#deps.database.run(principal, async (uow) => {
      await this.#deps.accounts.staffOf(uow, staffId);
      return this.list(principal, { kind: 'staff', id: staffId }, page);
    });
  }

  /** @throws Problem `not_found` for a member of staff whom the caller does not reach. */
  async endAllOfStaff(principal: Principal, staffId: string, reason: string): Promise<void> {
    await this.#deps.database.run(principal, async (uow) => {
      uow.about('staff', staffId, await this.#deps.accounts.staffOf(uow, staffId));
      await this.endAll(uow, { kind: 'staff', id: staffId }, reason);
    });
  }

  async #end(uow: UnitOfWork, ids: readonly string[], reason: string): Promise<void> {
    await Session.query(uow.trx)
      .patch({ revokedAt: uow.now, revokedReason: reason })
      .whereIn('id', [...ids])
      .whereNull('revoked_at');
    for (const id of ids) uow.about('session', id, NOBODYS);
    await this.#deps.revocations.announce(uow, ids);
  }

  async #reply(principal: PersonPrincipal, refreshToken: string): Promise<Tokens> {
    const accessToken = await this.#deps.tokens.sign(principal);
    return { accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS, tokenType: 'Bearer' };
  }

  #token(id: string, generation: number, salt: Buffer): string {
    return pack(id, generation, this.#deps.keyring.refreshMacs(id, generation, salt)[0] as Buffer);
  }

  /** The living token again; made under an older secret if that was changed a moment ago. */
  #sameSuccessor(row: Session): string {
    const made = this.#deps.keyring
      .refreshMacs(row.id, row.generation, row.refreshSalt)
      .map((mac) => pack(row.id, row.generation, mac));
    const living = made.find((token) => digest(token).equals(row.refreshHash));
    if (living === undefined) throw refused();
    return living;
  }

  #isOurs(token: string, id: string, generation: number, salt: Buffer): boolean {
    const given = digest(token);
    return this.#deps.keyring
      .refreshMacs(id, generation, salt)
      .some((mac) => timingSafeEqual(digest(pack(id, generation, mac)), given));
  }
}

/** Each row has one of the two: the table sees to it. */
function personOf({ staffId, residentId }: Session): Person {
  return staffId === null ? { kind: 'resident', id: residentId as string } : { kind: 'staff', id: staffId };
}

function columnOf({ kind }: Person): string {
  return kind === 'staff' ? 'staff_id' : 'resident_id';
}

interface Parts {
  readonly id: string;
  readonly generation: number;
}

/** 16 bytes of session id, 4 of generation, 32 of HMAC. */
const TOKEN_BYTES = 52;

function pack(id: string, generation: number, mac: Buffer): string {
  const bytes = Buffer.alloc(TOKEN_BYTES);
  bytes.write(id.replaceAll('-', ''), 'hex');
  bytes.writeUInt32BE(generation, 16);
  mac.copy(bytes, 20);
  return PREFIX + bytes.toString('base64url');
}

function parse(token: string): Parts | null {
  if (!token.startsWith(PREFIX)) return null;
  const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url');
  if (bytes.length !== TOKEN_BYTES) return null;
  const hex = bytes.toString('hex', 0, 16);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );
  return { id, generation: bytes.readUInt32BE(16) };
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function refused(): Problem {
  return new Problem('unauthenticated', {
    detail: 'The refresh token is no longer valid. Sign in again.',
  });
}
