import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { decodeWav } from '../../audio/wav.ts';
import { bodyOf, LocalServer, type ReplyFault, sendFaulty, sendJson } from '../../sandbox/local-server.ts';
import { understandTones } from './tones.ts';

/** What goes wrong with a request, in place of a good reply. */
export type SpeechSandboxFault =
  | ReplyFault
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Times that are not numbers. */
  | { readonly kind: 'bad_times' }
  | { readonly kind: 'huge'; readonly bytes: number }
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Text for audio without speech, with the certainty that Whisper typically claims. */
  | { readonly kind: 'invent'; readonly text: string };

/** A request as it was understood. */
export interface SpeechSandboxAsk {
  readonly samples: Int16Array;
  readonly language: string | null;
  readonly prompt: string;
  readonly model: string;
}

export interface SpeechSandboxOptions {
  /** `openai`: POST /v1/audio/transcriptions. `whisper_cpp`: POST /inference, GET /health. */
  readonly protocol: 'openai' | 'whisper_cpp';
  readonly vocabulary: readonly string[];
  /** The language that is named in replies. Default: English. */
  readonly language?: string;
  /** The key that requests must have; null for none. Default: none. */
  readonly apiKey?: string | null;
  /** How long a transcription takes, milliseconds. Default: 0. */
  readonly engineMs?: (ask: SpeechSandboxAsk) => number;
  readonly fault?: (ask: SpeechSandboxAsk) => SpeechSandboxFault | null;
  /** Where times of words are: inside segments, beside them, or nowhere. Default: those of the protocol. */
  readonly words?: 'inside' | 'beside' | 'none';
  readonly port?: number;
  /** Whether `asked` and `ended` get each request, which needs memory for its audio. Default: true. */
  readonly record?: boolean;
}

/** Speaks the protocol of a speech engine on a local port and understands the tones of `tones.ts`. */
export class SpeechSandbox {
  readonly asked: SpeechSandboxAsk[] = [];
  /** How each request's connection ended, in order: `abandoned` where the client closed it. */
  readonly ended: Promise<'complete' | 'abandoned'>[] = [];
  readonly #options: SpeechSandboxOptions;
  readonly #server: LocalServer;
  readonly #faults: SpeechSandboxFault[] = [];

  constructor(options: SpeechSandboxOptions) {
    this.#options = options;
    this.#server = new LocalServer((request, response) => this.#serve(request, response));
  }

  /** @returns the address, without a path. */
  start(): Promise<string> {
    return this.#server.start(this.#options.port);
  }

  /** Afterwards the port refuses connections. */
  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** Faults for the next transcriptions, one each, in this order. */
  failNext(...faults: SpeechSandboxFault[]): void {
    this.#faults.push(...faults);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { protocol, apiKey = null } = this.#options;
    const path = new URL(request.url ?? '/', 'http://sandbox').pathname;
    if (apiKey !== null && request.headers.authorization !== `Bearer ${apiKey}`) return refuse(response, 401);
    if (protocol === 'whisper_cpp' && request.method === 'GET' && path === '/health') {
      return sendJson(response, 200, { status: 'ok' });
    }
    const expected = protocol === 'openai' ? '/v1/audio/transcriptions' : '/inference';
    if (request.method !== 'POST' || path !== expected) return refuse(response, 404);
    const { record = true } = this.#options;
    if (record) this.ended.push(ending(response));
    const ask = await readAsk(request);
    if (ask === null) return refuse(response, 400);
    if (record) this.asked.push(ask);
    await this.#answer(ask, response);
  }

  async #answer(ask: SpeechSandboxAsk, response: ServerResponse): Promise<void> {
    const { fault, engineMs } = this.#options;
    const failing = this.#faults.shift() ?? fault?.(ask) ?? null;
    const delayMs = (engineMs?.(ask) ?? 0) + (failing?.kind === 'slow' ? failing.delayMs : 0);
    if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
    switch (failing?.kind) {
      case 'reset':
      case 'hang':
      case 'html':
      case 'redirect':
      case 'truncated':
        return sendFaulty(response, failing, () => this.#transcription(ask, null));
      case 'status':
        return refuse(response, failing.status, failing.headers);
      case 'huge':
        return sendJson(response, 200, { text: 'x'.repeat(failing.bytes) });
      case 'bad_times':
        return sendJson(response, 200, { text: 'x', segments: [{ text: 'x', start: 'soon', end: null }] });
      default:
        return sendJson(
          response,
          200,
          this.#transcription(ask, failing?.kind === 'invent' ? failing.text : null),
        );
    }
  }

  #transcription(ask: SpeechSandboxAsk, invented: string | null): unknown {
    const { protocol, vocabulary, language = 'english' } = this.#options;
    const duration = ask.samples.length / 16_000;
    const texts = invented?.split(' ');
    const heard =
      texts?.map((text, index) => ({
        text,
        startMs: (duration * 1000 * index) / texts.length,
        endMs: (duration * 1000 * (index + 1)) / texts.length,
      })) ?? understandTones(ask.samples, vocabulary);
    const words = heard.map(({ text, startMs, endMs }) => ({
      word: ` ${text}`,
      start: startMs / 1000,
      end: endMs / 1000,
      ...(protocol === 'whisper_cpp' ? { probability: 0.9 } : {}),
    }));
    const place = this.#options.words ?? (protocol === 'openai' ? 'beside' : 'inside');
    const text = heard.map((word) => word.text).join(' ');
    const [first, last] = [words[0], words.at(-1)];
    const segments =
      first === undefined || last === undefined
        ? []
        : [
            {
              id: 0,
              text: ` ${text}`,
              start: first.start,
              end: last.end,
              avg_logprob: invented === null ? -0.25 : -0.8,
              no_speech_prob: invented === null ? 0.01 : 0.5,
              ...(place === 'inside' ? { words } : {}),
            },
          ];
    return {
      task: 'transcribe',
      language,
      duration,
      text,
      segments,
      ...(place === 'beside' ? { words } : {}),
    };
  }
}

function ending(response: ServerResponse): Promise<'complete' | 'abandoned'> {
  return new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished ? 'complete' : 'abandoned'));
  });
}

async function readAsk(request: IncomingMessage): Promise<SpeechSandboxAsk | null> {
  const body = await bodyOf(request);
  try {
    const parts = partsOf(body, request.headers['content-type'] ?? '');
    const file = parts.get('file');
    if (file === undefined) return null;
    const textOf = (name: string) => parts.get(name)?.toString('utf8');
    const language = textOf('language');
    return {
      samples: decodeWav(file),
      language: language === undefined || language === 'auto' ? null : language,
      prompt: textOf('prompt') ?? '',
      model: textOf('model') ?? '',
    };
  } catch {
    // Not a form with a WAV file: the caller gets 400.
    return null;
  }
}

/**
 * The parts of a form by name. By hand: what the platform has for forms takes longer than everything else that the sandbox
 * does, many times a second for each call of a bench. @throws Error for what is no form.
 */
function partsOf(body: Buffer, contentType: string): ReadonlyMap<string, Buffer> {
  const [, boundary] = /^multipart\/form-data; *boundary="?([^";]+)"?$/i.exec(contentType) ?? [];
  if (boundary === undefined) throw new Error('not a form');
  const parts = new Map<string, Buffer>();
  const delimiter = `\r\n--${boundary}`;
  if (!body.subarray(0, delimiter.length - 2).equals(Buffer.from(delimiter.slice(2))))
    throw new Error('no boundary at the start');
  let at = delimiter.length - 2;
  while (body.toString('latin1', at, at + 2) === '\r\n') {
    const from = body.indexOf('\r\n\r\n', at, 'latin1') + 4;
    const end = body.indexOf(delimiter, from, 'latin1');
    const [, name] = /;\s*name="([^"]*)"/i.exec(body.toString('latin1', at, from)) ?? [];
    if (from < 4 || end === -1 || name === undefined) throw new Error('a part without its end or name');
    parts.set(name, body.subarray(from, end));
    at = end + delimiter.length;
  }
  if (body.toString('latin1', at, at + 2) !== '--') throw new Error('a form without its end');
  return parts;
}

function refuse(response: ServerResponse, status: number, headers?: Readonly<Record<string, string>>): void {
  sendJson(response, status, { error: { message: 'refused', type: 'invalid_request_error' } }, headers);
}
