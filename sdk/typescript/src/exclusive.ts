/**
 * Mutual exclusion for clients that share a session, so that a refresh token is never used twice: a queue within one
 * page, Web Locks among tabs, and a lease in the shared storage where there are no Web Locks (they need https).
 */
/** The part of `localStorage` and `sessionStorage` that is used here. */
export interface WebStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Runs `work` while no other holder of the same lock runs. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

/** Within one process: each waits for the previous one. */
export function queued(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

interface LocksLike {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Among the tabs of an origin, by Web Locks; undefined where the browser has none. */
export function webLocked(name: string): Exclusive | undefined {
  const { navigator } = globalThis as { navigator?: { locks?: LocksLike } };
  const locks = navigator?.locks;
  if (locks === undefined) return undefined;
  return (work) => locks.request(name, work);
}

export interface LeaseTimes {
  /** How long a lease lasts unless it is renewed: a closed tab delays the others for this long. */
  readonly lifeMs?: number;
  /** How long to wait before trusting a new lease: another tab may have written one at the same moment. */
  readonly settleMs?: number;
}

interface Lease {
  readonly owner: string;
  readonly until: number;
}

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/**
 * Among all that share `storage`, by a lease written to it. In a race the last writer wins, and each reads its lease
 * again after a moment before relying on it. It is weaker than a lock: a tab that is suspended in between can use a lease
 * that has expired. The caller therefore reads the session again before it refreshes.
 */
export function leased(storage: WebStorage, key: string, times: LeaseTimes = {}): Exclusive {
  const life = times.lifeMs ?? 8_000;
  const settle = times.settleMs ?? 40;
  const within = queued();
  const owner = Math.random().toString(36).slice(2) + Date.now().toString(36);

  const held = (): Lease | undefined => {
    try {
      const lease = JSON.parse(storage.getItem(key) ?? 'null') as Lease | null;
      return lease !== null && lease.until > Date.now() ? lease : undefined;
    } catch {
      return undefined;
    }
  };
  const take = () => storage.setItem(key, JSON.stringify({ owner, until: Date.now() + life }));

  async function acquire(): Promise<void> {
    for (;;) {
      const holder = held();
      if (holder === undefined) {
        take();
        await wait(settle);
        if (held()?.owner === owner) return;
      } else {
        await wait(settle / 2 + Math.random() * settle);
      }
    }
  }

  return (work) =>
    within(async () => {
      await acquire();
      const renewal = setInterval(() => {
        if (held()?.owner === owner) take();
      }, life / 3);
      try {
        return await work();
      } finally {
        clearInterval(renewal);
        if (held()?.owner === owner) storage.removeItem(key);
      }
    });
}
