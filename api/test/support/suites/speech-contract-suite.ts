import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  SpeechSandbox,
  type SpeechSandboxFault,
  type SpeechSandboxOptions,
} from '../../../src/adapters/speech/sandbox/server.ts';
import { speakTones } from '../../../src/adapters/speech/sandbox/tones.ts';
import {
  type SpeechEngine,
  SpeechError,
  type SpeechFailure,
  type TranscriptionRequest,
} from '../../../src/ports/speech.ts';

/** What a speech adapter's test provides so that the common suite can test it. */
export interface SpeechHarness {
  readonly protocol: SpeechSandboxOptions['protocol'];
  /** The adapter to a server at this address. Replies are limited to {@link MAX_SPEECH_REPLY} bytes. */
  open(address: string): SpeechEngine;
}

export const MAX_SPEECH_REPLY = 50_000;
export const SPEECH_WORDS =
  'my father has chest pain and is sweating please send an ambulance to gate two'.split(' ');

const SAID = 'my father has chest pain';

function request(changes: Partial<TranscriptionRequest> = {}): TranscriptionRequest {
  const { samples } = speakTones(SAID, SPEECH_WORDS);
  return { samples, language: 'en', prompt: 'please send', signal: new AbortController().signal, ...changes };
}

async function failureOf(asking: Promise<unknown>): Promise<SpeechError> {
  const error = await asking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SpeechError);
  return error as SpeechError;
}

const FAULTS: ReadonlyArray<readonly [SpeechSandboxFault, SpeechFailure]> = [
  [{ kind: 'reset' }, 'connection_lost'],
  [{ kind: 'status', status: 400 }, 'rejected'],
  [{ kind: 'status', status: 401 }, 'unauthorised'],
  [{ kind: 'status', status: 403 }, 'unauthorised'],
  [{ kind: 'status', status: 404 }, 'unknown_model'],
  [{ kind: 'status', status: 413 }, 'rejected'],
  [{ kind: 'status', status: 429, headers: { 'retry-after': '7' } }, 'rate_limited'],
  [{ kind: 'status', status: 500 }, 'engine_error'],
  [{ kind: 'status', status: 503 }, 'overloaded'],
  [{ kind: 'html' }, 'bad_reply'],
  [{ kind: 'truncated' }, 'bad_reply'],
  [{ kind: 'bad_times' }, 'bad_reply'],
  [{ kind: 'huge', bytes: 3 * MAX_SPEECH_REPLY }, 'bad_reply'],
  [{ kind: 'redirect', location: 'http://127.0.0.1:9/' }, 'bad_reply'],
];

/** Every speech adapter passes these against the sandbox of its protocol. */
export function speechContractSuite(harness: SpeechHarness): void {
  describe(`the speech adapter of ${harness.protocol}`, () => {
    const sandbox = new SpeechSandbox({ protocol: harness.protocol, vocabulary: SPEECH_WORDS });
    let engine: SpeechEngine;
    beforeAll(async () => {
      engine = harness.open(await sandbox.start());
    });
    afterEach(() => {
      sandbox.asked.length = 0;
    });
    afterAll(() => sandbox.stop());

    it('reads the words with their times and how sure the engine is', async () => {
      const { words } = speakTones(SAID, SPEECH_WORDS);
      const transcription = await engine.transcribe(request());
      expect(transcription.language).toBe('en');
      const [segment] = transcription.segments;
      expect(segment).toMatchObject({ text: SAID, averageLogProbability: -0.25, noSpeechProbability: 0.01 });
      expect(segment?.words?.map(({ text }) => text)).toEqual(words.map(({ text }) => text));
      segment?.words?.forEach(({ startMs, endMs }, index) => {
        expect(Math.abs(startMs - (words[index]?.startMs ?? 0))).toBeLessThanOrEqual(20);
        expect(Math.abs(endMs - (words[index]?.endMs ?? 0))).toBeLessThanOrEqual(20);
      });
    });

    it('gives the engine the samples, the language and the words before', async () => {
      const asked = request();
      await engine.transcribe(asked);
      expect(sandbox.asked).toHaveLength(1);
      expect(sandbox.asked[0]).toMatchObject({ language: 'en', prompt: 'please send' });
      expect(sandbox.asked[0]?.samples).toEqual(asked.samples);
    });

    it('lets the engine find the language', async () => {
      await engine.transcribe(request({ language: null, prompt: '' }));
      expect(sandbox.asked[0]).toMatchObject({ language: null, prompt: '' });
    });

    it('reads silence as no words', async () => {
      const transcription = await engine.transcribe(request({ samples: new Int16Array(16_000) }));
      expect(transcription.segments.flatMap(({ words }) => words ?? [])).toEqual([]);
    });

    it.each(FAULTS)('turns %j into %s', async (fault, failure) => {
      sandbox.failNext(fault);
      const error = await failureOf(engine.transcribe(request()));
      expect(error.failure).toBe(failure);
      expect(`${error.message} ${error.engineCode}`).not.toContain('father');
      if (failure === 'rate_limited') expect(error.retryAfterMs).toBe(7_000);
    });

    it.each([
      ['timed_out', new DOMException('The operation timed out', 'TimeoutError')],
      ['cancelled', new DOMException('This operation was aborted', 'AbortError')],
    ])('ends with %s when its signal stops it, and the engine sees it', async (failure, reason) => {
      sandbox.failNext({ kind: 'hang' });
      const stop = new AbortController();
      const failing = failureOf(engine.transcribe(request({ signal: stop.signal })));
      await vi.waitFor(() => expect(sandbox.asked).toHaveLength(1), { timeout: 30_000 });
      stop.abort(reason);
      expect((await failing).failure).toBe(failure);
      expect(await sandbox.ended.at(-1)).toBe('abandoned');
    });

    it('asks nothing when its signal was stopped before', async () => {
      const error = await failureOf(engine.transcribe(request({ signal: AbortSignal.abort() })));
      expect(error.failure).toBe('cancelled');
      expect(sandbox.asked).toEqual([]);
    });

    it('finds an engine that works', async () => {
      await engine.check(AbortSignal.timeout(10_000));
    });

    it('says that nobody listens at the address', async () => {
      const gone = new SpeechSandbox({ protocol: harness.protocol, vocabulary: SPEECH_WORDS });
      const address = await gone.start();
      await gone.stop();
      const nowhere = harness.open(address);
      expect((await failureOf(nowhere.transcribe(request()))).failure).toBe('unreachable');
      expect((await failureOf(nowhere.check(AbortSignal.timeout(10_000)))).failure).toBe('unreachable');
    });

    it.each([
      ['inside their segments', 'inside', 5],
      ['beside the segments', 'beside', 5],
      ['missing', 'none', undefined],
    ] as const)('reads a reply whose words are %s', async (_, words, count) => {
      const other = new SpeechSandbox({ protocol: harness.protocol, vocabulary: SPEECH_WORDS, words });
      try {
        const { segments } = await harness.open(await other.start()).transcribe(request());
        expect(segments.map(({ text }) => text)).toEqual([SAID]);
        expect(segments[0]?.words?.length).toBe(count);
      } finally {
        await other.stop();
      }
    });
  });
}
