import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compressedFiles, sendsText } from './compressed.ts';
import { widgetCaching } from './pages.ts';

const SCRIPT = 'export const words = "the same again and again";\n'.repeat(500);
let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kiwimesh-files-'));
  await mkdir(path.join(folder, 'dist', 'chunks'), { recursive: true });
  await writeFile(path.join(folder, 'dist', 'kiwimesh.js'), SCRIPT);
  await writeFile(path.join(folder, 'dist', 'chunks', 'hi-1.js'), SCRIPT);
  await writeFile(path.join(folder, 'secret.js'), 'outside');
  const app = express();
  app.use(
    '/widgets',
    compressedFiles(path.join(folder, 'dist'), (file) => ({ 'cache-control': widgetCaching(file) })),
  );
  app.use('/widgets', express.static(path.join(folder, 'dist')));
  app.get(
    '/openapi.json',
    sendsText(() => SCRIPT, { 'content-type': 'application/json; charset=utf-8' }),
  );
  server = createServer(app).listen(0);
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As sent: neither the path nor the body is touched, which fetch would do. */
const get = (target: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<Reply>((done, failed) => {
    const { port } = server.address() as AddressInfo;
    request({ port, path: target, method, headers }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part) => parts.push(part));
      reply.on('end', () =>
        done({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(parts) }),
      );
    })
      .on('error', failed)
      .end();
  });
const gzip = { 'accept-encoding': 'gzip, deflate' };
/** As browsers send it. */
const brotli = { 'accept-encoding': 'gzip, deflate, br, zstd' };

it.each(['/widgets/kiwimesh.js', '/widgets/chunks/hi-1.js', '/openapi.json'])(
  '%s is compressed for callers that accept it, and plain for others',
  async (target) => {
    const small = await get(target, gzip);
    expect(small.headers['content-encoding']).toBe('gzip');
    expect(small.headers.vary?.toLowerCase()).toContain('accept-encoding');
    expect(small.body.length).toBeLessThan(SCRIPT.length / 4);
    expect(gunzipSync(small.body).toString()).toBe(SCRIPT);
    const whole = await get(target);
    expect(whole.headers['content-encoding']).toBeUndefined();
    expect(whole.headers.vary?.toLowerCase()).toContain('accept-encoding');
    expect(whole.headers['content-type']).toBe(small.headers['content-type']);
    expect(whole.body.toString()).toBe(SCRIPT);
  },
);

it.each(['/widgets/kiwimesh.js', '/openapi.json'])(
  '%s is sent as brotli to callers that accept it, and is smaller than as gzip',
  async (target) => {
    const small = await get(target, brotli);
    expect(small.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(small.body).toString()).toBe(SCRIPT);
    expect(small.body.length).toBeLessThan((await get(target, gzip)).body.length);
    const refused = await get(target, { 'accept-encoding': 'br;q=0, gzip' });
    expect(refused.headers['content-encoding']).toBe('gzip');
  },
);

it.each([
  ['/chunks/hi-0aZ_-9xY.js', 'public, max-age=31536000, immutable'],
  ['/chunks/kiwi-my-data-0aZ_-9xY.js.map', 'public, max-age=31536000, immutable'],
  ['/kiwimesh.js', 'public, max-age=300'],
  ['/custom-elements.json', 'public, max-age=300'],
])('%s may be kept: %s', (file, caching) => {
  expect(widgetCaching(file)).toBe(caching);
});

it('is not sent again to a browser that has it, until it changes', async () => {
  const file = path.join(folder, 'dist', 'account.js');
  await writeFile(file, SCRIPT);
  const { headers } = await get('/widgets/account.js', gzip);
  expect(headers['cache-control']).toBe('public, max-age=300');
  const known = { ...gzip, 'if-none-match': String(headers.etag) };
  expect(await get('/widgets/account.js', known)).toMatchObject({ status: 304, body: Buffer.alloc(0) });
  expect(await get('/widgets/account.js', gzip, 'HEAD')).toMatchObject({
    status: 200,
    body: Buffer.alloc(0),
  });
  await writeFile(file, `${SCRIPT}// new\n`);
  const changed = await get('/widgets/account.js', known);
  expect(changed.status).toBe(200);
  expect(gunzipSync(changed.body).toString()).toContain('// new');
});

it.each([
  '/widgets/../secret.js',
  '/widgets/%2e%2e/secret.js',
  '/widgets/..%2fsecret.js',
  '/widgets/none.js',
])('%s leads nowhere', async (target) => {
  const { status, body } = await get(target, gzip);
  expect([400, 403, 404]).toContain(status);
  expect(body.toString()).not.toContain('outside');
});
