import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { TELEPHONE_AUDIO, type Track } from '../../../ports/telephony.ts';
import type { AudioInput, CallAudioIntake } from '../audio/audio.ts';
import { leaveSide } from '../audio/positions.ts';
import { readCall } from '../record/store.ts';
import type { AudioSide, AudioSink } from './audio.ts';

/** Gives the audio of telephones to where that of browsers comes in, so that words, urgency and figures are the same. */
export function transcribing(database: Database, audio: CallAudioIntake): AudioSink {
  const scope = systemScope('receive the audio of a telephone');
  return {
    async open(callId: string, side: Track): Promise<AudioSide> {
      const call = await database.run(scope, (uow) => readCall(uow, callId));
      const input = await audio.take(call, side, { source: 'telephone' });
      if (input === null) return UNHEARD;
      return new TelephoneSide(input, () =>
        database.run(scope, (uow) => leaveSide(uow, { callId, speaker: side, epoch: input.epoch })),
      );
    },
  };
}

/** Of an operator who has chosen to speak through a page: their telephone gives no words. */
const UNHEARD: AudioSide = { push() {}, async finish() {}, close() {} };

class TelephoneSide implements AudioSide {
  readonly #input: AudioInput;
  /** The frames of a stream count from 1; those of its side go on from the stream before. */
  readonly #before: number;
  readonly #leave: () => Promise<void>;

  /** @param leave says that the telephone is off this side. */
  constructor(input: AudioInput, leave: () => Promise<void>) {
    this.#input = input;
    this.#leave = leave;
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
    await this.#leave();
  }
}
