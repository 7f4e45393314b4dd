import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { v7 } from 'uuid';
import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit-of-work.ts';
import type { UnitOfWork } from '../../kernel/feature.ts';
import { idOfCursor, type Page, type PageRequest, pageOf } from '../../kernel/paging.ts';
import { Problem } from '../../kernel/problem.ts';
import type { AccountsFace } from '../organisations/index.ts';
import { ACCESS_TOKEN_SECONDS, type AccessTokens, type PersonPrincipal } from './access-tokens.ts';
import type { Keyring } from './keyring.ts';
import { Session } from './models.ts';
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
/** How long a sign-in lasts at most. Staff devices are shared and reach many people's data; a resident's phone is their own. */
const LIFETIME = { staff: 14 * DAY, resident: 90 * DAY };

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
  readonly accounts: AccountsFace;
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

  /** Opens a session; the caller has verified who it is. Runs in a system unit of work. */
  async open(uow: UnitOfWork, principal: WithoutSession, userAgent: string | undefined): Promise<Tokens> {
    const id = v7();
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
    return this.#reply({ ...principal, sessionId: id } as PersonPrincipal, refreshToken);
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
    if (!living && !inGrace) {
      await this.#end(uow, [id], 'a spent refresh token was used again');
      return null;
    }
    const principal = await this.#principal(uow, row);
    if (principal === null) {
      await this.#end(uow, [id], 'the person was deactivated');
      return null;
    }
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
  async #principal(uow: UnitOfWork, row: Session): Promise<PersonPrincipal | null> {
    const { accounts } = this.#deps;
    if (row.staffId !== null) {
      const staff = await accounts.staffAccount(uow, row.staffId);
      if (staff === null || !staff.active) return null;
      const { id, role, hospitalId, communityId } = staff;
      return { kind: 'staff', id, role, hospitalId, communityId, sessionId: row.id };
    }
    const resident = row.residentId === null ? null : await accounts.residentAccount(uow, row.residentId);
    if (resident === null || !resident.active) return null;
    const { id, communityId } = resident;
    return { kind: 'resident', role: 'resident', id, communityId, sessionId: row.id };
  }

  /** Ends one session of the caller. Quiet when it has ended already. */
  async end(sessionId: string, reason: string): Promise<void> {
    await this.#deps.database.asSystem('end a session', (uow) => this.#end(uow, [sessionId], reason));
  }

  /** Ends every session of a person. */
  async endAll(uow: UnitOfWork, person: Person, reason: string): Promise<void> {
    const column = person.kind === 'staff' ? 'staff_id' : 'resident_id';
    const open = await Session.query(uow.trx).select('id').where(column, person.id).whereNull('revoked_at');
    await this.#end(
      uow,
      open.map((row) => row.id),
      reason,
    );
  }

  /** The caller's own living sessions, newest first. */
  async list(principal: Principal, page: PageRequest): Promise<Page<Session>> {
    const after = idOfCursor(page.cursor);
    return this.#deps.database.run(principal, async (uow) => {
      const query = Session.query(uow.trx)
        .whereNull('revoked_at')
        .where('expires_at', '>', uow.now)
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (after !== undefined) query.where('id', '<', after);
      return pageOf(await query, page.limit);
    });
  }

  async #end(uow: UnitOfWork, ids: readonly string[], reason: string): Promise<void> {
    if (ids.length === 0) return;
    await Session.query(uow.trx)
      .patch({ revokedAt: uow.now, revokedReason: reason })
      .whereIn('id', [...ids])
      .whereNull('revoked_at');
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

export type WithoutSession = DistributiveOmit<PersonPrincipal, 'sessionId'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

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
    detail: 'The refresh token is not valid any more. Sign in again.',
  });
}
