/** The signed-in session: one refresh at a time, and one sign-out, however many calls find the token expired. */
import { ProblemError } from './errors.ts';
import type { components } from './generated/types.ts';
import { randomId } from './random-id.ts';
import type { SessionStore, StoredSession } from './store.ts';

export type TokenReply = components['schemas']['TokenReply'];

/** How a session ended: by `logout()`, by a rejected refresh, or in another tab. */
export type SignedOutReason = 'logout' | 'expired' | 'elsewhere';

/** Renew this long before the access token expires, in milliseconds, since a request takes time to arrive… */
const LEEWAY_MS = 5_000;
/** …but a token that lives for seconds is used for most of them. */
const LEEWAY_SHARE = 0.2;

export class Session {
  readonly #store: SessionStore;
  readonly #exchange: (refreshToken: string) => Promise<TokenReply>;
  readonly #signedOutListeners = new Set<(reason: SignedOutReason) => void>();
  #refreshing: Promise<StoredSession | null> | undefined;
  readonly #signedInListeners = new Set<() => void>();
  /** The id of the session last seen; empty for one without, null for none. */
  #known: string | null;
  #ending: SignedOutReason | undefined;

  /** `exchange` trades a refresh token for new tokens, or throws the service's problem. */
  constructor(store: SessionStore, exchange: (refreshToken: string) => Promise<TokenReply>) {
    this.#store = store;
    this.#exchange = exchange;
    this.#known = idOf(store.read());
    store.subscribe?.(() => this.#observe());
  }

  get signedIn(): boolean {
    return this.#store.read() !== null;
  }

  onSignedOut(listener: (reason: SignedOutReason) => void): () => void {
    this.#signedOutListeners.add(listener);
    return () => {
      this.#signedOutListeners.delete(listener);
    };
  }

  /** Calls back when a session begins in another tab, or in another client of the same store. */
  onSignedIn(listener: () => void): () => void {
    this.#signedInListeners.add(listener);
    return () => {
      this.#signedInListeners.delete(listener);
    };
  }

  /** Stores new tokens. @param id of the session that they renew; a new session by default. */
  begin(reply: TokenReply, id = randomId()): StoredSession {
    const life = reply.expiresIn * 1000;
    const session = {
      accessToken: reply.accessToken,
      refreshToken: reply.refreshToken,
      expiresAt: Date.now() + life - Math.min(LEEWAY_MS, life * LEEWAY_SHARE),
      ...(id !== '' && { id }),
    };
    this.#known = idOf(session);
    this.#store.write(session);
    this.#observe();
    return session;
  }

  /** Removes the tokens and notifies listeners, once. */
  end(reason: SignedOutReason): void {
    this.#ending = reason;
    try {
      this.#store.write(null);
      this.#observe();
    } finally {
      this.#ending = undefined;
    }
  }

  /** An access token that is valid by this clock; undefined when no person is signed in. */
  async token(): Promise<string | undefined> {
    const session = this.#store.read();
    if (session === null) return undefined;
    if (session.expiresAt > Date.now()) return session.accessToken;
    return (await this.renew(session.accessToken))?.accessToken;
  }

  /**
   * Returns a session newer than the one whose access token was rejected. Concurrent calls, here or in other tabs,
   * share one refresh. Null when no person is signed in. Throws the error of a failed refresh.
   */
  renew(rejectedToken: string): Promise<StoredSession | null> {
    const current = this.#store.read();
    if (current === null || current.accessToken !== rejectedToken) return Promise.resolve(current);
    this.#refreshing ??= this.#renew(rejectedToken).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  #renew(rejectedToken: string): Promise<StoredSession | null> {
    const work = async (): Promise<StoredSession | null> => {
      // Read again: the previous holder of the lock may have refreshed or signed out.
      const current = this.#store.read();
      if (current === null || current.accessToken !== rejectedToken) return current;
      let reply: TokenReply;
      try {
        reply = await this.#exchange(current.refreshToken);
      } catch (error) {
        if (isRejection(error) && this.#store.read()?.refreshToken === current.refreshToken)
          this.end('expired');
        throw error;
      }
      // Signed out during the refresh: stay signed out, or keep the person who signed in meanwhile.
      const now = this.#store.read();
      if (now?.refreshToken !== current.refreshToken) return now;
      return this.begin(reply, current.id ?? '');
    };
    return this.#store.exclusive === undefined ? work() : this.#store.exclusive(work);
  }

  #observe(): void {
    const before = this.#known;
    const now = idOf(this.#store.read());
    if (now === before) return;
    this.#known = now;
    // The new session may be another person's: listeners drop the old one's data before they load any.
    if (before !== null) {
      const reason = this.#ending ?? 'elsewhere';
      for (const listener of [...this.#signedOutListeners]) listener(reason);
    }
    if (now !== null) for (const listener of [...this.#signedInListeners]) listener();
  }
}

function idOf(session: StoredSession | null): string | null {
  return session === null ? null : (session.id ?? '');
}

/** The service rejected the refresh token; any other error may be temporary. */
function isRejection(error: unknown): boolean {
  return error instanceof ProblemError && [400, 401, 403].includes(error.status);
}
