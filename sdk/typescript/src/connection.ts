/**
 * One Socket.IO connection to a namespace, such as `/bookings`. It opens at the first subscription, reconnects automatically
 * with a current token, and then renews every subscription.
 */
import type { Socket } from 'socket.io-client';
import { NetworkError, ProblemError } from './errors.ts';
import type { Acknowledgement } from './live-events.ts';
import type { Session } from './session.ts';

/** A subscription, renewed after every reconnection. */
export interface Subscription {
  readonly request: readonly [event: string, payload: object] | undefined;
  readonly accepted?: (reply: Acknowledgement & { ok: true }) => void;
  readonly connection?: ((up: boolean) => void) | undefined;
  readonly heard?: (() => void) | undefined;
  readonly problem?: ((error: ProblemError | NetworkError) => void) | undefined;
}

/** How long the service may take to reply to a subscription, in milliseconds. */
const REPLY_TIMEOUT_MS = 10_000;
/** The pause before reconnecting after the service closed the connection, in milliseconds. */
const RECONNECT_PAUSE_MS = 1_000;
/** The first pause before reconnecting after the network broke the connection, in milliseconds, give or take a half. It doubles. */
const FIRST_PAUSE_MS = 500;
/** How many event ids are kept, to deliver each event once. */
const MAX_RECENT_EVENTS = 500;

/** @typeParam Events what the service sends, by name. */
export class Connection<Events> {
  readonly #baseUrl: string;
  readonly #session: Session;
  readonly #apiKey: string | undefined;
  readonly #namespace: string;
  readonly #firstPauseMs: number;
  readonly #subscriptions = new Set<Subscription>();
  readonly #listeners = new Map<string, Set<(event: never, bytes: Uint8Array | undefined) => void>>();
  readonly #recent = new Set<string>();
  #opening: Promise<Socket> | undefined;
  #socket: Socket | undefined;
  #closed = false;
  #up = false;
  #tokenSent: string | undefined;
  #rejections = 0;
  #reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #stopWatchingSession: () => void;

  /** @param firstPauseMs before reconnecting; shorter where every moment counts and few connect at once. */
  constructor(
    baseUrl: string,
    session: Session,
    apiKey: string | undefined,
    namespace: string,
    firstPauseMs = FIRST_PAUSE_MS,
  ) {
    this.#namespace = namespace;
    this.#firstPauseMs = firstPauseMs;
    this.#baseUrl = baseUrl;
    this.#apiKey = apiKey;
    this.#session = session;
    this.#stopWatchingSession = session.onSignedOut(() => this.close());
  }

  /** @param listener gets the bytes of events that carry some. */
  on<E extends keyof Events & string>(
    event: E,
    listener: (event: Events[E], bytes: Uint8Array | undefined) => void,
  ): () => void {
    const all = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, all.add(listener));
    return () => {
      all.delete(listener);
    };
  }

  /** Keeps a subscription until the returned function is called. */
  keep(subscription: Subscription): () => void {
    if (this.#closed) throw new Error('This live connection is closed: call live() for a new one');
    this.#subscriptions.add(subscription);
    if (this.#socket?.connected)
      void this.#request(this.#socket, subscription).then(() => subscription.connection?.(true));
    else void this.#open();
    return () => {
      this.#subscriptions.delete(subscription);
    };
  }

  /** Sends a request whose reply does not matter. */
  send(event: string, payload: object): void {
    if (this.#socket?.connected) this.#socket.emit(event, payload);
  }

  /**
   * Sends a request on the connection as it is now, with bytes as its second argument where it carries some.
   * @throws NetworkError when there is no connection or no reply in time.
   */
  async request(
    event: string,
    payload: object,
    { bytes, timeoutMs }: { readonly bytes?: Uint8Array; readonly timeoutMs: number },
  ): Promise<Acknowledgement> {
    const socket = this.#socket;
    if (!socket?.connected) throw new NetworkError(`${event}: there is no connection`);
    try {
      return await socket
        .timeout(timeoutMs)
        .emitWithAck(event, payload, ...(bytes === undefined ? [] : [bytes]));
    } catch (cause) {
      throw new NetworkError(`${event}: the service did not reply`, { cause, timedOut: true });
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#reconnectTimer);
    this.#stopWatchingSession();
    this.#socket?.disconnect();
    this.#lost();
    this.#subscriptions.clear();
  }

  async #open(): Promise<void> {
    this.#opening ??= this.#connect();
    await this.#opening.catch((cause) => {
      this.#opening = undefined;
      this.#report(new NetworkError('The connection cannot open', { cause }));
    });
  }

  async #connect(): Promise<Socket> {
    const { io } = await import('socket.io-client');
    const page = globalThis as { location?: { href: string } };
    const { origin, pathname } = new URL(this.#baseUrl, page.location?.href);
    const socket = io(`${origin}${this.#namespace}`, {
      path: `${pathname.replace(/\/+$/, '')}/socket.io`,
      // A socket first: long polling needs each request to reach the same process.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: this.#firstPauseMs,
      reconnectionDelayMax: 10_000,
      forceNew: true,
      auth: (provide) => {
        void this.#token().then((token) => provide({ token: token ?? this.#apiKey }));
      },
    });
    if (this.#closed) {
      socket.disconnect();
      return socket;
    }
    this.#socket = socket;
    socket.on('connect', () => void this.#connected(socket));
    socket.on('disconnect', (reason) => {
      this.#lost();
      // Socket.IO does not reconnect when the service closed the connection, for example because the token expired.
      if (reason === 'io server disconnect') this.#reconnectLater(socket);
    });
    socket.on('connect_error', (error) => void this.#rejected(socket, error));
    const heard = () => {
      for (const subscription of [...this.#subscriptions]) subscription.heard?.();
    };
    socket.io.on('ping', heard);
    socket.io.on('packet', heard);
    socket.onAny((event: string, payload: unknown, ...more: unknown[]) => {
      this.#deliver(event, payload, more[0]);
      // The service bounds what is on its way by what was acknowledged.
      const acknowledge = more.at(-1);
      if (typeof acknowledge === 'function') acknowledge();
    });
    return socket;
  }

  /** Delivers each event once: it can arrive through two rooms, of a board and of a booking on it. */
  #deliver(event: string, payload: unknown, bytes: unknown): void {
    const id = (payload as { eventId?: unknown } | null)?.eventId;
    if (typeof id === 'string') {
      const seen = `${event} ${id}`;
      if (this.#recent.has(seen)) return;
      this.#recent.add(seen);
      if (this.#recent.size > MAX_RECENT_EVENTS)
        this.#recent.delete(this.#recent.values().next().value ?? '');
    }
    for (const listener of [...(this.#listeners.get(event) ?? [])])
      listener(payload as never, bytesOf(bytes));
  }

  async #token(): Promise<string | undefined> {
    // Without a token the handshake is refused, or the key is sent; `#rejected` reports the refusal.
    this.#tokenSent = await this.#session.token().catch(() => undefined);
    return this.#tokenSent;
  }

  async #connected(socket: Socket): Promise<void> {
    this.#rejections = 0;
    await Promise.all([...this.#subscriptions].map((subscription) => this.#request(socket, subscription)));
    if (!socket.connected || this.#closed) return;
    this.#up = true;
    for (const subscription of [...this.#subscriptions]) subscription.connection?.(true);
  }

  /** The service rejected the handshake (then Socket.IO gives up), or cannot be reached (then it keeps trying). */
  async #rejected(socket: Socket, error: Error & { data?: unknown }): Promise<void> {
    if (this.#closed) return;
    if (socket.active) {
      this.#report(new NetworkError('The live connection cannot be reached', { cause: error }));
      return;
    }
    this.#rejections += 1;
    const problem = problemIn(error);
    if (this.#rejections === 1 && problem.status === 401 && this.#tokenSent !== undefined) {
      // The refusal of the handshake is reported below; why renewing failed adds nothing to it.
      const renewed = await this.#session.renew(this.#tokenSent).catch(() => null);
      if (renewed !== null && !this.#closed) {
        socket.connect();
        return;
      }
    }
    this.#report(problem);
    if (!this.#closed && problem.status >= 500) this.#reconnectLater(socket);
  }

  #reconnectLater(socket: Socket): void {
    clearTimeout(this.#reconnectTimer);
    this.#reconnectTimer = setTimeout(
      () => {
        if (!this.#closed) socket.connect();
      },
      RECONNECT_PAUSE_MS * (0.5 + Math.random()),
    );
  }

  async #request(socket: Socket, subscription: Subscription): Promise<void> {
    if (subscription.request === undefined) return;
    const [event, payload] = subscription.request;
    const { id } = socket;
    try {
      const reply: Acknowledgement = await socket.timeout(REPLY_TIMEOUT_MS).emitWithAck(event, payload);
      if (!this.#subscriptions.has(subscription)) return;
      if (reply.ok) subscription.accepted?.(reply);
      else subscription.problem?.(new ProblemError(reply.problem.status ?? 400, reply.problem));
    } catch (cause) {
      // After a lost connection the next one subscribes again. On an open one the subscription has failed.
      if (socket.connected && socket.id === id && this.#subscriptions.has(subscription)) {
        subscription.problem?.(
          new NetworkError(`${event}: the service did not reply`, { cause, timedOut: true }),
        );
      }
    }
  }

  #lost(): void {
    if (!this.#up) return;
    this.#up = false;
    for (const subscription of [...this.#subscriptions]) subscription.connection?.(false);
  }

  #report(error: ProblemError | NetworkError): void {
    for (const subscription of [...this.#subscriptions]) subscription.problem?.(error);
  }
}

/** Browsers get an `ArrayBuffer`, Node a `Buffer`. */
function bytesOf(given: unknown): Uint8Array | undefined {
  return given instanceof ArrayBuffer
    ? new Uint8Array(given)
    : given instanceof Uint8Array
      ? given
      : undefined;
}

/** Socket.IO has the problem of a rejected handshake in `data`. */
function problemIn(error: Error & { data?: unknown }): ProblemError {
  const data = (error.data ?? {}) as Record<string, unknown>;
  const status = typeof data.status === 'number' ? data.status : 401;
  return new ProblemError(status, { title: error.message, ...data });
}
