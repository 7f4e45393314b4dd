import { isObject } from '../failures.ts';
import { type SandboxEnd, type SandboxOptions, type SandboxProtocol, SandboxServer } from './server.ts';

/** Anthropic's Messages and models: JSON, or named server-sent events that end with `message_stop`. */
function protocol(apiKey: string | null): SandboxProtocol {
  return {
    streamType: 'text/event-stream',
    route(method, path) {
      if (method === 'POST' && path.endsWith('/v1/messages')) return { kind: 'chat' };
      const one = /\/v1\/models(?:\/(.+))?$/.exec(path);
      if (method !== 'GET' || one === null) return null;
      return one[1] === undefined ? { kind: 'models' } : { kind: 'model', id: decodeURIComponent(one[1]) };
    },
    authorised: ({ headers }) =>
      apiKey === null
        ? headers.authorization === undefined && headers['x-api-key'] === undefined
        : headers.authorization === `Bearer ${apiKey}` || headers['x-api-key'] === apiKey,
    read(body) {
      const { model, system, messages, stream, output_config: config, tools } = body;
      if (typeof model !== 'string' || !Array.isArray(messages) || typeof body.max_tokens !== 'number')
        return null;
      const format = isObject(config) && isObject(config.format) ? config.format.schema : null;
      const tool = Array.isArray(tools) && isObject(tools[0]) ? tools[0] : null;
      return {
        model,
        system: typeof system === 'string' ? system : '',
        messages,
        schema: isObject(format) ? format : isObject(tool?.input_schema) ? tool.input_schema : null,
        maxTokens: body.max_tokens,
        stream: stream === true,
        tool: typeof tool?.name === 'string' ? tool.name : null,
      };
    },
    models(ids, one) {
      const model = (id: string) => ({
        type: 'model',
        id,
        display_name: id,
        created_at: new Date(0).toISOString(),
      });
      return one === null
        ? { data: ids.map(model), has_more: false, first_id: ids[0], last_id: ids.at(-1) }
        : model(one);
    },
    error: (status) => ({
      type: 'error',
      error: {
        type: ERRORS[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error'),
        message: `Sandbox error ${status}`,
      },
      request_id: 'req_1',
    }),
    whole(ask, text, end, odd) {
      const thinking = odd.thinking ? [{ type: 'thinking', thinking: 'They ask …', signature: 'x' }] : [];
      const block =
        ask.tool === null
          ? { type: 'text', text }
          : { type: 'tool_use', id: 'toolu_1', name: ask.tool, input: parsedInput(text) };
      const content = odd.noChoices || text === '' ? [] : [...thinking, block];
      return { ...message(ask.model), content, stop_reason: stopOf(end, ask.tool), usage: usageOf(end) };
    },
    begin(ask, odd) {
      const start = event('message_start', {
        message: {
          ...message(ask.model),
          content: [],
          stop_reason: null,
          usage: { input_tokens: 1, output_tokens: 1 },
        },
      });
      if (odd.noChoices) {
        const end = { stop: 'end', inputTokens: 1, outputTokens: 1 } as const;
        return start + ending(end, ask.tool);
      }
      const thinking = odd.thinking
        ? [
            event('content_block_start', {
              index: 0,
              content_block: { type: 'thinking', thinking: '', signature: '' },
            }),
            event('content_block_delta', {
              index: 0,
              delta: { type: 'thinking_delta', thinking: 'They ask …' },
            }),
            event('content_block_stop', { index: 0 }),
          ]
        : [];
      const block =
        ask.tool === null
          ? { type: 'text', text: '' }
          : { type: 'tool_use', id: 'toolu_1', name: ask.tool, input: {} };
      return [
        start,
        event('ping', {}),
        ...thinking,
        event('content_block_start', { index: thinking.length === 0 ? 0 : 1, content_block: block }),
        event('unknown_event', { member: true }),
      ].join('');
    },
    piece(ask, text) {
      const delta =
        ask.tool === null ? { type: 'text_delta', text } : { type: 'input_json_delta', partial_json: text };
      return event('content_block_delta', { index: 0, delta });
    },
    end: (ask, end) => event('content_block_stop', { index: 0 }) + ending(end, ask.tool),
    errorPiece: () => event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }),
  };
}

export class SandboxAnthropic extends SandboxServer {
  /** @param apiKey null for a server that takes no key. */
  constructor({ apiKey, ...options }: SandboxOptions & { readonly apiKey: string | null }) {
    super(protocol(apiKey), options);
  }
}

const ERRORS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  529: 'overloaded_error',
};

const message = (model: string) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model,
  stop_sequence: null,
});

const event = (type: string, members: Readonly<Record<string, unknown>>) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`;

function ending(end: SandboxEnd, tool: string | null): string {
  const delta = { stop_reason: stopOf(end, tool), stop_sequence: null };
  return event('message_delta', { delta, usage: usageOf(end) }) + event('message_stop', {});
}

function stopOf({ stop }: SandboxEnd, tool: string | null): string {
  if (stop === 'cut_off') return 'max_tokens';
  if (stop === 'refusal') return 'refusal';
  return tool === null ? 'end_turn' : 'tool_use';
}

const usageOf = ({ inputTokens, outputTokens }: SandboxEnd) => ({
  input_tokens: inputTokens,
  output_tokens: outputTokens,
});

function parsedInput(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
