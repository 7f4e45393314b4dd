import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { type NotesServer, serveNotes } from '../../../test/support/worlds/notes-service.ts';

const execute = promisify(execFile);
const open: NotesServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(
  options: Parameters<typeof serveNotes>[1] = {},
): Promise<NotesServer & { port: number }> {
  const server = await serveNotes(undefined, options);
  open.push(server);
  return { ...server, port: Number(new URL(server.url).port) };
}

/** What arrives on a socket until the other side ends. */
async function received(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  await once(socket, 'end');
  return text;
}

const request = (path: string, headers: readonly string[], method = 'GET') =>
  `${[`${method} ${path} HTTP/1.1`, 'host: x', 'connection: close', ...headers].join('\r\n')}\r\n\r\n`;

describe('a request that offers another protocol', () => {
  it.each([
    ['h2c', ['connection: Upgrade, HTTP2-Settings', 'upgrade: h2c', 'http2-settings: AAMAAABk']],
    [
      'a WebSocket where there is none',
      ['connection: Upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'],
    ],
    ['TLS', ['connection: Upgrade', 'upgrade: TLS/1.2']],
    ['nonsense', ['connection: upgrade', 'upgrade: x, y']],
    ['an empty protocol', ['connection: upgrade', 'upgrade;']],
  ])('is answered as it is: %s', async (_, headers) => {
    const { port, server } = await serve();
    // As with Socket.IO attached: the event then has a listener, which ignores requests that are not its own.
    server.server.on('upgrade', () => {});
    const socket = connect(port, '127.0.0.1');
    socket.write(
      request(
        '/v1/greeting',
        headers.filter((line) => line.includes(':')),
      ).replace('connection: close\r\n', ''),
    );
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    socket.destroy();
  });

  it('is answered with its body: curl --http2', async () => {
    const { url, server } = await serve();
    server.server.on('upgrade', () => {});
    const { stdout } = await execute('curl', ['--http2', '-sS', '-w', ' %{http_code}', `${url}/v1/greeting`]);
    expect(stdout).toBe('{"hello":"you"} 200');
  });

  it('becomes a WebSocket where Socket.IO answers', async () => {
    const { port, server } = await serve();
    const upgraded = once(server.server, 'upgrade');
    const socket = connect(port, '127.0.0.1');
    socket.write(
      request('/socket.io/?EIO=4', ['upgrade: WebSocket']).replace(
        'connection: close',
        'connection: Upgrade',
      ),
    );
    const [{ url }, taken] = (await upgraded) as [{ url: string }, Socket];
    expect(url).toBe('/socket.io/?EIO=4');
    taken.destroy();
    socket.destroy();
  });
});

describe('a connection without a complete request', () => {
  it.each([
    ['sends nothing more of its headers', 'GET /v1/greeting HTTP/1.1\r\nhost: x\r\n'],
    ['sends nothing more of its body', request('/v1/notes', ['content-length: 100'], 'POST').concat('{')],
    ['sends garbage', 'HELO kiwi\r\n\r\n'],
  ])('gets an error and is closed by the server when it %s', async (_, sent) => {
    const { port, server } = await serve({ headersTimeout: 200, requestTimeout: 400 });
    // It never closes its own side.
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => {});
    socket.write(sent);
    expect(await received(socket)).toMatch(/^HTTP\/1\.1 4\d\d /);
    const connections = promisify(server.server.getConnections.bind(server.server));
    await eventually('no connection is left', async () => (await connections()) === 0, 60_000);
    socket.destroy();
  });
});
