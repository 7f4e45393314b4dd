import { isObject } from '../failures.ts';
import {
  type SandboxAsk,
  type SandboxEnd,
  type SandboxOptions,
  type SandboxProtocol,
  SandboxServer,
} from './server.ts';

/** OpenAI's Chat Completions and list of models: JSON, or server-sent events that end with `[DONE]`. */
function protocol(apiKey: string | null): SandboxProtocol {
  return {
    streamType: 'text/event-stream',
    route(method, path) {
      if (method === 'POST' && path.endsWith('/chat/completions')) return { kind: 'chat' };
      return method === 'GET' && path.endsWith('/models') ? { kind: 'models' } : null;
    },
    authorised: ({ headers }) =>
      apiKey === null ? headers.authorization === undefined : headers.authorization === `Bearer ${apiKey}`,
    read(body) {
      const { model, messages, stream, response_format: format, tools } = body;
      if (typeof model !== 'string' || !Array.isArray(messages)) return null;
      const described = isObject(format) && isObject(format.json_schema) ? format.json_schema.schema : null;
      const tool =
        Array.isArray(tools) && isObject(tools[0]) && isObject(tools[0].function) ? tools[0].function : null;
      const limit = body.max_completion_tokens ?? body.max_tokens;
      return {
        model,
        system: messages
          .filter((one) => one.role === 'system')
          .map((one) => one.content)
          .join('\n'),
        messages: messages.filter((one) => one.role !== 'system'),
        schema: isObject(described) ? described : isObject(tool?.parameters) ? tool.parameters : null,
        maxTokens: typeof limit === 'number' ? limit : 1024,
        stream: stream === true,
        tool: typeof tool?.name === 'string' ? tool.name : null,
      };
    },
    models: (ids) => ({
      object: 'list',
      data: ids.map((id) => ({ id, object: 'model', created: 0, owned_by: 'sandbox' })),
    }),
    error: (status) => ({ error: { message: `Sandbox error ${status}`, param: null, ...ERRORS[status] } }),
    whole(ask, text, end, odd) {
      const message = {
        role: 'assistant',
        content: ask.tool === null && end.stop !== 'refusal' ? text : null,
        refusal: end.stop === 'refusal' ? 'I cannot help with that.' : null,
        ...(ask.tool === null ? {} : { tool_calls: [call(ask.tool, text)] }),
        ...(odd.thinking ? { reasoning_content: 'They ask …' } : {}),
      };
      const choice = { index: 0, message, logprobs: null, finish_reason: finish(end) };
      return { ...head('chat.completion', ask), choices: odd.noChoices ? [] : [choice], usage: usageOf(end) };
    },
    begin(ask, odd) {
      if (odd.noChoices)
        return chunk(ask, [], { usage: { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 } });
      const thinking = odd.thinking ? { reasoning_content: 'They ask …' } : {};
      const delta = { role: 'assistant', content: '', refusal: null, ...thinking };
      return `: a comment\n\n${chunk(ask, [{ index: 0, delta, logprobs: null, finish_reason: null }])}`;
    },
    piece(ask, text) {
      const delta =
        ask.tool === null ? { content: text } : { tool_calls: [{ index: 0, function: { arguments: text } }] };
      return chunk(ask, [{ index: 0, delta, logprobs: null, finish_reason: null }]);
    },
    end(ask, end) {
      const refusal =
        end.stop === 'refusal'
          ? chunk(ask, [{ index: 0, delta: { refusal: 'I cannot help with that.' }, finish_reason: null }])
          : '';
      return [
        refusal,
        chunk(ask, [{ index: 0, delta: {}, logprobs: null, finish_reason: finish(end) }]),
        chunk(ask, [], { usage: usageOf(end) }),
        'data: [DONE]\n\n',
      ].join('');
    },
    errorPiece: () => `data: ${JSON.stringify({ error: { message: 'Sandbox error', ...ERRORS[500] } })}\n\n`,
  };
}

export class SandboxOpenAI extends SandboxServer {
  /** @param apiKey null for a server that takes no key. */
  constructor({ apiKey, ...options }: SandboxOptions & { readonly apiKey: string | null }) {
    super(protocol(apiKey), options);
  }
}

const ERRORS: Readonly<Record<number, { readonly type: string; readonly code: string | null }>> = {
  400: { type: 'invalid_request_error', code: null },
  401: { type: 'invalid_request_error', code: 'invalid_api_key' },
  403: { type: 'invalid_request_error', code: 'unsupported_country_region_territory' },
  404: { type: 'invalid_request_error', code: 'model_not_found' },
  429: { type: 'requests', code: 'rate_limit_exceeded' },
  500: { type: 'server_error', code: null },
  503: { type: 'service_unavailable_error', code: null },
};

const head = (object: string, { model }: SandboxAsk) => ({
  id: 'chatcmpl-1',
  object,
  created: 0,
  model,
  service_tier: 'default',
});

function chunk(
  ask: SandboxAsk,
  choices: readonly unknown[],
  more: Readonly<Record<string, unknown>> = {},
): string {
  return `data: ${JSON.stringify({ ...head('chat.completion.chunk', ask), choices, ...more })}\n\n`;
}

const call = (name: string, text: string) => ({
  id: 'call_1',
  type: 'function',
  function: { name, arguments: text },
});

const finish = ({ stop }: SandboxEnd) => (stop === 'cut_off' ? 'length' : 'stop');

const usageOf = ({ inputTokens, outputTokens }: SandboxEnd) => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
});
