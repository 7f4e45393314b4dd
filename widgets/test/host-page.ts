import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface HostPage {
  /** The `<kiwi-booking …>` element and whatever stands around it. */
  readonly body: string;
  /** The stylesheet of the host page, served by the page's own origin. */
  readonly css?: string;
  readonly csp?: string;
  readonly htmlAttributes?: string;
  /** Where the script comes from; by default this host serves the build itself. */
  readonly script?: string;
}

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.map': 'application/json' };

/** A site that embeds the widget: pages set by tests, and the build under /widgets/. */
export async function startHost(dist: string) {
  const pages = new Map<string, HostPage>();
  const compressed = new Map<string, Buffer | null>();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    if (path.startsWith('/widgets/')) {
      const file = join(dist, normalize(path.slice('/widgets/'.length)));
      let body = compressed.get(file);
      if (body === undefined) {
        const content = await readFile(file).catch(() => null);
        // As the service sends them, to browsers that do not take brotli.
        body = content && gzipSync(content, { level: 9 });
        compressed.set(file, body);
      }
      response.writeHead(body ? 200 : 404, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        ...(body && { 'content-encoding': 'gzip' }),
        'access-control-allow-origin': '*',
      });
      response.end(body ?? undefined);
      return;
    }
    // The hospital's own copy, at the top of its site.
    if (path === '/push-worker.js') {
      const copy = await readFile(join(dist, 'push-worker.js'));
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(copy);
      return;
    }
    const page = pages.get(path.replace(/\.css$/, ''));
    if (!page) {
      response.writeHead(404).end();
      return;
    }
    if (path.endsWith('.css')) {
      response.writeHead(200, { 'content-type': 'text/css' }).end(page.css ?? '');
      return;
    }
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(page.csp && { 'content-security-policy': page.csp }),
    });
    response.end(`<!doctype html>
<html ${page.htmlAttributes ?? 'lang="en"'}>
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A hospital's page</title>
${page.css ? `<link rel="stylesheet" href="${path}.css">` : ''}
<script type="module" src="${page.script ?? '/widgets/kiwimesh.js'}"></script>
</head>
<body>${page.body}</body>
</html>`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // Another name of this machine than the API's: another origin even where ports would not count.
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    /** Serves a page and gives its address. */
    page(name: string, page: HostPage): string {
      pages.set(`/${name}`, page);
      return `${url}/${name}`;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

export type Host = Awaited<ReturnType<typeof startHost>>;
