import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import {
  SynthesisSandbox,
  type SynthesisSandboxFault,
} from '../../../../test/support/speech/synthesis-sandbox.ts';
import {
  type SynthesisFault,
  spoken,
  synthesisContractSuite,
  synthesisFailureOf,
} from '../../../../test/support/suites/synthesis-contract-suite.ts';
import type { SynthesisFailure } from '../../../ports/synthesis.ts';
import { OpenAISynthesis } from './openai.ts';

const MAX_REPLY = 1_000_000;
const sandbox = new SynthesisSandbox();
let address = '';
const open = (at = address, apiKey: string | null = null) =>
  new OpenAISynthesis({
    apiKey,
    baseUrl: `${at}/v1`,
    model: 'tones',
    voices: { female: 'a', male: 'b', child: 'c' },
    maxReplyBytes: MAX_REPLY,
  });

beforeAll(async () => {
  address = await sandbox.start();
});
afterEach(() => {
  sandbox.asked.length = 0;
});
afterAll(() => sandbox.stop());

const FAULTS: Readonly<Record<SynthesisFault, SynthesisSandboxFault>> = {
  error: { kind: 'status', status: 500 },
  silence: { kind: 'silence' },
  'no audio': { kind: 'html' },
  'cut off': { kind: 'cut' },
  hang: { kind: 'hang' },
};

synthesisContractSuite({
  synthesiser: open,
  async gone() {
    const other = new SynthesisSandbox();
    const at = await other.start();
    await other.stop();
    return open(at);
  },
  failNext: (fault) => sandbox.failNext(FAULTS[fault]),
  begun: () => eventually('the request', () => sandbox.asked.length > 0).then(() => undefined),
  idle: () => eventually('no connection', () => sandbox.connections === 0).then(() => undefined),
});

const REPLIES: ReadonlyArray<readonly [SynthesisSandboxFault, SynthesisFailure]> = [
  [{ kind: 'reset' }, 'connection_lost'],
  [{ kind: 'status', status: 400 }, 'rejected'],
  [{ kind: 'status', status: 401 }, 'unauthorised'],
  [{ kind: 'status', status: 404 }, 'unknown_voice'],
  [{ kind: 'status', status: 429, headers: { 'retry-after': '7' } }, 'rate_limited'],
  [{ kind: 'status', status: 503 }, 'overloaded'],
  [{ kind: 'truncated' }, 'bad_reply'],
  [{ kind: 'huge', bytes: 3 * MAX_REPLY }, 'bad_reply'],
  [{ kind: 'redirect', location: 'http://127.0.0.1:9/' }, 'bad_reply'],
];

describe('a server with the speech synthesis of OpenAI', () => {
  it.each(REPLIES)('fails with %j as %s', async (fault, failure) => {
    sandbox.failNext(fault);
    const failed = await synthesisFailureOf(open().speak(spoken()));
    expect(failed.failure).toBe(failure);
    if (failure === 'rate_limited') expect(failed.retryAfterMs).toBe(7_000);
  });

  it('gets model, voice, text and format', async () => {
    await open().speak(spoken({ voice: 'child' }));
    expect(sandbox.asked).toEqual([
      { model: 'tones', voice: 'c', input: 'My father fell down', format: 'wav' },
    ]);
  });

  it.each([8_000, 22_050, 24_000, 48_000])('is heard at %i samples a second', async (sampleRate) => {
    const other = new SynthesisSandbox({ sampleRate, openLength: true });
    try {
      const samples = await open(await other.start()).speak(spoken());
      expect(samples.length / 16_000).toBeCloseTo(1.2, 1);
      // The tone of 220 Hz crosses zero as often as it should in its first 150 ms.
      const early = samples.subarray(160, 160 + 2_400);
      const crossings = early.reduce(
        (n, one, at) => n + (one >= 0 !== (early[at - 1] ?? one) >= 0 ? 1 : 0),
        0,
      );
      expect(Math.abs(crossings - 66)).toBeLessThanOrEqual(2);
    } finally {
      await other.stop();
    }
  });

  it.each([
    ['the right one', 'sk-right', null],
    ['a wrong one', 'sk-wrong', 'unauthorised'],
    ['none', null, 'unauthorised'],
  ])('that takes a key is asked with %s', async (_, apiKey, failure) => {
    const other = new SynthesisSandbox({ apiKey: 'sk-right' });
    try {
      const speaking = open(await other.start(), apiKey).speak(spoken());
      if (failure === null) await speaking;
      else expect((await synthesisFailureOf(speaking)).failure).toBe(failure);
    } finally {
      await other.stop();
    }
  });
});
