import type OpenAI from 'openai';
import { boundedFetch } from '../../../kernel/network/bounded-fetch.ts';
import { causesOf, networkFailure, statusFailure } from '../../../kernel/network/failures.ts';
import { retryAfterMs } from '../../../kernel/network/retry-after.ts';
import type { Samples } from '../../../ports/speech.ts';
import {
  type SpokenText,
  SynthesisError,
  type Synthesiser,
  type SynthesisFailure,
  stoppedSynthesis,
  type VoiceKind,
} from '../../../ports/synthesis.ts';
import { connectOpenAI } from '../../openai/client.ts';
import { checkText, spokenSamples } from '../samples.ts';

export interface OpenAISynthesisOptions {
  /** Null for servers that need none. */
  readonly apiKey: string | null;
  /** With the path before `/audio/speech`. */
  readonly baseUrl: string;
  readonly model: string;
  /** The server's names of voices. */
  readonly voices: Readonly<Record<VoiceKind, string>>;
  readonly maxReplyBytes?: number;
}

/** Milliseconds until the vendor's client gives up, for callers whose signal has no limit. */
const CLIENT_TIMEOUT_MS = 60_000;
/** A minute and a half of 16-bit stereo at 48 kHz. */
const MAX_REPLY_BYTES = 18 * 1024 * 1024;

/** OpenAI, and every server that has its `POST /audio/speech`. The vendor's client is loaded at first use. */
export class OpenAISynthesis implements Synthesiser {
  readonly name = 'openai';
  /** The protocol names no language: the model reads it from the text. */
  readonly languages = null;
  readonly #options: OpenAISynthesisOptions;
  #client: Promise<OpenAI> | undefined;

  constructor(options: OpenAISynthesisOptions) {
    this.#options = options;
  }

  async speak({ text, voice, signal }: SpokenText): Promise<Samples> {
    if (signal.aborted) throw stoppedSynthesis(signal);
    checkText(text);
    try {
      const client = await this.#connect();
      const { model, voices } = this.#options;
      const reply = await client.audio.speech.create(
        { model, voice: voices[voice], input: text, response_format: 'wav' },
        { signal },
      );
      return spokenSamples(new Uint8Array(await reply.arrayBuffer()));
    } catch (error) {
      if (signal.aborted) throw stoppedSynthesis(signal);
      throw failureOf(error);
    }
  }

  #connect(): Promise<OpenAI> {
    const { apiKey, baseUrl, maxReplyBytes = MAX_REPLY_BYTES } = this.#options;
    this.#client ??= connectOpenAI({
      apiKey,
      baseUrl,
      timeout: CLIENT_TIMEOUT_MS,
      fetch: boundedFetch(maxReplyBytes, (code) => new SynthesisError('bad_reply', { code })),
    });
    return this.#client;
  }
}

function failureOf(error: unknown): SynthesisError {
  for (const cause of causesOf(error)) {
    if (cause instanceof SynthesisError) return cause;
    const failed = networkFailure(cause);
    if (failed !== null) return new SynthesisError(failed.failure, { code: failed.code });
  }
  // What the vendor's client throws for an error reply.
  const { status, headers } = error as { readonly status?: unknown; readonly headers?: Headers };
  if (typeof status === 'number') {
    return new SynthesisError(failureOfStatus(status), {
      code: String(status),
      retryAfterMs: retryAfterMs(headers),
    });
  }
  const timedOut = (error as Error).constructor?.name === 'APIConnectionTimeoutError';
  return new SynthesisError(timedOut ? 'timed_out' : 'connection_lost');
}

function failureOfStatus(status: number): SynthesisFailure {
  if (status === 404) return 'unknown_voice';
  const failure = statusFailure(status);
  return failure === 'server_error' ? 'synthesiser_error' : failure;
}
