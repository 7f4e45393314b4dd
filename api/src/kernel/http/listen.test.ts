import { createServer, type Server } from 'node:http';
import { connect, createServer as createNetServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { isLoopback, type Listening, listenOn } from './listen.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function listen(host: string, port = 0): Promise<Listening & { readonly server: Server }> {
  const server = createServer((_, response) => response.end('here'));
  const listening = await listenOn(server, port, host);
  stops.push(async () => {
    const closed = Promise.all([new Promise((done) => server.close(done)), listening.close()]);
    server.closeAllConnections();
    await closed;
  });
  return { ...listening, server };
}

/** The reply to a GET sent to an address: its first line, or the error's code. */
async function ask(host: string, port: number): Promise<string> {
  const socket: Socket = connect({ host, port });
  socket.end('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  try {
    return (await text(socket)).split('\r\n')[0] ?? '';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'failed';
  }
}

const OK = 'HTTP/1.1 200 OK';
const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
const hasIpv6 = addresses.some(({ address }) => address === '::1');
/** An IPv4 address of this machine that others can reach. */
const outward = addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe('listening', () => {
  it.each([
    { host: 'localhost', ipv4: OK, ipv6: OK, others: 'ECONNREFUSED' },
    { host: '127.0.0.1', ipv4: OK, ipv6: 'ECONNREFUSED', others: 'ECONNREFUSED' },
    { host: '::', ipv4: OK, ipv6: OK, others: OK },
    { host: '0.0.0.0', ipv4: OK, ipv6: 'ECONNREFUSED', others: OK },
  ])('on $host answers at its addresses and nowhere else', async ({ host, ipv4, ipv6, others }) => {
    const { port, url } = await listen(host);
    expect(await ask('127.0.0.1', port)).toBe(ipv4);
    if (hasIpv6) expect(await ask('::1', port)).toBe(ipv6);
    if (outward !== undefined) expect(await ask(outward, port)).toBe(others);
    expect(url).toBe(`http://${host === '127.0.0.1' ? host : 'localhost'}:${port}`);
  });

  it('closes what it opened, with connections that are kept alive on both addresses', async () => {
    const { port, server } = await listen('localhost');
    const hosts = hasIpv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
    const sockets = await Promise.all(
      hosts.map(async (host) => {
        const socket = connect({ host, port });
        socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
        await new Promise((answered) => socket.once('data', answered));
        return socket;
      }),
    );
    const ended = sockets.map((socket) => new Promise((done) => socket.once('close', done)));
    await stops.pop()?.();
    await Promise.all(ended);
    expect(server.listening).toBe(false);
    for (const host of hosts) expect(await ask(host, port)).toBe('ECONNREFUSED');
  });

  it('rejects a port that is in use on one of its addresses', async () => {
    const host = hasIpv6 ? '::1' : '127.0.0.1';
    const squatter = createNetServer().listen(0, host);
    stops.push(() => new Promise((done) => squatter.close(done)));
    await new Promise((done) => squatter.once('listening', done));
    const { port } = squatter.address() as { port: number };
    await expect(listen('localhost', port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    // Nothing stays open on the other address.
    if (hasIpv6) expect(await ask('127.0.0.1', port)).toBe('ECONNREFUSED');
  });

  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.0.2.4', false],
  ])('knows whether %s is this machine only: %s', (host, alone) => {
    expect(isLoopback(host)).toBe(alone);
  });
});
