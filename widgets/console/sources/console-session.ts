import { Kiwimesh, type Live, type LiveCalls, secondFactorProof, webStore } from '@kiwimesh/sdk';
import { type Failure, failureOf } from '../../src/domain/failure.ts';
import type { Hospital, Me, ServiceType } from '../../src/domain/wire.ts';
import { Source } from '../../src/sources/source.ts';
import { ServiceClock } from '../../src/sources/state/clock.ts';
import type { ServiceRegion, Staff } from '../domain/wire.ts';
import { keepDesk, keptDesk } from './preferences.ts';

/**
 * `starting` what is needed is being loaded · `signedOut` · `enrolling` the role needs a second factor that was not set up
 * · `refused` the person has no duty here · `ready` · `unreachable` it could not be loaded.
 */
export type Phase = 'starting' | 'signedOut' | 'enrolling' | 'refused' | 'ready' | 'unreachable';

/** The desk of the platform, as the service names it. */
export const PLATFORM = 'platform';
const DISPATCH = 'dispatch';
/** Milliseconds. Longer than the SDK's own limit: hashing a password takes a while on a busy service. */
const TIMEOUT_MS = 20_000;
const RETRY_SECONDS = [2, 5, 10, 20];
/** Desks, services and colleagues to choose from at most. */
const MAX_DESKS = 200;

/**
 * Who is signed in at the console and what they may see. The session is that of all its tabs and windows, and outlives a
 * reload: a dispatcher does not sign in again in the middle of a call.
 */
export class ConsoleSession extends Source {
  readonly clock = new ServiceClock();
  readonly kiwi: Kiwimesh;
  phase: Phase = 'starting';
  me: Me | null = null;
  region: ServiceRegion | null = null;
  /** The hospitals whose desks the person may follow; for super admins the platform's is one more. */
  hospitals: readonly Hospital[] = [];
  /** What can be sent. */
  /** All that a booking may be of. */
  services: readonly ServiceType[] = [];
  /** Who else takes calls at the desk now. */
  colleagues: readonly Staff[] = [];
  /** The desk that is shown: a hospital's id or {@link PLATFORM}. */
  desk = keptDesk();
  failure: Failure | null = null;
  /** Whether going on duty or on break did not work. */
  dutyFailed = false;
  /** Whether the session ended without being asked to. */
  expired = false;
  #calls: Promise<LiveCalls> | null = null;
  #live: Live | null = null;
  #starting: Promise<void> | null = null;
  #retries = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #stops: readonly (() => void)[];

  constructor(baseUrl: string) {
    super();
    this.kiwi = new Kiwimesh({
      baseUrl,
      store: webStore({ key: 'kiwimesh:console' }),
      timeoutMs: TIMEOUT_MS,
      onReply: (headers) => this.clock.learn(headers),
    });
    this.#stops = [
      this.kiwi.onSignedIn(() => void this.start()),
      this.kiwi.onSignedOut((reason) => this.#signedOut(reason === 'expired')),
    ];
  }

  /** Whether the person takes calls; others only see them. */
  get dispatches(): boolean {
    return this.me?.duties?.includes(DISPATCH) ?? false;
  }

  get seesAllDesks(): boolean {
    return this.me?.role === 'super_admin';
  }

  /** Whether the person answers for a desk: its figures, its operators, their training. */
  get supervises(): boolean {
    return this.seesAllDesks || this.me?.role === 'hospital_admin';
  }

  /** The services that can be booked by themselves. */
  get bookable(): readonly ServiceType[] {
    const accompanying = new Set(this.services.flatMap(({ accompaniedBy }) => accompaniedBy));
    return this.services.filter(({ id }) => !accompanying.has(id));
  }

  /** Whether the person follows the calls of a desk. */
  get followsCalls(): boolean {
    return this.dispatches || this.supervises;
  }

  /** Whether the person follows the bookings of a hospital, or of all. */
  get followsBookings(): boolean {
    return this.followsCalls || this.me?.role === 'hospital_admin';
  }

  /** Whether the person answers for escalations. */
  get acknowledges(): boolean {
    return this.followsBookings;
  }

  /** Loads what the console needs. Never rejects: the outcome is in `phase` and `failure`. */
  start(): Promise<void> {
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  /**
   * @param code what the person entered after `second_factor_required`; empty before that.
   * @throws ProblemError, NetworkError
   */
  async signIn(email: string, password: string, code: string): Promise<void> {
    await this.kiwi.login({ email, password, ...secondFactorProof(code) });
    await this.start();
  }

  async signOut(): Promise<void> {
    // This browser has forgotten the session, whether or not the service was reached.
    await this.kiwi.logout().catch(() => undefined);
    this.#signedOut(false);
  }

  /** Never rejects: `dutyFailed` says when it did not work. */
  async setOnDuty(onDuty: boolean): Promise<void> {
    this.dutyFailed = false;
    try {
      this.me = await this.kiwi.patch('/v1/me', { body: { onDuty } });
    } catch {
      this.dutyFailed = true;
    }
    this.changed();
  }

  /** Kept for this window: another may show another desk. */
  showDesk(desk: string): void {
    this.desk = desk;
    keepDesk(desk);
    this.changed();
  }

  /** Finds out who else takes calls now. @throws ProblemError, NetworkError */
  async findColleagues(): Promise<void> {
    const of = this.desk === PLATFORM ? {} : { hospitalId: this.desk };
    const body = { duty: DISPATCH, onDuty: true, active: true, limit: MAX_DESKS, ...of } as const;
    const { data } = await this.kiwi.post('/v1/staff/search', { body });
    this.colleagues = data.filter(({ id }) => id !== this.me?.id);
    this.changed();
  }

  /** The one connection for calls of this page. */
  calls(): Promise<LiveCalls> {
    this.#calls ??= this.kiwi.liveCalls();
    return this.#calls;
  }

  /** The one connection for bookings of this page. */
  live(): Live {
    this.#live ??= this.kiwi.live();
    return this.#live;
  }

  close(): void {
    clearTimeout(this.#retryTimer);
    for (const stop of this.#stops) stop();
    this.#hangUp();
  }

  async #start(): Promise<void> {
    clearTimeout(this.#retryTimer);
    if (!this.kiwi.signedIn) {
      this.#set('signedOut');
      return;
    }
    try {
      const [me, region] = await Promise.all([this.kiwi.get('/v1/me'), this.kiwi.get('/v1/region')]);
      this.me = me;
      this.region = region;
      this.expired = false;
      const allowed = me.kind === 'staff' && this.followsBookings;
      if (allowed) await Promise.all([this.#loadDesks(me), this.#loadServices()]);
      this.#retries = 0;
      if (this.kiwi.signedIn) this.#set(allowed ? 'ready' : 'refused');
    } catch (thrown) {
      this.#failed(failureOf(thrown));
    }
  }

  async #loadDesks(me: Me): Promise<void> {
    if (me.hospitalId === null) {
      const { data } = await this.kiwi.get('/v1/hospitals', { query: { limit: MAX_DESKS } });
      this.hospitals = data;
    } else {
      const path = { hospitalId: me.hospitalId };
      this.hospitals = [await this.kiwi.get('/v1/hospitals/{hospitalId}', { path })];
    }
    const known =
      (this.desk === PLATFORM && me.hospitalId === null) || this.hospitals.some(({ id }) => id === this.desk);
    if (!known) this.desk = me.hospitalId ?? PLATFORM;
  }

  async #loadServices(): Promise<void> {
    const { data } = await this.kiwi.get('/v1/service-types', { query: { limit: MAX_DESKS } });
    const accompanying = [...new Set(data.flatMap(({ accompaniedBy }) => accompaniedBy))];
    const more = accompanying.map((serviceType) =>
      this.kiwi.get('/v1/service-types/{serviceType}', { path: { serviceType } }),
    );
    this.services = [...data, ...(await Promise.all(more))];
  }

  #failed(failure: Failure): void {
    this.failure = failure;
    if (failure.code === 'second_factor_enrolment_required') this.#set('enrolling', failure);
    else if (failure.status === 401) this.#signedOut(true);
    else if (failure.status === 403) this.#set('refused', failure);
    else {
      const seconds = RETRY_SECONDS[Math.min(this.#retries++, RETRY_SECONDS.length - 1)] ?? 20;
      this.#retryTimer = setTimeout(() => void this.start(), (failure.retryAfter ?? seconds) * 1_000);
      this.#set('unreachable', failure);
    }
  }

  #signedOut(expired: boolean): void {
    this.#hangUp();
    this.me = null;
    this.hospitals = [];
    this.colleagues = [];
    this.desk = '';
    this.expired = expired;
    this.#set('signedOut');
  }

  #hangUp(): void {
    void this.#calls?.then((calls) => calls.close());
    this.#calls = null;
    this.#live?.close();
    this.#live = null;
  }

  #set(phase: Phase, failure: Failure | null = null): void {
    this.phase = phase;
    this.failure = failure;
    this.changed();
  }
}
