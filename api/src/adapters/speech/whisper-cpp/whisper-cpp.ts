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

export interface WhisperCppOptions {
  /** The server's address, without `/inference`. */
  readonly baseUrl: string;
  /** What logs call the model: the server serves the one it was started with. */
  readonly model: string;
  readonly maxReplyBytes?: number;
}

/** The server of whisper.cpp, by its own protocol: `POST /inference`. It has no client of its vendor. */
export class WhisperCppSpeech implements SpeechEngine {
  readonly name = 'whisper_cpp';
  readonly model: string;
  readonly #inference: EngineAddress;
  readonly #health: EngineAddress;

  constructor({ baseUrl, model, maxReplyBytes }: WhisperCppOptions) {
    this.model = model;
    const base = baseUrl.replace(/\/+$/, '');
    this.#inference = new EngineAddress(`${base}/inference`, maxReplyBytes);
    this.#health = new EngineAddress(`${base}/health`, maxReplyBytes);
  }

  transcribe({ samples, language, prompt, signal }: TranscriptionRequest): Promise<Transcription> {
    return asking(signal, async () => {
      const { body, headers } = encodeForm(samples, [
        ['response_format', 'verbose_json'],
        ['temperature', '0'],
        // No second attempts at higher temperatures: they invent, and what is unsure is dropped anyway.
        ['temperature_inc', '0'],
        ['language', language ?? 'auto'],
        ...(prompt === '' ? [] : [['prompt', prompt] as const]),
      ]);
      const reply = await this.#inference.ask({ headers, body, signal });
      return transcriptionOf(JSON.parse(reply), (samples.length / SPEECH_SAMPLE_RATE) * 1000);
    });
  }

  /** The server says 503 while it loads its model. */
  async check(signal: AbortSignal): Promise<void> {
    await asking(signal, () => this.#health.ask({ signal }));
  }
}
