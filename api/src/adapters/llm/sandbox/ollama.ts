import { isObject } from '../failures.ts';
import {
  type SandboxAsk,
  type SandboxEnd,
  type SandboxOptions,
  type SandboxProtocol,
  SandboxServer,
} from './server.ts';

/** Ollama's `/api/chat`, `/api/show` and `/api/tags`: lines of JSON. */
const PROTOCOL: SandboxProtocol = {
  streamType: 'application/x-ndjson',
  route(method, path, body) {
    if (method === 'POST' && path.endsWith('/api/chat')) return { kind: 'chat' };
    if (method === 'GET' && path.endsWith('/api/tags')) return { kind: 'models' };
    if (method === 'POST' && path.endsWith('/api/show')) {
      return { kind: 'model', id: String(JSON.parse(body).model) };
    }
    return null;
  },
  authorised: () => true,
  read({ model, messages, format, stream, options }) {
    if (typeof model !== 'string' || !Array.isArray(messages)) return null;
    const limit = isObject(options) ? options.num_predict : undefined;
    return {
      model,
      system: messages
        .filter((one) => one.role === 'system')
        .map((one) => one.content)
        .join('\n'),
      messages: messages.filter((one) => one.role !== 'system'),
      schema: isObject(format) ? format : null,
      maxTokens: typeof limit === 'number' ? limit : 1024,
      // As the server does where the request says nothing.
      stream: stream !== false,
      tool: null,
    };
  },
  models(ids, one) {
    const details = { format: 'gguf', family: 'llama', parameter_size: '135M', quantization_level: 'Q4_K_M' };
    return one === null
      ? { models: ids.map((name) => ({ name, model: name, details })) }
      : { details, capabilities: ['completion'], modified_at: new Date(0).toISOString() };
  },
  error(status) {
    const texts: Readonly<Record<number, string>> = {
      404: "model 'absent' not found",
      429: 'too many requests',
      503: 'server busy, please try again.  maximum pending requests exceeded',
    };
    return { error: texts[status] ?? `llama runner process has terminated: exit status ${status}` };
  },
  whole(ask, text, end, odd) {
    if (odd.noChoices) return { model: ask.model, created_at: now(), done: true, done_reason: 'stop' };
    const thinking = odd.thinking ? { thinking: 'They ask …' } : {};
    return {
      model: ask.model,
      created_at: now(),
      message: { role: 'assistant', content: text, ...thinking },
      ...ended(end),
    };
  },
  begin(ask, odd) {
    if (odd.noChoices) return line({ model: ask.model, created_at: now(), done: true, done_reason: 'stop' });
    return odd.thinking ? piece(ask, '', { thinking: 'They ask …' }) : piece(ask, '', {});
  },
  piece: (ask, text) => piece(ask, text, {}),
  end: (ask, end) =>
    line({ model: ask.model, created_at: now(), message: { role: 'assistant', content: '' }, ...ended(end) }),
  errorPiece: () => line({ error: 'an error was encountered while running the model' }),
};

export class SandboxOllama extends SandboxServer {
  constructor(options: SandboxOptions = {}) {
    super(PROTOCOL, options);
  }
}

function piece(ask: SandboxAsk, content: string, more: Readonly<Record<string, unknown>>): string {
  return line({
    model: ask.model,
    created_at: now(),
    message: { role: 'assistant', content, ...more },
    done: false,
  });
}

/** The provider has no refusal of its own: such an answer is empty. */
function ended({ stop, inputTokens, outputTokens }: SandboxEnd): Record<string, unknown> {
  return {
    done: true,
    done_reason: stop === 'cut_off' ? 'length' : 'stop',
    total_duration: 5_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: inputTokens,
    prompt_eval_duration: 1_000_000,
    eval_count: outputTokens,
    eval_duration: 3_000_000,
  };
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;
const now = () => new Date().toISOString();
