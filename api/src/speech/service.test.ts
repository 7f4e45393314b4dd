import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { SPEECH_WORDS } from '../../test/support/suites/speech-contract-suite.ts';
import { OpenAISpeech } from '../adapters/speech/openai/openai.ts';
import { SpeechSandbox, type SpeechSandboxFault } from '../adapters/speech/sandbox/server.ts';
import { speakTones } from '../adapters/speech/sandbox/tones.ts';
import { PROCESS_TIME } from '../kernel/network/time.ts';
import type { EngineOptions } from './engine-pool.ts';
import { SpeechService } from './service.ts';
import type { SpeechState, SpeechStatus } from './speech.ts';

describe('the speech service', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  async function engine(model: string, faults: readonly SpeechSandboxFault[] = []) {
    const sandbox = new SpeechSandbox({ protocol: 'openai', vocabulary: SPEECH_WORDS });
    sandbox.failNext(...faults);
    const baseUrl = `${await sandbox.start()}/v1`;
    stops.push(() => sandbox.stop());
    return { sandbox, engine: new OpenAISpeech({ apiKey: null, baseUrl, model }) };
  }

  function serve(...engines: EngineOptions[]) {
    const reported: SpeechStatus[] = [];
    const requests: string[] = [];
    const lost: number[] = [];
    const service = new SpeechService({
      engines,
      off: 'not_configured',
      time: PROCESS_TIME,
      observer: {
        request: ({ model, outcome }) => requests.push(`${model} ${outcome}`),
        lost: (ms) => lost.push(ms),
        status: (status) => reported.push(status),
      },
    });
    stops.unshift(() => service.stop());
    service.check();
    const reaches = (state: SpeechState) =>
      eventually('the state', () => {
        expect(service.status().state).toBe(state);
        return true;
      });
    return { service, reported, requests, lost, reaches };
  }

  /** @returns the text that is committed. */
  async function hear(service: SpeechService, said: string, language: string | null = 'en') {
    const texts: string[] = [];
    const listening = service.open({
      language,
      onUpdate: ({ committed }) => committed !== null && texts.push(committed.text),
      onHealth() {},
      onLost() {},
    });
    listening.push(speakTones(said, SPEECH_WORDS).samples);
    await listening.finish();
    return texts.join(' ');
  }

  it('is off without an engine, says why, and opens all the same', async () => {
    const { service } = serve();
    expect(service.status()).toEqual({ state: 'off', engine: null, model: null, reason: 'not_configured' });
    expect(await hear(service, 'my father has chest pain')).toBe('');
  });

  it('becomes ready before the first call, and transcribes', async () => {
    const { engine: one } = await engine('whisper-1');
    const { service, reported, requests, reaches } = serve({ engine: one, concurrency: 2 });
    expect(service.status()).toMatchObject({ state: 'down', reason: 'starting' });
    await reaches('ready');
    expect(await hear(service, 'my father has chest pain')).toBe('my father has chest pain');
    expect(reported).toEqual([{ state: 'ready', engine: 'openai', model: 'whisper-1', reason: null }]);
    expect(new Set(requests)).toEqual(new Set(['whisper-1 transcribed']));
    expect(service.listening).toBe(0);
  });

  it('says that its engine is down, and notices by itself when it is back', async () => {
    const { engine: one } = await engine('whisper-1', [{ kind: 'reset' }]);
    const { service, reaches } = serve({ engine: one, concurrency: 2 });
    await eventually('the state', () => {
      expect(service.status().reason).toBe('connection_lost');
      return true;
    });
    expect(service.status().state).toBe('down');
    await reaches('ready');
  });

  it('goes on with the next model when the best is refused, and is slow', async () => {
    const best = await engine('large', [{ kind: 'status', status: 404 }]);
    const small = await engine('small');
    const { service, reaches } = serve(
      { engine: best.engine, concurrency: 2 },
      { engine: small.engine, concurrency: 2 },
    );
    await reaches('slow');
    expect(service.status()).toMatchObject({ model: 'small', reason: 'unknown_model' });
    expect(await hear(service, 'please send an ambulance')).toBe('please send an ambulance');
  });

  it.each([
    ['en', 'english'],
    ['hi', 'all'],
    [null, 'all'],
  ])('gives a speaker of %s to a model that knows the language', async (language, model) => {
    const english = await engine('english');
    const all = await engine('all');
    const { service, requests, reaches } = serve(
      { engine: english.engine, concurrency: 1, languages: ['en'] },
      { engine: all.engine, concurrency: 1 },
    );
    await reaches('ready');
    await hear(service, 'please send an ambulance', language);
    expect(requests[0]).toBe(`${model} transcribed`);
  });

  it('ends what it listens to when it stops', async () => {
    const { engine: one, sandbox } = await engine('whisper-1');
    const { service, reaches } = serve({ engine: one, concurrency: 1 });
    await reaches('ready');
    sandbox.failNext({ kind: 'hang' });
    const finished = hear(service, 'please send an ambulance');
    await service.stop();
    expect(await finished).toBe('');
    expect(service.listening).toBe(0);
    expect(await hear(service, 'please send an ambulance')).toBe('');
  });
});
