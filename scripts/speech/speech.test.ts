import { LocalEngine } from '@kiwimesh/api/adapters/speech/local/local.ts';
import { OpenAISpeech } from '@kiwimesh/api/adapters/speech/openai/openai.ts';
import { SpeechSandbox } from '@kiwimesh/api/adapters/speech/sandbox/server.ts';
import { speakTones } from '@kiwimesh/api/adapters/speech/sandbox/tones.ts';
import { PROCESS_TIME } from '@kiwimesh/api/kernel/network/time.ts';
import { SPEECH_SAMPLE_RATE, type SpeechEngine } from '@kiwimesh/api/ports/speech.ts';
import { SpeechService } from '@kiwimesh/api/speech/service.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../api/test/support/eventually.ts';
import { sized } from '../../api/test/support/size.ts';
import { installSpeech, SPEECH } from './install.ts';
import { wordErrorRate } from './stream.ts';
import { speak } from './voice.ts';

/** The emergency, with pauses where the sentences end. */
const SAID = [
  'My father has collapsed',
  'He is not breathing and his lips are blue',
  'We are in block two near the north gate',
  'Please send an ambulance now',
];
const WORDS = SAID.join(' ');
/** Longer than the pause before an engine that failed is asked again. */
const QUIET_MS = 1_500;
const FRAME = SPEECH_SAMPLE_RATE / 10;

interface Heard {
  readonly engine: SpeechEngine;
  readonly samples: Int16Array;
  stop(): Promise<void>;
}

/** At the full size Whisper and a synthetic voice, installed where missing; else the sandbox, which hears tones. */
const prepare = sized({ small: sandbox, full: whisper });

async function sandbox(): Promise<Heard> {
  const vocabulary = [...new Set(WORDS.split(' '))];
  const server = new SpeechSandbox({ protocol: 'openai', vocabulary });
  const baseUrl = `${await server.start()}/v1`;
  return {
    engine: new OpenAISpeech({ apiKey: null, baseUrl, model: 'tones' }),
    samples: speakTones(SAID.join(' ... '), vocabulary).samples,
    stop: () => server.stop(),
  };
}

async function whisper(): Promise<Heard> {
  await installSpeech(() => undefined);
  const local = new LocalEngine({
    installation: SPEECH,
    models: ['tiny.en'],
    observer: { started() {}, ended() {} },
  });
  local.start();
  const [engine] = local.models;
  if (engine === undefined) throw new Error('the engine has no model');
  return { engine, samples: await speak(`${SAID.join('. ')}.`), stop: () => local.stop() };
}

let heard: Heard;
let waiting = 0;
/** When a request last began or ended. */
let activeAt = 0;
let service: SpeechService;
beforeAll(async () => {
  heard = await prepare();
  const { engine } = heard;
  const counted: SpeechEngine = {
    name: engine.name,
    model: engine.model,
    check: (signal) => engine.check(signal),
    async transcribe(request) {
      waiting += 1;
      activeAt = performance.now();
      try {
        return await engine.transcribe(request);
      } finally {
        waiting -= 1;
        activeAt = performance.now();
      }
    },
  };
  service = new SpeechService({
    engines: [{ engine: counted, concurrency: 1 }],
    off: 'not_configured',
    time: PROCESS_TIME,
    observer: { request() {}, lost() {}, status() {} },
    timeoutMs: 120_000,
  });
  service.check();
}, 600_000);
afterAll(async () => {
  await service.stop();
  await heard.stop();
});

it('a spoken emergency is understood while it is spoken as well as all at once', async () => {
  const { engine, samples } = heard;
  await eventually('the state', () => {
    expect(service.status().state).toBe('ready');
    return true;
  });
  const texts: string[] = [];
  const listening = service.open({
    language: 'en',
    onUpdate: ({ committed }) => committed !== null && texts.push(committed.text),
    onHealth() {},
  });
  // No faster than the engine answers, so that the words do not depend on the speed of the machine.
  for (let at = 0; at < samples.length; at += FRAME) {
    listening.push(samples.subarray(at, at + FRAME));
    await eventually('the state', () => {
      expect(waiting).toBe(0);
      return true;
    });
  }
  listening.flush();
  // A window that was late is asked for again after a pause, so that only a longer one shows that all is read.
  const quiet = () => waiting === 0 && performance.now() - activeAt > QUIET_MS;
  await eventually('the state', () => {
    expect(quiet()).toBe(true);
    return true;
  });
  await listening.finish();
  const whole = await engine.transcribe({
    samples,
    language: 'en',
    prompt: '',
    signal: AbortSignal.timeout(120_000),
  });
  const streamed = wordErrorRate(WORDS, texts.join(' '));
  const atOnce = wordErrorRate(WORDS, whole.segments.map(({ text }) => text).join(' '));
  expect(listening.lostMs).toBe(0);
  expect(atOnce).toBeLessThanOrEqual(0.15);
  expect(streamed, `all at once: ${atOnce}; streamed: ${texts.join(' | ')}`).toBeLessThanOrEqual(
    atOnce + 0.1,
  );
});
