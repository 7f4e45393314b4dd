import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Namespace, Server } from 'socket.io';
import { HEARTBEAT } from '../../api/src/kernel/realtime/heartbeat.ts';
import { normalisePhone } from '../../api/src/kernel/values/phone.ts';

import type {
  Announcement,
  Booking,
  Erasure,
  Hospital,
  Notification,
  Session,
  Slot,
  TimelineEntry,
  Triage,
} from '../src/domain/wire.ts';
import { FakeCalls } from './fake-calls.ts';
import {
  CODE,
  community,
  hospital,
  me,
  newBooking,
  noErasure,
  PHONE,
  PUBLISHABLE_KEY,
  REGION,
  resident,
  services,
  sessionsOf,
  slotsFrom,
  TRIAGES,
} from './fake-world.ts';

const ACTIVE: readonly string[] = ['requested', 'assigned', 'en_route', 'in_service'];

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** What a test changes about the service; `answer` goes first and may leave the rest to the service by giving null. */
export interface FakeSettings {
  answer: (request: Received) => Reply | null | Promise<Reply | null>;
  services: typeof services;
  slots: Slot[];
  hospital: Hospital;
  announcements: Announcement[];
  communityAnnouncements: Announcement[];
  triage: Triage;
  bookings: Booking[];
  notifications: Notification[];
  erasure: Erasure;
  sessions: Session[];
  region: unknown;
  sockets: boolean;
  /** Whether pages of other origins may read the answers. */
  cors: boolean;
  /** Seconds an access token lives. */
  tokenLife: number;
}

/** Reads the number by the service's own rules. */
function requestCode(typed: string, country: string): Reply {
  const phone = normalisePhone(typed, country);
  if ('fault' in phone) {
    const { fault: detail, suggestion } = phone;
    return problem(400, 'invalid_request', { errors: [{ pointer: '/phone', detail, suggestion }] });
  }
  const body = { phone: phone.value, challengeId: randomUUID(), expiresIn: 300, resendAfter: 30 };
  return { status: 202, body };
}

export const problem = (status: number, code: string, more: Record<string, unknown> = {}): Reply => ({
  status,
  body: { type: `/docs/problems#${code}`, title: code, status, code, correlationId: randomUUID(), ...more },
});

/**
 * A real HTTP and Socket.IO server that speaks the contract's shapes for one resident, so that the widget can be
 * tested against answers a healthy service never gives: slow, refusing, absent.
 */
export class FakeApi {
  readonly settings: FakeSettings;
  readonly received: Received[] = [];
  readonly calls = new FakeCalls();
  url = '';
  readonly #http = createServer((request, response) => void this.#serve(request, response));
  readonly #io = new Server(this.#http, { cors: { origin: '*' }, ...HEARTBEAT });
  readonly #bookings: Namespace = this.#io.of('/bookings');
  readonly #timelines = new Map<string, TimelineEntry[]>();
  #token = `access-${randomUUID()}`;
  #refresh = `refresh-${randomUUID()}`;
  #port = 0;

  private constructor(settings: Partial<FakeSettings>) {
    this.settings = {
      answer: () => null,
      services,
      slots: slotsFrom(new Date()),
      hospital,
      announcements: [],
      communityAnnouncements: [],
      triage: TRIAGES.emergency,
      bookings: [],
      notifications: [],
      erasure: noErasure,
      sessions: sessionsOf('Chrome on Android', 'Safari on iPhone'),
      region: REGION,
      sockets: true,
      cors: true,
      tokenLife: 900,
      ...settings,
    };
    const calls = this.#io.of('/calls');
    for (const namespace of [this.#bookings, calls])
      namespace.use((socket, next) => {
        if (!this.settings.sockets) next(new Error('blocked'));
        else if (socket.handshake.auth.token !== this.#token)
          next(
            Object.assign(new Error('unauthenticated'), { data: { status: 401, code: 'unauthenticated' } }),
          );
        else next();
      });
    this.calls.serve(calls);
    this.#bookings.on('connection', (socket) => {
      socket.on('subscribe', ({ bookingId }, acknowledge) => {
        void socket.join(bookingId);
        acknowledge({ ok: true, booking: this.booking(bookingId) });
      });
      socket.on('unsubscribe', ({ bookingId }) => void socket.leave(bookingId));
    });
  }

  static async start(settings: Partial<FakeSettings> = {}): Promise<FakeApi> {
    const api = new FakeApi(settings);
    await api.listen();
    return api;
  }

  /** Also brings a service back that `close()` took away, at the same address. */
  async listen(): Promise<void> {
    await new Promise<void>((done) => this.#http.listen(this.#port, '127.0.0.1', done));
    this.#port = (this.#http.address() as AddressInfo).port;
    this.url = `http://127.0.0.1:${this.#port}`;
  }

  async close(): Promise<void> {
    this.#bookings.disconnectSockets(true);
    this.#http.closeAllConnections();
    await new Promise<void>((done) => this.#http.close(() => done()));
  }

  /** What a signed-in page keeps in its storage, for tests that start behind the sign-in. */
  get session(): { accessToken: string; refreshToken: string; expiresAt: number } {
    return { accessToken: this.#token, refreshToken: this.#refresh, expiresAt: Date.now() + 600_000 };
  }

  /** From now on the access token that was given is refused. */
  expireToken(): void {
    this.#token = `access-${randomUUID()}`;
  }

  endSession(): void {
    this.expireToken();
    this.#refresh = `refresh-${randomUUID()}`;
  }

  booking(id: string): Booking | undefined {
    return this.settings.bookings.find((booking) => booking.id === id);
  }

  /** Changes a booking as staff would, and notifies the pages that follow it. */
  change(id: string, change: Partial<Booking>): Booking {
    const before = this.booking(id);
    if (!before) throw new Error(`No booking ${id}`);
    const state = change.state ?? before.state;
    const after: Booking = {
      ...before,
      allowedTransitions:
        state === 'requested' || state === 'assigned' || state === 'en_route' ? ['cancelled'] : [],
      ...change,
      version: before.version + 1,
      updatedAt: new Date().toISOString(),
    };
    this.settings.bookings = this.settings.bookings.map((booking) => (booking.id === id ? after : booking));
    this.#note(after, before.state);
    this.#bookings.to(id).emit('booking', {
      eventId: randomUUID(),
      type: 'moved',
      bookingId: id,
      state: after.state,
      version: after.version,
      at: after.updatedAt,
      correlationId: null,
    });
    return after;
  }

  /** The assignee reports where they are. It is kept, as by the service: a page that was not connected reads it later. */
  move(id: string, latitude: number, longitude: number): void {
    const position = { latitude, longitude, recordedAt: new Date().toISOString() };
    this.settings.bookings = this.settings.bookings.map((one) =>
      one.id === id ? { ...one, position } : one,
    );
    this.#bookings.to(id).emit('position', { bookingId: id, ...position });
  }

  /** Notifies the person, as the service does: in the list, and of the change by socket. */
  notify(notification: Notification): void {
    this.settings.notifications = [notification, ...this.settings.notifications];
    const { class: of, createdAt: at } = notification;
    this.#bookings.emit('notification', { change: 'added', class: of, at });
  }

  #unread(): number {
    return this.settings.notifications.filter(({ readAt }) => readAt === null).length;
  }

  #readUpTo(id: string): void {
    const { notifications } = this.settings;
    const newest = notifications.findIndex((one) => one.id === id);
    const readAt = new Date().toISOString();
    this.settings.notifications = notifications.map((one, index) =>
      index >= newest && one.readAt === null ? { ...one, readAt } : one,
    );
  }

  dropSockets(): void {
    this.#bookings.disconnectSockets(true);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith('/socket.io')) return;
    const url = new URL(request.url ?? '/', 'http://fake');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const allowed = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*, authorization',
      'access-control-allow-methods': '*',
      'access-control-expose-headers': 'date, retry-after, x-correlation-id',
    };
    const cors = this.settings.cors ? allowed : {};
    if (request.method === 'OPTIONS') {
      response.writeHead(204, cors).end();
      return;
    }
    const received: Received = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: text ? JSON.parse(text) : {},
    };
    this.received.push(received);
    const reply = (await this.settings.answer(received)) ?? this.#answer(received);
    const type = reply.status >= 400 ? 'application/problem+json' : 'application/json';
    response.writeHead(reply.status, { ...cors, 'content-type': type, ...reply.headers });
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  }

  #answer(request: Received): Reply {
    const { method, path, headers } = request;
    const ok = (body: unknown, status = 200): Reply => ({ status, body });
    const page = (data: readonly unknown[]): Reply => ok({ data, nextCursor: null });
    if (path === '/v1/region') return ok(this.settings.region);
    const withToken = headers.authorization === `Bearer ${this.#token}`;
    const withKey = headers['x-publishable-key'] === PUBLISHABLE_KEY;
    if (path === '/v1/auth/refresh') {
      if (request.body.refreshToken !== this.#refresh) return problem(401, 'unauthenticated');
      return ok(this.#tokens());
    }
    if (!withToken && !withKey) return problem(401, 'unauthenticated');
    switch (`${method} ${path}`) {
      case 'POST /v1/auth/otp/request':
        return requestCode(String(request.body.phone), String(request.body.phoneCountry));
      case 'POST /v1/auth/otp/verify':
        return request.body.phone === PHONE && request.body.code === CODE
          ? ok(this.#tokens())
          : problem(401, 'invalid_credentials');
      case 'GET /v1/hospitals':
        return page([this.settings.hospital]);
    }
    if (!withToken) return problem(401, 'unauthenticated');
    return this.#answerResident(request, ok, page);
  }

  #answerResident(
    { method, path, query, body, headers }: Received,
    ok: (body: unknown, status?: number) => Reply,
    page: (data: readonly unknown[]) => Reply,
  ): Reply {
    const [, , , bookingId, tail] = path.split('/');
    const booking = bookingId ? this.booking(bookingId) : undefined;
    const ofCall = this.calls.answer({ method, path, query, body, headers });
    if (ofCall) return ofCall;
    switch (`${method} ${path}`) {
      case 'POST /v1/auth/logout':
        return { status: 204 };
      case 'GET /v1/me':
        return ok(me);
      case 'GET /v1/me/export':
        return ok({
          format: 'kiwimesh-resident-1',
          generatedAt: new Date().toISOString(),
          profile: resident,
        });
      case 'GET /v1/me/erasure':
        return ok(this.settings.erasure);
      case 'GET /v1/auth/sessions':
        return page(this.settings.sessions);
      case 'GET /v1/service-types':
        return page(this.settings.services);
      case 'GET /v1/announcements':
        return page(this.settings.announcements);
      case `GET /v1/communities/${me.communityId}/announcements`:
        return page(this.settings.communityAnnouncements);
      case 'GET /v1/notifications':
        return ok({
          data: this.settings.notifications.slice(0, Number(query.get('limit'))),
          unread: this.#unread(),
          nextCursor: null,
        });
      case 'POST /v1/notifications/read':
        this.#readUpTo(String(body.upTo));
        return ok({ unread: this.#unread() });
      case 'POST /v1/triage':
        return ok({ ...this.settings.triage, text: body.text });
      case 'GET /v1/availability':
        return ok({ data: this.settings.slots });
      case 'GET /v1/bookings': {
        const states = query.getAll('state').flatMap((state) => state.split(','));
        return page(this.settings.bookings.filter(({ state }) => states.includes(state)));
      }
      case 'POST /v1/bookings': {
        const service = this.settings.services.find(({ id }) => id === body.serviceType);
        if (!service) return problem(404, 'not_found');
        const open = this.settings.bookings.filter(
          ({ serviceType, state }) => serviceType === service.id && ACTIVE.includes(state),
        );
        const openBooking = open[0];
        if (service.maxOpen !== null && open.length >= service.maxOpen)
          return problem(409, 'too_many_open', { openBooking });
        if (service.emergency && openBooking && body.forAnotherPerson !== true)
          return problem(409, 'open_emergency', { openBooking });
        const made = newBooking(this.settings.bookings.length, service, body);
        this.settings.bookings = [made, ...this.settings.bookings];
        this.#note(made, null);
        return ok(made, 201);
      }
    }
    if (path === `/v1/residents/${resident.id}`) return ok(resident);
    if (path === `/v1/communities/${community.id}`) return ok(community);
    if (booking && method === 'GET' && !tail) return ok(booking);
    if (booking && tail === 'timeline') return page(this.#timelines.get(booking.id) ?? []);
    if (booking && tail === 'transitions')
      return booking.allowedTransitions.includes('cancelled')
        ? ok(
            this.change(booking.id, {
              state: 'cancelled',
              allowedTransitions: [],
              cancellation: {
                reason: (body.reason as string | undefined) ?? null,
                by: { kind: 'resident', id: resident.id, name: resident.name },
              },
            }),
          )
        : problem(409, 'illegal_transition', { allowedTransitions: [] });
    return problem(404, 'not_found');
  }

  #tokens() {
    return {
      accessToken: this.#token,
      refreshToken: this.#refresh,
      expiresIn: this.settings.tokenLife,
      tokenType: 'Bearer',
    };
  }

  #note(booking: Booking, from: Booking['state'] | null): void {
    const entries = this.#timelines.get(booking.id) ?? [];
    const type = from === null ? 'requested' : booking.state === 'assigned' ? 'assigned' : 'moved';
    entries.push({
      id: randomUUID(),
      sequence: entries.length + 1,
      type,
      at: new Date().toISOString(),
      actor: { kind: 'system', id: null, name: null },
      from,
      to: booking.state,
      reason: null,
      data: {},
    });
    this.#timelines.set(booking.id, entries);
  }
}
