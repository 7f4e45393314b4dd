import {
  SPEECH_SAMPLE_RATE,
  type SpeechEngine,
  type Transcription,
  type TranscriptionRequest,
} from '../../../ports/speech.ts';
import { EngineAddress } from '../exchange.ts';
import { encodeForm } from '../form.ts';
import { transcriptionOf } from '../transcription.ts';
import { asking } from '../transport.ts';

export interface OpenAISpeechOptions {
  /** Null for servers that need none. */
  readonly apiKey: string | null;
  /** With the path before `/audio/transcriptions`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly maxReplyBytes?: number;
}

/** A tenth of a second of silence, enough for a server to answer that it works. */
const CHECK_SAMPLES = SPEECH_SAMPLE_RATE / 10;

/**
 * OpenAI, and every server that has its `POST /audio/transcriptions`. Asked without the vendor's client, whose part in a request was
 * larger than that of the audio.
 */
export class OpenAISpeech implements SpeechEngine {
  readonly name = 'openai';
  readonly model: string;
  readonly #address: EngineAddress;
  readonly #authorization: Readonly<Record<string, string>>;

  constructor({ apiKey, baseUrl, model, maxReplyBytes }: OpenAISpeechOptions) {
    this.model = model;
    this.#address = new EngineAddress(`${baseUrl.replace(/\/+$/, '')}/audio/transcriptions`, maxReplyBytes);
    this.#authorization = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  }

  transcribe({ samples, language, prompt, signal }: TranscriptionRequest): Promise<Transcription> {
    return asking(signal, async () => {
      const { body, headers } = encodeForm(samples, [
        ['model', this.model],
        ['response_format', 'verbose_json'],
        ['timestamp_granularities[]', 'word'],
        ['timestamp_granularities[]', 'segment'],
        ['temperature', '0'],
        ...(language === null ? [] : [['language', language] as const]),
        ...(prompt === '' ? [] : [['prompt', prompt] as const]),
      ]);
      const reply = await this.#address.ask({
        headers: { ...this.#authorization, accept: 'application/json', ...headers },
        body,
        signal,
      });
      return transcriptionOf(JSON.parse(reply), (samples.length / SPEECH_SAMPLE_RATE) * 1000);
    });
  }

  /** By a transcription of silence: not every compatible server has a list of models. */
  async check(signal: AbortSignal): Promise<void> {
    await this.transcribe({ samples: new Int16Array(CHECK_SAMPLES), language: null, prompt: '', signal });
  }
}
