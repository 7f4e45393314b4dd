import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authenticator } from '../auth/authenticator.ts';
import { Problem } from '../ground/problem.ts';
import { runWith } from '../observability/context.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { HttpAudit } from './audit/http-audit.ts';
import { ContractFault, type ContractOperation, readOperations } from './contract/document.ts';
import { ContractEngine, type EngineContext } from './contract/engine.ts';
import type { ContractDocument } from './contract/openapi.ts';
import { inputFaults } from './contract/schemas.ts';
import type { Cors } from './cors.ts';
import { Exchange } from './exchange.ts';
import { toProblem } from './failure.ts';
import type { Idempotency } from './idempotency/once.ts';
import type { CostLanes } from './limits/lanes.ts';
import type { Limits } from './limits/limits.ts';
import {
  guardAccess,
  limitByCaller,
  noteCaller,
  readRequestBody,
  requireCredential,
} from './pipeline/admit.ts';
import { mediaTypeOf, sendAnswer, withheld } from './pipeline/answer.ts';
import {
  allowOrigin,
  answerPreflight,
  limitByAddress,
  noteNetwork,
  refuseWhileStopping,
} from './pipeline/arrive.ts';
import { type SignatureCheck, securityHandlers, signatureHandler } from './pipeline/authenticate.ts';
import { type AnyHandler, callHandler, relateToTenant, requireRecentSignIn } from './pipeline/handle.ts';
import { Refusals } from './pipeline/refuse.ts';
import { type Answer, isReplay, runSteps, type Step } from './pipeline/step.ts';
import type { ReplyCheck } from './reply-check.ts';

export type { SignatureCheck, SignedRequest } from './pipeline/authenticate.ts';
export type { AnyHandler } from './pipeline/handle.ts';

export interface MountOptions {
  readonly document: ContractDocument;
  /** ISO 3166-1 alpha-2, for phones written without a country code. */
  readonly phoneCountry: string;
  /** By operationId, for every operation served. */
  readonly handlers: Readonly<Record<string, AnyHandler | undefined>>;
  /** By operationId, for the operations that `x-access` opens to requests that a provider signed. */
  readonly signatures?: Readonly<Record<string, SignatureCheck | undefined>>;
  readonly serves?: (operation: ContractOperation) => boolean;
  readonly authenticator: Authenticator;
  readonly limits: Limits | null;
  readonly idempotency: Idempotency | null;
  /** Null runs expensive operations like any other: for benches and tests of other things. */
  readonly lanes: CostLanes | null;
  /** Null records nothing: for benches and tests of other things. */
  readonly audit: HttpAudit | null;
  readonly cors: Cors | null;
  readonly replies: ReplyCheck;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** What every problem of a path says beside the usual; null for nothing. */
  readonly problemMembers?: (path: string) => Readonly<Record<string, string>> | null;
  /** Bytes. */
  readonly bodyLimit: number;
  /** Number of trusted proxies in front of the service. */
  readonly proxyHops: number;
  /** Returns true while the process stops: then everything but /health/* is rejected. */
  readonly stopping: () => boolean;
  /** Serves what is no operation: pages. Without it such a path is *not found*. */
  readonly otherwise?: (exchange: Exchange) => void;
}

/** The engine's answer for a path that is none of its own. */
const ELSEWHERE = Symbol('elsewhere');

/**
 * The contract as a request listener: the pipeline that every request goes through. {@link ContractMount.pipeline}
 * lists the steps; between its parts openapi-backend does what its name says beside them. Whatever a step throws
 * becomes the reply (see pipeline/refuse.ts).
 */
export class ContractMount {
  readonly engine: ContractEngine<Exchange>;
  readonly #options: MountOptions;
  readonly #pipeline: ReturnType<typeof pipeline>;
  readonly #refusals: Refusals;
  /** Without redaction, which costs more than the rest of a line: request lines hold the fixed fields below and no others. */
  readonly #requestLog: Logger;
  #running = 0;
  #begun = 0;
  readonly #idleWaiters: (() => void)[] = [];

  /** @throws ContractFault when an operation has no handler, no access rule or no way to verify its caller. */
  constructor(options: MountOptions) {
    this.#options = options;
    this.#requestLog = options.log.child({}, { redact: [] });
    this.#pipeline = pipeline(options);
    const handle = ({ request }: EngineContext<Exchange>) => runSteps(this.#pipeline.handle, request);
    const { handlers, signatures = {} } = options;
    this.engine = new ContractEngine<Exchange>({
      document: options.document,
      phoneCountry: options.phoneCountry,
      ...(options.serves === undefined ? {} : { serves: options.serves }),
      handlers: Object.fromEntries(
        Object.keys(handlers).map((id) => [id, handlers[id] === undefined ? undefined : handle]),
      ),
      security: { ...securityHandlers(options.authenticator), signature: signatureHandler(signatures) },
      hooks: {
        notFound: ({ request }) => this.#notFound(request),
        methodNotAllowed: ({ request }) => this.#methodNotAllowed(request),
        postSecurityHandler: ({ request, operation, security }) => {
          request.operation = operation;
          request.context.operation = operation.operationId;
          request.authorized = security.authorized;
          return runSteps(this.#pipeline.admit, request);
        },
        // Cannot happen: requireCredential has rejected the request. If it did, nothing is called.
        unauthorizedHandler: () => {
          throw new Problem('unauthenticated');
        },
        validationFail: ({ validation }) => {
          throw new Problem('invalid_request', { errors: inputFaults(validation.errors ?? []) });
        },
        // Cannot happen: the engine refuses to start without handlers. If it did, nothing is called.
        notImplemented: ({ operation }) => {
          throw new Problem('internal', { cause: new Error(`no handler for ${operation.operationId}`) });
        },
        postResponseHandler: ({ response }) => response,
      },
    });
    const unchecked = this.engine.operations.filter(
      ({ access, operationId }) => access.signed && signatures[operationId] === undefined,
    );
    if (unchecked.length > 0) {
      throw new ContractFault(
        unchecked.map(({ operationId }) => `${operationId}: nothing checks its signature`),
      );
    }
    this.#refusals = new Refusals({ ...options, judge: this.engine.judge });
  }

  /** Requests being served. */
  get inFlight(): number {
    return this.#running;
  }

  /** Requests received so far. */
  get served(): number {
    return this.#begun;
  }

  /** Resolves when no request is being served any more. */
  async idle(): Promise<void> {
    if (this.#running > 0) await new Promise<void>((done) => this.#idleWaiters.push(done));
  }

  /** The request listener. Never throws, never rejects. */
  handle(req: IncomingMessage, res: ServerResponse): void {
    const exchange = new Exchange(req, res, this.#options.proxyHops);
    exchange.problemMembers = this.#options.problemMembers?.(exchange.path) ?? undefined;
    this.#running += 1;
    this.#begun += 1;
    res.once('close', () => this.#finished(exchange));
    runWith(exchange.context, () => {
      void this.#serve(exchange);
    });
  }

  /** Answers with a problem for whatever was thrown. */
  refuse(exchange: Exchange, error: unknown): void {
    this.#refusals.send(exchange, error);
  }

  async #serve(exchange: Exchange): Promise<void> {
    try {
      const early = await runSteps(this.#pipeline.arrive, exchange);
      const answer = early ?? ((await this.engine.serve(exchange)) as Answer | typeof ELSEWHERE);
      if (answer === ELSEWHERE) return this.#options.otherwise?.(exchange);
      await this.#answer(exchange, answer);
    } catch (error) {
      await this.#options.audit?.refused(exchange, toProblem(error));
      this.refuse(exchange, error);
    }
  }

  /** Check, record, withhold, send. */
  async #answer(exchange: Exchange, answer: Answer): Promise<void> {
    const { replies, audit } = this.#options;
    if (!isReplay(answer) && exchange.operation !== undefined)
      replies.check(
        this.engine.judge,
        exchange,
        answer.status,
        answer.body,
        mediaTypeOf(exchange, answer.status),
      );
    await audit?.succeeded(exchange, answer);
    sendAnswer(exchange, withheld(exchange, answer));
  }

  #notFound({ path }: Exchange): typeof ELSEWHERE {
    if (this.#options.otherwise === undefined || path.startsWith('/v1/')) throw new Problem('not_found');
    return ELSEWHERE;
  }

  #methodNotAllowed({ method, path }: Exchange): never {
    const allow = this.engine.routes.methodsOf(path).join(', ');
    const detail = `This path does not support ${method.toUpperCase()}; it supports ${allow}.`;
    throw new Problem('method_not_allowed', { detail, headers: { allow } });
  }

  #finished(exchange: Exchange): void {
    const seconds = (performance.now() - exchange.startedAt) / 1000;
    const { res } = exchange;
    const status = res.headersSent ? res.statusCode : 499;
    this.#options.metrics.request(exchange.label, status, seconds);
    this.#logRequest(exchange, status, seconds);
    this.#running -= 1;
    if (this.#running === 0) for (const done of this.#idleWaiters.splice(0)) done();
  }

  /** One line per request. Probes come every few seconds: theirs are at debug level. */
  #logRequest({ context, operation, method, label }: Exchange, status: number, seconds: number): void {
    const level = operation?.path.startsWith('/health/') === true ? 'debug' : 'info';
    const log = this.#requestLog;
    if (!log.isLevelEnabled(level)) return;
    const { correlationId, actor } = context;
    const fields = {
      correlationId,
      operation: label,
      method,
      // The template: a real path holds ids at best, and at worst whatever was typed.
      path: operation?.path ?? null,
      status,
      ms: Math.round(seconds * 10_000) / 10,
    };
    log[level](actor === undefined ? fields : { ...fields, actor }, 'request');
  }
}

/** The steps of a request, in order. The steps between the parts are openapi-backend's. */
function pipeline(options: MountOptions): Readonly<Record<'arrive' | 'admit' | 'handle', readonly Step[]>> {
  const { cors, limits, audit, idempotency, lanes, handlers, stopping, bodyLimit } = options;
  return {
    arrive: [
      noteNetwork,
      allowOrigin(cors),
      refuseWhileStopping(stopping),
      answerPreflight(cors),
      limitByAddress(limits, readOperations(options.document)),
    ],
    // openapi-backend: routes (404, 405), tries the operation's security alternatives (credentials.ts).
    admit: [
      requireCredential, // 401
      noteCaller,
      guardAccess, // 403
      limitByCaller(limits), // 429
      readRequestBody(bodyLimit), // 413, 415
    ],
    // openapi-backend: validates parameters and body against the contract, and normalises them (400).
    handle: [
      relateToTenant, // 404
      requireRecentSignIn(options.authenticator), // 403
      (exchange) => audit?.begin(exchange),
      callHandler(handlers, idempotency, lanes), // 409, 503 and what the handler returns
    ],
    // Then ContractMount.#answer: checks the reply, records it in the audit log, withholds what the caller may not read, sends.
  };
}
