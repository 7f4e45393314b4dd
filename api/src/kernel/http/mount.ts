import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authenticator } from '../auth/authenticator.ts';
import { principalKey, shareOf } from '../auth/principal.ts';
import { runWith } from '../observability/context.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import { Outages } from '../observability/outages.ts';
import { Problem } from '../problem.ts';
import { countedAddress } from './address-block.ts';
import type { HttpAudit } from './audit/http-audit.ts';
import { readBody } from './body.ts';
import { guard, mayRead } from './contract/access.ts';
import type { ContractDocument, ContractOperation } from './contract/document.ts';
import { ContractEngine, type EngineContext } from './contract/engine.ts';
import { keepToRelation } from './contract/relation.ts';
import { inputFaults } from './contract/schemas.ts';
import type { Cors } from './cors.ts';
import { securityHandlers } from './credentials.ts';
import { Exchange } from './exchange.ts';
import { problemBody, toProblem, withoutRecord } from './failure.ts';
import type { Idempotency, Replay } from './idempotency/once.ts';
import type { Limits } from './limits.ts';
import { entityTag } from './operation.ts';
import { JSON_TYPE, PROBLEM_TYPE, type Reply, send } from './reply.ts';
import { InvalidReply, type ReplyCheck } from './reply-check.ts';

/** What any handler is to the mount; their types were checked where they were written. */
export type AnyHandler = (request: never) => Promise<{ status: number; body?: unknown; headers?: unknown }>;

export interface MountOptions {
  readonly document: ContractDocument;
  /** ISO 3166-1 alpha-2, of phones written without a country code. */
  readonly phoneCountry: string;
  /** By operationId, for every operation served. */
  readonly handlers: Readonly<Record<string, AnyHandler | undefined>>;
  readonly serves?: (operation: ContractOperation) => boolean;
  readonly authenticator: Authenticator;
  readonly limits: Limits | null;
  readonly idempotency: Idempotency | null;
  /** Null records nothing: for benches and tests of other things. */
  readonly audit: HttpAudit | null;
  readonly cors: Cors | null;
  readonly replies: ReplyCheck;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Bytes. */
  readonly bodyLimit: number;
  /** How many trusted proxies stand before us. */
  readonly proxyHops: number;
  /** Answers true while the process stops: then everything but /health/* is refused. */
  readonly stopping: () => boolean;
  /** Serves what is no operation: pages. Without it such a path is *not found*. */
  readonly otherwise?: (exchange: Exchange) => void;
}

/** The engine's answer for a path that is none of its own. */
const ELSEWHERE = Symbol('elsewhere');

/**
 * The contract as a request listener. A request passes, in this order: address limit, credential (401), access (403),
 * caller's limit (429), body, contract (400), the caller's own tenant (404), idempotency, handler, reply check,
 * audit log.
 */
export class ContractMount {
  readonly engine: ContractEngine<Exchange>;
  private readonly options: MountOptions;
  /** Without redaction, which costs more than the rest of a line: request lines hold the fixed fields below and no others. */
  private readonly requestLog: Logger;
  private readonly outages: Outages;
  private running = 0;
  private begun = 0;
  private readonly idleWaiters: (() => void)[] = [];

  /** @throws ContractFault when an operation has no handler, no access rule or no way to verify its caller. */
  constructor(options: MountOptions) {
    this.options = options;
    this.outages = new Outages(options.log);
    this.requestLog = options.log.child({}, { redact: [] });
    const handlers: Record<string, (context: EngineContext<Exchange>) => Promise<Reply | Replay>> = {};
    for (const [id, handler] of Object.entries(options.handlers)) {
      if (handler !== undefined) handlers[id] = (context) => this.invoke(context, handler);
    }
    this.engine = new ContractEngine<Exchange>({
      document: options.document,
      phoneCountry: options.phoneCountry,
      ...(options.serves === undefined ? {} : { serves: options.serves }),
      handlers,
      security: securityHandlers(options.authenticator),
      hooks: {
        notFound: ({ request }) => this.notFound(request),
        methodNotAllowed: ({ request }) => this.methodNotAllowed(request),
        postSecurityHandler: (context) => this.admit(context),
        unauthorizedHandler: () => {
          throw new Problem('unauthenticated');
        },
        validationFail: ({ validation }) => {
          throw new Problem('invalid_request', { errors: inputFaults(validation.errors ?? []) });
        },
        // Cannot happen: the engine refuses to start without handlers. Should it, nothing is called.
        notImplemented: ({ operation }) => {
          throw new Problem('internal', { cause: new Error(`no handler for ${operation.operationId}`) });
        },
        postResponseHandler: ({ request, response }) => this.checkReply(request, response),
      },
    });
  }

  /** Requests being served. */
  get inFlight(): number {
    return this.running;
  }

  /** Requests taken so far. */
  get served(): number {
    return this.begun;
  }

  /** Resolves when no request is being served any more. */
  async idle(): Promise<void> {
    if (this.running > 0) await new Promise<void>((done) => this.idleWaiters.push(done));
  }

  /** The request listener. Never throws, never rejects. */
  handle(req: IncomingMessage, res: ServerResponse): void {
    const exchange = new Exchange(req, res, this.options.proxyHops);
    this.running += 1;
    this.begun += 1;
    res.once('close', () => this.finished(exchange));
    runWith(exchange.context, () => {
      void this.serve(exchange);
    });
  }

  private async serve(exchange: Exchange): Promise<void> {
    try {
      const cors = this.options.cors?.apply(exchange);
      if (cors !== undefined) await cors;
      const probe = exchange.path.startsWith('/health/');
      if (this.options.stopping() && !probe) {
        throw new Problem('shutting_down', { headers: { connection: 'close', 'retry-after': '1' } });
      }
      if (this.options.cors !== null && isPreflight(exchange)) return this.preflight(exchange);
      // Probes share an address with all that comes through their balancer: they are never refused.
      if (!probe) await this.options.limits?.address(exchange);
      const answer = await this.engine.serve(exchange);
      if (answer === ELSEWHERE) return this.options.otherwise?.(exchange);
      await this.options.audit?.succeeded(exchange, answer as Reply | Replay);
      sendAnswer(exchange, withheld(exchange, answer as Reply | Replay));
    } catch (error) {
      await this.options.audit?.refused(exchange, toProblem(error));
      this.refuse(exchange, error);
    }
  }

  private preflight(exchange: Exchange): void {
    const headers = this.options.cors?.preflightHeaders(exchange) ?? {};
    send(exchange, { status: 204, body: undefined, headers }, JSON_TYPE);
  }

  private notFound({ path }: Exchange): typeof ELSEWHERE {
    if (this.options.otherwise === undefined || path.startsWith('/v1/')) throw new Problem('not_found');
    return ELSEWHERE;
  }

  private methodNotAllowed({ method, path }: Exchange): never {
    const allow = this.engine.routes.methodsOf(path).join(', ');
    const detail = `This path has no ${method.toUpperCase()}; it has ${allow}.`;
    throw new Problem('method_not_allowed', { detail, headers: { allow } });
  }

  /** After the security alternatives were tried and before anything that was sent is looked at. */
  private async admit(context: EngineContext<Exchange>): Promise<void> {
    const { request: exchange, operation } = context;
    exchange.operation = operation;
    exchange.context.operation = operation.operationId;
    if (exchange.refusal !== undefined) throw exchange.refusal;
    if (!context.security.authorized && operation.security.length > 0) return;
    const { principal } = exchange;
    if (principal.kind !== 'anonymous') exchange.context.actor = principalKey(principal);
    exchange.context.share = shareOf(principal, countedAddress(exchange.ip));
    guard(operation.access, principal);
    const limited = this.options.limits?.caller(exchange, operation);
    if (limited !== undefined) await limited;
    if (operation.body !== null) await readBody(exchange, operation, this.options.bodyLimit);
  }

  private async invoke(
    { request: exchange, operation }: EngineContext<Exchange>,
    handler: AnyHandler,
  ): Promise<Reply | Replay> {
    keepToRelation(operation.access.tenant, exchange.principal, exchange.params);
    this.options.audit?.begin(exchange);
    const run = () => callHandler(exchange, handler);
    const key = this.options.idempotency?.keyOf(exchange, operation) ?? null;
    return key === null ? run() : (this.options.idempotency as Idempotency).run(key, exchange, run);
  }

  private checkReply(exchange: Exchange, answer: unknown): unknown {
    if (answer === ELSEWHERE || 'mediaType' in (answer as object)) return answer;
    const reply = answer as Reply;
    this.options.replies.check(this.engine.judge, exchange, reply.status, reply.body, JSON_TYPE);
    return reply;
  }

  /** Answers with whatever was thrown as problem+json. What the caller is not told goes to the log. */
  refuse(exchange: Exchange, error: unknown): void {
    const problem = toProblem(error);
    const { log, metrics, replies } = this.options;
    metrics.problem(problem.code);
    if (problem.status >= 500 && problem.code !== 'shutting_down') {
      this.reportFailure(problem);
    } else if (problem.cause !== undefined) log.warn({ err: problem.cause }, 'request refused by an error');
    const whole = problemBody(problem, exchange.context.correlationId);
    const body = isTold(exchange) ? whole : withoutRecord(whole);
    if (error instanceof InvalidReply) body.detail = error.message;
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(problem.headers)) headers[name.toLowerCase()] = value;
    if (problem.status === 401) headers['www-authenticate'] ??= 'Bearer realm="kiwimesh"';
    if (problem.status === 503) headers['retry-after'] ??= '5';
    try {
      // A 500 is a fault already told: holding it against the contract too would hide the first one.
      if (exchange.operation !== undefined && problem.status !== 500) {
        replies.check(this.engine.judge, exchange, problem.status, body, PROBLEM_TYPE);
      }
      send(exchange, { status: problem.status, body, headers }, PROBLEM_TYPE);
    } catch (fault) {
      const detail = fault instanceof InvalidReply ? fault.message : undefined;
      log.error({ err: fault }, 'problem reply failed');
      const internal = new Problem('internal', detail === undefined ? {} : { detail });
      const fallback = problemBody(internal, exchange.context.correlationId);
      send(exchange, { status: 500, body: fallback, headers: {} }, PROBLEM_TYPE);
    }
  }

  /** Every fault of ours; an outage (503) once an interval, however many requests meet it. */
  private reportFailure(problem: Problem): void {
    // A cause that is a text is a code: it is logged beside the problem it caused.
    const err = problem.cause instanceof Error ? problem.cause : problem;
    const fields = { err, code: problem.code };
    if (problem.status !== 503) {
      this.options.log.error(fields, 'request failed');
      return;
    }
    const cause = err === problem ? problem.cause : (err as { code?: unknown }).code;
    this.outages.report('error', `${problem.code} ${String(cause)}`, fields, 'request failed');
  }

  private finished(exchange: Exchange): void {
    const seconds = (performance.now() - exchange.startedAt) / 1000;
    const { res } = exchange;
    const status = res.headersSent ? res.statusCode : 499;
    this.options.metrics.request(exchange.label, status, seconds);
    this.leaveLine(exchange, status, seconds);
    this.running -= 1;
    if (this.running === 0) for (const done of this.idleWaiters.splice(0)) done();
  }

  /** One line a request. Probes ask every few seconds: theirs are for debugging. */
  private leaveLine({ context, operation, method, label }: Exchange, status: number, seconds: number): void {
    const level = operation?.path.startsWith('/health/') === true ? 'debug' : 'info';
    const log = this.requestLog;
    if (!log.isLevelEnabled(level)) return;
    const { correlationId, actor } = context;
    const fields = {
      correlationId,
      operation: label,
      method,
      // The template: a real path holds ids at best, and whatever was typed at worst.
      path: operation?.path ?? null,
      status,
      ms: Math.round(seconds * 10_000) / 10,
    };
    log[level](actor === undefined ? fields : { ...fields, actor }, 'request');
  }
}

function isPreflight({ method, headers }: Exchange): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

const NO_HEADERS: Reply['headers'] = {};

async function callHandler(exchange: Exchange, handler: AnyHandler): Promise<Reply> {
  const { params, query, headers, body, principal, ip } = exchange;
  const reply = await handler({ params, query, headers, body, principal, ip } as never);
  let replyHeaders = NO_HEADERS;
  if (reply.headers !== undefined) {
    const given = Object.entries(reply.headers as Record<string, string>);
    replyHeaders = Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), value]));
  }
  const version = (reply.body as { version?: unknown } | null | undefined)?.version;
  if (typeof version === 'number') replyHeaders = { ...replyHeaders, etag: entityTag(version) };
  return { status: reply.status, body: reply.body, headers: replyHeaders };
}

/** Whether the caller may be told about the record that the operation writes. */
function isTold({ operation, principal }: Exchange): boolean {
  return operation === undefined || mayRead(operation.access, principal);
}

/** What is left of a reply that the caller may not read. Replays pass here too: they keep the whole. */
function withheld(exchange: Exchange, answer: Reply | Replay): Reply | Replay {
  if (isTold(exchange)) return answer;
  if ('mediaType' in answer && answer.status >= 400) {
    const told = withoutRecord(JSON.parse(answer.body ?? '{}') as Record<string, unknown>);
    return { ...answer, body: JSON.stringify(told) };
  }
  return { status: 204, body: undefined, headers: answer.headers };
}

function sendAnswer(exchange: Exchange, answer: Reply | Replay): void {
  if ('mediaType' in answer) {
    const body = answer.body === null ? undefined : JSON.parse(answer.body);
    send(exchange, { status: answer.status, headers: answer.headers, body }, answer.mediaType);
  } else {
    send(exchange, answer, JSON_TYPE);
  }
}
