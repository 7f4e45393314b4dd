import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BlockedAddress, guardedPost, type Resolve } from './guarded-post.ts';
import { isPublicAddress } from './public-address.ts';

/** Counts whatever connects to this machine. */
let trap: net.Server;
let caught = 0;
/** A receiver that answers what its path says. */
let receiver: http.Server;
const port = (server: net.Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  trap = net.createServer((socket) => {
    caught += 1;
    socket.destroy();
  });
  receiver = http.createServer((request, response) => {
    request.resume();
    if (request.url === '/redirect') {
      response.writeHead(307, { location: `http://127.0.0.1:${port(trap)}/` }).end();
    } else if (request.url === '/drip') {
      response.writeHead(200);
      response.write('begun');
    } else if (request.url === '/long') {
      response.end('x'.repeat(100_000));
    } else if (request.url !== '/silent') response.writeHead(204, { 'retry-after': '7' }).end();
  });
  await Promise.all(
    [trap, receiver].map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))),
  );
});
afterAll(async () => {
  receiver.closeAllConnections();
  await Promise.all([trap, receiver].map((server) => new Promise((done) => server.close(done))));
});

const post = (
  url: string,
  {
    loopback = false,
    resolve,
    timeoutMs = 2_000,
  }: { loopback?: boolean; resolve?: Resolve; timeoutMs?: number } = {},
) =>
  guardedPost(
    { url, headers: {}, body: '{}', timeoutMs, maxReplyBytes: 16 },
    { loopback, ...(resolve === undefined ? {} : { resolve }) },
  );

const PRIVATE = [
  ...['127.0.0.1', '127.1.2.3', '10.0.0.1', '10.255.255.254', '172.16.0.1', '172.31.255.254', '192.168.0.1'],
  ...['169.254.169.254', '169.254.170.2', '100.64.0.1', '100.100.100.200', '168.63.129.16', '192.0.0.192'],
  ...['0.0.0.0', '0.1.2.3', '198.18.0.1', '192.0.2.1', '203.0.113.9', '224.0.0.1', '255.255.255.255'],
];

/** The ways to write an IPv4 address that some client or other understands. */
function formsOf(address: string): string[] {
  const bytes = address.split('.').map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (value: number, width = 2) => value.toString(16).padStart(width, '0');
  const [high, low] = [hex(a * 256 + b, 4), hex(c * 256 + d, 4)];
  return [
    address,
    `${address}.`,
    String(whole),
    `0x${hex(whole, 8)}`,
    `0${whole.toString(8)}`,
    bytes.map((byte) => `0x${hex(byte)}`).join('.'),
    bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `%3${String(a)[0]}${address.slice(1)}`,
    bytes
      .map((byte) => [...String(byte)].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''))
      .join('。'),
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:ffff:${high}:${low}]`,
    `[::${address}]`,
    `[64:ff9b::${high}:${low}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[2002:${high}:${low}::]`,
    `[2001:0:${high}:${low}::]`,
  ];
}

const SIX = [
  ...['::', '::1', 'fe80::1', 'febf::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1', '3fff::1'],
  ...['100::1', '5f00::1', 'fec0::1', '2001:10::1', '2001:20::1', '2620:4f:8000::1', '0:0:0:0:0:0:0:1'],
];

const NAMES = [
  ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'intranet', 'printer.local', 'db.internal'],
  ...['metadata.google.internal', 'router.lan', 'nas.home.arpa', 'mail.corp', 'metadata'],
];

describe('a request to an address that somebody else chose', () => {
  it('goes to no address of this machine or its networks, however it is written', async () => {
    const literal = [...PRIVATE.flatMap(formsOf), ...SIX.map((address) => `[${address}]`), ...NAMES];
    expect(literal.length).toBeGreaterThan(350);
    const urls = literal.flatMap((host) => [`https://${host}:${port(trap)}/`]);
    const left: string[] = [];
    for (const url of urls) {
      // What `URL` itself refuses is no address at all.
      const outcome = await post(url).catch((error: Error) => error);
      if (!(outcome instanceof BlockedAddress) && !(outcome instanceof TypeError)) left.push(url);
    }
    expect(left).toEqual([]);
    expect(caught).toBe(0);
  });

  it('goes to no name that leads there, nor when one of several addresses does', async () => {
    const hosts = [...PRIVATE.filter((one) => net.isIP(one) !== 0), ...SIX, '::ffff:127.0.0.1', 'fe80::1%lo'];
    for (const address of hosts) {
      for (const others of [[], ['93.184.216.34']]) {
        const resolve: Resolve = async () =>
          [...others, address].map((one) => ({ address: one, family: net.isIP(one) || 6 }));
        await expect(post(`https://hooks.example.com:${port(trap)}/`, { resolve })).rejects.toThrow(
          BlockedAddress,
        );
      }
    }
    await expect(post('https://hooks.example.com/', { resolve: async () => [] })).rejects.toThrow(
      BlockedAddress,
    );
    expect(caught).toBe(0);
  });

  it('uses the addresses that were checked, whatever the name leads to a moment later', async () => {
    let asked = 0;
    const rebinding: Resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '93.184.216.34' : '127.0.0.1', family: 4 }];
    };
    const url = `https://hooks.example.com:${port(trap)}/`;
    // Nothing of the outside answers here; what counts is where it went.
    await expect(post(url, { resolve: rebinding })).rejects.not.toThrow(BlockedAddress);
    expect(asked).toBe(1);
    await expect(post(url, { resolve: rebinding })).rejects.toThrow(BlockedAddress);
    expect(caught).toBe(0);
  });

  it('needs https and takes no user name', async () => {
    for (const url of [
      'http://example.com/',
      'ftp://example.com/',
      'file:///etc/passwd',
      'https://a:b@example.com/',
    ]) {
      await expect(post(url)).rejects.toThrow(BlockedAddress);
    }
  });

  it('follows no redirect, also where this machine is allowed', async () => {
    const reply = await post(`http://127.0.0.1:${port(receiver)}/redirect`, { loopback: true });
    expect(reply.status).toBe(307);
    expect(caught).toBe(0);
  });
});

describe('a reply', () => {
  const local = (path: string) => post(`http://localhost:${port(receiver)}${path}`, { loopback: true });

  it('is read in part, with its status and how long to wait', async () => {
    expect(await local('/')).toEqual({ status: 204, retryAfter: '7', body: '' });
    expect(await local('/long')).toEqual({ status: 200, retryAfter: null, body: 'x'.repeat(16) });
  });

  it('counts by its status where its body never ends', async () => {
    expect(await local('/drip')).toEqual({ status: 200, retryAfter: null, body: 'begun' });
  });

  it('that never comes is a timeout, and no server is an error of the network', async () => {
    const silent = post(`http://localhost:${port(receiver)}/silent`, { loopback: true, timeoutMs: 100 });
    await expect(silent).rejects.toMatchObject({ name: 'TimeoutError' });
    const closed = `http://127.0.0.1:${port(trap)}/`;
    await expect(post(closed, { loopback: true })).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

it('takes addresses of the public internet', () => {
  for (const address of [
    '93.184.216.34',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ]) {
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
  }
  expect(isPublicAddress('example.com')).toBe(false);
});
