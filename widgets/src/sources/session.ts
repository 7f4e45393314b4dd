import { Kiwimesh, memoryStore, type SessionStore, webStore } from '@kiwimesh/sdk';
import { type Failure, failureOf } from '../domain/failure.ts';
import type { PhoneChannel } from '../domain/region.ts';
import type { Hospital, Me } from '../domain/wire.ts';
import { RegionSource } from './region.ts';
import { Source } from './source.ts';
import { ServiceClock } from './state/clock.ts';
import {
  isPendingChange,
  isPendingCode,
  type PendingChange,
  type PendingCode,
} from './state/pending-code.ts';
import { TabRecord } from './state/tab-record.ts';

export interface SessionOptions {
  /** Origin of the API, without a trailing slash. */
  readonly api: string;
  /** Undefined for a visitor on a page without one. */
  readonly publishableKey: string | undefined;
  /** The attributes of the page, for when the API was never reached. */
  readonly defaults: { readonly emergencyNumber?: string; readonly phoneCountry?: string };
  /** Loads what belongs to a person who is signed in. What it loads is shown with the session. */
  readonly loadPerson: (me: Me) => Promise<void>;
  /** Where the session lives; by default in the browser's storage. */
  readonly store?: SessionStore;
}

/**
 * `starting` the first answers are awaited · `signedOut` · `ready` · `unreachable` nothing could be loaded, retried
 * automatically · `refused` the key or the origin of the page is not accepted: a mistake in the embedding, not the person's.
 */
export type Phase = 'starting' | 'signedOut' | 'ready' | 'unreachable' | 'refused';

/** A person in need must not wait long before they are asked to call. */
const TIMEOUT_MS = 8_000;
const RETRY_SECONDS = [2, 4, 8, 15, 30] as const;

/** Whether the service can be reached, the hospital of the page, and who is signed in. One for each element. */
export class SessionSource extends Source {
  readonly options: SessionOptions;
  readonly clock = new ServiceClock();
  readonly region: RegionSource;
  /** Calls for the person. */
  readonly client: Kiwimesh;
  phase: Phase = 'starting';
  failure: Failure | null = null;
  /** The hospital that the page belongs to. */
  hospital: Hospital | null = null;
  me: Me | null = null;
  /** Whether the person is signing in here, not in another element or tab. */
  signingIn = false;
  /** Whether the session was ended by another element or tab. */
  endedElsewhere = false;
  /** A change of a sign-in address whose code this tab waits for. */
  readonly pendingChange: TabRecord<PendingChange>;
  readonly #pending: TabRecord<PendingCode>;
  /** Calls for the page, with the key alone, also when a person is signed in. */
  readonly #page: Kiwimesh;
  readonly #stops: readonly (() => void)[];
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #retries = 0;
  #closed = false;
  #starting: Promise<void> | undefined;
  /** A start was asked for while one was running, whose answers may be from before a sign-in. */
  #again = false;

  constructor(options: SessionOptions) {
    super();
    this.options = options;
    const { api: baseUrl, publishableKey } = options;
    const onReply = (headers: Headers) => this.clock.learn(headers);
    const shared = {
      baseUrl,
      publishableKey,
      timeoutMs: TIMEOUT_MS,
      retries: 1,
      onReply,
    };
    this.client = new Kiwimesh({ ...shared, store: options.store ?? sessionStore(options) });
    this.#page = new Kiwimesh({ ...shared, store: memoryStore() });
    this.region = new RegionSource(this.#page, baseUrl, options.defaults);
    const now = () => this.clock.now();
    this.#pending = new TabRecord(`kiwimesh:code:${baseUrl}:${publishableKey}`, now, isPendingCode);
    this.pendingChange = new TabRecord(`kiwimesh:address:${baseUrl}:${publishableKey}`, now, isPendingChange);
    const online = () => void this.retry();
    globalThis.addEventListener?.('online', online);
    this.#stops = [
      this.client.onSignedIn(() => void this.start()),
      this.client.onSignedOut((reason) => {
        this.endedElsewhere = reason === 'elsewhere';
        this.#signedOut();
      }),
      () => globalThis.removeEventListener?.('online', online),
    ];
  }

  /** Whether a session is kept here; the service may find that it has ended. */
  get signedIn(): boolean {
    return this.client.signedIn;
  }

  /**
   * Loads what the first screen needs. Never rejects: the outcome is in `phase` and `failure`. One load runs at a time:
   * a call during it has everything loaded once more, and only then is the outcome shown.
   */
  start(): Promise<void> {
    this.#again = this.#starting !== undefined;
    this.#starting ??= this.#load();
    return this.#starting;
  }

  async #load(): Promise<void> {
    clearTimeout(this.#retryTimer);
    void this.region.load();
    let show: () => void;
    do {
      this.#again = false;
      show = await this.#loadOnce();
    } while (this.#again && !this.#closed);
    this.#starting = undefined;
    show();
  }

  /** @returns what shows the outcome. */
  async #loadOnce(): Promise<() => void> {
    try {
      const [page] = await Promise.all([
        this.#page.get('/v1/hospitals', { query: { limit: 1 } }),
        this.signedIn ? this.#loadPerson().catch((thrown) => this.#sessionFailed(thrown)) : undefined,
      ]);
      return () => {
        this.hospital = page.data[0] ?? null;
        if (this.me) this.#pending.drop();
        this.#retries = 0;
        this.#set({ phase: this.me ? 'ready' : 'signedOut', failure: null });
      };
    } catch (thrown) {
      return () => this.#startFailed(failureOf(thrown));
    }
  }

  /** Tries again now, when nothing could be loaded. */
  async retry(): Promise<void> {
    if (this.phase === 'unreachable' && !this.#closed) await (this.#starting ?? this.start());
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    for (const stop of this.#stops) stop();
  }

  /** @param phoneCountry ISO 3166, of a number typed without a country code. */
  async requestCode(phone: string, phoneCountry: string, channel?: PhoneChannel): Promise<PendingCode> {
    const challenge = await this.client.requestOtp({ phone, phoneCountry, ...(channel && { channel }) });
    const now = this.clock.now();
    const code: PendingCode = {
      phone: challenge.phone,
      challengeId: challenge.challengeId,
      until: now + challenge.expiresIn * 1000,
      resendAt: now + challenge.resendAfter * 1000,
    };
    this.#pending.keep(code);
    return code;
  }

  /** The code that was requested before the page was loaded again. */
  get pendingCode(): PendingCode | null {
    return this.#pending.read();
  }

  keepCode(code: PendingCode): void {
    this.#pending.keep(code);
  }

  forgetCode(): void {
    this.#pending.drop();
  }

  /** Rejects when the code is wrong. Once it is right, a failure to load the rest shows in `phase`: a code works once. */
  async signIn(phone: string, code: string): Promise<void> {
    this.signingIn = true;
    try {
      await this.client.verifyOtp({ phone, code });
      this.#pending.drop();
      await this.start();
    } finally {
      this.signingIn = false;
    }
  }

  /** Forgets the session here even when the API cannot be reached. */
  async signOut(): Promise<void> {
    await this.client.logout().catch(() => undefined);
    this.#signedOut();
  }

  /** The page's own hospital, as part of a request; the service chooses another where it does not serve the person. */
  get preferredHospital(): { preferredHospitalId?: string } {
    return this.hospital ? { preferredHospitalId: this.hospital.id } : {};
  }

  /** Shows the record of the person as it is after a change. */
  updateMe(me: Me): void {
    this.#set({ me });
  }

  async #loadPerson(): Promise<void> {
    const me = await this.client.get('/v1/me');
    await this.options.loadPerson(me);
    // Signed out meanwhile: nothing of the person is shown again.
    if (this.signedIn) this.me = me;
  }

  /** When the session has ended the person signs in again. Anything else is a failure of the start. */
  async #sessionFailed(thrown: unknown): Promise<void> {
    const { status } = failureOf(thrown);
    if (status !== 401 && status !== 403) throw thrown;
    await this.signOut();
  }

  #signedOut(): void {
    this.pendingChange.drop();
    this.#set({ phase: 'signedOut', me: null, failure: null });
  }

  #startFailed(failure: Failure): void {
    if (this.#closed) return;
    if (failure.status === 401 || failure.status === 403) {
      this.#set({ phase: 'refused', failure });
      return;
    }
    const seconds = RETRY_SECONDS[Math.min(this.#retries++, RETRY_SECONDS.length - 1)] as number;
    this.#retryTimer = setTimeout(() => void this.start(), (failure.retryAfter ?? seconds) * 1000);
    this.#set({ phase: 'unreachable', failure });
  }

  #set(change: Partial<Pick<SessionSource, 'phase' | 'failure' | 'me'>>): void {
    if (this.#closed) return;
    Object.assign(this, change);
    this.changed();
  }
}

/** One session for each API and key on the page's origin; the SDK keeps it in memory where the page has no storage. */
const sessionStore = ({ api, publishableKey }: SessionOptions): SessionStore =>
  webStore({ key: `kiwimesh:session:${api}:${publishableKey}` });
