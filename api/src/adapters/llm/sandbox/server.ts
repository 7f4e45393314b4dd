import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { bodyOf, LocalServer, sendFaulty, sendJson } from '../../sandbox/local-server.ts';
import type { SandboxFault } from './faults.ts';

/** What a request asks a model for, read from the provider's protocol. */
export interface SandboxAsk {
  readonly model: string;
  readonly system: string;
  readonly messages: ReadonlyArray<{ readonly role: string; readonly content: string }>;
  /** Null where the request has none. */
  readonly schema: Readonly<Record<string, unknown>> | null;
  readonly maxTokens: number;
  readonly stream: boolean;
  /** Whether the answer is to be the input of a tool. */
  readonly tool: string | null;
}

export type SandboxStop = 'end' | 'cut_off' | 'refusal';

export interface SandboxEnd {
  readonly stop: SandboxStop;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The scripted answer: a text, or its pieces as they come with how it ended. `signal` is aborted when the client leaves. */
export type SandboxAnswer = (
  ask: SandboxAsk,
  signal: AbortSignal,
) => string | Promise<string> | AsyncGenerator<string, SandboxEnd>;

/** A request as it arrived. */
export interface SandboxRecord {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** How its connection ended: `complete` after a whole reply, `abandoned` where the client closed it before. */
  readonly closed: Promise<'complete' | 'abandoned'>;
}

/** What a request is, once it is known to be one of the provider's protocol. */
export type SandboxRoute =
  | { readonly kind: 'chat' }
  | { readonly kind: 'models' }
  | { readonly kind: 'model'; readonly id: string };

/** One provider's protocol. */
export interface SandboxProtocol {
  readonly streamType: string;
  route(method: string, path: string, body: string): SandboxRoute | null;
  /** Null for a request that the provider would refuse. */
  read(body: Readonly<Record<string, unknown>>): SandboxAsk | null;
  authorised(request: IncomingMessage): boolean;
  /** The body of a reply with the list of models, or with one. */
  models(ids: readonly string[], one: string | null): unknown;
  error(status: number): unknown;
  whole(ask: SandboxAsk, text: string, end: SandboxEnd, odd: OddParts): unknown;
  begin(ask: SandboxAsk, odd: OddParts): string;
  piece(ask: SandboxAsk, text: string): string;
  end(ask: SandboxAsk, end: SandboxEnd): string;
  /** An error in the middle of a stream. */
  errorPiece(): string;
}

/** What a reply has beside its answer. */
export interface OddParts {
  readonly thinking: boolean;
  readonly noChoices: boolean;
}

export interface SandboxOptions {
  /** Default: a text that is the same for the same request. */
  readonly answer?: SandboxAnswer;
  /** The models that the server has. Default: `small` and `large`. */
  readonly models?: readonly string[];
  /** Decides for each request what goes wrong; null for nothing. After those of `failNext`. */
  readonly fault?: (ask: SandboxAsk) => SandboxFault | null;
  /** Default: a free one. */
  readonly port?: number;
}

const MAX_RECORDS = 10_000;

/** Speaks a provider's protocol on a local port, keeps what it received, and misbehaves as requested. */
export class SandboxServer {
  readonly received: SandboxRecord[] = [];
  readonly #protocol: SandboxProtocol;
  readonly #options: SandboxOptions;
  readonly #server: LocalServer;
  readonly #faults: SandboxFault[] = [];

  constructor(protocol: SandboxProtocol, options: SandboxOptions = {}) {
    this.#protocol = protocol;
    this.#options = options;
    this.#server = new LocalServer((request, response) => this.#serve(request, response));
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#server.connections;
  }

  /** @returns the address, without a path. */
  start(): Promise<string> {
    return this.#server.start(this.#options.port);
  }

  /** Afterwards the port refuses connections. */
  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** Faults for the next requests for an answer, one each, in this order. */
  failNext(...faults: SandboxFault[]): void {
    this.#faults.push(...faults);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const path = new URL(url, 'http://sandbox').pathname;
    const body = String(await bodyOf(request));
    const gone = new AbortController();
    const closed = new Promise<'complete' | 'abandoned'>((resolve) => {
      response.once('close', () => {
        if (!response.writableFinished) gone.abort();
        resolve(response.writableFinished ? 'complete' : 'abandoned');
      });
    });
    this.received.push({ method, path, headers: request.headers, body, closed });
    if (this.received.length > MAX_RECORDS) this.received.shift();
    const protocol = this.#protocol;
    if (!protocol.authorised(request)) return refuse(response, 401, protocol.error(401));
    const route = protocol.route(method, path, body);
    const models = this.#options.models ?? ['small', 'large'];
    if (route === null) return refuse(response, 404, protocol.error(404));
    if (route.kind === 'models') return sendJson(response, 200, protocol.models(models, null));
    if (route.kind === 'model') {
      return models.includes(route.id)
        ? sendJson(response, 200, protocol.models(models, route.id))
        : refuse(response, 404, protocol.error(404));
    }
    const ask = parsed(protocol, body);
    if (ask === null) return refuse(response, 400, protocol.error(400));
    const fault = this.#faults.shift() ?? this.#options.fault?.(ask) ?? null;
    if (await this.#meet(fault, ask, response)) return;
    if (!models.includes(ask.model)) return refuse(response, 404, protocol.error(404));
    const write = new FaultyWriter(response, protocol, ask, fault);
    await write.send(this.#answer(ask, fault, gone.signal));
  }

  /** Faults in place of a reply. @returns whether the request has met its end. */
  async #meet(fault: SandboxFault | null, ask: SandboxAsk, response: ServerResponse): Promise<boolean> {
    switch (fault?.kind) {
      case 'reset':
        if (fault.at === 'reply') return false;
        sendFaulty(response, { kind: 'reset' }, () => null);
        return true;
      case 'hang':
        return fault.at === 'headers';
      case 'status':
        refuse(response, fault.status, fault.error ?? this.#protocol.error(fault.status), fault.headers);
        return true;
      case 'html':
      case 'redirect':
        sendFaulty(response, fault, () => null);
        return true;
      case 'error_in_reply':
        if (ask.stream) return false;
        sendJson(response, 200, this.#protocol.error(500));
        return true;
      case 'slow':
        await wait(fault.delayMs, undefined, { ref: false });
        return false;
      default:
        return false;
    }
  }

  async *#answer(
    ask: SandboxAsk,
    fault: SandboxFault | null,
    gone: AbortSignal,
  ): AsyncGenerator<string, SandboxEnd> {
    let text: string | null = null;
    let stop: SandboxStop = 'end';
    if (fault?.kind === 'text') text = fault.text;
    else if (fault?.kind === 'empty') text = '';
    else if (fault?.kind === 'huge') text = JSON.stringify('x'.repeat(fault.bytes));
    else if (fault?.kind === 'refusal') [text, stop] = ['', 'refusal'];
    else {
      const scripted = (this.#options.answer ?? same)(ask, gone);
      if (typeof scripted === 'object' && Symbol.asyncIterator in scripted) return yield* scripted;
      text = await scripted;
    }
    if (fault?.kind === 'cut_off') [text, stop] = [text.slice(0, Math.ceil(text.length / 2)), 'cut_off'];
    yield* text.match(/[\s\S]{1,12}/gu) ?? [];
    return {
      stop,
      inputTokens: tokens(ask.system + ask.messages.map((one) => one.content).join()),
      outputTokens: tokens(text),
    };
  }
}

/** Writes a reply, whole or as a stream, with the fault that concerns how it is written. */
class FaultyWriter {
  readonly #response: ServerResponse;
  readonly #protocol: SandboxProtocol;
  readonly #ask: SandboxAsk;
  readonly #fault: SandboxFault | null;

  constructor(
    response: ServerResponse,
    protocol: SandboxProtocol,
    ask: SandboxAsk,
    fault: SandboxFault | null,
  ) {
    this.#response = response;
    this.#protocol = protocol;
    this.#ask = ask;
    this.#fault = fault;
  }

  async send(answer: AsyncGenerator<string, SandboxEnd>): Promise<void> {
    const odd = { thinking: this.#fault?.kind === 'thinking', noChoices: this.#fault?.kind === 'no_choices' };
    if (this.#ask.stream) return this.#stream(answer, odd);
    let text = '';
    let next = await answer.next();
    for (; next.done !== true; next = await answer.next()) text += next.value;
    const whole = JSON.stringify(this.#protocol.whole(this.#ask, text, next.value, odd));
    this.#head('application/json');
    if (this.#fault?.kind === 'truncated') return this.#end(whole.slice(0, Math.ceil(whole.length / 2)));
    if (this.#fault?.kind === 'doubled') return this.#end(whole + whole);
    if (await this.#break(whole)) return;
    await this.#write(whole);
    this.#response.end();
  }

  async #stream(answer: AsyncGenerator<string, SandboxEnd>, odd: OddParts): Promise<void> {
    this.#head(this.#protocol.streamType);
    const begin = this.#protocol.begin(this.#ask, odd);
    if (await this.#break(begin)) return;
    await this.#write(begin);
    if (this.#fault?.kind === 'error_in_reply') return this.#end(this.#protocol.errorPiece());
    let next = await answer.next();
    for (; next.done !== true && !this.#response.destroyed; next = await answer.next()) {
      const piece = this.#protocol.piece(this.#ask, next.value);
      await this.#write(this.#fault?.kind === 'doubled' ? piece.replace(/\{.*\}/, '$&$&') : piece);
    }
    if (next.done !== true || this.#fault?.kind === 'truncated') return this.#end('');
    await this.#write(odd.noChoices ? '' : this.#protocol.end(this.#ask, next.value));
    this.#response.end();
  }

  #head(type: string): void {
    this.#response.writeHead(200, this.#fault?.kind === 'undeclared' ? {} : { 'content-type': type });
    this.#response.flushHeaders();
  }

  #end(text: string): void {
    this.#response.end(text);
  }

  /** Faults after the beginning of a reply. */
  async #break(text: string): Promise<boolean> {
    if (this.#fault?.kind !== 'reset' && this.#fault?.kind !== 'hang') return false;
    await new Promise<void>((resolve) =>
      this.#response.write(text.slice(0, Math.ceil(text.length / 2)), () => resolve()),
    );
    if (this.#fault.kind === 'reset') this.#response.socket?.resetAndDestroy();
    return true;
  }

  async #write(text: string): Promise<void> {
    const fault = this.#fault;
    if (fault?.kind === 'odd_framing') {
      const lines = text.replaceAll('\n', '\r\n');
      const first = this.#response.writableLength === 0 && !this.#begun;
      this.#begun = true;
      this.#response.write(first ? `\ufeff${lines}` : lines);
      return;
    }
    if (fault?.kind !== 'drip') {
      this.#response.write(text);
      return;
    }
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length && !this.#response.destroyed; at += fault.bytes) {
      this.#response.write(bytes.subarray(at, at + fault.bytes));
      if (fault.everyMs > 0) await wait(fault.everyMs, undefined, { ref: false });
      else await setImmediate();
    }
  }

  #begun = false;
}

/** The same text for the same request. */
function same(ask: SandboxAsk): string {
  return JSON.stringify({ answer: ask.messages.at(-1)?.content.length ?? 0, note: 'ठीक है – naïve' });
}

/** About four characters a token. */
function tokens(text: string): number {
  return Math.ceil(text.length / 4);
}

function parsed(protocol: SandboxProtocol, body: string): SandboxAsk | null {
  try {
    return protocol.read(JSON.parse(body));
  } catch {
    return null;
  }
}

function refuse(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
