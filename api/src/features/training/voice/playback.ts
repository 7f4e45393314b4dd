import { SPEECH_SAMPLE_RATE } from '../../../ports/speech.ts';
import { WAV_HEADER_BYTES, wavHeader } from '../../../speech/audio/wav-header.ts';
import type { Scenario } from '../engine/types.ts';
import type { TrainingRun } from '../models.ts';
import { languageOfLine } from './languages.ts';
import type { SpokenLines } from './lines.ts';
import { Background, SAMPLES_PER_MS } from './mix.ts';

/** A run that lasts longer is cut off here. */
const MAX_MS = 2 * 60 * 60 * 1_000;
/** So much is made at a time. */
const BLOCK_SAMPLES = 10 * SPEECH_SAMPLE_RATE;

/**
 * What was heard of the caller from the moment the call was answered, as a WAV file: the lines are spoken once more, at the
 * times at which they were, over the same noise. A caller that was on hold is not left out.
 */
export class RunAudio {
  /** Bytes. */
  readonly length: number;
  readonly #run: TrainingRun;
  readonly #scenario: Scenario;
  readonly #lines: SpokenLines;
  readonly #samples: number;

  /** @param until when the run ended, or now. */
  constructor(run: TrainingRun, scenario: Scenario, lines: SpokenLines, until: Date) {
    this.#run = run;
    this.#scenario = scenario;
    this.#lines = lines;
    const ms = until.getTime() - (run.startedAt ?? until).getTime();
    this.#samples = Math.min(Math.max(ms, 0), MAX_MS) * SAMPLES_PER_MS;
    this.length = WAV_HEADER_BYTES + 2 * this.#samples;
  }

  /** @throws SynthesisError where a line cannot be spoken again: then the file ends too early. */
  async *read(): AsyncIterable<Uint8Array> {
    const background = new Background(this.#scenario.noise);
    yield wavHeader(this.length, 1, SPEECH_SAMPLE_RATE);
    for (let first = 0; first < this.#samples; first += BLOCK_SAMPLES) {
      const voice = new Int16Array(Math.min(BLOCK_SAMPLES, this.#samples - first));
      await this.#addLines(voice, first);
      yield new Uint8Array(background.behind(voice, first).buffer);
    }
  }

  async #addLines(voice: Int16Array, first: number): Promise<void> {
    const { entries, spoken } = this.#run;
    for (const { entry, atMs, ms } of spoken) {
      const line = entries[entry];
      if (ms === null || line?.kind !== 'caller') continue;
      const from = Math.round(atMs * SAMPLES_PER_MS) - first;
      const length = Math.round(ms * SAMPLES_PER_MS);
      if (from >= voice.length || from + length <= 0) continue;
      const said = await this.#lines.of({
        text: line.text,
        language: languageOfLine(line.text, this.#scenario),
        voice: this.#scenario.caller.voice,
      });
      const heard = said.subarray(Math.max(0, -from), Math.min(length, voice.length - from));
      voice.set(heard, Math.max(0, from));
    }
  }
}
