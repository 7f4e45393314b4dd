import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { TEST_DATA_KEY } from '../support/worlds/data-keys.ts';

/** The headers of every answer, whichever part of the process gives it. */

const ORIGIN = 'https://console.example';
const STRANGER = 'https://stranger.example';

let app: TestApp;
let token: string;

beforeAll(async () => {
  // As deployed: behind a proxy that uses TLS.
  app = await startTestApp({
    env: {
      KIWIMESH_ENV: 'staging',
      KIWIMESH_SECRET: 'staging-secret-of-the-tests-0123456789',
      KIWIMESH_DATA_KEY: TEST_DATA_KEY.replace('development-', 'staging-'),
      KIWIMESH_PUBLIC_URL: 'https://care.example',
      KIWIMESH_CORS_ORIGINS: ORIGIN,
    },
  });
  const reply = await ask('POST', '/v1/auth/login', {}, JSON.stringify(app.superAdmin));
  token = (JSON.parse(reply.body) as { accessToken: string }).accessToken;
});
afterAll(() => app.stop());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `fetch` refuses some methods and headers that are tried here. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = body === '' ? {} : { 'content-type': 'application/json' };
    const asked = request(`${app.url}${path}`, { method, headers: { ...sent, ...headers } }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () =>
        resolve({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const EVERY_KIND: readonly (readonly [
  what: string,
  method: string,
  path: string,
  status: number,
  type: string,
])[] = [
  ['a reply', 'GET', '/v1/me', 200, 'application/json; charset=utf-8'],
  ['an open reply', 'GET', '/v1/region', 200, 'application/json; charset=utf-8'],
  ['a problem', 'GET', '/v1/staff?limit=no', 400, 'application/problem+json; charset=utf-8'],
  ['no such operation', 'GET', '/v1/nothing', 404, 'application/problem+json; charset=utf-8'],
  ['no such page', 'GET', '/nothing', 404, 'application/problem+json; charset=utf-8'],
  ['the landing page', 'GET', '/', 200, 'text/html; charset=utf-8'],
  ['the reference', 'GET', '/docs', 200, 'text/html; charset=utf-8'],
  ['the reference’s script', 'GET', '/docs/start.js', 200, 'text/javascript; charset=utf-8'],
  ['the reference’s styles', 'GET', '/docs/docs.css', 200, 'text/css; charset=utf-8'],
  ['an icon', 'GET', '/docs/icon.svg', 200, 'image/svg+xml; charset=utf-8'],
  ['the contract', 'GET', '/openapi.json', 200, 'application/json; charset=utf-8'],
  ['metrics', 'GET', '/metrics', 200, 'text/plain; version=0.0.4; charset=utf-8'],
  ['a socket by polling', 'GET', '/socket.io/?EIO=4&transport=polling', 200, 'text/plain; charset=UTF-8'],
];

const own = (path: string): Record<string, string> =>
  /^\/v1\/(me|staff|auth)\b/.test(path) ? { authorization: `Bearer ${token}` } : {};

describe('every answer', () => {
  test.each(EVERY_KIND)(
    '%s: declares its type, and forbids sniffing, framing and plain HTTP',
    async (...kind) => {
      const [, method, path, status, type] = kind;
      const { headers, status: got } = await ask(method, path, own(path));
      expect([got, headers['content-type']]).toEqual([status, type]);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
      const policy = headers['content-security-policy'];
      for (const directive of [
        "default-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]) {
        expect(policy).toContain(directive);
      }
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*|https?:/);
    },
  );

  test.each(EVERY_KIND)(
    '%s: sets no cookie, names no product and leads nowhere else',
    async (_what, method, path) => {
      const { headers } = await ask(method, path, own(path));
      for (const name of ['set-cookie', 'server', 'x-powered-by', 'location', 'refresh']) {
        expect(headers[name]).toBeUndefined();
      }
    },
  );

  test('what is not HTTP is answered with the same headers', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.write('HELO kiwi\r\n\r\n');
    let reply = '';
    for await (const chunk of socket) reply += chunk;
    expect(reply).toMatch(/^HTTP\/1.1 400 /);
    expect(reply).toMatch(/\r\nx-content-type-options: nosniff\r\n/);
    expect(reply).toMatch(/\r\ncontent-security-policy: default-src 'none';/);
  });
});

describe('pages', () => {
  test.each(['/', '/docs', '/docs/problems'])(
    '%s hides from other sites where the reader came from',
    async (path) => {
      expect((await ask('GET', path)).headers['referrer-policy']).toBe('no-referrer');
    },
  );

  test('replies opened as pages run nothing: they are in a sandbox', async () => {
    const { headers } = await ask('GET', '/v1/region', { accept: 'text/html' });
    expect(headers['content-security-policy']).toMatch(/; sandbox$/);
  });

  test('no folder is listed', async () => {
    for (const path of ['/docs/', '/widgets/', '/widgets', '/openapi', '/.git/', '/.git/config']) {
      const { body } = await ask('GET', path);
      expect(body).not.toMatch(/Index of|swagger-ui-bundle\.js\.map|\[core\]/);
    }
  });
});

describe('which replies may be cached', () => {
  test('replies about people, problems and metrics: none', async () => {
    for (const path of ['/v1/me', '/v1/staff', '/v1/auth/sessions', '/v1/nothing', '/metrics']) {
      expect([path, (await ask('GET', path, own(path))).headers['cache-control']]).toEqual([
        path,
        'no-store',
      ]);
    }
  });
});

describe('methods', () => {
  test.each(['TRACE', 'CONNECT-BY-MISTAKE', 'TRACK', 'PURGE', 'PROPFIND'])(
    '%s does nothing',
    async (method) => {
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
      socket.write(
        `${method} /v1/region HTTP/1.1\r\nhost: here\r\nx-secret: carried\r\nconnection: close\r\n\r\n`,
      );
      let reply = '';
      for await (const chunk of socket) reply += chunk;
      expect(reply).toMatch(/^HTTP\/1.1 40[05] /);
      expect(reply).not.toContain('carried');
    },
  );
});

describe('where one message ends', () => {
  test.each([
    ['both lengths at once', 'content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'content-length: 2\r\ncontent-length: 4\r\n\r\n{}{}'],
    ['a coding that is not chunked', 'transfer-encoding: identity, chunked\x0b\r\n\r\n0\r\n\r\n'],
    ['a length that is no number', 'content-length: +2\r\n\r\n{}'],
    ['a header name with a blank', 'transfer-encoding : chunked\r\n\r\n0\r\n\r\n'],
  ])('%s: is rejected, and nothing after it is read as a request', async (_what, rest) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    const smuggled = 'GET /v1/region HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n';
    socket.write(
      `POST /v1/auth/login HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n${rest}${smuggled}`,
    );
    let reply = '';
    for await (const chunk of socket) reply += chunk;
    expect(reply).toMatch(/^HTTP\/1.1 400 /);
    expect(reply.match(/HTTP\/1.1 /g)).toHaveLength(1);
  });
});

describe('pages of foreign origins', () => {
  test('see no reply, may send no header of ours, and get no socket', async () => {
    const origin = { origin: STRANGER };
    const reply = await ask('GET', '/v1/region', origin);
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    const preflight = await ask('OPTIONS', '/v1/me', {
      ...origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    });
    for (const name of Object.keys(preflight.headers)) expect(name).not.toMatch(/^access-control-/);
    expect((await ask('GET', '/socket.io/?EIO=4&transport=polling', origin)).status).toBe(403);
  });

  test('cannot send forms that change something without a preflight', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const reply = await ask(
        'POST',
        '/v1/auth/login',
        { 'content-type': type },
        '{"email":"a@b.example","password":"x"}',
      );
      expect([type, reply.status]).toEqual([type, 415]);
    }
    const contract = JSON.parse((await ask('GET', '/openapi.json')).body) as {
      paths: Record<string, Record<string, { requestBody?: unknown }>>;
    };
    for (const [path, { get }] of Object.entries(contract.paths)) {
      expect([path, get?.requestBody]).toEqual([path, undefined]);
    }
  });

  test('may read the contract and the widgets, which are public, and nothing else', async () => {
    const open: string[] = [];
    for (const [, method, path] of EVERY_KIND) {
      const { headers } = await ask(method, path, { ...own(path), origin: STRANGER });
      if (headers['access-control-allow-origin'] !== undefined) open.push(path);
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
    expect(open).toEqual(['/openapi.json']);
  });
});
