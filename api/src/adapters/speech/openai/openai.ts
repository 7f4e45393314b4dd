import type OpenAI from 'openai';
import {
  SPEECH_SAMPLE_RATE,
  type SpeechEngine,
  type Transcription,
  type TranscriptionRequest,
} from '../../../ports/speech.ts';
import { connectOpenAI } from '../../openai/client.ts';
import { encodeForm } from '../form.ts';
import { transcriptionOf } from '../transcription.ts';
import { asking, speechFetch } from '../transport.ts';

export interface OpenAISpeechOptions {
  /** Null for servers that need none. */
  readonly apiKey: string | null;
  /** With the path before `/audio/transcriptions`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly maxReplyBytes?: number;
}

/** Milliseconds until the vendor's client gives up, for callers whose signal has no limit. */
const CLIENT_TIMEOUT_MS = 60_000;
/** A tenth of a second of silence, enough for a server to answer that it works. */
const CHECK_SAMPLES = SPEECH_SAMPLE_RATE / 10;

/** OpenAI, and every server that has its `POST /audio/transcriptions`. The vendor's client is loaded at first use. */
export class OpenAISpeech implements SpeechEngine {
  readonly name = 'openai';
  readonly #options: OpenAISpeechOptions;
  #client: Promise<OpenAI> | undefined;

  constructor(options: OpenAISpeechOptions) {
    this.#options = options;
  }

  get model(): string {
    return this.#options.model;
  }

  transcribe({ samples, language, prompt, signal }: TranscriptionRequest): Promise<Transcription> {
    return asking(signal, async () => {
      const client = await this.#connect();
      const { body, headers } = encodeForm(samples, [
        ['model', this.#options.model],
        ['response_format', 'verbose_json'],
        ['timestamp_granularities[]', 'word'],
        ['timestamp_granularities[]', 'segment'],
        ['temperature', '0'],
        ...(language === null ? [] : [['language', language] as const]),
        ...(prompt === '' ? [] : [['prompt', prompt] as const]),
      ]);
      const reply = await client.post<unknown>('/audio/transcriptions', { body, headers, signal });
      return transcriptionOf(reply, (samples.length / SPEECH_SAMPLE_RATE) * 1000);
    });
  }

  /** By a transcription of silence: not every compatible server has a list of models. */
  async check(signal: AbortSignal): Promise<void> {
    await this.transcribe({ samples: new Int16Array(CHECK_SAMPLES), language: null, prompt: '', signal });
  }

  #connect(): Promise<OpenAI> {
    const { apiKey, baseUrl, maxReplyBytes } = this.#options;
    this.#client ??= connectOpenAI({
      apiKey,
      baseUrl,
      timeout: CLIENT_TIMEOUT_MS,
      fetch: speechFetch(maxReplyBytes),
    });
    return this.#client;
  }
}
