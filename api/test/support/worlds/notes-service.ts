import { identityProblems } from '../../../src/features/identity/problems.ts';
import type { Authenticator, Credential } from '../../../src/kernel/auth/authenticator.ts';
import type { Principal } from '../../../src/kernel/auth/principal.ts';
import { Problem } from '../../../src/kernel/ground/problem.ts';
import type { ContractDocument } from '../../../src/kernel/http/contract/openapi.ts';
import { type AnyHandler, ContractMount, type MountOptions } from '../../../src/kernel/http/mount.ts';
import { ReplyCheck } from '../../../src/kernel/http/reply-check.ts';
import { HttpServer, type HttpServerOptions } from '../../../src/kernel/http/server.ts';
import { createLogger } from '../../../src/kernel/observability/logger.ts';
import { Metrics } from '../../../src/kernel/observability/metrics.ts';

/* A small contract about notes for the tests of kernel/http: one operation for each decision of the mount. */

const PROBLEM = {
  description: 'A problem.',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'code', 'correlationId'],
        properties: { status: { type: 'integer' }, code: { type: 'string' } },
      },
    },
  },
};

const json = (schema: object, description = 'Done.') => ({
  description,
  content: { 'application/json': { schema } },
});

const NOTE = { $ref: '#/components/schemas/Note' };
const BEARER = [{ bearer: [] }];
const NURSE = { roles: ['nurse'], tenant: 'tenant' };
const NOTE_ID = {
  name: 'noteId',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
};

export const NOTES: ContractDocument = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/v1/notes': {
      get: {
        operationId: 'listNotes',
        'x-access': { ...NURSE, scopes: ['notes:read'], keys: ['publishable'] },
        security: [{ bearer: [] }, { apiKey: [] }, { publishableKey: [] }],
        parameters: [
          { name: 'limit', in: 'query', schema: { $ref: '#/components/schemas/Limit' } },
          { name: 'pinned', in: 'query', schema: { type: 'boolean' } },
          { name: 'tag', in: 'query', schema: { type: 'array', maxItems: 3, items: { type: 'string' } } },
          { name: 'since', in: 'query', schema: { type: 'string', format: 'date-time' } },
        ],
        responses: { 200: json({ type: 'object', additionalProperties: true }), default: PROBLEM },
      },
      post: {
        operationId: 'createNote',
        'x-audit': { record: 'note', ids: '/reply/id' },
        'x-access': NURSE,
        security: BEARER,
        parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 40 } }],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewNote' } } },
        },
        responses: { 201: json(NOTE), default: PROBLEM },
      },
    },
    '/v1/notes/{noteId}': {
      parameters: [NOTE_ID],
      get: {
        operationId: 'getNote',
        'x-access': NURSE,
        security: BEARER,
        responses: { 200: json(NOTE), 400: PROBLEM, 401: PROBLEM, 404: PROBLEM },
      },
      delete: {
        operationId: 'deleteNote',
        'x-audit': { record: 'note', ids: '/path/noteId' },
        'x-access': { roles: ['hospital_admin'], tenant: 'tenant' },
        security: BEARER,
        responses: { 204: { description: 'Gone.' }, default: PROBLEM },
      },
    },
    '/v1/greeting': {
      get: {
        operationId: 'greet',
        'x-access': { public: true, tenant: 'none' },
        security: [{ publishableKey: [] }, {}],
        responses: { 200: json({ type: 'object', required: ['hello'] }), default: PROBLEM },
      },
    },
    '/v1/hospitals/{hospitalId}/notes': {
      parameters: [
        { name: 'hospitalId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      ],
      get: {
        operationId: 'listHospitalNotes',
        'x-access': {
          roles: ['nurse', 'hospital_admin'],
          tenant: { nurse: 'tenant', hospital_admin: 'linked' },
        },
        security: BEARER,
        responses: { 200: json({ type: 'object', additionalProperties: true }), default: PROBLEM },
      },
    },
    '/v1/staff/{staffId}/notes': {
      parameters: [{ name: 'staffId', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'listOwnNotes',
        'x-access': { roles: ['nurse'], tenant: 'own' },
        security: BEARER,
        responses: { 200: json({ type: 'object', additionalProperties: true }), default: PROBLEM },
      },
    },
    '/v1/webhooks/{provider}': {
      parameters: [{ name: 'provider', in: 'path', required: true, schema: { enum: ['acme'] } }],
      post: {
        operationId: 'receiveNote',
        'x-audit': { record: 'note' },
        'x-access': { signed: true, tenant: 'none' },
        security: [{ signature: [] }],
        parameters: [{ name: 'part', in: 'query', schema: { type: 'string' } }],
        requestBody: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': {
              schema: {
                type: 'object',
                required: ['text'],
                maxProperties: 5,
                additionalProperties: { type: 'string', maxLength: 100 },
              },
            },
          },
        },
        responses: {
          200: { description: 'Done.', content: { 'text/xml': { schema: { type: 'string' } } } },
          default: PROBLEM,
        },
      },
    },
    '/v1/keys': {
      post: {
        operationId: 'createKey',
        'x-audit': { record: 'key' },
        'x-access': NURSE,
        'x-secret-reply': true,
        'x-rate-limit': { points: 3, duration: 60 },
        security: BEARER,
        responses: { 201: json({ type: 'object' }), default: PROBLEM },
      },
    },
  },
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      publishableKey: { type: 'apiKey', in: 'header', name: 'X-Publishable-Key' },
      signature: { type: 'apiKey', in: 'header', name: 'X-Acme-Signature' },
    },
    schemas: {
      Limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      NewNote: {
        type: 'object',
        additionalProperties: false,
        required: ['text'],
        properties: {
          text: { type: 'string', minLength: 1, maxLength: 200 },
          at: { type: 'string', format: 'date-time' },
          place: { $ref: '#/components/schemas/Place' },
        },
      },
      Place: {
        type: 'object',
        required: ['latitude', 'longitude'],
        properties: {
          latitude: { type: 'number' },
          longitude: { type: 'number' },
          phone: {
            type: 'string',
            description: 'A phone number, E.164.',
            pattern: '^\\+[1-9][0-9]{6,14}$',
            examples: ['+919800000004'],
          },
          name: { type: 'string', pattern: '^(?!\\s*$)[^\\u0000-\\u001F\\u007F]+$' },
          code: { type: 'string', pattern: '^[0-9]+$' },
        },
        unevaluatedProperties: false,
      },
      Note: {
        type: 'object',
        required: ['id', 'text', 'version'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          text: { type: 'string' },
          version: { type: 'integer' },
        },
      },
    },
  },
};

export const NOTE_UUID = '0193a5f0-7c1e-7000-8000-000000000001';
export const HOSPITAL = '0193a5f0-7c1e-7000-8000-000000000002';

const staff = (id: string, role: 'nurse' | 'hospital_admin'): Principal => ({
  kind: 'staff',
  id,
  role,
  hospitalId: HOSPITAL,
  communityId: null,
  sessionId: 'session',
});

/** The callers of the tests' credentials. */
const CREDENTIALS: Readonly<Record<string, Principal>> = {
  'bearer nurse': staff('nurse-1', 'nurse'),
  'bearer nurse2': staff('nurse-2', 'nurse'),
  'bearer admin': staff('admin-1', 'hospital_admin'),
  'api_key sk_reader': { kind: 'api_key', id: 'key-1', hospitalId: HOSPITAL, scopes: ['notes:read'] },
  'api_key sk_other': { kind: 'api_key', id: 'key-2', hospitalId: HOSPITAL, scopes: ['notes:write'] },
  'publishable_key pk_widget': { kind: 'publishable_key', id: 'widget-1', hospitalId: HOSPITAL },
};

export const AUTHENTICATOR: Authenticator = {
  async verify(credential: Credential) {
    const text = credential.kind === 'bearer' ? credential.token : credential.key;
    const principal = CREDENTIALS[`${credential.kind} ${text}`];
    if (principal === undefined) throw new Problem('unauthenticated');
    if (credential.kind === 'publishable_key' && credential.origin === 'https://stranger.example') {
      throw new Problem(identityProblems.origin_not_allowed);
    }
    return principal;
  },
  signedInRecently: async () => true,
  isAllowedOrigin: async (origin) => origin === 'https://hospital.example',
};

/** The requests that reached a handler: shows that rejected requests do not. */
export interface Reached {
  readonly operation: string;
  readonly request: {
    readonly principal: Principal;
    readonly query: unknown;
    readonly params: unknown;
    readonly body: unknown;
  };
}

export interface NotesServer {
  readonly url: string;
  readonly mount: ContractMount;
  readonly server: HttpServer;
  readonly reached: Reached[];
  readonly lines: Record<string, unknown>[];
  /** Replaces a handler's answer. */
  answer(
    operation: string,
    handler: () => Promise<{ status: number; body?: unknown; headers?: unknown }>,
  ): void;
  close(): Promise<void>;
}

const note = (id: string, text = 'hello') => ({ id, text, version: 3 });

/** Serves the notes on a free port. `change` replaces options of the mount. */
export async function serveNotes(
  change: (log: MountOptions['log']) => Partial<MountOptions> = () => ({}),
  serverOptions: HttpServerOptions = {},
): Promise<NotesServer> {
  const reached: Reached[] = [];
  const lines: Record<string, unknown>[] = [];
  const log = createLogger('trace', { write: (line) => void lines.push(JSON.parse(line)) });
  const metrics = new Metrics();
  const answers = new Map<string, AnyHandler>([
    ['listNotes', async () => ({ status: 200, body: { data: [] } })],
    [
      'createNote',
      async () => ({ status: 201, body: note(NOTE_UUID), headers: { Location: `/v1/notes/${NOTE_UUID}` } }),
    ],
    ['getNote', async () => ({ status: 200, body: note(NOTE_UUID) })],
    ['deleteNote', async () => ({ status: 204 })],
    ['greet', async () => ({ status: 200, body: { hello: 'you' } })],
    ['listHospitalNotes', async () => ({ status: 200, body: { data: [] } })],
    ['listOwnNotes', async () => ({ status: 200, body: { data: [] } })],
    ['receiveNote', async () => ({ status: 200, body: '<Response>a &amp; b</Response>' })],
    ['createKey', async () => ({ status: 201, body: { secret: 'sk_new' } })],
  ]);
  const handlers = Object.fromEntries(
    [...answers.keys()].map((operation) => [
      operation,
      (async (request: never) => {
        reached.push({ operation, request });
        return (answers.get(operation) as AnyHandler)(request);
      }) satisfies AnyHandler,
    ]),
  );
  const mount = new ContractMount({
    document: NOTES,
    phoneCountry: 'IN',
    handlers,
    // Signed with all that it covers, written out.
    signatures: {
      receiveNote: ({ path, params, headers, body }) =>
        headers['x-acme-signature'] === JSON.stringify([path, params.provider, body]),
    },
    authenticator: AUTHENTICATOR,
    limits: null,
    idempotency: null,
    lanes: null,
    audit: null,
    cors: null,
    replies: new ReplyCheck({ share: 1, strict: true }, log, metrics),
    log,
    metrics,
    bodyLimit: 10_000,
    proxyHops: 0,
    stopping: () => false,
    ...change(log),
  });
  const server = new HttpServer(mount, serverOptions);
  const { url } = await server.listen(0, '127.0.0.1');
  return {
    url,
    mount,
    server,
    reached,
    lines,
    answer: (operation, handler) => void answers.set(operation, handler),
    close: async () => void (await server.close(2_000)),
  };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** `fetch` with a JSON body. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
