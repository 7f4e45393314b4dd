import {
  type Request as BackendRequest,
  type ValidationResult as BackendValidationResult,
  type Context,
  type Handler,
  OpenAPIBackend,
} from 'openapi-backend';
import { ContractFault, type ContractOperation, readOperations } from './document.ts';
import type { ContractDocument } from './openapi.ts';
import type { EngineRequest } from './request.ts';
import { ContractRouter } from './router.ts';
import { schemasOf } from './schemas.ts';
import { ContractValidator } from './validator.ts';

/** The argument of a hook: openapi-backend's context, and the request as ours. */
export interface EngineContext<R extends EngineRequest> {
  readonly request: R;
  readonly operation: ContractOperation;
  readonly security: { readonly authorized: boolean };
  readonly validation: { readonly errors: BackendValidationResult['errors'] };
  readonly response: unknown;
}

export type EngineHook<R extends EngineRequest> = (context: EngineContext<R>) => unknown;

/** Every hook is required: openapi-backend lets a request through when the hook that should reject it is absent. */
export interface EngineHooks<R extends EngineRequest> {
  readonly notFound: EngineHook<R>;
  readonly methodNotAllowed: EngineHook<R>;
  /** Runs for every operation after its security alternatives were tried, before the request's contents are read. */
  readonly postSecurityHandler: EngineHook<R>;
  readonly unauthorizedHandler: EngineHook<R>;
  readonly validationFail: EngineHook<R>;
  readonly notImplemented: EngineHook<R>;
  readonly postResponseHandler: EngineHook<R>;
}

export interface EngineOptions<R extends EngineRequest> {
  readonly document: ContractDocument;
  /** ISO 3166-1 alpha-2, for phones written without a country code. */
  readonly phoneCountry: string;
  readonly hooks: EngineHooks<R>;
  /** By scheme name: a truthy value when the request satisfies it. */
  readonly security: Readonly<Record<string, EngineHook<R>>>;
  readonly handlers: Readonly<Record<string, EngineHook<R> | undefined>>;
  /** Which operations of the document are served here; default all. */
  readonly serves?: (operation: ContractOperation, document: ContractDocument) => boolean;
}

/**
 * openapi-backend as the contract engine: operation registry, security alternatives and handler hooks are its own;
 * router and validator are ours. It never dereferences the document or validates it against the 3.0 schema, and refuses
 * to start unless every hook, security scheme and handler is there.
 */
export class ContractEngine<R extends EngineRequest> extends OpenAPIBackend {
  readonly contract: ContractDocument;
  readonly operations: readonly ContractOperation[];
  readonly routes: ContractRouter;
  readonly judge: ContractValidator;

  /** @throws ContractFault listing everything that would keep a request from being rejected or served. */
  constructor(options: EngineOptions<R>) {
    super({ definition: options.document as never, strict: true, quick: true, validate: true });
    const { document, phoneCountry, hooks, security, handlers, serves = () => true } = options;
    this.contract = document;
    this.operations = readOperations(document).filter((operation) => serves(operation, document));
    refuse(this.operations, hooks, security, handlers);

    this.document = document as never;
    this.definition = document as never;
    this.routes = new ContractRouter(document, this.operations);
    this.judge = new ContractValidator(document, this.routes, schemasOf(document, phoneCountry));
    this.router = this.routes as never;
    this.validator = this.judge as never;
    this.initialized = true;

    const known = new Set(this.operations.map((operation) => operation.operationId));
    for (const [name, hook] of Object.entries(hooks)) this.registerHandler(name, hook as unknown as Handler);
    for (const [id, handler] of Object.entries(handlers)) {
      if (handler !== undefined && known.has(id)) this.registerHandler(id, handler as unknown as Handler);
    }
    for (const [scheme, check] of Object.entries(security)) {
      if (document.components?.securitySchemes?.[scheme] === undefined) continue;
      this.registerSecurityHandler(scheme, ((context: Context) =>
        check(context as unknown as EngineContext<R>)) as Handler);
    }
  }

  /** Everything is ready when the constructor returns. */
  override async init(): Promise<this> {
    return this;
  }

  /**
   * Runs one request through routing, security, validation and its handler; resolves to the result of the last hook.
   */
  serve(request: R): Promise<unknown> {
    return this.handleRequest(request as unknown as BackendRequest);
  }
}

function refuse<R extends EngineRequest>(
  operations: readonly ContractOperation[],
  hooks: EngineHooks<R>,
  security: Readonly<Record<string, unknown>>,
  handlers: Readonly<Record<string, unknown>>,
): void {
  const faults: string[] = [];
  for (const [name, hook] of Object.entries(hooks)) {
    if (typeof hook !== 'function') faults.push(`the hook ${name} is missing`);
  }
  for (const { operationId, schemes } of operations) {
    for (const scheme of schemes) {
      if (security[scheme] === undefined)
        faults.push(`${operationId}: nothing verifies the scheme ${scheme}`);
    }
    if (handlers[operationId] === undefined) faults.push(`${operationId}: no handler`);
  }
  if (faults.length > 0) throw new ContractFault(faults);
}
