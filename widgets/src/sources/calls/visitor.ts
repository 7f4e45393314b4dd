import { Kiwimesh, memoryStore, type SessionStore, type StoredSession } from '@kiwimesh/sdk';
import { randomUuid } from '../../domain/random-key.ts';
import type { Call } from '../../domain/wire.ts';
import { ServiceClock } from '../state/clock.ts';
import { TabRecord } from '../state/tab-record.ts';

/** What this tab keeps of a visitor's call, so that a reload lands on it. */
interface Kept {
  /** Tells the service that it is the same visitor. */
  readonly returnKey: string;
  readonly callId: string;
  readonly session: StoredSession;
  readonly until: number;
}

const TIMEOUT_MS = 8_000;

/** Somebody without an account who calls from a place with a code, and what they take part in their call with. */
export class Visitor {
  /** For the client that reads the call, writes and speaks in it. It tells nobody of changes: no person signs in. */
  readonly store: SessionStore = {
    read: () => this.#kept?.session ?? null,
    write: (session) => {
      if (session === null) this.#forget();
    },
  };
  readonly #placeCode: string;
  /** Calls with the key of the page alone. */
  readonly #page: Kiwimesh;
  readonly #record: TabRecord<Kept>;
  readonly #clock = new ServiceClock();
  #kept: Kept | null;

  constructor({
    api,
    publishableKey,
    placeCode,
  }: { api: string; publishableKey: string; placeCode: string }) {
    this.#placeCode = placeCode;
    this.#page = new Kiwimesh({
      baseUrl: api,
      ...(publishableKey && { publishableKey }),
      store: memoryStore(),
      timeoutMs: TIMEOUT_MS,
      retries: 1,
      onReply: (headers) => this.#clock.learn(headers),
    });
    this.#record = new TabRecord(`kiwimesh:visitor:${api}:${placeCode}`, () => this.#clock.now(), isKept);
    this.#kept = this.#record.read();
  }

  /** The call that this tab was in; null for none. */
  get callId(): string | null {
    return this.#kept?.callId ?? null;
  }

  /** Calls the desk of the place, or returns to the call. @throws ProblemError for a code that does not work. */
  async call(language: string, idempotencyKey: string): Promise<Call> {
    const returnKey = this.#kept?.returnKey ?? randomUuid();
    const { call, accessToken, expiresIn } = await this.#page.post('/v1/calls/by-place', {
      body: { placeCode: this.#placeCode, language, returnKey },
      idempotencyKey,
    });
    this.#kept = {
      returnKey,
      callId: call.id,
      // It cannot be renewed: it is good until the service refuses it.
      session: { accessToken, refreshToken: '', expiresAt: Number.MAX_SAFE_INTEGER },
      until: this.#clock.now() + expiresIn * 1000,
    };
    this.#record.keep(this.#kept);
    return call;
  }

  #forget(): void {
    this.#kept = null;
    this.#record.drop();
  }
}

function isKept(kept: unknown): kept is Kept {
  const { returnKey, callId, session, until } = (kept ?? {}) as Partial<Kept>;
  return (
    typeof returnKey === 'string' &&
    typeof callId === 'string' &&
    typeof session?.accessToken === 'string' &&
    typeof until === 'number'
  );
}
