import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../../test/support/eventually.ts';
import { sized } from '../../../test/support/size.ts';
import {
  type WebSocketEnd,
  type WebSocketOptions,
  type WebSocketSession,
  WebSockets,
} from './web-sockets.ts';

const PATH = '/v1/stream';
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Opened {
  readonly heard: (string | Uint8Array)[];
  socket: WebSocketEnd | undefined;
  ended: number;
}

async function serve(options: WebSocketOptions = {}, session: Partial<WebSocketSession> = {}) {
  const opened: Opened = { heard: [], socket: undefined, ended: 0 };
  const sockets = new WebSockets(
    [
      {
        path: PATH,
        admit: ({ path, headers }) => headers['x-signature'] === path,
        open: (socket) => {
          opened.socket = socket;
          return {
            message: (data) => void opened.heard.push(data),
            closed: () => {
              opened.ended += 1;
            },
            ...session,
          };
        },
      },
    ],
    options,
  );
  const server: Server = createServer((_, response) => response.end());
  sockets.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  closing.push(async () => {
    await sockets.stop(10_000);
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const dial = (path = PATH, headers: Record<string, string> = { 'x-signature': path }) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    closing.push(() => socket.terminate());
    return socket;
  };
  return { sockets, opened, dial };
}

const closeCode = async (socket: WebSocket) => (await once(socket, 'close'))[0] as number;
const refused = (socket: WebSocket) =>
  new Promise<number | undefined>((resolve) => {
    socket.on('error', () => {});
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode);
    });
  });

describe('a WebSocket', () => {
  it('is opened at its path, also with a query, for whom it admits', async () => {
    const { opened, dial, sockets } = await serve();
    const socket = dial(`${PATH}?a=1`);
    await once(socket, 'open');
    socket.send('one');
    socket.send(Buffer.from([2]));
    await eventually('both messages', () => opened.heard.length === 2);
    expect(opened.heard).toEqual(['one', Uint8Array.of(2)]);
    opened.socket?.send('back');
    expect(String((await once(socket, 'message'))[0])).toBe('back');
    expect(sockets.connections).toBe(1);
    socket.close();
    await eventually('the end', () => opened.ended === 1);
    expect(sockets.connections).toBe(0);
  });

  it('is refused where its route does not admit it', async () => {
    const { dial, opened } = await serve();
    expect(await refused(dial(PATH, { 'x-signature': 'wrong' }))).toBe(401);
    expect(opened.socket).toBeUndefined();
  });

  it('is refused beyond the number that a process takes', async () => {
    const { dial } = await serve({ maxConnections: 1 });
    await once(dial(), 'open');
    expect(await refused(dial())).toBe(503);
  });

  it('is closed after a message that is too large', async () => {
    const { dial, opened } = await serve({ maxPayload: 100 });
    const socket = dial();
    await once(socket, 'open');
    socket.send('x'.repeat(101));
    expect(await closeCode(socket)).toBe(1009);
    expect(opened.heard).toEqual([]);
  });

  it('is cut when nothing answers its pings', async () => {
    const { dial, opened } = await serve({ pingEvery: 30 });
    const socket = dial();
    await once(socket, 'open');
    socket.pause();
    await eventually('the end', () => opened.ended === 1);
    socket.resume();
    expect(await closeCode(socket)).toBe(1006);
  });

  it('stays open while its pings are answered', async () => {
    const { dial, opened } = await serve({ pingEvery: 30 });
    const socket = dial();
    await once(socket, 'open');
    for (let count = 0; count < 5; count += 1) await once(socket, 'ping');
    expect(opened.ended).toBe(0);
  });

  it('gets one message after another, and its end after the last', async () => {
    const order: string[] = [];
    const { dial } = await serve(
      {},
      {
        message: async (data) => {
          order.push(`begin ${data}`);
          await new Promise((resolve) => setImmediate(resolve));
          order.push(`end ${data}`);
        },
        closed: () => void order.push('closed'),
      },
    );
    const socket = dial();
    await once(socket, 'open');
    const messages = sized({ small: 120, full: 2_000 });
    for (let count = 0; count < messages; count += 1) socket.send(String(count));
    await eventually('all messages', () => order.length === 2 * messages);
    socket.close();
    await eventually('the end', () => order.at(-1) === 'closed');
    const expected = Array.from({ length: messages }, (_, count) => [
      `begin ${count}`,
      `end ${count}`,
    ]).flat();
    expect(order).toEqual([...expected, 'closed']);
  });

  it('slows its sender down while messages wait', async () => {
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let handled = 0;
    const { dial } = await serve(
      {},
      {
        message: async () => {
          await held;
          handled += 1;
        },
      },
    );
    const socket = dial();
    await once(socket, 'open');
    const text = 'x'.repeat(60_000);
    const messages = sized({ small: 400, full: 1_000 });
    for (let count = 0; count < messages; count += 1) socket.send(text);
    // The service reads a hundred messages, and the buffers of the connection hold some: the others wait at the sender.
    await eventually('the sender is held back', () => socket.bufferedAmount > 1_000_000 && handled === 0);
    release();
    await eventually('all messages', () => handled === messages);
  });

  it('that breaks is read to the last message that arrived', async () => {
    const heard: string[] = [];
    let first: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      first = resolve;
    });
    const { dial } = await serve(
      {},
      {
        message: async (data) => {
          await held;
          heard.push(String(data));
        },
        closed: () => void heard.push('closed'),
      },
    );
    const socket = dial();
    await once(socket, 'open');
    for (const text of ['a', 'b']) await new Promise<void>((sent) => socket.send(text, () => sent()));
    socket.terminate();
    await once(socket, 'close');
    first();
    await eventually('the end', () => heard.at(-1) === 'closed');
    expect(heard).toEqual(['a', 'b', 'closed']);
  });

  it('is closed when a message cannot be handled', async () => {
    const { dial, opened } = await serve(
      {},
      {
        message: () => {
          throw new Error('broken');
        },
      },
    );
    const socket = dial();
    await once(socket, 'open');
    socket.send('x');
    expect(await closeCode(socket)).toBe(1011);
    await eventually('the end', () => opened.ended === 1);
  });

  it('does not keep a process from stopping', async () => {
    const { dial, sockets } = await serve({}, { closed: () => new Promise(() => {}) });
    const socket = dial();
    await once(socket, 'open');
    const code = closeCode(socket);
    await sockets.stop(10);
    expect(await code).toBe(1012);
  });

  it('is closed with the code for a restart when the process stops', async () => {
    const { dial, sockets, opened } = await serve();
    const socket = dial();
    await once(socket, 'open');
    const code = closeCode(socket);
    await sockets.stop(10_000);
    expect([await code, opened.ended]).toEqual([1012, 1]);
    expect(await refused(dial())).toBe(503);
  });
});
