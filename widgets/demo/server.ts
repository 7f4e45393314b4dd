import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildWhenStale } from '../build.ts';

export interface DemoHostOptions {
  /** Origin of the Kiwimesh API that serves the widget, e.g. `http://localhost:8080`. */
  readonly apiUrl: string;
  /** A hospital's publishable key, bound to this page's origin. */
  readonly publishableKey: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Opens the server on other addresses than the default's every one. @returns what closes the further ones. */
  readonly listen?: (server: Server, port: number) => Promise<{ close(): Promise<void> }>;
}

export interface DemoHost {
  readonly url: string;
  close(): Promise<void>;
}

const FILES: Record<string, { file: string; type: string }> = {
  '/': { file: 'page.html', type: 'text/html; charset=utf-8' },
  '/call': { file: 'call.html', type: 'text/html; charset=utf-8' },
  '/site.css': { file: 'site.css', type: 'text/css; charset=utf-8' },
  '/mark.svg': { file: 'mark.svg', type: 'image/svg+xml' },
};

/**
 * What the hospital's page lets in: its own stylesheet and pictures, the widget's script from the API, and calls and
 * sockets to the API. No inline script, no inline style, nothing else. The guide for hospital web teams quotes it.
 */
export function contentSecurityPolicy(apiUrl: string): string {
  const api = new URL(apiUrl).origin;
  return [
    "default-src 'none'",
    `script-src ${api}`,
    `connect-src ${api} ${api.replace(/^http/, 'ws')}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/**
 * Serves the pages of an invented hospital that include `<kiwi-booking>` and, at `/call`, `<kiwi-call>`: another origin than the API, under a strict
 * Content-Security-Policy. Builds the widget first when its sources are newer than the build.
 */
export async function startDemoHost({
  apiUrl,
  publishableKey,
  port,
  listen = listenEverywhere,
}: DemoHostOptions): Promise<DemoHost> {
  await buildWhenStale();
  const api = new URL(apiUrl).origin;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const found = request.method === 'GET' || request.method === 'HEAD' ? FILES[pathname] : undefined;
    if (!found) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
      return;
    }
    const text = await readFile(join(import.meta.dirname, found.file), 'utf8');
    response.writeHead(200, {
      'content-type': found.type,
      'content-security-policy': contentSecurityPolicy(api),
      'referrer-policy': 'strict-origin-when-cross-origin',
      'permissions-policy': 'geolocation=(self), microphone=(self)',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    const filled = text
      .replaceAll('{{api}}', attribute(api))
      .replaceAll('{{key}}', attribute(publishableKey));
    response.end(request.method === 'HEAD' ? undefined : filled);
  });
  const listening = await listen(server, port);
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = Promise.all([
        new Promise<void>((done) => server.close(() => done())),
        listening.close(),
      ]);
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listenEverywhere(server: Server, port: number): Promise<{ close(): Promise<void> }> {
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, done);
  });
  return { close: async () => {} };
}
