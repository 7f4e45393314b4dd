import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpeechSandbox } from '../../src/adapters/speech/sandbox/server.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { SPEECH_WORDS } from '../support/suites/speech-contract-suite.ts';
import { signIn } from '../support/worlds/world.ts';

async function readiness({ url }: TestApp) {
  const reply = await fetch(`${url}/health/ready`);
  const { checks } = (await reply.json()) as { checks: Record<string, { status: string }> };
  return [reply.status, checks.speech?.status ?? null];
}

describe('speech of an installation with an engine', () => {
  const engine = new SpeechSandbox({ protocol: 'openai', vocabulary: SPEECH_WORDS, apiKey: 'sk-speech' });
  let app: TestApp;
  let superAdmin: Awaited<ReturnType<typeof signIn>>;
  beforeAll(async () => {
    // The first check fails, so that the state before and after can be seen.
    engine.failNext({ kind: 'status', status: 500 });
    app = await startTestApp({
      env: { SPEECH_BASE_URL: `${await engine.start()}/v1`, SPEECH_API_KEY: 'sk-speech' },
    });
    superAdmin = await signIn(app.url, app.superAdmin);
  });
  afterAll(async () => {
    await app.stop();
    await engine.stop();
  });
  const state = async () => await superAdmin.get('/v1/speech', {});

  it('is reported to people who sign in, by health and as a metric', async () => {
    await eventually('the state', async () => {
      expect(await state()).toMatchObject({ state: 'ready' });
      return true;
    });
    expect(await state()).toEqual({ state: 'ready', engine: 'openai', model: 'whisper-1', reason: null });
    // Other checks may need a moment.
    await eventually('the state', async () => {
      expect(await readiness(app)).toEqual([200, 'up']);
      return true;
    });
    expect(await (await fetch(`${app.url}/metrics`)).text()).toMatch(/^kiwimesh_speech_up 1$/m);
  });
});

describe('speech of an installation whose engine is gone', () => {
  it('is down, and the service ready all the same', async () => {
    const engine = new SpeechSandbox({ protocol: 'whisper_cpp', vocabulary: SPEECH_WORDS });
    const address = await engine.start();
    await engine.stop();
    const app = await startTestApp({ env: { KIWIMESH_SPEECH: 'whisper_cpp', SPEECH_BASE_URL: address } });
    try {
      const superAdmin = await signIn(app.url, app.superAdmin);
      const down = { state: 'down', engine: 'whisper_cpp', model: 'whisper', reason: 'unreachable' };
      await eventually('the state', async () => {
        expect(await superAdmin.get('/v1/speech', {})).toEqual(down);
        return true;
      });
      await eventually('the state', async () => {
        expect(await readiness(app)).toEqual([200, 'down']);
        return true;
      });
    } finally {
      await app.stop();
    }
  });
});

describe('speech of an installation without an engine', () => {
  it('is off, says how to switch it on, and has no check', async () => {
    const app = await startTestApp();
    try {
      const superAdmin = await signIn(app.url, app.superAdmin);
      const off = { state: 'off', engine: null, model: null, reason: 'not_configured' };
      expect(await superAdmin.get('/v1/speech', {})).toEqual(off);
      await eventually('the state', async () => {
        expect(await readiness(app)).toEqual([200, null]);
        return true;
      });
    } finally {
      await app.stop();
    }
  });
});
