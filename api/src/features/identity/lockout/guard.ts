import { remarkOn } from '../../../kernel/audit/subject.ts';
import type { StaffRole } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { insertMissing } from '../../../kernel/tenancy/written-rows.ts';
import { addressBlock } from '../../../kernel/values/network-address.ts';
import type { LockoutPolicy, SettingsFace } from '../../system/index.ts';
import { SignInAttempt } from '../models.ts';
import type { Keyring } from '../sessions/keyring.ts';
import { type CounterChange, judge, succeeded, withdrawn } from './counters.ts';

/** Whose attempt it is, and from where. */
export interface Attempt {
  /** What was typed to say who it is, an email in lower case; used where nobody has it. */
  readonly typed: string;
  /** The account behind it, null when there is none. */
  readonly account: { readonly id: string; readonly role: StaffRole } | null;
  readonly address: string;
}

export interface Admission {
  /** Null: look at the attempt. Else when the next one will be looked at. */
  readonly lockedUntil: Date | null;
  readonly key: AttemptKey;
  readonly policy: LockoutPolicy;
  readonly locks: boolean;
}

interface AttemptKey {
  readonly accountIndex: Buffer;
  readonly blockIndex: Buffer;
}

const UNCHANGED: CounterChange = {};
/** The row that counts for all networks an account was never used from. */
const STRANGERS = Buffer.alloc(0);
/** Attempts on one account from one network at one time in this process; others wait for their turn. */
const AT_ONCE = 2;
const UNKNOWN_ROLES: readonly StaffRole[] = ['nurse', 'paramedic', 'hospital_admin', 'community_manager'];

/**
 * Counts wrong attempts to sign in by account and network, in Postgres, so that the limit holds over all processes
 * and any parallelism. Accounts that do not exist are counted and locked like any other, by a keyed digest of what was
 * typed. Who is locked out and who never: docs/decisions/2026-11-22-lockout.md.
 */
export class SignInGuard {
  readonly #keyring: Keyring;
  readonly #settings: SettingsFace;
  readonly #running = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(keyring: Keyring, settings: SettingsFace) {
    this.#keyring = keyring;
    this.#settings = settings;
  }

  /**
   * Runs `work` when few enough attempts on the account from the network are under way here: many right ones at once
   * (a script that signs in a dozen times) must not lock each other out by being counted before they are looked at.
   */
  async inTurn<T>(typed: string, address: string, work: () => Promise<T>): Promise<T> {
    const key = `${typed} ${addressBlock(address)}`;
    const running = this.#running.get(key) ?? 0;
    if (running < AT_ONCE) this.#running.set(key, running + 1);
    else {
      await new Promise<void>((resolve) => {
        const waiting = this.#waiting.get(key);
        if (waiting === undefined) this.#waiting.set(key, [resolve]);
        else waiting.push(resolve);
      });
    }
    try {
      return await work();
    } finally {
      this.#leave(key);
    }
  }

  #leave(key: string): void {
    const waiting = this.#waiting.get(key);
    const next = waiting?.shift();
    if (waiting?.length === 0) this.#waiting.delete(key);
    if (next !== undefined) {
      next();
      return;
    }
    const running = (this.#running.get(key) ?? 1) - 1;
    if (running === 0) this.#running.delete(key);
    else this.#running.set(key, running);
  }

  /** Counts the attempt as wrong, unless it is refused. In a system unit of work that commits before it is looked at. */
  async admit(uow: UnitOfWork, { typed, account, address }: Attempt): Promise<Admission> {
    const { lockout } = await this.#settings.current();
    const accountIndex = this.#keyring.index('account', account?.id ?? `typed:${typed}`);
    const policy = lockout[account?.role ?? roleOfNobody(accountIndex)];
    const key = { accountIndex, blockIndex: this.#keyring.index('address', addressBlock(address)) };
    const { block, strangers } = await this.#counters(uow, key, account);
    const verdict = judge(policy, block, strangers, uow.now);
    if (!verdict.admitted) {
      // The same statements as for one that is looked at: the time an answer takes must not tell.
      await this.#write(uow, key, { block: UNCHANGED, strangers: UNCHANGED });
      return { lockedUntil: verdict.until, key, policy, locks: false };
    }
    await this.#write(uow, key, verdict);
    return { lockedUntil: null, key, policy, locks: verdict.locks };
  }

  /** The attempt was right: in the unit that acts on it. */
  async succeed(uow: UnitOfWork, { key }: Admission): Promise<void> {
    const { block, strangers } = await this.#counters(uow, key, null);
    await this.#write(uow, key, succeeded(block, strangers, uow.now));
  }

  /** The attempt was right as far as it went: it does not count. */
  async withdraw(uow: UnitOfWork, { key, policy, locks }: Admission): Promise<void> {
    const { block, strangers } = await this.#counters(uow, key, null);
    await this.#write(uow, key, withdrawn(block, strangers, policy, locks, uow.now));
  }

  /** Always in one order, the account's own row first: two attempts wait for each other and never in a ring. */
  async #counters(uow: UnitOfWork, key: AttemptKey, account: Attempt['account']) {
    const { accountIndex } = key;
    const fresh = { accountIndex, staffId: account?.id ?? null, failures: 0, locks: 0, updatedAt: uow.now };
    const rows = [STRANGERS, key.blockIndex].map((blockIndex) => ({ ...fresh, blockIndex }));
    await insertMissing(SignInAttempt.query(uow.trx), rows, ['account_index', 'block_index']);
    const found = await SignInAttempt.query(uow.trx)
      .where('account_index', accountIndex)
      .whereIn(
        'block_index',
        rows.map((row) => row.blockIndex),
      )
      .orderBy('block_index')
      .forUpdate();
    const [strangers, block] = found;
    if (strangers === undefined || block === undefined) throw new Error('a counter of sign-ins vanished');
    return { block, strangers };
  }

  async #write(
    uow: UnitOfWork,
    { accountIndex, blockIndex }: AttemptKey,
    change: { readonly block: CounterChange; readonly strangers: CounterChange },
  ): Promise<void> {
    for (const [index, patch] of [
      [STRANGERS, change.strangers] as const,
      [blockIndex, change.block] as const,
    ]) {
      await SignInAttempt.query(uow.trx)
        .findById([accountIndex, index] as never)
        .patch({ ...patch, updatedAt: uow.now });
    }
  }
}

/** For the audit log: the attempt was wrong, and it was the last for a while. Said of unknown accounts alike. */
export function remarkOnLock({ locks }: Admission): void {
  if (locks) remarkOn('too many wrong attempts: locked for this network');
}

/** Forgets every wrong attempt on the account, from everywhere. In a system unit of work. */
export async function unlock(uow: UnitOfWork, staffId: string): Promise<void> {
  await SignInAttempt.query(uow.trx)
    .patch({ failures: 0, locks: 0, lockedUntil: null, updatedAt: uow.now })
    .where('staff_id', staffId);
}

/** One answer for accounts that are there and those that are not. */
export function locked(until: Date, now: Date): Problem {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000));
  return new Problem('sign_in_locked', {
    detail:
      'Too many wrong attempts from your network. Wait, reset the password by email, or ask an administrator to unlock the account.',
    headers: { 'retry-after': String(seconds) },
  });
}

/** An account that does not exist locks as one of some role would, always the same: its lockout must not give it away. */
function roleOfNobody(accountIndex: Buffer): StaffRole {
  return UNKNOWN_ROLES[accountIndex.readUInt8(0) % UNKNOWN_ROLES.length] as StaffRole;
}
