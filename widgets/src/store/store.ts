import { Kiwimesh, memoryStore, type SessionStore, webStore } from '@kiwimesh/sdk';
import { ServiceClock } from './clock.ts';
import { type Failure, failureOf, ifThere } from './failure.ts';
import { isPendingChange, isPendingCode, type PendingChange, type PendingCode } from './pending-code.ts';
import { locationOf, type Place, type TypedPlace } from './place.ts';
import { knownRegion, type Region, rememberRegion } from './region.ts';
import { isOver } from './services.ts';
import { TabRecord } from './tab-record.ts';
import { Tracking, type TrackingEvents } from './tracking.ts';
import type { Booking, BookingCreate, Community, Hospital, Me, Resident, ServiceType, Slot } from './wire.ts';

export interface StoreOptions {
  /** Origin of the API, without a trailing slash. */
  readonly api: string;
  readonly publishableKey: string;
  /** What the page's attributes say, for when the API was never reached. */
  readonly defaults: Partial<Region>;
}

/**
 * `starting` the first answers are awaited · `signedOut` · `ready` · `unreachable` nothing could be loaded, retried by
 * itself · `refused` the key or this page's origin is not accepted: a mistake in the embedding, not the person's.
 */
export type Phase = 'starting' | 'signedOut' | 'ready' | 'unreachable' | 'refused';

export interface Draft {
  readonly service: ServiceType;
  /** As soon as possible, rather than at a slot. */
  readonly atOnce: boolean;
  readonly slot: Slot | null;
  readonly place: Place | null;
  /** What the person has typed of the place, before they go on with it. */
  readonly typed: TypedPlace | null;
  readonly notes: string;
  /** The person said so, knowing of an open emergency of the same service. */
  readonly forAnotherPerson?: boolean;
}

const ACTIVE_STATES = ['requested', 'assigned', 'en_route', 'in_service'] as const;
const PAST_STATES = ['completed', 'cancelled'] as const;
/** A person in need must not watch a spinner for long before being told to call. */
const TIMEOUT_MS = 8_000;
const RETRY_SECONDS = [2, 4, 8, 15, 30] as const;
/** A visit this near is what the person came back to look at. */
const SOON_MS = 60 * 60_000;

/** Everything the element knows, and the verbs its screens use. One per element; screens re-render on each change. */
export class BookingStore extends EventTarget {
  readonly options: StoreOptions;
  phase: Phase = 'starting';
  region: Region;
  hospital: Hospital | null = null;
  services: readonly ServiceType[] = [];
  me: Me | null = null;
  resident: Resident | null = null;
  community: Community | null = null;
  active: readonly Booking[] = [];
  failure: Failure | null = null;

  readonly clock = new ServiceClock();
  /** Whether the person is signing in here, not in another element or tab. */
  signingIn = false;
  /** Whether the session was ended by another element or tab. */
  endedElsewhere = false;
  /** A change of a sign-in address that this tab waits for the code of. */
  readonly pendingChange: TabRecord<PendingChange>;
  readonly #pending: TabRecord<PendingCode>;
  readonly #stopSignedIn: () => void;
  readonly #kiwi: Kiwimesh;
  /** Speaks for the page, not for the person: the key alone, whoever is signed in. */
  readonly #page: Kiwimesh;
  readonly #otherHospitals = new Map<string, Hospital | null>();
  readonly #stopSignedOut: () => void;
  readonly #online = () => void this.retry();
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #retries = 0;
  #closed = false;
  #starting: Promise<void> | undefined;
  /** A start was asked for while one was running, whose answers may be from before a sign-in. */
  #again = false;

  constructor(options: StoreOptions) {
    super();
    this.options = options;
    this.region = knownRegion(options.api, options.defaults);
    const { api: baseUrl, publishableKey } = options;
    const onReply = (headers: Headers) => this.clock.learn(headers);
    const patience = { timeoutMs: TIMEOUT_MS, retries: 1, onReply };
    this.#kiwi = new Kiwimesh({ baseUrl, publishableKey, ...patience, store: sessionStore(options) });
    this.#page = new Kiwimesh({ baseUrl, publishableKey, ...patience, store: memoryStore() });
    const now = () => this.clock.now();
    this.#pending = new TabRecord(`kiwimesh:code:${baseUrl}:${publishableKey}`, now, isPendingCode);
    this.pendingChange = new TabRecord(`kiwimesh:address:${baseUrl}:${publishableKey}`, now, isPendingChange);
    this.#stopSignedIn = this.#kiwi.onSignedIn(() => void this.start());
    this.#stopSignedOut = this.#kiwi.onSignedOut((reason) => {
      this.endedElsewhere = reason === 'elsewhere';
      this.#signedOut();
    });
    globalThis.addEventListener?.('online', this.#online);
  }

  /**
   * Loads what the first screen needs. Never rejects: what went wrong is in `phase` and `failure`. One load runs at a time:
   * a call during it has everything loaded once more, and only then is the outcome shown.
   */
  start(): Promise<void> {
    this.#again = this.#starting !== undefined;
    this.#starting ??= this.#load();
    return this.#starting;
  }

  async #load(): Promise<void> {
    clearTimeout(this.#retryTimer);
    void this.#loadRegion();
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
        this.#kiwi.signedIn ? this.#loadSession().catch((thrown) => this.#sessionFailed(thrown)) : undefined,
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
    this.#stopSignedOut();
    this.#stopSignedIn();
    globalThis.removeEventListener?.('online', this.#online);
  }

  /** For screens that are loaded later: their calls take no room in what every page downloads. */
  get client(): Kiwimesh {
    return this.#kiwi;
  }

  /** @param phoneCountry ISO 3166, of a number typed without a country code. */
  async requestCode(phone: string, phoneCountry: string, channel?: 'sms' | 'whatsapp'): Promise<PendingCode> {
    const challenge = await this.#kiwi.requestOtp({ phone, phoneCountry, ...(channel && { channel }) });
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

  /** The code that was asked for before the page was loaded again. */
  get pendingCode(): PendingCode | null {
    return this.#pending.read();
  }

  keepCode(code: PendingCode): void {
    this.#pending.keep(code);
  }

  forgetCode(): void {
    this.#pending.drop();
  }

  /** Rejects when the code is not right. Once it is, what cannot be loaded is a matter of `phase`: a code works once. */
  async signIn(phone: string, code: string): Promise<void> {
    this.signingIn = true;
    try {
      await this.#kiwi.verifyOtp({ phone, code });
      this.#pending.drop();
      await this.start();
    } finally {
      this.signingIn = false;
    }
  }

  /** Forgets the session here even when the API cannot be told. */
  async signOut(): Promise<void> {
    await this.#kiwi.logout().catch(() => undefined);
    this.#signedOut();
  }

  async refreshActive(): Promise<void> {
    const active = await this.#listActive();
    this.#set({ active });
  }

  async pastBookings(cursor?: string) {
    return this.#kiwi.get('/v1/bookings', {
      query: {
        state: [...PAST_STATES],
        limit: 10,
        ...(this.me && { residentId: this.me.id }),
        ...(cursor && { cursor }),
      },
    });
  }

  async availability(service: ServiceType, window: { from: string; to: string }, signal?: AbortSignal) {
    const { data } = await this.#kiwi.get('/v1/availability', {
      query: { serviceType: service.id, ...window, ...this.#preferredHospital },
      ...(signal && { signal }),
    });
    return data;
  }

  /**
   * Books: at the slot's hospital, else with a preference for the page's own.
   * Give the same key again for a repeat of the same request: it can then never book twice.
   */
  async book(draft: Draft, idempotencyKey: string): Promise<Booking> {
    const location = draft.place && locationOf(draft.place, this.resident, this.community);
    const notes = draft.notes.trim();
    const body: BookingCreate = {
      serviceType: draft.service.id,
      ...(draft.slot
        ? { scheduledFor: draft.slot.start, hospitalId: draft.slot.hospitalId }
        : this.#preferredHospital),
      ...(location && { location }),
      ...(notes && { notes }),
      ...(draft.forAnotherPerson && { forAnotherPerson: true }),
    };
    const booking = await this.#kiwi.post('/v1/bookings', { body, idempotencyKey });
    this.#set({ active: [booking, ...this.active] });
    return booking;
  }

  async cancel(bookingId: string, reason: string, idempotencyKey: string): Promise<Booking> {
    const words = reason.trim();
    return this.#kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId },
      body: { to: 'cancelled', ...(words && { reason: words }) },
      idempotencyKey,
    });
  }

  /** Follows a booking until `stop()`. */
  track(bookingId: string, events: TrackingEvents): Tracking {
    return new Tracking(this.#kiwi, bookingId, {
      ...events,
      onBooking: (booking) => {
        this.#noteChange(booking);
        events.onBooking(booking);
      },
    });
  }

  /** The hospital of a booking. Null until another than the page's own is loaded, and where it may not be read. */
  hospitalOf(id: string | null): Hospital | null {
    if (id === null) return null;
    if (id === this.hospital?.id) return this.hospital;
    const known = this.#otherHospitals.get(id);
    if (known === undefined) {
      this.#otherHospitals.set(id, null);
      void this.#loadHospital(id);
    }
    return known ?? null;
  }

  service(id: string): ServiceType | undefined {
    return this.services.find((service) => service.id === id);
  }

  /** The booking to open by itself after a reload: one that is under way or at once, else a visit within the hour. */
  get resumable(): Booking | undefined {
    return this.active.find(
      ({ state, scheduledFor }) =>
        state === 'en_route' ||
        state === 'in_service' ||
        scheduledFor === null ||
        Math.abs(Date.parse(scheduledFor) - this.clock.now()) < SOON_MS,
    );
  }

  /** Where slots are shown in: the community's clock, not the traveller's. */
  get timeZone(): string | undefined {
    return this.community?.timezone;
  }

  /** The page's own hospital, where it serves the person; the service chooses another otherwise. */
  get #preferredHospital(): { preferredHospitalId?: string } {
    return this.hospital ? { preferredHospitalId: this.hospital.id } : {};
  }

  async #loadSession(): Promise<void> {
    const me = await this.#kiwi.get('/v1/me');
    const [services, resident, community] = await Promise.all([
      this.#allServices(),
      me.kind === 'resident'
        ? ifThere(this.#kiwi.get('/v1/residents/{residentId}', { path: { residentId: me.id } }))
        : null,
      me.communityId
        ? ifThere(this.#kiwi.get('/v1/communities/{communityId}', { path: { communityId: me.communityId } }))
        : null,
    ]);
    // Signed out meanwhile: nothing of the person is shown again.
    if (!this.#kiwi.signedIn) return;
    this.me = me;
    this.services = services;
    this.resident = resident;
    this.community = community;
    const active = await this.#listActive();
    if (this.#kiwi.signedIn) this.active = active;
  }

  async #allServices(): Promise<ServiceType[]> {
    const all: ServiceType[] = [];
    for await (const service of this.#kiwi.pages('/v1/service-types', {})) all.push(service);
    return all;
  }

  async #listActive(): Promise<Booking[]> {
    const { data } = await this.#kiwi.get('/v1/bookings', {
      query: { state: [...ACTIVE_STATES], limit: 50, ...(this.me && { residentId: this.me.id }) },
    });
    return data;
  }

  async #loadHospital(hospitalId: string): Promise<void> {
    try {
      const found = await ifThere(this.#kiwi.get('/v1/hospitals/{hospitalId}', { path: { hospitalId } }));
      this.#otherHospitals.set(hospitalId, found);
      this.#set({});
    } catch {
      // Out of reach just now: asked again when it is next wanted.
      this.#otherHospitals.delete(hospitalId);
    }
  }

  async #loadRegion(): Promise<void> {
    const reply = await this.#page.get('/v1/region').catch(() => null);
    const region = rememberRegion(this.options.api, reply);
    if (region) this.#set({ region });
  }

  #noteChange(booking: Booking): void {
    const others = this.active.filter(({ id }) => id !== booking.id);
    this.#set({ active: isOver(booking.state) ? others : [booking, ...others] });
  }

  /** A session that is over is no fault of the page: the person signs in again. Anything else is. */
  async #sessionFailed(thrown: unknown): Promise<void> {
    const { status } = failureOf(thrown);
    if (status !== 401 && status !== 403) throw thrown;
    await this.signOut();
  }

  #signedOut(): void {
    this.pendingChange.drop();
    this.#set({ phase: 'signedOut', me: null, resident: null, community: null, active: [], failure: null });
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

  #set(change: Partial<Pick<BookingStore, StateKey>>): void {
    if (this.#closed) return;
    Object.assign(this, change);
    this.dispatchEvent(new Event('change'));
  }
}

type StateKey =
  | 'phase'
  | 'region'
  | 'hospital'
  | 'services'
  | 'me'
  | 'resident'
  | 'community'
  | 'active'
  | 'failure';

/** One session per API and key on the page's origin; the SDK keeps it in memory where the page has no storage. */
const sessionStore = ({ api, publishableKey }: StoreOptions): SessionStore =>
  webStore({ key: `kiwimesh:session:${api}:${publishableKey}` });
