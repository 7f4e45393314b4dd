import { NetworkError } from './errors.ts';
import { type Exclusive, queued, type WebStorage, webLocked } from './exclusive.ts';
import { randomId } from './random-id.ts';

/** A signed-in session as it is stored between calls. */
export interface StoredSession {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When to renew the access token, a little before it expires; milliseconds since 1970. */
  readonly expiresAt: number;
  /** Random, from sign-in to sign-out: distinguishes a renewal from another person's session. */
  readonly id?: string;
}

/**
 * Where the session lives. Clients that share a store (two tabs, two processes) share the session: `exclusive` must
 * keep them from refreshing it at the same time, and `subscribe` notifies each of changes by the others.
 */
export interface SessionStore {
  read(): StoredSession | null;
  write(session: StoredSession | null): void;
  /** Calls back after every change, also by other tabs; returns a function that stops it. */
  subscribe?(changed: () => void): () => void;
  /** Runs one piece of work at a time among all that share the store. */
  exclusive?: Exclusive;
  /**
   * A random id of this device, created at the first call and kept across sign-outs. It is sent with one-time codes
   * only: a device that has signed in before is not affected by strangers who request codes for the same phone.
   */
  deviceId?(): string;
}

function listeners() {
  const all = new Set<() => void>();
  return {
    notify: () => {
      for (const listener of [...all]) listener();
    },
    add: (listener: () => void) => {
      all.add(listener);
      return () => {
        all.delete(listener);
      };
    },
    none: () => all.size === 0,
  };
}

/** A store that lasts as long as the process or the page. */
export function memoryStore(initial: StoredSession | null = null): SessionStore {
  let session = initial;
  const device = randomId();
  const changed = listeners();
  return {
    read: () => session,
    write: (next) => {
      session = next;
      changed.notify();
    },
    subscribe: changed.add,
    exclusive: queued(),
    deviceId: () => device,
  };
}

export interface WebStoreOptions {
  /** Default: `localStorage`, which the tabs of the origin share. */
  readonly storage?: WebStorage;
  /** The storage key. */
  readonly key?: string;
}

/** Fired on the page after each change; `detail` is the storage key, nothing of the session. */
const CHANGED = 'kiwimesh:session-changed';

/** The form of a device id that the service accepts. */
const DEVICE_ID = /^[A-Za-z0-9_-]{16,100}$/;

function isSession(value: unknown): value is StoredSession {
  const { accessToken, refreshToken, expiresAt } = (value ?? {}) as Record<string, unknown>;
  return typeof accessToken === 'string' && typeof refreshToken === 'string' && typeof expiresAt === 'number';
}

/**
 * A store in the browser's storage, shared by all tabs of the origin. Where the browser denies storage (private
 * windows, sandboxed frames) it keeps the session in memory instead: signing in works, but only for this page.
 */
export function webStore(options: WebStoreOptions = {}): SessionStore {
  const key = options.key ?? 'kiwimesh.session';
  let storage: WebStorage;
  try {
    storage = options.storage ?? globalThis.localStorage;
    storage.setItem(`${key}.probe`, '1');
    storage.removeItem(`${key}.probe`);
  } catch {
    return memoryStore();
  }
  const changed = listeners();
  const page = globalThis as Partial<EventTarget>;
  // Other tabs: the browser fires `storage` in every tab but the one that wrote. A null key means all was cleared.
  const elsewhere = (event: Event) => {
    const touched = (event as Event & { key?: string | null }).key;
    if (touched === key || touched === null) changed.notify();
  };
  // This page: every store of the key, also that of another copy of this module, which shares no variable with us.
  const here = (event: Event) => {
    if ((event as CustomEvent).detail === key) changed.notify();
  };
  return {
    read: () => {
      try {
        const value: unknown = JSON.parse(storage.getItem(key) ?? 'null');
        return isSession(value) ? value : null;
      } catch {
        return null;
      }
    },
    write: (session) => {
      if (session === null) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(session));
      if (page.dispatchEvent === undefined) changed.notify();
      else page.dispatchEvent(new CustomEvent(CHANGED, { detail: key }));
    },
    subscribe: (listener) => {
      page.addEventListener?.('storage', elsewhere);
      page.addEventListener?.(CHANGED, here);
      const stop = changed.add(listener);
      return () => {
        stop();
        if (!changed.none()) return;
        page.removeEventListener?.('storage', elsewhere);
        page.removeEventListener?.(CHANGED, here);
      };
    },
    deviceId: () => {
      const kept = storage.getItem(`${key}.device`);
      if (kept !== null && DEVICE_ID.test(kept)) return kept;
      const made = randomId();
      storage.setItem(`${key}.device`, made);
      return made;
    },
    exclusive: webLocked(key) ?? leasedLater(storage, `${key}.lease`),
  };
}

/** Among all that share `storage`, by a lease. Its code is loaded at the first use: few pages have no Web Locks. */
function leasedLater(storage: WebStorage, key: string): Exclusive {
  let lock: Promise<Exclusive> | undefined;
  return async (work) => {
    lock ??= import('./lease.ts').then(({ leased }) => leased(storage, key));
    let exclusive: Exclusive;
    try {
      exclusive = await lock;
    } catch (cause) {
      lock = undefined;
      throw new NetworkError('The SDK did not load', { cause });
    }
    return exclusive(work);
  };
}
