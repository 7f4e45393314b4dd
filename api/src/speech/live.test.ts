import { afterEach, describe, expect, it } from 'vitest';
import { SPEECH_WORDS } from '../../test/support/suites/speech-contract-suite.ts';
import { OpenAISpeech } from '../adapters/speech/openai/openai.ts';
import { SpeechSandbox, type SpeechSandboxOptions } from '../adapters/speech/sandbox/server.ts';
import { speakTones } from '../adapters/speech/sandbox/tones.ts';
import { PROCESS_TIME } from '../kernel/network/time.ts';
import { EnginePool } from './engine-pool.ts';
import { LiveTranscript } from './live.ts';
import type { ListeningHealth } from './speech.ts';

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
    });
    return { transcript, health, committed, tentative: () => tentative };
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
    const { transcript, committed, health } = live();
    await speak(transcript, speakTones(SAID, SPEECH_WORDS).samples);
    await transcript.finish();
    expect(committed).toEqual([]);
    expect(health).toEqual(['down']);
  });
});
