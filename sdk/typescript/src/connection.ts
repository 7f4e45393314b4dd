/**
 * One Socket.IO connection to the namespace `/bookings`. It opens at the first use, reconnects by itself with a fresh
 * token, and renews every subscription: subscribers do not notice the interruption.
 */
import type { Socket } from 'socket.io-client';
import { NetworkError, ProblemError } from './errors.ts';
import type { Acknowledgement, LiveEvents } from './live-events.ts';
import type { Session } from './session.ts';

/** A subscription, renewed after every reconnection. */
export interface Standing {
  readonly request: readonly [event: string, payload: object] | undefined;
  readonly accepted?: (reply: Acknowledgement & { ok: true }) => void;
  readonly connection?: ((up: boolean) => void) | undefined;
  readonly heard?: (() => void) | undefined;
  readonly problem?: ((error: ProblemError | NetworkError) => void) | undefined;
}

type Listener<E extends keyof LiveEvents> = (event: LiveEvents[E]) => void;

/** How long the service may take to answer a subscription, in milliseconds. */
const ANSWER_MS = 10_000;
/** The pause before reconnecting after the service closed the connection, in milliseconds. */
const COME_BACK_MS = 1_000;
/** How many event ids are remembered, to deliver each event once. */
const REMEMBERED = 500;

export class Connection {
  readonly #baseUrl: string;
  readonly #session: Session;
  readonly #apiKey: string | undefined;
  readonly #standing = new Set<Standing>();
  readonly #listeners = new Map<string, Set<(event: never) => void>>();
  readonly #recent = new Set<string>();
  #opening: Promise<Socket> | undefined;
  #socket: Socket | undefined;
  #closed = false;
  #up = false;
  #tokenSent: string | undefined;
  #refusals = 0;
  #comeBack: ReturnType<typeof setTimeout> | undefined;
  readonly #stopWatchingSession: () => void;

  constructor(baseUrl: string, session: Session, apiKey?: string) {
    this.#baseUrl = baseUrl;
    this.#apiKey = apiKey;
    this.#session = session;
    this.#stopWatchingSession = session.onSignedOut(() => this.close());
  }

  on<E extends keyof LiveEvents>(event: E, listener: Listener<E>): () => void {
    const all = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, all.add(listener as (event: never) => void));
    return () => {
      all.delete(listener as (event: never) => void);
    };
  }

  /** Keeps a subscription until the returned function is called. */
  keep(standing: Standing): () => void {
    if (this.#closed) throw new Error('This live connection was closed: ask for a new one with live()');
    this.#standing.add(standing);
    if (this.#socket?.connected)
      void this.#ask(this.#socket, standing).then(() => standing.connection?.(true));
    else void this.#open();
    return () => {
      this.#standing.delete(standing);
    };
  }

  /** Sends a request whose reply does not matter. */
  send(event: string, payload: object): void {
    if (this.#socket?.connected) this.#socket.emit(event, payload);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#comeBack);
    this.#stopWatchingSession();
    this.#socket?.disconnect();
    this.#down();
    this.#standing.clear();
  }

  async #open(): Promise<void> {
    this.#opening ??= this.#connect();
    await this.#opening.catch((cause) => {
      this.#opening = undefined;
      this.#report(new NetworkError('The live connection cannot be opened', { cause }));
    });
  }

  async #connect(): Promise<Socket> {
    const { io } = await import('socket.io-client');
    const page = globalThis as { location?: { href: string } };
    const { origin, pathname } = new URL(this.#baseUrl, page.location?.href);
    const socket = io(`${origin}/bookings`, {
      path: `${pathname.replace(/\/+$/, '')}/socket.io`,
      // A socket first: long polling needs each request to reach the same process.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      forceNew: true,
      auth: (give) => {
        void this.#token().then((token) => give({ token: token ?? this.#apiKey }));
      },
    });
    if (this.#closed) {
      socket.disconnect();
      return socket;
    }
    this.#socket = socket;
    socket.on('connect', () => void this.#connected(socket));
    socket.on('disconnect', (reason) => {
      this.#down();
      // Socket.IO does not come back by itself when the service closed the connection, say because a token expired.
      if (reason === 'io server disconnect') this.#later(socket);
    });
    socket.on('connect_error', (error) => void this.#refused(socket, error));
    const heard = () => {
      for (const standing of [...this.#standing]) standing.heard?.();
    };
    socket.io.on('ping', heard);
    socket.io.on('packet', heard);
    socket.onAny((event: string, payload: unknown) => this.#heard(event, payload));
    return socket;
  }

  /** One event can arrive by two rooms (a board and a booking on it): it is delivered once. */
  #heard(event: string, payload: unknown): void {
    const id = (payload as { eventId?: unknown } | null)?.eventId;
    if (typeof id === 'string') {
      const seen = `${event} ${id}`;
      if (this.#recent.has(seen)) return;
      this.#recent.add(seen);
      if (this.#recent.size > REMEMBERED) this.#recent.delete(this.#recent.values().next().value ?? '');
    }
    for (const listener of [...(this.#listeners.get(event) ?? [])]) listener(payload as never);
  }

  async #token(): Promise<string | undefined> {
    this.#tokenSent = await this.#session.token().catch(() => undefined);
    return this.#tokenSent;
  }

  async #connected(socket: Socket): Promise<void> {
    this.#refusals = 0;
    await Promise.all([...this.#standing].map((standing) => this.#ask(socket, standing)));
    if (!socket.connected || this.#closed) return;
    this.#up = true;
    for (const standing of [...this.#standing]) standing.connection?.(true);
  }

  /** The service rejected the handshake (then Socket.IO gives up), or cannot be reached (then it keeps trying). */
  async #refused(socket: Socket, error: Error & { data?: unknown }): Promise<void> {
    if (this.#closed) return;
    if (socket.active) {
      this.#report(new NetworkError('The live connection cannot be reached', { cause: error }));
      return;
    }
    this.#refusals += 1;
    const problem = refusalOf(error);
    if (this.#refusals === 1 && problem.status === 401 && this.#tokenSent !== undefined) {
      const renewed = await this.#session.renew(this.#tokenSent).catch(() => null);
      if (renewed !== null && !this.#closed) {
        socket.connect();
        return;
      }
    }
    this.#report(problem);
    if (!this.#closed && problem.status >= 500) this.#later(socket);
  }

  #later(socket: Socket): void {
    clearTimeout(this.#comeBack);
    this.#comeBack = setTimeout(
      () => {
        if (!this.#closed) socket.connect();
      },
      COME_BACK_MS * (0.5 + Math.random()),
    );
  }

  async #ask(socket: Socket, standing: Standing): Promise<void> {
    if (standing.request === undefined) return;
    const [event, payload] = standing.request;
    const { id } = socket;
    try {
      const reply: Acknowledgement = await socket.timeout(ANSWER_MS).emitWithAck(event, payload);
      if (!this.#standing.has(standing)) return;
      if (reply.ok) standing.accepted?.(reply);
      else standing.problem?.(new ProblemError(reply.problem.status ?? 400, reply.problem));
    } catch (cause) {
      // Broken off: the next connection asks again. Silent: say so, the subscription does not stand.
      if (socket.connected && socket.id === id && this.#standing.has(standing)) {
        standing.problem?.(
          new NetworkError(`${event}: the service did not reply`, { cause, timedOut: true }),
        );
      }
    }
  }

  #down(): void {
    if (!this.#up) return;
    this.#up = false;
    for (const standing of [...this.#standing]) standing.connection?.(false);
  }

  #report(error: ProblemError | NetworkError): void {
    for (const standing of [...this.#standing]) standing.problem?.(error);
  }
}

/** Socket.IO carries the problem of a refused handshake in `data`. */
function refusalOf(error: Error & { data?: unknown }): ProblemError {
  const data = (error.data ?? {}) as Record<string, unknown>;
  const status = typeof data.status === 'number' ? data.status : 401;
  return new ProblemError(status, { title: error.message, ...data });
}
