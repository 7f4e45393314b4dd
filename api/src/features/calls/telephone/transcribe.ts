import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { TELEPHONE_AUDIO, type Track } from '../../../ports/telephony.ts';
import type { AudioInput, CallAudioIntake } from '../audio/audio.ts';
import { readCall } from '../record/store.ts';
import type { AudioSide, AudioSink } from './audio.ts';

/** Gives the audio of telephones to where that of browsers comes in, so that words, urgency and figures are the same. */
export function transcribing(database: Database, audio: CallAudioIntake): AudioSink {
  return {
    async open(callId: string, side: Track): Promise<AudioSide> {
      const call = await database.run(systemScope('receive the audio of a telephone'), (uow) =>
        readCall(uow, callId),
      );
      return new TelephoneSide(await audio.take(call, side));
    },
  };
}

class TelephoneSide implements AudioSide {
  readonly #input: AudioInput;
  /** The frames of a stream count from 1; those of its side go on from the stream before. */
  readonly #before: number;

  constructor(input: AudioInput) {
    this.#input = input;
    this.#before = input.nextSeq - 1;
  }

  push(sequence: number, bytes: Uint8Array): void {
    const { sampleRate } = TELEPHONE_AUDIO;
    try {
      this.#input.push({ seq: this.#before + sequence, encoding: 'mulaw', sampleRate, bytes });
    } catch (error) {
      // A telephone can neither be slowed down nor asked again: what is refused is lost, and counts as such.
      if (!(error instanceof Problem)) throw error;
    }
  }

  finish(): Promise<void> {
    return this.#input.finish();
  }

  async close(): Promise<void> {
    await this.finish();
    this.#input.close();
  }
}
