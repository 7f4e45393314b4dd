import { describe, expect, it } from 'vitest';
import {
  MAX_SPEECH_REPLY,
  SPEECH_WORDS,
  speechContractSuite,
} from '../../../../test/support/suites/speech-contract-suite.ts';
import { SpeechSandbox } from '../sandbox/server.ts';
import { OpenAISpeech } from './openai.ts';

speechContractSuite({
  protocol: 'openai',
  open: (address) =>
    new OpenAISpeech({
      apiKey: null,
      baseUrl: `${address}/v1`,
      model: 'whisper-1',
      maxReplyBytes: MAX_SPEECH_REPLY,
    }),
});

describe('a server that takes a key', () => {
  it.each([
    ['with it', 'sk-right', null],
    ['with another', 'sk-wrong', 'unauthorised'],
    ['without one', null, 'unauthorised'],
  ])('answers %s', async (_, apiKey, failure) => {
    const sandbox = new SpeechSandbox({ protocol: 'openai', vocabulary: SPEECH_WORDS, apiKey: 'sk-right' });
    try {
      const baseUrl = `${await sandbox.start()}/v1`;
      const checking = new OpenAISpeech({ apiKey, baseUrl, model: 'whisper-1' }).check(
        AbortSignal.timeout(10_000),
      );
      if (failure === null) await checking;
      else await expect(checking).rejects.toMatchObject({ failure });
    } finally {
      await sandbox.stop();
    }
  });
});
