import { afterAll, describe, expect, it } from 'vitest';
import {
  failureOf,
  MAX_REPLY,
  modelContract,
  modelRequest,
  WAYS,
} from '../../../../test/support/suites/llm-contract-suite.ts';
import type { ModelFailure } from '../../../ports/llm.ts';
import { SandboxAnthropic } from '../sandbox/anthropic.ts';
import { AnthropicModels, type AnthropicStructuredOutput } from './anthropic.ts';

const apiKey = 'sk-ant-sandbox-81d0';

describe('anthropic, against its sandbox', () => {
  modelContract({
    sandbox: (options) => new SandboxAnthropic({ apiKey, ...options }),
    open: (baseUrl) => new AnthropicModels({ apiKey, baseUrl, maxReplyBytes: MAX_REPLY }),
    refuses: true,
    secrets: [apiKey],
  });

  const sandbox = new SandboxAnthropic({ apiKey: null });
  const started = sandbox.start();
  afterAll(() => sandbox.stop());
  const keyless = async (structuredOutput: AnthropicStructuredOutput = 'json_schema') =>
    new AnthropicModels({ apiKey: null, baseUrl: await started, structuredOutput });

  it.each<[AnthropicStructuredOutput, unknown]>([
    ['json_schema', { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } }],
    ['tools', { tools: [{ name: 'note' }], tool_choice: { type: 'tool', name: 'note' } }],
  ])('asks for JSON by %s', async (structuredOutput, expected) => {
    for (const [, ask] of WAYS) {
      const { text } = await ask(await keyless(structuredOutput), modelRequest());
      expect(JSON.parse(text)).toHaveProperty('note');
      const { body = '', headers } = sandbox.received.at(-1) ?? {};
      expect(JSON.parse(body)).toMatchObject(expected as object);
      expect(body).not.toMatch(/maximum|maxLength/);
      expect(headers).not.toHaveProperty('x-api-key');
      expect(headers).not.toHaveProperty('authorization');
    }
  });

  it.each<[number, string, string, ModelFailure]>([
    [400, 'invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum', 'too_long'],
    [400, 'invalid_request_error', 'Your credit balance is too low', 'quota_exhausted'],
    [400, 'invalid_request_error', 'max_tokens: must be positive', 'rejected'],
    [403, 'permission_error', '', 'unauthorised'],
    [504, 'timeout_error', '', 'provider_error'],
    [500, 'overloaded_error', '', 'overloaded'],
    [500, 'something_new', '', 'provider_error'],
  ])('reads the error object with %i: %s %s', async (status, type, message, failure) => {
    for (const [, ask] of WAYS) {
      sandbox.failNext({ kind: 'status', status, error: { type: 'error', error: { type, message } } });
      expect(await failureOf(ask(await keyless(), modelRequest()))).toMatchObject({ failure });
    }
  });

  it('waits until the exhausted limit is reset', async () => {
    const at = (seconds: number) => new Date(1_790_000_000_000 + seconds * 1000);
    sandbox.failNext({
      kind: 'status',
      status: 429,
      headers: {
        date: at(0).toUTCString(),
        'anthropic-ratelimit-requests-remaining': '4',
        'anthropic-ratelimit-requests-reset': at(500).toISOString(),
        'anthropic-ratelimit-input-tokens-remaining': '0',
        'anthropic-ratelimit-input-tokens-reset': at(30).toISOString(),
      },
    });
    expect(await failureOf((await keyless()).answer(modelRequest()))).toMatchObject({ retryAfterMs: 30_000 });
  });
});
