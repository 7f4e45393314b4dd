import { afterEach, describe, expect, it } from 'vitest';
import { SimulatedTime } from '../../test/support/models.ts';
import { SPEECH_WORDS } from '../../test/support/suites/speech-contract-suite.ts';
import { OpenAISpeech } from '../adapters/speech/openai/openai.ts';
import { SpeechSandbox, type SpeechSandboxOptions } from '../adapters/speech/sandbox/server.ts';
import { speakTones, understandTones } from '../adapters/speech/sandbox/tones.ts';
import { PROCESS_TIME } from '../kernel/network/time.ts';
import { type SpeechEngine, SpeechError, type Transcription } from '../ports/speech.ts';
import { EnginePool } from './engine-pool.ts';
import { LiveTranscript } from './live.ts';
import type { ListeningHealth, Stretch } from './speech.ts';
import { FINISH_MS } from './speech.ts';

const SAID = 'my father has chest pain ... and is sweating please send an ambulance to gate two';
const WORDS = SAID.replace(' ...', '');

describe('a live transcript', () => {
  const sandboxes: SpeechSandbox[] = [];
  afterEach(async () => {
    for (const sandbox of sandboxes.splice(0)) await sandbox.stop();
  });

  async function engine(options: Partial<SpeechSandboxOptions> = {}, model = 'whisper-1') {
    const sandbox = new SpeechSandbox({ protocol: 'openai', vocabulary: SPEECH_WORDS, ...options });
    sandboxes.push(sandbox);
    const baseUrl = `${await sandbox.start()}/v1`;
    return { sandbox, engine: new OpenAISpeech({ apiKey: null, baseUrl, model }) };
  }

  function live(...engines: OpenAISpeech[]) {
    const health: ListeningHealth[] = [];
    const lost: Stretch[] = [];
    const committed: string[] = [];
    let tentative = '';
    const pool = new EnginePool({
      engines: engines.map((one) => ({ engine: one, concurrency: 2 })),
      time: PROCESS_TIME,
      observer: { request() {} },
    });
    const transcript = new LiveTranscript(pool, PROCESS_TIME, {
      onUpdate(update) {
        if (update.committed !== null) committed.push(update.committed.text);
        tentative = update.tentative;
      },
      onHealth: (state) => health.push(state),
      onLost: (stretch) => lost.push(stretch),
    });
    return { transcript, health, committed, lost, tentative: () => tentative };
  }

  /** Pushes audio in frames of 100 ms, as fast as the engine answers and no faster than that. */
  async function speak(transcript: LiveTranscript, samples: Int16Array): Promise<void> {
    for (let at = 0; at < samples.length; at += 1_600) {
      transcript.push(samples.subarray(at, at + 1_600));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('commits what was said, word for word', async () => {
    const { engine: one } = await engine();
    const { transcript, committed, health, tentative } = live(one);
    await speak(transcript, speakTones(SAID, SPEECH_WORDS).samples);
    await transcript.finish();
    expect(committed.join(' ')).toBe(WORDS);
    expect(tentative()).toBe('');
    expect(health).toEqual([]);
  });

  it('loses no word while an engine resets, is overloaded or answers nonsense', async () => {
    const { engine: one, sandbox } = await engine();
    sandbox.failNext({ kind: 'reset' }, { kind: 'status', status: 503 }, { kind: 'html' });
    const { transcript, committed, health } = live(one);
    await speak(transcript, speakTones(SAID, SPEECH_WORDS).samples);
    await transcript.finish();
    expect(committed.join(' ')).toBe(WORDS);
    expect(health.at(-1)).toBe('ok');
  });

  it('goes on with the next engine when the first is gone', async () => {
    const gone = await engine();
    await gone.sandbox.stop();
    const { engine: small } = await engine({}, 'whisper-tiny');
    const { transcript, committed, health } = live(gone.engine, small);
    await speak(transcript, speakTones(SAID, SPEECH_WORDS).samples);
    await transcript.finish();
    expect(committed.join(' ')).toBe(WORDS);
    expect(health.at(-1)).toBe('slow');
  });

  it('says that no engine answers, and ends all the same', async () => {
    const { transcript, committed, health, lost } = live();
    await speak(transcript, speakTones(SAID, SPEECH_WORDS).samples);
    await transcript.finish();
    expect(committed).toEqual([]);
    expect(health).toEqual(['down']);
    const [all] = lost;
    expect(lost).toHaveLength(1);
    expect((all?.endMs ?? 0) - (all?.startMs ?? 0)).toBe(transcript.lostMs);
  });
});

describe('the end of what is said to a slow engine', () => {
  /** An engine that needs so long for each request, in simulated time. */
  function finishing(engineMs: number) {
    const time = new SimulatedTime();
    const engine: SpeechEngine = {
      name: 'scripted',
      model: 'slow',
      check: async () => {},
      transcribe: ({ samples, signal }) =>
        new Promise((resolve, reject) => {
          const cancel = time.after(engineMs, () => resolve(hearing(samples)));
          const stop = () => {
            cancel();
            reject(new SpeechError(signal.reason.name === 'TimeoutError' ? 'timed_out' : 'cancelled'));
          };
          signal.addEventListener('abort', stop, { once: true });
        }),
    };
    const committed: string[] = [];
    const lost: Stretch[] = [];
    const pool = new EnginePool({
      engines: [{ engine, concurrency: 1 }],
      time,
      observer: { request() {} },
    });
    const transcript = new LiveTranscript(pool, time, {
      onUpdate: (update) => update.committed !== null && committed.push(update.committed.text),
      onHealth() {},
      onLost: (stretch) => lost.push(stretch),
    });
    const { samples } = speakTones(SAID, SPEECH_WORDS);
    for (let at = 0; at < samples.length; at += 1_600) transcript.push(samples.subarray(at, at + 1_600));
    return { time, committed, lost, done: time.run(transcript.finish()) };
  }

  /** What the sandbox hears, as its reply says it. */
  const hearing = (samples: Int16Array): Transcription => {
    const words = understandTones(samples, SPEECH_WORDS).map((word) => ({ ...word, probability: 0.9 }));
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined) return { language: 'en', segments: [] };
    const text = words.map((word) => word.text).join(' ');
    const certainty = { averageLogProbability: -0.2, noSpeechProbability: 0.02 };
    const segment = { text, startMs: first.startMs, endMs: last.endMs, words, ...certainty };
    return { language: 'en', segments: [segment] };
  };

  it.each([
    ['takes longer than the bound of a live request', 30_000],
    ['takes almost as long as that', 18_000],
  ])('is read to its last word where it %s', async (_, engineMs) => {
    const { committed, lost, done } = finishing(engineMs);
    await done;
    expect(committed.join(' ')).toBe(WORDS);
    expect(lost).toEqual([]);
  });

  it('counts as missing after three minutes without an answer', async () => {
    const { time, committed, lost, done } = finishing(10_000_000);
    await done;
    expect(time.now()).toBe(FINISH_MS);
    expect(committed).toEqual([]);
    expect(lost).toHaveLength(1);
  });
});
