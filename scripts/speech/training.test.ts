import { OpenAISpeech } from '@kiwimesh/api/adapters/speech/openai/openai.ts';
import { SpeechSandbox } from '@kiwimesh/api/adapters/speech/sandbox/server.ts';
import { speakTones } from '@kiwimesh/api/adapters/speech/sandbox/tones.ts';
import { SpokenLines } from '@kiwimesh/api/features/training/voice/lines.ts';
import { Background } from '@kiwimesh/api/features/training/voice/mix.ts';
import { expect, it } from 'vitest';
import { startTestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { sized } from '../../api/test/support/size.ts';
import { makeWorld } from '../../api/test/support/worlds/world.ts';
import { installSpeech } from './install.ts';
import { wordErrorRate } from './stream.ts';
import { installVoice } from './voice.ts';

interface Understood {
  readonly said: string;
  readonly read: string;
}

/** Real voices and a real engine misread a word now and then; tones are read exactly. */
const MAX_WRONG = sized({ small: 0, full: 0.25 });

/** A line coded as tones, over a noise, by the engine of the sandbox. */
async function tones(): Promise<Understood> {
  const said = 'One side of his face is drooping, the left side.';
  const vocabulary = said.split(' ');
  const server = new SpeechSandbox({ protocol: 'openai', vocabulary });
  const engine = new OpenAISpeech({ apiKey: null, baseUrl: `${await server.start()}/v1`, model: 'tones' });
  const lines = new SpokenLines(
    { name: 'tones', languages: null, speak: async ({ text }) => speakTones(text, vocabulary).samples },
    () => {},
  );
  try {
    const line = await lines.of({ text: said, language: 'en', voice: 'female' });
    const background = new Background([{ kind: 'rain', level: 'low', fromMs: 0, toMs: null }]);
    const samples = background.behind(line, 0);
    const signal = AbortSignal.timeout(60_000);
    const { segments } = await engine.transcribe({ samples, language: 'en', prompt: '', signal });
    return { said, read: segments.map(({ text }) => text).join(' ') };
  } finally {
    await server.stop();
  }
}

/** A run in the whole service, with flite and Whisper, which are installed where they are missing. */
async function voices(): Promise<Understood> {
  await installSpeech(() => undefined);
  await installVoice();
  const app = await startTestApp({
    env: { KIWIMESH_SPEECH: 'local', SPEECH_MODEL: 'tiny.en', KIWIMESH_SYNTHESIS: 'local' },
  });
  try {
    const { here } = await makeWorld({ url: app.url, superAdmin: app.superAdmin });
    const { kiwi } = here.hospital.nurse;
    await eventually('the engine', async () => (await kiwi.get('/v1/speech', {})).state === 'ready');
    const { id, callId } = await kiwi.post('/v1/training/runs', {
      body: { scenarioId: 'stroke', mode: 'audio' },
    });
    const path = { callId };
    const run = () => kiwi.get('/v1/training/runs/{runId}', { path: { runId: id } });
    const hasSpoken = (lines: number) =>
      eventually('the caller speaks', async () => ((await run()).audio?.linesSpoken ?? 0) >= lines);
    await kiwi.post('/v1/calls/{callId}/claim', { path });
    await hasSpoken(1);
    await kiwi.post('/v1/calls/{callId}/messages', {
      path,
      body: { text: 'Please look at his face and ask him to smile.', speaker: 'operator' },
    });
    await hasSpoken(2);
    await kiwi.post('/v1/calls/{callId}/end', { path, body: { disposition: 'training' } });
    const { timeline } = await eventually('the marks', async () => {
      const ended = await run();
      return ended.state === 'ended' && ended;
    });
    const said = timeline.flatMap(({ kind, text }) => (kind === 'caller' ? (text ?? '') : [])).join(' ');
    const read = async () => {
      const { data } = await kiwi.get('/v1/calls/{callId}/transcript', { path });
      return data.flatMap(({ speaker, text }) => (speaker === 'caller' ? text : [])).join(' ');
    };
    // What was said last is read to its end after the call.
    await eventually('its words', async () => wordErrorRate(said, await read()) <= MAX_WRONG).catch(() => {});
    return { said, read: await read() };
  } finally {
    await app.stop();
  }
}

it('a caller of training is understood over the noise of the scenario', async () => {
  const { said, read } = await sized({ small: tones, full: voices })();
  expect(wordErrorRate(said, read), `said: ${said}\nread: ${read}`).toBeLessThanOrEqual(MAX_WRONG);
}, 900_000);
