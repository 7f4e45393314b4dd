import { afterAll, describe, expect, it } from 'vitest';
import {
  failureOf,
  MAX_REPLY,
  modelContract,
  modelRequest,
  WAYS,
} from '../../../../test/support/suites/llm-contract-suite.ts';
import type { ModelFailure } from '../../../ports/llm.ts';
import { SandboxOpenAI } from '../sandbox/openai.ts';
import { OpenAIModels, type OpenAIStructuredOutput } from './openai.ts';
import { answerOf, StreamedAnswer } from './replies.ts';

const apiKey = 'sk-sandbox-2f9c';

describe('openai, against its sandbox', () => {
  modelContract({
    sandbox: (options) => new SandboxOpenAI({ apiKey, ...options }),
    open: (baseUrl) => new OpenAIModels({ apiKey, baseUrl, maxReplyBytes: MAX_REPLY }),
    refuses: true,
    secrets: [apiKey],
  });

  const sandbox = new SandboxOpenAI({ apiKey: null });
  const started = sandbox.start();
  afterAll(() => sandbox.stop());
  const keyless = async (structuredOutput?: OpenAIStructuredOutput) =>
    new OpenAIModels({
      apiKey: null,
      baseUrl: `${await started}/v1/`,
      ...(structuredOutput === undefined ? {} : { structuredOutput }),
    });

  it('sends no credential to a server that takes none', async () => {
    await (await keyless()).answer(modelRequest());
    expect(sandbox.received.at(-1)?.headers.authorization).toBeUndefined();
    expect(sandbox.received.at(-1)?.path).toBe('/v1/chat/completions');
  });

  it.each<[OpenAIStructuredOutput, unknown]>([
    [
      'json_schema',
      {
        response_format: { type: 'json_schema', json_schema: { name: 'note', strict: true } },
        max_tokens: 64,
      },
    ],
    ['json_object', { response_format: { type: 'json_object' } }],
    ['tools', { tools: [{ function: { name: 'note' } }], tool_choice: { function: { name: 'note' } } }],
  ])('asks for JSON by %s', async (structuredOutput, expected) => {
    for (const [, ask] of WAYS) {
      const { text } = await ask(await keyless(structuredOutput), modelRequest());
      expect(JSON.parse(text)).toHaveProperty('note');
      const body = sandbox.received.at(-1)?.body ?? '';
      expect(JSON.parse(body)).toMatchObject(expected as object);
      expect(body).toContain('additionalProperties');
    }
  });

  it('leaves limits out of the schema, which strict output does not take', async () => {
    await (await keyless()).answer(modelRequest());
    expect(sandbox.received.at(-1)?.body).not.toMatch(/maximum|maxLength/);
  });

  it.each<[number, unknown, ModelFailure]>([
    [429, { code: 'insufficient_quota', type: 'insufficient_quota' }, 'quota_exhausted'],
    [400, { code: 'context_length_exceeded', type: 'invalid_request_error' }, 'too_long'],
    [400, { message: "This model's maximum context length is 4096 tokens" }, 'too_long'],
    [400, { code: 'content_filter', type: null }, 'refused'],
    [400, { code: 'model_not_found' }, 'unknown_model'],
    [500, { type: 'overloaded_error' }, 'overloaded'],
    [503, { message: 'Loading model', type: 'unavailable_error', code: 503 }, 'overloaded'],
    [400, 'no object at all', 'rejected'],
  ])('reads the error object with %i: %j', async (status, error, failure) => {
    for (const [, ask] of WAYS) {
      sandbox.failNext({ kind: 'status', status, error: { error } });
      expect(await failureOf(ask(await keyless(), modelRequest()))).toMatchObject({ failure });
    }
  });

  it.each<[Record<string, string>, number | null]>([
    [{ 'x-ratelimit-reset-requests': '6m0s', 'x-ratelimit-remaining-requests': '0' }, 360_000],
    [{ 'x-ratelimit-reset-tokens': '20ms', 'x-ratelimit-reset-requests': '1.5s' }, 1500],
    [
      {
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '20ms',
        'x-ratelimit-remaining-requests': '9',
        'x-ratelimit-reset-requests': '1h',
      },
      20,
    ],
    [{ 'x-ratelimit-reset-tokens': 'later' }, null],
  ])('waits until the limits are reset: %j', async (headers, retryAfterMs) => {
    sandbox.failNext({ kind: 'status', status: 429, headers });
    expect(await failureOf((await keyless()).answer(modelRequest()))).toMatchObject({ retryAfterMs });
  });
});

describe('the replies of compatible servers', () => {
  const whole = (choice: unknown, usage?: unknown) => ({ choices: [choice], usage });

  it.each<[string, unknown, string]>([
    ['without usage', whole({ message: { content: 'x' }, finish_reason: 'stop' }), 'x'],
    ['in parts', whole({ message: { content: [{ text: 'x' }, { text: 'y' }, {}] } }), 'xy'],
    [
      'as a tool call',
      whole({ message: { content: null, tool_calls: [{ function: { arguments: '{}' } }] } }),
      '{}',
    ],
    ['as an object', whole({ message: { tool_calls: [{ function: { arguments: { a: 1 } } }] } }), '{"a":1}'],
  ])('are read %s', (_how, reply, text) => {
    expect(answerOf(reply)).toMatchObject({ text });
  });

  it.each<[unknown, ModelFailure]>([
    ['"text"', 'bad_reply'],
    [null, 'bad_reply'],
    [{}, 'bad_reply'],
    [{ choices: {} }, 'bad_reply'],
    [{ choices: [null] }, 'bad_reply'],
    [{ choices: [{}] }, 'bad_reply'],
    [{ error: { code: 429, message: 'x' } }, 'rate_limited'],
    [whole({ message: { content: 'x' }, finish_reason: 'content_filter' }), 'refused'],
    [whole({ message: { content: null, tool_calls: [] }, finish_reason: 'tool_calls' }), 'empty'],
    [whole({ message: { content: 'x' }, finish_reason: 'length' }), 'cut_off'],
  ])('%j is a failure: %s', (reply, failure) => {
    expect(() => answerOf(reply)).toThrow(expect.objectContaining({ failure }));
  });

  it('may end without usage', () => {
    const answer = new StreamedAnswer();
    answer.add({ choices: [{ delta: { content: 'x' }, finish_reason: null }] });
    answer.add({ choices: [{ message: { content: 'y' }, finish_reason: 'stop' }] });
    expect(answer.complete).toBe(false);
    expect(answer.end()).toEqual({ inputTokens: 0, outputTokens: 0 });
  });
});
