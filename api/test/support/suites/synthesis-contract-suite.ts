import { describe, expect, it } from 'vitest';
import { type Samples, SPEECH_SAMPLE_RATE } from '../../../src/ports/speech.ts';
import {
  type SpokenText,
  SynthesisError,
  type Synthesiser,
  type SynthesisFailure,
} from '../../../src/ports/synthesis.ts';

/** What may happen to the next text. */
export type SynthesisFault = 'error' | 'silence' | 'no audio' | 'cut off' | 'hang';

/** What a synthesis adapter's test provides so that the common suite can test it. */
export interface SynthesisHarness {
  readonly synthesiser: () => Synthesiser;
  /** The same where nothing answers. */
  readonly gone: () => Promise<Synthesiser> | Synthesiser;
  failNext(fault: SynthesisFault): Promise<void> | void;
  /** Resolves when a text is being spoken. */
  begun(): Promise<void>;
  /** Resolves when none is. */
  idle(): Promise<void>;
}

const SAID = 'My father fell down';

export function spoken(changes: Partial<SpokenText> = {}): SpokenText {
  return { text: SAID, language: 'en', voice: 'female', signal: new AbortController().signal, ...changes };
}

export async function synthesisFailureOf(speaking: Promise<unknown>): Promise<SynthesisError> {
  const error = await speaking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SynthesisError);
  expect(`${(error as SynthesisError).message} ${(error as SynthesisError).code}`).not.toContain('father');
  return error as SynthesisError;
}

const seconds = (samples: Samples) => samples.length / SPEECH_SAMPLE_RATE;
const loudest = (samples: Samples) => samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);

const FAULTS: ReadonlyArray<readonly [SynthesisFault, SynthesisFailure]> = [
  ['error', 'synthesiser_error'],
  ['silence', 'bad_reply'],
  ['no audio', 'bad_reply'],
  ['cut off', 'bad_reply'],
];

/** Every adapter of speech synthesis passes these. */
export function synthesisContractSuite({ synthesiser, gone, failNext, begun, idle }: SynthesisHarness): void {
  const speak = (changes?: Partial<SpokenText>) => synthesiser().speak(spoken(changes));

  it('speaks longer texts longer, in every voice', async () => {
    const short = await speak();
    expect(seconds(short)).toBeGreaterThan(0.4);
    expect(loudest(short)).toBeGreaterThan(1_000);
    for (const voice of ['male', 'child'] as const) {
      const long = await speak({ voice, text: `${SAID}. He does not answer when I call him by his name.` });
      expect(seconds(long)).toBeGreaterThan(seconds(short) * 1.5);
    }
  });

  it('speaks what looks like options, markup or a command', async () => {
    expect(seconds(await speak({ text: '-o /dev/full "; $(exit 3) `id` <speak> help' }))).toBeGreaterThan(
      0.4,
    );
  });

  it.each(['', ' ', 'My father fell. '.repeat(80)])('speaks no text like %j', async (text) => {
    expect((await synthesisFailureOf(speak({ text }))).failure).toBe('rejected');
  });

  it.each(FAULTS)('turns %s into %s', async (fault, failure) => {
    await failNext(fault);
    expect((await synthesisFailureOf(speak())).failure).toBe(failure);
    expect(seconds(await speak())).toBeGreaterThan(0.4);
  });

  describe('when its signal stops it', () => {
    it.each([
      ['timed_out', new DOMException('The operation timed out', 'TimeoutError')],
      ['cancelled', new DOMException('This operation was aborted', 'AbortError')],
    ])('ends with %s, and what spoke ends', async (failure, reason) => {
      await failNext('hang');
      const stop = new AbortController();
      const failing = synthesisFailureOf(speak({ signal: stop.signal }));
      await begun();
      stop.abort(reason);
      expect((await failing).failure).toBe(failure);
      await idle();
    });

    it('asks nothing when it was stopped before', async () => {
      const failed = await synthesisFailureOf(speak({ signal: AbortSignal.abort() }));
      expect(failed.failure).toBe('cancelled');
    });
  });

  it('says that nothing is there', async () => {
    const nowhere = await gone();
    expect((await synthesisFailureOf(nowhere.speak(spoken()))).failure).toBe('unreachable');
  });
}
