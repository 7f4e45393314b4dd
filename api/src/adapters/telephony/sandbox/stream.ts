import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { newSid } from '../../twilio/sandbox-server.ts';

/** 20 ms of mu-law at 8 kHz: what the provider puts into one message. */
const FRAME_BYTES = 160;
const FRAME_MS = 20;
/** With `pace: 'fast'`: frames that are sent before it waits until the last has left. */
const BURST = 25;

export type SandboxTrack = 'inbound' | 'outbound';

export interface SandboxStreamOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly accountSid: string;
  readonly callSid: string;
  readonly tracks: readonly SandboxTrack[];
  readonly parameters: Readonly<Record<string, string>>;
}

/** The provider's side of one media stream: the messages of its protocol over a real WebSocket. */
export class SandboxStream {
  readonly streamSid = newSid('MZ');
  /** What was played to the caller, in order. */
  readonly played: Uint8Array[] = [];
  /** The names of the marks that were reached. */
  readonly marks: string[] = [];
  /** Resolves with the close code: 1006 for a handshake that was refused and for a connection that broke. */
  readonly closed: Promise<number>;
  /** The status with which the handshake was refused; null where it was not. */
  refusedWith: number | null = null;
  readonly #options: SandboxStreamOptions;
  readonly #socket: WebSocket;
  readonly #chunks = new Map<SandboxTrack, number>();
  #sequence = 0;
  #last = '';

  constructor(options: SandboxStreamOptions) {
    this.#options = options;
    this.#socket = new WebSocket(options.url, { headers: options.headers });
    this.closed = new Promise((resolve) => this.#socket.once('close', resolve));
    // A close follows every error.
    this.#socket.on('error', () => {});
    this.#socket.on('message', (data) => this.#heard(String(data)));
    this.#socket.on('unexpected-response', (_request, response) => {
      this.refusedWith = response.statusCode ?? null;
      this.#socket.terminate();
    });
  }

  /** Says who it is once the handshake is done. @returns false where it was refused. */
  async begin(): Promise<boolean> {
    const open = new Promise<boolean>((resolve) => this.#socket.once('open', () => resolve(true)));
    if (!(await Promise.race([open, this.closed.then(() => false)]))) return false;
    const { accountSid, callSid, tracks, parameters } = this.#options;
    void this.raw(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
    void this.send('start', {
      start: {
        accountSid,
        streamSid: this.streamSid,
        callSid,
        tracks,
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        customParameters: parameters,
      },
    });
    return true;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /**
   * Speaks. `real_time`: a frame every 20 ms; `fast`: as fast as the other side takes it.
   * @returns the number of frames that were sent before the stream closed.
   */
  async play(
    mulaw: Uint8Array,
    pace: 'real_time' | 'fast' = 'fast',
    track: SandboxTrack = 'inbound',
  ): Promise<number> {
    const began = performance.now();
    let sent = 0;
    for (let at = 0; at < mulaw.length && this.isOpen; at += FRAME_BYTES) {
      const leaving = this.frame(mulaw.subarray(at, at + FRAME_BYTES), track);
      sent += 1;
      if (pace === 'fast') {
        if (sent % BURST === 0) await leaving;
        continue;
      }
      const early = began + sent * FRAME_MS - performance.now();
      if (early > 0) await wait(early, undefined, { ref: false });
    }
    return sent;
  }

  /** One frame. @returns when it has left, or cannot. */
  frame(bytes: Uint8Array, track: SandboxTrack = 'inbound'): Promise<void> {
    const chunk = (this.#chunks.get(track) ?? 0) + 1;
    this.#chunks.set(track, chunk);
    return this.send('media', {
      media: {
        track,
        chunk: String(chunk),
        timestamp: String((chunk - 1) * FRAME_MS),
        payload: Buffer.from(bytes).toString('base64'),
      },
    });
  }

  press(digit: string): void {
    void this.send('dtmf', { dtmf: { track: 'inbound_track', digit } });
  }

  /** Frames that never arrive. */
  lose(frames: number, track: SandboxTrack = 'inbound'): void {
    this.#sequence += frames;
    this.#chunks.set(track, (this.#chunks.get(track) ?? 0) + frames);
  }

  /** Sends the last message again. */
  repeat(): void {
    void this.raw(this.#last);
  }

  /** A message as it is, whatever it is. */
  raw(data: string | Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      if (this.isOpen) this.#socket.send(data, () => resolve());
      else resolve();
    });
  }

  /** A message with the next number. */
  send(event: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
    this.#sequence += 1;
    const { streamSid } = this;
    this.#last = JSON.stringify({ event, sequenceNumber: String(this.#sequence), streamSid, ...fields });
    return this.raw(this.#last);
  }

  /** Ends it as the provider does when the call has ended. */
  async stop(): Promise<void> {
    const { accountSid, callSid } = this.#options;
    await this.send('stop', { stop: { accountSid, callSid } });
    this.#socket.close(1000);
    await this.closed;
  }

  /** The connection breaks. */
  async cut(): Promise<void> {
    this.#socket.terminate();
    await this.closed;
  }

  #heard(message: string): void {
    const { event, media, mark } = JSON.parse(message) as {
      event: string;
      media?: { payload: string };
      mark?: { name: string };
    };
    if (event === 'media') this.played.push(new Uint8Array(Buffer.from(media?.payload ?? '', 'base64')));
    // What is played here takes no time, so that a mark is reached at once.
    if (event === 'mark' && mark !== undefined) {
      this.marks.push(mark.name);
      void this.send('mark', { mark });
    }
    if (event === 'clear') this.played.length = 0;
  }
}
