import { raw } from 'objection';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { lockKeys } from '../../../kernel/coordination/locks.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { NO_TENANT } from '../../../kernel/observability/audit-subject.ts';
import type { AccountsFace, PendingAddress } from '../../organisations/index.ts';
import { ownedBy, type Person, type PersonPrincipal, personIn } from '../accounts/person.ts';
import { matchesAnyCode } from '../codes/service.ts';
import { AddressCodeAsked, emitAddressEvent } from '../events.ts';
import { SendAddressCode } from '../jobs.ts';
import { rateLimited, unprocessable } from '../problems.ts';
import type { Keyring } from '../sessions/keyring.ts';
import type { Sessions } from '../sessions/service.ts';
import { AddressChange } from './models.ts';
import { closeOpen, insertChange, newAddress, pendingAddress } from './record.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Minutes a code is valid, as for codes that sign in. */
export const CODE_MINUTES = 10;
const MAX_GUESSES = 5;
/** Seconds between two codes for one person, and codes per hour and day: messages cost money and may reach a stranger. */
const RESEND_AFTER = 30;
const PER_HOUR = 5;
const PER_DAY = 15;

export interface ProofDeps {
  readonly database: Database;
  readonly accounts: AccountsFace;
  readonly keyring: Keyring;
  readonly sessions: Sessions;
}

/** Changes that people make to their own sign-in addresses: they prove a new one with a code sent there, or decline it. */
export class AddressProofs {
  readonly #deps: ProofDeps;

  constructor(deps: ProofDeps) {
    this.#deps = deps;
  }

  /**
   * Starts a change, or continues one that an administrator requested for the same address, and sends a code to the new
   * address. Only someone who has proven the address learns whether it is already in use.
   * @throws Problem `reauthentication_required`, `unprocessable`, `rate_limited`.
   */
  async begin(
    principal: Principal,
    wanted: { readonly phone?: string | undefined; readonly email?: string | undefined },
  ): Promise<PendingAddress> {
    const me = personIn(principal);
    const { channel, address } = addressIn(me, wanted);
    const { database, accounts, keyring, sessions } = this.#deps;
    return database.asSystem('prove a sign-in address', async (uow) => {
      uow.about(me.kind, me.id, NO_TENANT);
      await lockKeys(uow, [keyring.index('account', me.id)]);
      if (!(await sessions.isRecent(uow, me.sessionId))) {
        throw new Problem('reauthentication_required', {
          detail: 'Your sign-in is too old. Sign in again, then change the address within 15 minutes.',
        });
      }
      const present = (await accounts.signInAddresses(uow, me))?.[channel];
      if (present?.address === address && present.inUse) {
        throw unprocessable(`/${channel}`, 'You already sign in with this address.');
      }
      await checkRate(uow, me);
      const open = await openOf(uow, me, channel);
      const change = open?.address === address ? open : await this.#insert(uow, me, channel, address);
      const codeSends = change.codeSends + 1;
      await AddressChange.query(uow.trx)
        .findById(change.id)
        .patch({ codeSends, codeGuesses: 0, codeSentAt: uow.now });
      const code = { changeId: change.id, send: codeSends };
      uow.emit(AddressCodeAsked(change.id, code));
      uow.enqueue(SendAddressCode.now(`${change.id}:${codeSends}`, code));
      return pendingAddress(change);
    });
  }

  /**
   * Applies the change: the code proves access to the new address, and the session identifies the person. Their other
   * sessions end. A guess is counted and committed before it is compared.
   * @throws Problem `not_found`, `unprocessable` for a wrong code, `already_exists` if another person has the address.
   */
  async confirm(principal: Principal, changeId: string, code: string): Promise<void> {
    const me = personIn(principal);
    const { database, accounts, keyring } = this.#deps;
    const guessed = await database.asSystem('guess at the code of an address', async (uow) => {
      const change = await this.#own(uow, me, changeId);
      const { codeSends } = change;
      const counted = await AddressChange.query(uow.trx)
        .findById(change.id)
        .where({ code_sends: codeSends })
        .where('code_sent_at', '>', new Date(uow.now.getTime() - CODE_MINUTES * MINUTE))
        .where('code_guesses', '<', MAX_GUESSES)
        .patch({ codeGuesses: raw('code_guesses + 1') as never });
      return counted > 0 && matchesAnyCode(keyring.codes(codeName(changeId, codeSends)), code)
        ? codeSends
        : null;
    });
    if (guessed === null) {
      throw unprocessable('/code', 'The code is incorrect or has expired. Request a new one.');
    }
    await database.asSystem('confirm a sign-in address', async (uow) => {
      const change = await this.#own(uow, me, changeId, { lock: true });
      const { channel, codeSends } = change;
      const address = newAddress(change);
      // A newer code has been requested in the meantime, so this one is no longer valid.
      if (codeSends !== guessed) throw notFound();
      const previous = await accounts.setSignInAddress(uow, me, { channel, address, proven: true });
      await AddressChange.query(uow.trx)
        .findById(changeId)
        .patch({ state: 'applied', closedAt: uow.now, previous });
      emitAddressEvent(uow, me, 'address_changed', { changeId, keepSessionId: me.sessionId });
    });
  }

  /**
   * Removes the person's email and withdraws a pending change of it. As when an address is replaced, the old address gets
   * a notice, the person's other sessions end and open codes become invalid.
   * @throws Problem `not_found` if there is no email; `unprocessable` if it is the only proven way to sign in.
   */
  async removeEmail(principal: Principal): Promise<void> {
    const me = personIn(principal);
    if (me.kind === 'staff')
      throw unprocessable('', 'Staff sign in by email: it can be replaced, not removed.');
    const { database, accounts, keyring } = this.#deps;
    await database.asSystem('remove the own email', async (uow) => {
      uow.about(me.kind, me.id, NO_TENANT);
      await lockKeys(uow, [keyring.index('account', me.id)]);
      const present = await accounts.signInAddresses(uow, me);
      if (present === null || present.email.address === null) {
        throw new Problem('not_found', { detail: 'There is no email on your account.' });
      }
      if (present.phone?.inUse !== true) {
        throw unprocessable('', 'Prove your phone first: without it you could not sign in any more.');
      }
      await closeOpen(uow, me, 'email');
      const previous = await accounts.removeEmail(uow, me.id);
      const removal = { person: { kind: me.kind, id: me.id }, channel: 'email', address: null } as const;
      const requester = { kind: me.kind, id: me.id } as const;
      const { id } = await insertChange(uow, { ...removal, previous, direct: true }, requester);
      emitAddressEvent(uow, me, 'address_changed', { changeId: id, keepSessionId: me.sessionId });
    });
  }

  /** The person rejects a change, their own or an administrator's. @throws Problem `not_found`. */
  async decline(principal: Principal, changeId: string): Promise<void> {
    const me = personIn(principal);
    await this.#deps.database.asSystem('decline a sign-in address', async (uow) => {
      const { id } = await this.#own(uow, me, changeId, { lock: true });
      await AddressChange.query(uow.trx).findById(id).patch({ state: 'withdrawn', closedAt: uow.now });
    });
  }

  async #insert(
    uow: UnitOfWork,
    me: PersonPrincipal,
    channel: 'phone' | 'email',
    address: string,
  ): Promise<AddressChange> {
    await closeOpen(uow, me, channel);
    const change = { person: { kind: me.kind, id: me.id }, channel, address, previous: null, direct: false };
    return insertChange(uow, change, { kind: me.kind, id: me.id });
  }

  async #own(
    uow: UnitOfWork,
    me: PersonPrincipal,
    changeId: string,
    { lock }: { readonly lock?: boolean } = {},
  ): Promise<AddressChange> {
    uow.about(me.kind, me.id, NO_TENANT);
    const query = AddressChange.query(uow.trx)
      .findById(changeId)
      .where(ownedBy(me))
      .whereNull('closed_at')
      .where('expires_at', '>', uow.now);
    const change = await (lock === true ? query.forUpdate() : query);
    if (change === undefined) throw notFound();
    return change;
  }
}

/** Phone and email are already normalised by the contract. */
function addressIn(
  { kind }: Person,
  { phone, email }: { readonly phone?: string | undefined; readonly email?: string | undefined },
): { readonly channel: 'phone' | 'email'; readonly address: string } {
  if (email !== undefined) return { channel: 'email', address: email };
  if (kind === 'staff') {
    throw unprocessable('/phone', 'Staff sign in by email; an administrator changes the phone.');
  }
  if (phone === undefined) throw unprocessable('', 'Send a phone or an email.');
  return { channel: 'phone', address: phone };
}

/** Includes the number of the send, so that each send has a new code. */
export function codeName(changeId: string, send: number): string {
  return `address change ${changeId}:${send}`;
}

async function openOf(
  uow: UnitOfWork,
  person: Person,
  channel: 'phone' | 'email',
): Promise<AddressChange | undefined> {
  return AddressChange.query(uow.trx)
    .where(ownedBy(person))
    .where({ channel })
    .whereNull('closed_at')
    .where('expires_at', '>', uow.now)
    .first();
}

async function checkRate(uow: UnitOfWork, person: Person): Promise<void> {
  const now = uow.now.getTime();
  const sent = (age: number) =>
    AddressChange.query(uow.trx)
      .where(ownedBy(person))
      .where('code_sent_at', '>', new Date(now - age))
      .select(raw('coalesce(sum(code_sends), 0)::int as sends, max(code_sent_at) as last'))
      .first() as unknown as Promise<{ sends: number; last: Date | null }>;
  const { sends, last } = await sent(HOUR);
  const since = now - (last?.getTime() ?? 0);
  if (since < RESEND_AFTER * 1000) throw tooMany(RESEND_AFTER * 1000 - since);
  if (sends >= PER_HOUR) throw tooMany(HOUR - since);
  if ((await sent(24 * HOUR)).sends >= PER_DAY) throw tooMany(24 * HOUR - since);
}

function tooMany(milliseconds: number): Problem {
  return rateLimited('Too many codes were requested', milliseconds);
}

function notFound(): Problem {
  return new Problem('not_found', { detail: 'There is no such pending change of yours.' });
}
