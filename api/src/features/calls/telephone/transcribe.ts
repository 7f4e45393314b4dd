import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { describeFailure, type WorkLog } from '../../../kernel/observability/failure.ts';
import { TELEPHONE_AUDIO, type Track } from '../../../ports/telephony.ts';
import { decodeMulaw } from '../../../speech/audio/mulaw.ts';
import { Upsampler } from '../../../speech/audio/resample.ts';
import type { CommittedSegment, Listening, Speech } from '../../../speech/speech.ts';
import { appendSegment, lockCall, readCall } from '../record/store.ts';
import type { AudioSide, AudioSink } from './audio.ts';

export interface TranscriptionNeeds {
  readonly database: Database;
  readonly speech: Speech;
  readonly log: WorkLog;
}

/** Samples of a frame of 20 ms for the engine, which takes twice as many as the telephone sends. */
const FRAME_SAMPLES = (2 * TELEPHONE_AUDIO.sampleRate) / 50;
/** A longer gap is cut to this: a number in a message must not become hours of silence. */
const MAX_LOST_FRAMES = 500;

/** Transcribes the audio of telephones into the transcript of their call. */
export function transcribing({ database, speech, log }: TranscriptionNeeds): AudioSink {
  const run = systemScope('transcribe a call');
  return {
    async open(callId: string, side: Track): Promise<AudioSide> {
      const offsetMs = await database.run(run, async (uow) => {
        const { createdAt } = await readCall(uow, callId);
        return Math.max(0, uow.now.getTime() - createdAt.getTime());
      });
      const append = ({ text, language, startMs, endMs }: CommittedSegment) =>
        database.run(
          run,
          async (uow) => {
            const call = await lockCall(uow, callId);
            await appendSegment(uow, call, {
              speaker: side,
              source: 'speech',
              language,
              text,
              startMs: Math.round(offsetMs + startMs),
              endMs: Math.round(offsetMs + endMs),
            });
          },
          { retry: true },
        );
      return new TranscribedSide(speech, append, log);
    },
  };
}

class TranscribedSide implements AudioSide {
  readonly #listening: Listening;
  readonly #upsampler = new Upsampler();
  #next = 1;
  /** Segments are stored one after another, in the order of the words. */
  #stored: Promise<unknown> = Promise.resolve();

  constructor(speech: Speech, append: (segment: CommittedSegment) => Promise<unknown>, log: WorkLog) {
    this.#listening = speech.open({
      onUpdate: ({ committed }) => {
        if (committed === null) return;
        this.#stored = this.#stored
          .then(() => append(committed))
          .catch((error: unknown) => {
            log.error({ reason: describeFailure(error) }, 'words of a call could not be stored');
          });
      },
      onHealth: () => {},
    });
  }

  push(sequence: number, bytes: Uint8Array): void {
    const lost = Math.min(sequence - this.#next, MAX_LOST_FRAMES);
    if (lost > 0) this.#listening.push(new Int16Array(lost * FRAME_SAMPLES));
    this.#next = sequence + 1;
    this.#listening.push(this.#upsampler.push(decodeMulaw(bytes)));
  }

  async finish(): Promise<void> {
    await this.#listening.finish();
    await this.#stored;
  }

  async close(): Promise<void> {
    await this.finish();
    this.#listening.close();
  }
}
