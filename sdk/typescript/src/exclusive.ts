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
    // The caller gets the failure through `turn`; the next in line only waits for its end.
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
