import { addRemark } from '../../../kernel/audit/subject.ts';
import type { StaffRole } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { insertMissing } from '../../../kernel/tenancy/written-rows.ts';
import { addressBlock } from '../../../kernel/values/network-address.ts';
import type { LockoutPolicy, SettingsFace } from '../../system/index.ts';
import { SignInAttempt } from '../models.ts';
import { identityProblems, retrySeconds } from '../problems.ts';
import type { Keyring } from '../sessions/keyring.ts';
import { admit, afterSuccess, afterWithdrawal, type CounterChange, type Counters } from './counters.ts';

export interface Attempt {
  /** The email as typed, in lower case; identifies the attempt if there is no account. */
  readonly typed: string;
  readonly account: { readonly id: string; readonly role: StaffRole } | null;
  readonly address: string;
}

export interface Admission {
  /** Null if the attempt may be checked; otherwise when the next one may. */
  readonly lockedUntil: Date | null;
  readonly key: AttemptKey;
  readonly policy: LockoutPolicy;
  readonly locks: boolean;
}

interface AttemptKey {
  readonly accountIndex: Buffer;
  readonly blockIndex: Buffer;
}

const UNCHANGED: Counters<CounterChange> = { network: {}, unknown: {} };
/** The block index of the row that counts for all unknown networks. */
const UNKNOWN_NETWORKS = Buffer.alloc(0);
/** Concurrent attempts on one account from one network in this process; others wait. */
const CONCURRENCY = 2;
const UNKNOWN_ROLES: readonly StaffRole[] = ['nurse', 'paramedic', 'hospital_admin', 'community_manager'];

/**
 * Counts failed attempts to sign in by account and network, in Postgres, so that the limit holds across processes and
 * concurrent requests. Accounts that do not exist are counted and locked in the same way, by a keyed digest of the email
 * as typed. Who can be locked out and who cannot: docs/decisions/2026-11-22-lockout.md.
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
   * Runs `work` while at most {@link CONCURRENCY} attempts on the account from the network are in progress here. Because
   * attempts are counted before they are checked, many correct ones at once (a script that signs in a dozen times) would
   * otherwise lock each other out.
   */
  async withConcurrencyLimit<T>(typed: string, address: string, work: () => Promise<T>): Promise<T> {
    const key = `${typed} ${addressBlock(address)}`;
    const running = this.#running.get(key) ?? 0;
    if (running < CONCURRENCY) this.#running.set(key, running + 1);
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
      this.#release(key);
    }
  }

  #release(key: string): void {
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

  /** Counts the attempt as failed unless it is rejected. In a system unit of work that commits before the check. */
  async admit(uow: UnitOfWork, { typed, account, address }: Attempt): Promise<Admission> {
    const { lockout } = await this.#settings.current();
    const accountIndex = this.#keyring.index('account', account?.id ?? `typed:${typed}`);
    const policy = lockout[account?.role ?? roleOfUnknownAccount(accountIndex)];
    const key = { accountIndex, blockIndex: this.#keyring.index('address', addressBlock(address)) };
    const counters = await this.#lockCounters(uow, key, account);
    const verdict = admit(policy, counters, uow.now);
    if (!verdict.admitted) {
      // Runs the same statements as for an admitted attempt, so that timing reveals nothing.
      await this.#write(uow, key, UNCHANGED);
      return { lockedUntil: verdict.until, key, policy, locks: false };
    }
    await this.#write(uow, key, verdict.changes);
    return { lockedUntil: null, key, policy, locks: verdict.locks };
  }

  /** Records that the attempt succeeded. In the unit of work that acts on it. */
  async succeed(uow: UnitOfWork, { key }: Admission): Promise<void> {
    const counters = await this.#lockCounters(uow, key, null);
    await this.#write(uow, key, afterSuccess(counters, uow.now));
  }

  /** Undoes the count of an attempt that was right but not complete. */
  async withdraw(uow: UnitOfWork, { key, policy, locks }: Admission): Promise<void> {
    const counters = await this.#lockCounters(uow, key, null);
    await this.#write(uow, key, afterWithdrawal(counters, policy, locks, uow.now));
  }

  /** Locks the rows in a fixed order, the shared one first, so that two attempts cannot deadlock. */
  async #lockCounters(uow: UnitOfWork, key: AttemptKey, account: Attempt['account']): Promise<Counters> {
    const { accountIndex } = key;
    const fresh = { accountIndex, staffId: account?.id ?? null, failures: 0, locks: 0, updatedAt: uow.now };
    const rows = [UNKNOWN_NETWORKS, key.blockIndex].map((blockIndex) => ({ ...fresh, blockIndex }));
    await insertMissing(SignInAttempt.query(uow.trx), rows, ['account_index', 'block_index']);
    const [unknown, network] = await SignInAttempt.query(uow.trx)
      .where('account_index', accountIndex)
      .whereIn(
        'block_index',
        rows.map((row) => row.blockIndex),
      )
      .orderBy('block_index')
      .forUpdate();
    if (unknown === undefined || network === undefined) throw new Error('a counter of sign-ins vanished');
    return { network, unknown };
  }

  async #write(
    uow: UnitOfWork,
    { accountIndex, blockIndex }: AttemptKey,
    { network, unknown }: Counters<CounterChange>,
  ): Promise<void> {
    for (const [index, change] of [[UNKNOWN_NETWORKS, unknown] as const, [blockIndex, network] as const]) {
      await SignInAttempt.query(uow.trx)
        .findById([accountIndex, index] as never)
        .patch({ ...change, updatedAt: uow.now });
    }
  }
}

/** Notes in the audit log that a failed attempt caused a lock, also for unknown accounts. */
export function noteLock({ locks }: Admission): void {
  if (locks) addRemark('too many wrong attempts: locked for this network');
}

/** Clears the failed attempts on the account from all networks. In a system unit of work. */
export async function unlock(uow: UnitOfWork, staffId: string): Promise<void> {
  await SignInAttempt.query(uow.trx)
    .patch({ failures: 0, locks: 0, lockedUntil: null, updatedAt: uow.now })
    .where('staff_id', staffId);
}

/** The same reply for existing and unknown accounts. */
export function lockedProblem(until: Date, now: Date): Problem {
  return new Problem(identityProblems.sign_in_locked, {
    detail:
      'Too many wrong attempts from your network. Wait, reset the password by email, or ask an administrator to unlock the account.',
    headers: { 'retry-after': String(retrySeconds(until.getTime() - now.getTime())) },
  });
}

/** An unknown account always locks with the policy of the same role, so that its lockout does not reveal it. */
function roleOfUnknownAccount(accountIndex: Buffer): StaffRole {
  return UNKNOWN_ROLES[accountIndex.readUInt8(0) % UNKNOWN_ROLES.length] as StaffRole;
}
