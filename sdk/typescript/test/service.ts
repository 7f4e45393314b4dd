/**
 * A small service that speaks the contract, for the tests: real HTTP, requests and replies both checked against
 * `openapi.json`, so that neither the SDK nor the tests drift from it. Refresh tokens can be used once.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import contractJson from '@kiwimesh/openapi/openapi.json' with { type: 'json' };
import type { Contract } from '../../../openapi/lint/document.ts';
import { operations, parametersOf, resolve } from '../../../openapi/lint/document.ts';
import { schemaCompiler } from '../../../openapi/lint/schemas.ts';

const contract = contractJson as unknown as Contract;
const compile = schemaCompiler(contract);
const located = [...operations(contract)].map((found) => ({
  ...found,
  pattern: new RegExp(`^${found.path.replace(/\{\w+\}/g, '([^/]+)')}$`),
}));

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Seen {
  readonly operationId: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

type Handler = (
  request: Seen,
  raw: { request: IncomingMessage; response: ServerResponse },
) => Reply | Promise<Reply>;

export interface Service {
  readonly url: string;
  readonly server: Server;
  /** Every request, in the order of arrival. */
  readonly seen: Seen[];
  /** What broke the contract on either side; a test ends with none. */
  readonly breaches: string[];
  /** Sets what an operation does. */
  on(operationId: string, handler: Handler): void;
  count(operationId: string): number;
  stop(): Promise<void>;
}

/** A problem reply. */
export function refuse(
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
): Reply {
  const body = { type: `/docs/problems#${code}`, title: code, status, code, correlationId: 'test', ...more };
  return { status, body, headers };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}

export async function startService(): Promise<Service> {
  const handlers = new Map<string, Handler>();
  const seen: Seen[] = [];
  const breaches: string[] = [];

  function check(what: string, schema: object | undefined, value: unknown): void {
    if (schema === undefined) return;
    const valid = compile(schema);
    if (!valid(value)) breaches.push(`${what}: ${JSON.stringify(valid.errors?.[0])}`);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://service.test');
    const found = located.find(
      (one) => one.method === request.method?.toLowerCase() && one.pattern.test(url.pathname),
    );
    if (found === undefined) {
      breaches.push(`no operation ${request.method} ${url.pathname}`);
      response.writeHead(404).end();
      return;
    }
    const { operation, where } = found;
    const body = await bodyOf(request);
    const parameters = parametersOf(contract, operation);
    for (const name of url.searchParams.keys()) {
      if (!parameters.some((one) => one.in === 'query' && one.name === name))
        breaches.push(`${where}: query ${name}`);
    }
    for (const one of parameters.filter(({ in: at }) => at === 'header')) {
      const value = request.headers[one.name.toLowerCase()];
      if (value !== undefined) check(`${where} ${one.name}`, resolve(contract, one.schema), value);
    }
    const expected = operation.requestBody?.content['application/json']?.schema;
    if (expected === undefined && body !== undefined) breaches.push(`${where}: sends a body`);
    check(`${where} request`, expected, body);
    const record = { operationId: where, url, headers: request.headers, body };
    seen.push(record);

    const reply = await (handlers.get(where) ?? (() => refuse(404, 'not_found')))(record, {
      request,
      response,
    });
    if (response.destroyed || response.headersSent) return;
    const declared = resolve(contract, operation.responses?.[String(reply.status)]);
    const type = reply.status >= 400 ? 'application/problem+json' : 'application/json';
    if (declared !== undefined)
      check(`${where} ${reply.status}`, declared.content?.[type]?.schema, reply.body);
    response.writeHead(reply.status, { 'content-type': type, ...reply.headers });
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      breaches.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    seen,
    breaches,
    on: (operationId, handler) => {
      if (!located.some(({ where }) => where === operationId)) throw new Error(`no operation ${operationId}`);
      handlers.set(operationId, handler);
    },
    count: (operationId) => seen.filter((one) => one.operationId === operationId).length,
    stop: () =>
      new Promise((down) => {
        server.closeAllConnections();
        server.close(() => down());
      }),
  };
}

/** Sign-in with short-lived access tokens and refresh tokens that are good for one use, as the service has them. */
export function signIn(service: Service, expiresIn = 900) {
  let issued = 0;
  const access = new Set<string>();
  const refresh = new Set<string>();
  const state = { spentTwice: 0, refreshMs: 0 };
  const tokens = () => {
    issued += 1;
    access.clear();
    access.add(`access-${issued}`);
    refresh.add(`refresh-${issued}`);
    const pair = { accessToken: `access-${issued}`, refreshToken: `refresh-${issued}` };
    return { status: 200, body: { ...pair, expiresIn, tokenType: 'Bearer' } };
  };
  service.on('login', ({ body }) =>
    (body as { password: string }).password === 'right' ? tokens() : refuse(401, 'invalid_credentials'),
  );
  service.on('verifyOtp', tokens);
  service.on('refreshSession', async ({ body }) => {
    const { refreshToken } = body as { refreshToken: string };
    if (state.refreshMs > 0) await new Promise((done) => setTimeout(done, state.refreshMs));
    if (refresh.delete(refreshToken)) return tokens();
    if (/^refresh-\d+$/.test(refreshToken)) state.spentTwice += 1;
    return refuse(401, 'unauthenticated');
  });
  service.on('logout', () => ({ status: 204 }));
  return {
    state,
    /** Makes every access token bad, as if its time were up. */
    expire: () => access.clear(),
    /** Makes one access token good. */
    accept: (token: string) => void access.add(token),
    /** Ends the session at the service. */
    revoke: () => {
      access.clear();
      refresh.clear();
    },
    good: (headers: IncomingMessage['headers']) =>
      access.has((headers.authorization ?? '').replace(/^Bearer /, '')),
    /** Guards a handler. */
    guarded:
      (handler: Handler): Handler =>
      (request, raw) =>
        access.has((request.headers.authorization ?? '').replace(/^Bearer /, ''))
          ? handler(request, raw)
          : refuse(401, 'unauthenticated'),
  };
}

/** The example the contract gives of an operation's reply. */
export function exampleReply<T = unknown>(operationId: string): T {
  const found = located.find(({ where }) => where === operationId);
  const success = Object.entries(found?.operation.responses ?? {}).find(([status]) => status.startsWith('2'));
  const examples = Object.values(success?.[1].content?.['application/json']?.examples ?? {});
  return structuredClone(examples[0]?.value) as T;
}
