import { type Exclusive, queued, type WebStorage } from './exclusive.ts';

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
