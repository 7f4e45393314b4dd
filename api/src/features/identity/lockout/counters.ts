import type { LockoutPolicy } from '../../system/index.ts';

/** What is counted about one account from one network, or from all networks it was never used from. */
export interface Counter {
  readonly failures: number;
  readonly windowStartedAt: Date | null;
  /** How many locks followed one another. */
  readonly locks: number;
  readonly lockedUntil: Date | null;
  /** Until when the network counts as the account's own. */
  readonly knownUntil: Date | null;
}

export type CounterChange = Partial<Counter>;

export const NOTHING_COUNTED: Counter = {
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
      /** Whether this attempt, unless it turns out right, was the last for a while. */
      readonly locks: boolean;
      readonly block: CounterChange;
      readonly strangers: CounterChange;
    };

const SECOND = 1_000;
const DAY = 86_400_000;
/**
 * Wrong attempts a day from networks the account was never used from, all together: NIST SP 800-63B-4 (3.2.2) allows a
 * hundred in a row. Then only its own networks are listened to, until the day is over.
 */
export const STRANGERS_MOST = 100;
/** After this many times the policy's attempts, each unknown network has one attempt instead of all. */
const PRESSURE = 2;
/** How long a network remains the account's own after a sign-in from it. */
export const KNOWN_FOR = 90 * DAY;

/**
 * Whether an attempt is looked at. It counts as wrong at once, before it is looked at, so that no number of parallel
 * ones gets past the limit; a right one takes it back ({@link succeeded}).
 */
export function judge(policy: LockoutPolicy, block: Counter, strangers: Counter, now: Date): Verdict {
  const known = isAfter(block.knownUntil, now);
  if (isAfter(block.lockedUntil, now)) return { admitted: false, until: block.lockedUntil };
  if (!known && isAfter(strangers.lockedUntil, now)) return { admitted: false, until: strangers.lockedUntil };
  const here = within(block, policy.windowSeconds * SECOND, now);
  const elsewhere = within(strangers, DAY, now);
  const pressed = !known && elsewhere.failures >= PRESSURE * policy.attempts;
  const failures = here.failures + 1;
  const locks = failures >= (pressed ? 1 : policy.attempts);
  return {
    admitted: true,
    locks,
    block: locks ? lock(policy, block, now) : { failures, windowStartedAt: here.windowStartedAt },
    strangers: known ? {} : oneMoreStranger(elsewhere, now),
  };
}

/** After a right attempt: the wrong ones from this network are forgotten, and the network is known. */
export function succeeded(
  block: Counter,
  strangers: Counter,
  now: Date,
): { block: CounterChange; strangers: CounterChange } {
  return {
    block: {
      ...NOTHING_COUNTED,
      knownUntil: new Date(now.getTime() + KNOWN_FOR),
    },
    strangers: takenBack(block, strangers, Math.max(1, block.failures), now),
  };
}

/** After an attempt that was right as far as it went (the second factor is still to come): as if it had not been. */
export function withdrawn(
  block: Counter,
  strangers: Counter,
  policy: LockoutPolicy,
  locked: boolean,
  now: Date,
): { block: CounterChange; strangers: CounterChange } {
  return {
    block: locked
      ? { failures: policy.attempts - 1, locks: Math.max(0, block.locks - 1), lockedUntil: null }
      : { failures: Math.max(0, block.failures - 1) },
    strangers: takenBack(block, strangers, 1, now),
  };
}

function lock(policy: LockoutPolicy, block: Counter, now: Date): CounterChange {
  // Quiet for as long as the longest lock: the next one is a first one again.
  const quiet =
    block.lockedUntil !== null &&
    now.getTime() - block.lockedUntil.getTime() > policy.maxLockSeconds * SECOND;
  const before = quiet ? 0 : block.locks;
  const seconds = Math.min(policy.maxLockSeconds, policy.lockSeconds * policy.growth ** before);
  return {
    failures: 0,
    windowStartedAt: now,
    locks: before + 1,
    lockedUntil: new Date(now.getTime() + seconds * SECOND),
  };
}

function oneMoreStranger(elsewhere: Counter, now: Date): CounterChange {
  const failures = elsewhere.failures + 1;
  const started = elsewhere.windowStartedAt ?? now;
  return {
    failures,
    windowStartedAt: started,
    lockedUntil: failures >= STRANGERS_MOST ? new Date(started.getTime() + DAY) : null,
  };
}

/** From a network that was known already nothing was counted among the strangers. */
function takenBack(block: Counter, strangers: Counter, attempts: number, now: Date): CounterChange {
  if (isAfter(block.knownUntil, now)) return {};
  const failures = Math.max(0, strangers.failures - attempts);
  return { failures, ...(failures < STRANGERS_MOST ? { lockedUntil: null } : {}) };
}

/** The counter as it stands now: what was counted before the window is over. */
function within(counter: Counter, window: number, now: Date): Counter & { windowStartedAt: Date } {
  const { windowStartedAt } = counter;
  const fresh = windowStartedAt === null || now.getTime() - windowStartedAt.getTime() >= window;
  return fresh ? { ...counter, failures: 0, windowStartedAt: now } : { ...counter, windowStartedAt };
}

function isAfter(time: Date | null, now: Date): time is Date {
  return time !== null && time > now;
}
