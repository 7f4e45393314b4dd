import type { Connection } from '../connection.ts';
import type { CallEvents, CallSide } from './events.ts';
import { type CallHandlers, CallLine, callConnection, type LineOptions, type QueueHandlers } from './line.ts';
import type { AudioFormat } from './outbox.ts';
import { hearCall, type SoundHandlers } from './sound.ts';

export interface JoinOptions extends Partial<AudioFormat> {
  /** Only for those who may be more than one: who called and is the operator, or one of them who wants to listen. */
  readonly side?: CallSide | undefined;
  /** The operator chooses to speak here, also where they speak by a telephone at the desk. */
  readonly takeAudio?: boolean | undefined;
}

/**
 * Calls for help over one connection: being in calls, with audio, and following the queue of a desk. It ends with the
 * session.
 */
export class LiveCalls {
  readonly #options: LineOptions;
  readonly #connection: Connection<CallEvents>;
  readonly #lines = new Set<CallLine>();

  constructor(options: LineOptions) {
    this.#options = options;
    this.#connection = callConnection(options);
  }

  /**
   * Joins a call, and joins it again whenever the connection was lost. The side follows from who one is: the operator of
   * the call, who called, or a listener. Audio is 16-bit PCM at 16,000 samples a second unless the options say otherwise.
   */
  join(callId: string, handlers: CallHandlers, options: JoinOptions = {}): CallLine {
    const { encoding = 'pcm_s16le', side, takeAudio } = options;
    const sampleRate = options.sampleRate ?? (encoding === 'mulaw' ? 8_000 : 16_000);
    const line = new CallLine(this.#connection, this.#options, callId, handlers, {
      encoding,
      sampleRate,
      side,
      takeAudio,
    });
    this.#lines.add(line);
    return line;
  }

  /**
   * Hears a call, once at a time: its operator the caller, the caller their operator, an administrator who listens in both. Joining
   * is not needed for it. Returns a function that stops it.
   */
  listen(callId: string, handlers: SoundHandlers): () => void {
    return hearCall(this.#connection, callId, handlers);
  }

  /** Follows the queue of a hospital's desk, or that of the platform. Returns a function that stops it. */
  queue(hospitalId: string, handlers: QueueHandlers): () => void {
    const stops = [
      this.#connection.on('call', (change) => handlers.onCall?.(change)),
      this.#connection.keep({
        request: ['watch', { hospitalId }],
        connection: handlers.onConnection,
        heard: handlers.onHeard,
        problem: handlers.onProblem,
      }),
      () => this.#connection.send('unwatch', { hospitalId }),
    ];
    return () => {
      for (const stop of stops.splice(0)) stop();
    };
  }

  /** Leaves every call and ends the connection. */
  close(): void {
    for (const line of this.#lines) line.stop();
    this.#connection.close();
  }
}
