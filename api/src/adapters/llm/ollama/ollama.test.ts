import { describe, expect, it } from 'vitest';
import {
  failureOf,
  MAX_REPLY,
  modelContract,
  modelRequest,
  WAYS,
} from '../../../../test/support/suites/llm-contract-suite.ts';
import type { ModelFailure } from '../../../ports/llm.ts';
import { SandboxOllama } from '../sandbox/ollama.ts';
import { OllamaModels } from './ollama.ts';

describe('ollama, against its sandbox', () => {
  modelContract({
    sandbox: (options) => new SandboxOllama(options),
    open: (baseUrl) => new OllamaModels({ baseUrl, maxReplyBytes: MAX_REPLY }),
    refuses: false,
    secrets: [],
  });

  it('asks for the schema itself, all of the input and no thinking', async () => {
    const sandbox = new SandboxOllama();
    try {
      const request = modelRequest();
      await new OllamaModels({ baseUrl: await sandbox.start() }).answer(request);
      expect(JSON.parse(sandbox.received[0]?.body ?? '')).toMatchObject({
        format: request.schema,
        truncate: false,
        shift: false,
        think: false,
        stream: false,
        options: { temperature: 0, num_predict: 64 },
      });
    } finally {
      await sandbox.stop();
    }
  });

  it.each<[number, string, ModelFailure]>([
    [400, 'the input length exceeds the context length', 'too_long'],
    [500, 'the prompt exceeds the available context size', 'too_long'],
    [500, 'server busy, please try again.  maximum pending requests exceeded', 'overloaded'],
    [400, "model 'x' not found, try pulling it first", 'unknown_model'],
    [400, 'invalid format: cannot parse the schema', 'rejected'],
  ])('reads the text of an error with %i: %s', async (status, error, failure) => {
    const sandbox = new SandboxOllama();
    try {
      const models = new OllamaModels({ baseUrl: await sandbox.start() });
      for (const [, ask] of WAYS) {
        sandbox.failNext({ kind: 'status', status, error: { error } });
        expect(await failureOf(ask(models, modelRequest()))).toMatchObject({ failure });
      }
    } finally {
      await sandbox.stop();
    }
  });
});
