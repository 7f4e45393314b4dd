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
import { EMERGENCY, readAloud, type Spoken, spokenEmergency } from './recordings.ts';
import { wordErrorRate } from './stream.ts';

const FRAME = SPEECH_SAMPLE_RATE / 10;

interface Heard {
  readonly engine: SpeechEngine;
  readonly spoken: readonly Spoken[];
  stop(): Promise<void>;
}

/** At the full size Whisper and voices, installed where missing; else the sandbox, which hears tones. */
const prepare = sized({ small: sandbox, full: whisper });

async function sandbox(): Promise<Heard> {
  const said = EMERGENCY.join(' ');
  const vocabulary = [...new Set(said.split(' '))];
  const server = new SpeechSandbox({ protocol: 'openai', vocabulary });
  const baseUrl = `${await server.start()}/v1`;
  return {
    engine: new OpenAISpeech({ apiKey: null, baseUrl, model: 'tones' }),
    spoken: [{ name: 'tones', samples: speakTones(EMERGENCY.join(' ... '), vocabulary).samples, said }],
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
  return { engine, spoken: [await spokenEmergency(), await readAloud()], stop: () => local.stop() };
}

let heard: Heard;
let waiting = 0;
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
      try {
        return await engine.transcribe(request);
      } finally {
        waiting -= 1;
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
  await eventually('the engine answers', () => service.status().state === 'ready');
}, 600_000);
afterAll(async () => {
  await service?.stop();
  await heard?.stop();
});

/** @param pace `answers`: no faster than the engine answers; `none`: all at once, as an engine that is slow finds it. */
async function stream(samples: Int16Array, pace: 'answers' | 'none'): Promise<string> {
  const texts: string[] = [];
  const listening = service.open({
    language: 'en',
    onUpdate: ({ committed }) => committed !== null && texts.push(committed.text),
    onHealth() {},
    onLost() {},
  });
  for (let at = 0; at < samples.length; at += FRAME) {
    listening.push(samples.subarray(at, at + FRAME));
    if (pace === 'answers') await eventually('the answer', () => waiting === 0);
  }
  await listening.finish();
  expect(listening.lostMs).toBe(0);
  return texts.join(' ');
}

it.each(['answers', 'none'] as const)(
  'speech is understood in pieces as well as at once, at the pace: %s',
  async (pace) => {
    for (const { name, samples, said } of heard.spoken) {
      const whole = await heard.engine.transcribe({
        samples,
        language: 'en',
        prompt: '',
        signal: AbortSignal.timeout(120_000),
      });
      const read = await stream(samples, pace);
      const streamed = wordErrorRate(said, read);
      const atOnce = wordErrorRate(said, whole.segments.map(({ text }) => text).join(' '));
      expect(atOnce, name).toBeLessThanOrEqual(0.15);
      expect(streamed, `${name}: at once ${atOnce}; streamed: ${read}`).toBeLessThanOrEqual(atOnce + 0.1);
    }
  },
);
