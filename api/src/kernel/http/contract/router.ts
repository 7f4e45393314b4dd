import findMyWay from 'find-my-way';
import { OpenAPIRouter, type Request } from 'openapi-backend';
import type { ContractOperation } from './document.ts';
import type { ContractDocument } from './openapi.ts';
import type { EngineOperation, EngineRequest, ParsedRequest } from './request.ts';

/**
 * openapi-backend's router with a radix tree in it. The stock one flattens all operations and compiles a regular
 * expression for each of them, on every request, and parses query, cookies and body up to three times.
 */
export class ContractRouter extends OpenAPIRouter {
  /** `/v1/bookings/` is `/v1/bookings`: a redirect would lose the body of a POST in many clients. */
  private readonly tree = findMyWay({ caseSensitive: true, ignoreTrailingSlash: true, maxParamLength: 500 });
  private readonly byId = new Map<string, ContractOperation>();
  private readonly list: readonly ContractOperation[];

  constructor(document: ContractDocument, operations: readonly ContractOperation[]) {
    super({ definition: document as never });
    this.list = operations;
    for (const operation of operations) {
      this.byId.set(operation.operationId, operation);
      const path = operation.path.replaceAll(/\{([^}]+)\}/g, ':$1');
      this.tree.on(operation.method.toUpperCase() as 'GET', path, unreached, operation);
    }
  }

  /** Finds the operation and leaves its path parameters in the request. `HEAD` is served by the path's `GET`. */
  override matchOperation(raw: Request): EngineOperation {
    const request = raw as unknown as EngineRequest;
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const found = this.tree.find(method as 'GET', request.path);
    if (found === null) {
      const reason = this.methodsOf(request.path).length > 0 ? '405-methodNotAllowed' : '404-notFound';
      throw new Error(`${reason}: no route matches request`);
    }
    request.params = found.params;
    return found.store as EngineOperation;
  }

  /** The methods of a path, as `Allow` lists them; empty for an unknown path. */
  methodsOf(path: string): string[] {
    const methods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'] as const;
    const allowed: string[] = methods.filter((method) => this.tree.find(method, path) !== null);
    return allowed.includes('GET') ? ['HEAD', ...allowed] : allowed;
  }

  override getOperations(): EngineOperation[] {
    return this.list as unknown as EngineOperation[];
  }

  override getOperation(operationId: string): EngineOperation | undefined {
    return this.byId.get(operationId) as EngineOperation | undefined;
  }

  /** The request was parsed once, before the engine saw it; see exchange.ts. */
  override parseRequest(request: Request): ParsedRequest {
    return request as unknown as ParsedRequest;
  }
}

function unreached(): never {
  throw new Error('The tree is used for lookups only.');
}
