import { fork } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { Command } from 'commander';
import express from 'express';
import findMyWay from 'find-my-way';
import { pino } from 'pino';
import type { Authenticator } from '../../api/src/kernel/auth/authenticator.ts';
import { Problem } from '../../api/src/kernel/ground/problem.ts';
import type { ContractDocument } from '../../api/src/kernel/http/contract/openapi.ts';
import { type AnyHandler, ContractMount } from '../../api/src/kernel/http/mount.ts';
import { ReplyCheck } from '../../api/src/kernel/http/reply-check.ts';
import { Metrics } from '../../api/src/kernel/observability/metrics.ts';
import { applyLoad, type LoadResult, median, middle } from './load.ts';

/*
 * What the contract engine costs: our mount on openapi-backend against the same router and validators put together by
 * hand, with no engine, on the same 300 operations in the same run. Both check a credential, access, parameters and
 * body and reply with JSON. The adapter runs twice: on Express 5, and on bare node:http, which is what the mount runs on.
 */

const RESOURCES = 60;
const ID = '0193a5f0-7c1e-7000-8000-000000000001';
const TOKEN = 'bench-token';
const ROLES = ['nurse', 'hospital_admin'];

/** A contract of 5 operations a resource: 300 with the default. */
export function makeContract(resources = RESOURCES): ContractDocument {
  const paths: Record<string, Record<string, unknown>> = {};
  const schemas: Record<string, unknown> = {
    Id: { type: 'string', format: 'uuid' },
    Place: {
      type: 'object',
      required: ['latitude', 'longitude'],
      properties: {
        latitude: { type: 'number', minimum: -90, maximum: 90 },
        longitude: { type: 'number', minimum: -180, maximum: 180 },
        address: { type: 'string', maxLength: 500 },
      },
      additionalProperties: false,
    },
  };
  const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
  const problem = {
    description: 'A problem.',
    content: { 'application/problem+json': { schema: { type: 'object' } } },
  };
  for (let index = 0; index < resources; index += 1) {
    const name = `thing${index}`;
    const ref = { $ref: `#/components/schemas/Thing${index}` };
    const common = {
      'x-access': { roles: ROLES, tenant: 'none' },
      'x-audit': { record: 'thing' },
      security: [{ bearer: [] }],
    };
    const replies = (status: number, schema?: unknown) => ({
      [status]: { description: 'Done.', ...(schema === undefined ? {} : json(schema)) },
      default: problem,
    });
    schemas[`Thing${index}`] = {
      type: 'object',
      required: ['name', 'kind', 'at', 'place'],
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 100 + index },
        kind: { type: 'string', enum: ['a', 'b', `kind${index}`] },
        at: { type: 'string', format: 'date-time' },
        place: { $ref: '#/components/schemas/Place' },
        tags: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 40 } },
        owner: { anyOf: [{ $ref: '#/components/schemas/Id' }, { type: 'null' }] },
      },
      additionalProperties: false,
    };
    const query = [
      { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
      { name: 'active', in: 'query', schema: { type: 'boolean' } },
      { name: 'state', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
    ];
    const id = { name: 'id', in: 'path', required: true, schema: { $ref: '#/components/schemas/Id' } };
    paths[`/v1/${name}`] = {
      get: {
        operationId: `list_${name}`,
        ...common,
        parameters: query,
        responses: replies(200, { type: 'object' }),
      },
      post: {
        operationId: `create_${name}`,
        ...common,
        requestBody: { required: true, ...json(ref) },
        responses: replies(201, { type: 'object' }),
      },
    };
    paths[`/v1/${name}/{id}`] = {
      parameters: [id],
      get: {
        operationId: `get_${name}`,
        ...common,
        parameters: query,
        responses: replies(200, { type: 'object' }),
      },
      patch: {
        operationId: `update_${name}`,
        ...common,
        requestBody: { required: true, ...json(ref) },
        responses: replies(200, { type: 'object' }),
      },
      delete: { operationId: `delete_${name}`, ...common, responses: replies(204) },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Bench', version: '1' },
    paths,
    components: { schemas, securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  };
}

const PRINCIPAL = {
  kind: 'staff',
  id: ID,
  role: 'nurse',
  hospitalId: ID,
  communityId: null,
  sessionId: ID,
} as const;

const AUTHENTICATOR: Authenticator = {
  async verify(credential) {
    if (credential.kind !== 'bearer' || credential.token !== TOKEN) throw new Problem('unauthenticated');
    return PRINCIPAL;
  },
  signedInRecently: async () => true,
  isAllowedOrigin: async () => false,
};

const REPLY = { id: ID, name: 'a thing', kind: 'a', version: 3, at: '2026-11-22T09:00:00.000Z' };

type Listener = (req: IncomingMessage, res: ServerResponse) => void;

function engineListener(document: ContractDocument): Listener {
  const log = pino({ level: 'silent' });
  const metrics = new Metrics();
  const handlers: Record<string, AnyHandler> = {};
  for (const item of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (method === 'parameters') continue;
      const status = { post: 201, delete: 204 }[method] ?? 200;
      const reply = status === 204 ? { status } : { status, body: REPLY };
      handlers[(operation as { operationId: string }).operationId] = async () => reply;
    }
  }
  const mount = new ContractMount({
    document,
    phoneCountry: 'IN',
    handlers,
    authenticator: AUTHENTICATOR,
    limits: null,
    idempotency: null,
    lanes: null,
    audit: null,
    cors: null,
    replies: new ReplyCheck({ share: 0, strict: false }, log, metrics),
    log,
    metrics,
    bodyLimit: 1 << 20,
    proxyHops: 0,
    stopping: () => false,
  });
  return (req, res) => mount.handle(req, res);
}

interface Route {
  readonly status: number;
  readonly roles: readonly string[];
  readonly parameters: () => ValidateFunction;
  readonly body: (() => ValidateFunction) | null;
}

/** The same duties by hand: find-my-way, one Ajv for bodies and a coercing one for parameters, and no engine. */
function adapterListener(document: ContractDocument): Listener {
  const bodies = new Ajv2020({ strict: true, strictTypes: false, allErrors: true, validateSchema: false });
  const parameters = new Ajv2020({ strict: false, allErrors: true, coerceTypes: true, useDefaults: true });
  for (const ajv of [bodies, parameters]) {
    formats.default(ajv);
    ajv.addSchema({ $id: 'contract', components: document.components } as object, 'contract', false, false);
    ajv.addKeyword('components');
  }
  const absolute = (schema: unknown) =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"contract#/components'));
  const lazily = (make: () => ValidateFunction) => {
    let made: ValidateFunction | undefined;
    return () => {
      made ??= make();
      return made;
    };
  };
  const router = findMyWay();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, value] of Object.entries(item)) {
      if (method === 'parameters') continue;
      const operation = value as {
        parameters?: { name: string; in: string; schema: unknown }[];
        requestBody?: { content: { 'application/json': { schema: unknown } } };
      };
      const all = [
        ...((item.parameters ?? []) as typeof operation.parameters & object),
        ...(operation.parameters ?? []),
      ];
      const group = (place: string) => ({
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
          all.filter((one) => one.in === place).map((one) => [one.name, absolute(one.schema)]),
        ),
      });
      const body = operation.requestBody?.content['application/json'].schema;
      const route: Route = {
        status: { post: 201, delete: 204 }[method] ?? 200,
        roles: ROLES,
        parameters: lazily(() =>
          parameters.compile({ type: 'object', properties: { path: group('path'), query: group('query') } }),
        ),
        body: body === undefined ? null : lazily(() => bodies.compile(absolute(body))),
      };
      router.on(method.toUpperCase() as 'GET', path.replaceAll(/\{(\w+)\}/g, ':$1'), () => {}, route);
    }
  }
  return (req, res) => void serveByHand(router, req, res);
}

async function serveByHand(
  router: ReturnType<typeof findMyWay>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const url = req.url ?? '/';
  const mark = url.indexOf('?');
  const found = router.find(req.method as 'GET', mark === -1 ? url : url.slice(0, mark));
  if (found === null) return refuse(res, 404);
  const route = found.store as Route;
  try {
    const token = req.headers.authorization?.slice('Bearer '.length) ?? '';
    const principal = await AUTHENTICATOR.verify({ kind: 'bearer', token });
    if (principal.kind !== 'staff' || !route.roles.includes(principal.role)) return refuse(res, 403);
  } catch {
    return refuse(res, 401);
  }
  const query = mark === -1 ? {} : parse(url.slice(mark + 1));
  if (!route.parameters()({ path: found.params, query })) return refuse(res, 400);
  if (route.body !== null && !route.body()(await jsonOf(req))) return refuse(res, 400);
  if (route.status === 204) return void res.writeHead(204).end();
  const text = JSON.stringify(REPLY);
  res.writeHead(route.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    etag: `"${REPLY.version}"`,
  });
  res.end(text);
}

function refuse(res: ServerResponse, status: number): void {
  res.writeHead(status, { 'content-type': 'application/problem+json' });
  res.end(JSON.stringify({ status }));
}

function jsonOf(req: IncomingMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
    req.on('error', reject);
  });
}

const SERVERS = {
  engine: engineListener,
  adapter: adapterListener,
  'adapter on Express': (document: ContractDocument): Listener => {
    const listener = adapterListener(document);
    const app = express();
    app.use((req, res) => listener(req, res));
    return app;
  },
} as const;

type ServerName = keyof typeof SERVERS;

/** The child's side: builds one server, says how long that took and where it listens. */
async function serve(name: ServerName): Promise<void> {
  // Ends with the bench, however that ends.
  process.on('disconnect', () => process.exit(0));
  const document = makeContract();
  const started = performance.now();
  const listener = SERVERS[name](document);
  const startMs = performance.now() - started;
  const server = createServer(listener);
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port, startMs });
  });
}

interface Measured {
  readonly name: ServerName;
  /** Building the contract's routes and validators, without loading modules. */
  readonly startMs: number;
  readonly get: LoadResult;
  readonly post: LoadResult;
}

export interface ContractBench {
  readonly operations: number;
  readonly servers: readonly Measured[];
  /** Requests a second of the engine by those of the adapter on the same bare node:http. */
  readonly ratios: { readonly get: number; readonly post: number };
  /** The same against the adapter on Express. */
  readonly ratiosToExpress: { readonly get: number; readonly post: number };
}

const BODY = JSON.stringify({
  name: 'a thing',
  kind: 'a',
  at: '2026-11-22T09:00:00Z',
  place: { latitude: 12.97, longitude: 77.59, address: '12 Lake Road' },
  tags: ['one', 'two'],
});

/**
 * Measures all three servers, each in a process of its own, in alternating rounds so that a busy machine is unfair to
 * none. Requests go round all resources.
 */
export async function benchContract({
  seconds = 3,
  rounds = 5,
  connections = 32,
} = {}): Promise<ContractBench> {
  const names = Object.keys(SERVERS) as ServerName[];
  const children = await Promise.all(names.map((name) => open(name)));
  const results = new Map(names.map((name) => [name, { get: [] as LoadResult[], post: [] as LoadResult[] }]));
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const { name, url, pid } of children) {
        const headers = { authorization: `Bearer ${TOKEN}` };
        const plan = { pid, connections, seconds: round === 0 ? 1 : seconds };
        const get = await applyLoad({
          ...plan,
          url: `${url}/v1/thing17/${ID}?limit=20&active=true`,
          headers,
        });
        const post = await applyLoad({
          ...plan,
          url: `${url}/v1/thing42`,
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          nextBody: () => BODY,
        });
        // The first round only warms up.
        if (round > 0) {
          results.get(name)?.get.push(get);
          results.get(name)?.post.push(post);
        }
      }
    }
  } finally {
    for (const { stop } of children) stop();
  }
  const servers = children.map(({ name, startMs }) => {
    const { get = [], post = [] } = results.get(name) ?? {};
    return { name, startMs, get: middle(get), post: middle(post) };
  });
  const ratio = (to: ServerName) => ({
    get: pairedRatio(results.get('engine')?.get, results.get(to)?.get),
    post: pairedRatio(results.get('engine')?.post, results.get(to)?.post),
  });
  return {
    operations: RESOURCES * 5,
    servers,
    ratios: ratio('adapter'),
    ratiosToExpress: ratio('adapter on Express'),
  };
}

/** The middle of the rounds' own ratios: what disturbs the machine for a while disturbs both sides of a round. */
function pairedRatio(ours: readonly LoadResult[] = [], theirs: readonly LoadResult[] = []): number {
  return median(
    ours.map((round, index) => round.requestsPerSecond / (theirs[index]?.requestsPerSecond ?? Number.NaN)),
  );
}

async function open(name: ServerName) {
  const child = fork(import.meta.filename, ['--serve', name], { execArgv: ['--conditions=kiwimesh-source'] });
  const { port, startMs } = await new Promise<{ port: number; startMs: number }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { port: number; startMs: number }));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  return {
    name,
    startMs,
    url: `http://127.0.0.1:${port}`,
    pid: child.pid as number,
    stop: () => child.kill(),
  };
}

/** The result as lines of text. */
export function describeContractBench({
  operations,
  servers,
  ratios,
  ratiosToExpress,
}: ContractBench): string {
  const figure = (value: number, width: number, digits = 0) => value.toFixed(digits).padStart(width);
  const rows = servers.map(
    ({ name, startMs, get, post }) =>
      `  ${name.padEnd(20)}${figure(startMs, 8)}${figure(get.requestsPerSecond, 10)}${figure(get.cpuMicros, 9)}${figure(get.p99, 7)}` +
      `${figure(post.requestsPerSecond, 10)}${figure(post.cpuMicros, 9)}${figure(post.p99, 7)}${figure(get.failures + post.failures, 10)}`,
  );
  return [
    `Contract of ${operations} operations: one engine against the same parts by hand`,
    '  server              start ms   GET/s   CPU us  p99 ms   POST/s   CPU us p99 ms  failures',
    ...rows,
    `  engine / adapter (node:http):  GET ${ratios.get.toFixed(2)}  POST ${ratios.post.toFixed(2)}`,
    `  engine / adapter on Express 5: GET ${ratiosToExpress.get.toFixed(2)}  POST ${ratiosToExpress.post.toFixed(2)}  (goal: 0.80)`,
  ].join('\n');
}

if (import.meta.main) {
  const command = new Command('contract')
    .description('Compares the contract engine with a hand-built adapter on a contract of 300 operations.')
    .option('--seconds <n>', 'length of a round', '2')
    .option('--rounds <n>', 'rounds for each server', '9')
    .option('--serve <name>', 'serve one of them (used by the bench itself)')
    .parse();
  const {
    serve: name,
    seconds,
    rounds,
  } = command.opts<{ serve?: ServerName; seconds: string; rounds: string }>();
  if (name !== undefined) await serve(name);
  else
    console.log(
      describeContractBench(await benchContract({ seconds: Number(seconds), rounds: Number(rounds) })),
    );
}
