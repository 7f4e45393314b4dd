import type { IncomingMessage, ServerResponse } from 'node:http';
import { encodeWav } from '../../../src/adapters/audio/wav.ts';
import {
  bodyOf,
  LocalServer,
  type ReplyFault,
  sendFaulty,
  sendJson,
} from '../../../src/adapters/sandbox/local-server.ts';

/** What goes wrong with a request, in place of a good reply. */
export type SynthesisSandboxFault =
  | ReplyFault
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Audio without its second half. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'huge'; readonly bytes: number };

/** A request as it was understood. */
export interface SynthesisSandboxAsk {
  readonly model: string;
  readonly voice: string;
  readonly input: string;
  readonly format: string;
}

export interface SynthesisSandboxOptions {
  /** The sound of a text. Default: a tone for each word. */
  readonly speak?: (text: string) => Int16Array;
  /** Of the sound. Default: 16,000. */
  readonly sampleRate?: number;
  /** Whether the header leaves the length open, as of audio that is sent while it is made. Default: false. */
  readonly openLength?: boolean;
  /** The key that requests must have; null for none. Default: none. */
  readonly apiKey?: string | null;
  readonly models?: readonly string[];
}

/** Speaks the protocol of OpenAI's `POST /v1/audio/speech` on a local port. */
export class SynthesisSandbox {
  readonly asked: SynthesisSandboxAsk[] = [];
  readonly #options: SynthesisSandboxOptions;
  readonly #server: LocalServer;
  readonly #faults: SynthesisSandboxFault[] = [];

  constructor(options: SynthesisSandboxOptions = {}) {
    this.#options = options;
    this.#server = new LocalServer((request, response) => this.#serve(request, response));
  }

  /** @returns the address, without a path. */
  start(port?: number): Promise<string> {
    return this.#server.start(port);
  }

  /** Afterwards the port refuses connections. */
  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#server.connections;
  }

  /** Faults for the next requests, one each, in this order. */
  failNext(...faults: SynthesisSandboxFault[]): void {
    this.#faults.push(...faults);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { apiKey = null, models } = this.#options;
    if (apiKey !== null && request.headers.authorization !== `Bearer ${apiKey}`) return refuse(response, 401);
    if (request.method !== 'POST' || request.url !== '/v1/audio/speech') return refuse(response, 404);
    const body = JSON.parse((await bodyOf(request)).toString()) as Readonly<Record<string, unknown>>;
    const { model, voice, input, response_format: format = 'mp3' } = body;
    const ask = { model: String(model), voice: String(voice), input: String(input), format: String(format) };
    if (typeof input !== 'string' || input === '' || ask.format !== 'wav') return refuse(response, 400);
    this.asked.push(ask);
    if (models !== undefined && !models.includes(ask.model)) return refuse(response, 404);
    this.#answer(ask, response);
  }

  #answer({ input }: SynthesisSandboxAsk, response: ServerResponse): void {
    const {
      sampleRate = 16_000,
      openLength = false,
      speak = (text) => beeps(text, sampleRate),
    } = this.#options;
    const fault = this.#faults.shift();
    switch (fault?.kind) {
      case 'reset':
      case 'hang':
      case 'html':
      case 'redirect':
      case 'truncated':
        sendFaulty(response, fault, () => ({ error: 'none of audio' }));
        break;
      case 'status':
        refuse(response, fault.status, fault.headers);
        break;
      case 'huge':
        sendAudio(response, new Uint8Array(fault.bytes));
        break;
      case 'silence':
        sendAudio(response, encodeWav(new Int16Array(sampleRate), sampleRate));
        break;
      default: {
        const wav = encodeWav(speak(input), sampleRate);
        if (openLength) new DataView(wav.buffer).setUint32(40, 0xff_ff_ff_ff, true);
        sendAudio(response, fault?.kind === 'cut' ? wav.subarray(0, wav.length / 2) : wav);
      }
    }
  }
}

const WORD_MS = 300;

/** A tone of 200 ms for each word, and a pause after it. */
function beeps(text: string, sampleRate: number): Int16Array {
  const word = (WORD_MS * sampleRate) / 1_000;
  const samples = new Int16Array(text.trim().split(/\s+/u).length * word);
  return samples.map((_, at) =>
    at % word < (2 * word) / 3 ? Math.round(8_000 * Math.sin((2 * Math.PI * 220 * at) / sampleRate)) : 0,
  );
}

function sendAudio(response: ServerResponse, bytes: Uint8Array): void {
  response.writeHead(200, { 'content-type': 'audio/wav' });
  response.end(bytes);
}

function refuse(response: ServerResponse, status: number, headers?: Readonly<Record<string, string>>): void {
  sendJson(response, status, { error: { message: 'refused', type: 'invalid_request_error' } }, headers);
}
