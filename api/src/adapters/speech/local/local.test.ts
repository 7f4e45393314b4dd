import { describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { SPEECH_WORDS } from '../../../../test/support/suites/speech-contract-suite.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { SpeechSandbox } from '../sandbox/server.ts';
import { speakTones } from '../sandbox/tones.ts';
import { LocalInstallation } from './installation.ts';
import { LocalEngine } from './local.ts';

const request = () => ({
  samples: speakTones('my father has chest pain', SPEECH_WORDS).samples,
  language: 'en',
  prompt: '',
  signal: AbortSignal.timeout(30_000),
});

/** A local engine whose processes are sandboxes of its protocol; `starts` says what becomes of each. */
function engineOf(...starts: ('runs' | 'fails')[]) {
  const crashes: (() => Promise<void>)[] = [];
  const log: string[] = [];
  const engine = new LocalEngine({
    installation: new LocalInstallation('/nowhere'),
    models: ['base', 'tiny.en'],
    observer: {
      started: ({ models }) => log.push(`started ${models.join(' ')}`),
      ended: ({ reason }) => log.push(reason),
    },
    backoff: { first: 1, most: 2 },
    async run(_installation, _models, { signal }) {
      if (starts.shift() === 'fails') throw new Error('no memory');
      const sandbox = new SpeechSandbox({ protocol: 'openai', vocabulary: SPEECH_WORDS });
      const baseUrl = `${await sandbox.start()}/v1`;
      const ended = new Promise<string>((resolve) => {
        const end = async (reason: string) => {
          await sandbox.stop();
          resolve(reason);
        };
        crashes.push(() => end('killed'));
        const stop = () => void end('stopped');
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      });
      return { baseUrl, pid: 1, ended, stop: async () => {} };
    },
  });
  return { engine, log, crash: async () => crashes.shift()?.() };
}

describe('the local engine', () => {
  it('lets requests wait for its start, and serves each model', async () => {
    const { engine, log } = engineOf('runs');
    engine.start();
    for (const model of engine.models) {
      const { segments } = await model.transcribe(request());
      expect(segments.map(({ text }) => text)).toEqual(['my father has chest pain']);
    }
    expect(engine.models.map(({ name, model, languages }) => [name, model, languages])).toEqual([
      ['local', 'base', []],
      ['local', 'tiny.en', ['en']],
    ]);
    await engine.stop();
    expect(log).toEqual(['started base tiny.en']);
  });

  it('is started again when it ends, and after attempts that fail', async () => {
    const { engine, log, crash } = engineOf('runs', 'fails', 'runs');
    engine.start();
    const [model] = engine.models;
    await model?.check(AbortSignal.timeout(30_000));
    await crash();
    await eventually('the engine answers', async () => {
      await model?.check(AbortSignal.timeout(30_000));
      return true;
    });
    await engine.stop();
    expect(log).toEqual(['started base tiny.en', 'killed', 'no memory', 'started base tiny.en']);
  });

  it('is unreachable before its start and after its stop', async () => {
    const { engine } = engineOf('runs');
    const [model] = engine.models;
    await expect(model?.transcribe(request())).rejects.toMatchObject({ failure: 'unreachable' });
    engine.start();
    await engine.stop();
    await expect(model?.transcribe(request())).rejects.toMatchObject({ failure: 'unreachable' });
  });
});

describe('the installation of the local engine', () => {
  it('has no model until one is complete', () => {
    expect(new LocalInstallation(temporaryFolder()).models()).toEqual([]);
  });
});
