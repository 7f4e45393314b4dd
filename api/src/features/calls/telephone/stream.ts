import type { WorkLog } from '../../../kernel/observability/failure.ts';
import type { WebSocketEnd, WebSocketRoute, WebSocketSession } from '../../../kernel/realtime/web-sockets.ts';
import {
  type StreamCodec,
  type StreamEvent,
  TelephonyError,
  type TelephonyGateway,
  type Track,
} from '../../../ports/telephony.ts';
import type { CallerEar, CallerEars } from '../sound/telephone.ts';
import type { AudioSide, AudioSink } from './audio.ts';
import type { TelephoneService } from './service.ts';

/** How long a stream may take to say which call it belongs to, milliseconds. */
const START_WITHIN_MS = 10_000;

/**
 * Unsigned streams that have not shown a token yet; more are refused, so that strangers cannot take all connections. The
 * gateway's own are signed.
 */
const MAX_UNPROVEN = 100;

/** Codes of RFC 6455, 7.4.1. */
const NORMAL = 1000;
const INVALID_DATA = 1007;
const POLICY = 1008;

/** The path at which the gateway opens the audio streams of its calls. */
export function streamRoute(
  gateway: TelephonyGateway,
  service: TelephoneService,
  sink: AudioSink,
  ears: CallerEars,
  log: WorkLog,
): WebSocketRoute {
  let unproven = 0;
  return {
    path: `/v1/webhooks/voice/${gateway.name}/stream`,
    // Who a stream belongs to is proven by its token; a handshake that is signed must be signed well, too.
    admit: ({ headers }) =>
      gateway.signs(headers)
        ? gateway.authentic({ url: service.streamUrl, headers, form: null })
        : unproven < MAX_UNPROVEN,
    open(socket) {
      unproven += 1;
      const proven = () => {
        unproven -= 1;
      };
      return new StreamSession({ codec: gateway.stream(), socket, service, sink, ears, log, proven });
    },
  };
}

interface SessionParts {
  readonly codec: StreamCodec;
  readonly socket: WebSocketEnd;
  readonly service: TelephoneService;
  readonly sink: AudioSink;
  readonly ears: CallerEars;
  readonly log: WorkLog;
  /** Called once: when the stream has shown its token, or has closed without. */
  readonly proven: () => void;
}

class StreamSession implements WebSocketSession {
  readonly #parts: SessionParts;
  #unproven = true;
  readonly #sides = new Map<Track, AudioSide>();
  readonly #deadline: NodeJS.Timeout;
  #ear: CallerEar | null = null;
  #stream: { readonly callId: string; readonly providerCallId: string; readonly streamId: string } | null =
    null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    const late = () => parts.socket.close(POLICY, 'the stream did not start');
    this.#deadline = setTimeout(late, START_WITHIN_MS);
  }

  async message(data: string | Uint8Array): Promise<void> {
    let events: readonly StreamEvent[];
    try {
      events = this.#parts.codec.read(data);
    } catch (error) {
      if (!(error instanceof TelephonyError)) throw error;
      this.#parts.log.warn({ code: error.code }, 'a telephone stream sent what is not of its protocol');
      this.#parts.socket.close(INVALID_DATA, 'not of the protocol');
      return;
    }
    for (const event of events) await this.#handle(event);
  }

  async closed(): Promise<void> {
    clearTimeout(this.#deadline);
    this.#prove();
    this.#ear?.stop();
    for (const side of this.#sides.values()) await side.close();
  }

  #prove(): void {
    if (this.#unproven) this.#parts.proven();
    this.#unproven = false;
  }

  async #handle(event: StreamEvent): Promise<void> {
    if (event.kind === 'started') return this.#start(event);
    const stream = this.#stream;
    // Refused, and closing.
    if (stream === null) return;
    switch (event.kind) {
      case 'audio':
        await this.#sides.get(event.track)?.push(event.sequence, event.bytes);
        return;
      case 'stopped':
        // First that the caller has left, which the queue shows; the last words may take a moment.
        await this.#parts.service.stopped(stream.providerCallId, stream.streamId);
        this.#parts.socket.close(NORMAL, 'the call has ended');
        await Promise.all([...this.#sides.values()].map((side) => side.finish()));
        return;
      case 'mark':
        this.#ear?.reached(event.name);
        return;
      default:
        // A gap is seen in the numbers of the frames; keys mean nothing to a call for help.
        return;
    }
  }

  async #start({
    providerCallId,
    streamId,
    tracks,
    parameters,
  }: Extract<StreamEvent, { kind: 'started' }>): Promise<void> {
    clearTimeout(this.#deadline);
    const { call: callId = '', token = '' } = parameters;
    // With a telephone at the desk the two talk without us, and what we sent would not be heard.
    const carriesOperator = tracks.includes('operator');
    const claim = { providerCallId, streamId, callId, token, carriesOperator };
    if (!(await this.#parts.service.connect(claim))) {
      this.#parts.log.warn({}, 'a telephone stream has no valid token');
      this.#parts.socket.close(POLICY, 'the token is not valid');
      return;
    }
    this.#prove();
    for (const track of new Set(tracks)) this.#sides.set(track, await this.#parts.sink.open(callId, track));
    this.#stream = { callId, providerCallId, streamId };
    const { codec, ears, socket } = this.#parts;
    if (!carriesOperator) this.#ear = await ears(callId, codec, (message) => socket.send(message));
  }
}
