import type { LockoutPolicy } from '../../system/index.ts';

/** Failed attempts on one account from one network, or from all networks it was never used from ("unknown"). */
export interface Counter {
  readonly failures: number;
  readonly windowStartedAt: Date | null;
  /** Number of consecutive locks. */
  readonly locks: number;
  readonly lockedUntil: Date | null;
  /** Until when the network counts as known to the account. */
  readonly knownUntil: Date | null;
}

export type CounterChange = Partial<Counter>;

/** The counter of the network an attempt comes from, and the one shared by all unknown networks. */
export interface Counters<T = Counter> {
  readonly network: T;
  readonly unknown: T;
}

export const EMPTY_COUNTER: Counter = {
  failures: 0,
  windowStartedAt: null,
  locks: 0,
  lockedUntil: null,
  knownUntil: null,
};

export type Verdict =
  | { readonly admitted: false; readonly until: Date }
  | {
      readonly admitted: true;
      /** Whether this attempt, if it fails, locks the account for the network. */
      readonly locks: boolean;
      readonly changes: Counters<CounterChange>;
    };

const SECOND = 1_000;
const DAY = 86_400_000;
/**
 * Failed attempts a day from all unknown networks together: NIST SP 800-63B-4 (3.2.2) allows a hundred in a row. After
 * that, only known networks are admitted until the day is over.
 */
export const MAX_UNKNOWN_FAILURES = 100;
/** After this many times the policy's attempts, each unknown network has a single attempt. */
const PRESSURE_FACTOR = 2;
/** Milliseconds a network remains known to the account after a sign-in from it. */
export const KNOWN_NETWORK_PERIOD = 90 * DAY;

/**
 * Decides whether to check an attempt. It is counted as failed before it is checked, so that parallel attempts cannot
 * exceed the limit; {@link afterSuccess} undoes this for a successful one.
 */
export function admit(policy: LockoutPolicy, { network, unknown }: Counters, now: Date): Verdict {
  const known = isAfter(network.knownUntil, now);
  if (isAfter(network.lockedUntil, now)) return { admitted: false, until: network.lockedUntil };
  if (!known && isAfter(unknown.lockedUntil, now)) return { admitted: false, until: unknown.lockedUntil };
  const here = current(network, policy.windowSeconds * SECOND, now);
  const elsewhere = current(unknown, DAY, now);
  const underPressure = !known && elsewhere.failures >= PRESSURE_FACTOR * policy.attempts;
  const failures = here.failures + 1;
  const locks = failures >= (underPressure ? 1 : policy.attempts);
  return {
    admitted: true,
    locks,
    changes: {
      network: locks ? lock(policy, network, now) : { failures, windowStartedAt: here.windowStartedAt },
      unknown: known ? {} : oneMoreFailure(elsewhere, now),
    },
  };
}

/** After a successful attempt: clears the failures from this network, which is known from now on. */
export function afterSuccess({ network, unknown }: Counters, now: Date): Counters<CounterChange> {
  return {
    network: { ...EMPTY_COUNTER, knownUntil: new Date(now.getTime() + KNOWN_NETWORK_PERIOD) },
    unknown: uncount(network, unknown, Math.max(1, network.failures), now),
  };
}

/** After an attempt that was right but not complete (the second factor is missing): undoes the count of it. */
export function afterWithdrawal(
  { network, unknown }: Counters,
  policy: LockoutPolicy,
  locked: boolean,
  now: Date,
): Counters<CounterChange> {
  return {
    network: locked
      ? { failures: policy.attempts - 1, locks: Math.max(0, network.locks - 1), lockedUntil: null }
      : { failures: Math.max(0, network.failures - 1) },
    unknown: uncount(network, unknown, 1, now),
  };
}

function lock(policy: LockoutPolicy, network: Counter, now: Date): CounterChange {
  // After a pause as long as the longest lock, growth starts again.
  const paused =
    network.lockedUntil !== null &&
    now.getTime() - network.lockedUntil.getTime() > policy.maxLockSeconds * SECOND;
  const before = paused ? 0 : network.locks;
  const seconds = Math.min(policy.maxLockSeconds, policy.lockSeconds * policy.growth ** before);
  return {
    failures: 0,
    windowStartedAt: now,
    locks: before + 1,
    lockedUntil: new Date(now.getTime() + seconds * SECOND),
  };
}

function oneMoreFailure(unknown: Counter, now: Date): CounterChange {
  const failures = unknown.failures + 1;
  const started = unknown.windowStartedAt ?? now;
  return {
    failures,
    windowStartedAt: started,
    lockedUntil: failures >= MAX_UNKNOWN_FAILURES ? new Date(started.getTime() + DAY) : null,
  };
}

/** Attempts from a network that was already known were never counted as unknown. */
function uncount(network: Counter, unknown: Counter, attempts: number, now: Date): CounterChange {
  if (isAfter(network.knownUntil, now)) return {};
  const failures = Math.max(0, unknown.failures - attempts);
  return { failures, ...(failures < MAX_UNKNOWN_FAILURES ? { lockedUntil: null } : {}) };
}

/** The counter without failures from before the current window. */
function current(counter: Counter, window: number, now: Date): Counter & { windowStartedAt: Date } {
  const { windowStartedAt } = counter;
  const expired = windowStartedAt === null || now.getTime() - windowStartedAt.getTime() >= window;
  return expired ? { ...counter, failures: 0, windowStartedAt: now } : { ...counter, windowStartedAt };
}

function isAfter(time: Date | null, now: Date): time is Date {
  return time !== null && time > now;
}
