import type { Server } from 'node:http';
import { type AddressInfo, createServer, type ListenOptions, type Server as NetServer } from 'node:net';

/** This machine only, by IPv4 and IPv6: browsers resolve `localhost` to either. */
export const LOOPBACK = 'localhost';

export interface Listening {
  readonly port: number;
  readonly url: string;
  /** Accepts no new connection on the further addresses; the server closes its own. */
  close(): Promise<void>;
}

/** The errors of a system without IPv6, or without it on this interface. */
const WITHOUT_IPV6 = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL', 'EINVAL']);
/** A port that is free on one address may be in use on the other; another port is tried this many times. */
const FREE_PORT_TRIES = 5;

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === LOOPBACK || host === '::1' || /^127\./.test(host);
}

/**
 * Listens on `host`: `localhost` is 127.0.0.1 and ::1, `::` every address of both kinds. Where the machine has no IPv6
 * both mean IPv4 only. Port 0 selects a free port, the same on both.
 */
export async function listenOn(server: Server, port: number, host: string): Promise<Listening> {
  for (let attempt = 1; ; attempt += 1) {
    const main = await listenFirst(server, port, host);
    const further: NetServer[] = [];
    try {
      if (host === LOOPBACK) further.push(...(await listenOnSecond(server, main.port, '::1')));
    } catch (error) {
      await new Promise<void>((closed) => server.close(() => closed()));
      const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (port === 0 && inUse && attempt < FREE_PORT_TRIES) continue;
      throw error;
    }
    return {
      port: main.port,
      url: `http://${shown(host)}:${main.port}`,
      async close() {
        await Promise.all(further.map((each) => new Promise<void>((closed) => each.close(() => closed()))));
      },
    };
  }
}

async function listenFirst(server: Server, port: number, host: string): Promise<AddressInfo> {
  const [first, fallback] = host === LOOPBACK ? ['127.0.0.1'] : host === '::' ? ['::', '0.0.0.0'] : [host];
  try {
    return await listening(server, { port, host: first as string });
  } catch (error) {
    if (fallback === undefined || !WITHOUT_IPV6.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return listening(server, { port, host: fallback });
  }
}

/** A separate listener whose connections are the server's. None where the machine has no IPv6. */
async function listenOnSecond(server: Server, port: number, host: string): Promise<NetServer[]> {
  // Half open like the HTTP server's own sockets: a client that has ended its request still gets the reply.
  const also = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    server.emit('connection', socket);
  });
  try {
    await listening(also, { port, host });
    return [also];
  } catch (error) {
    if (WITHOUT_IPV6.has((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

function listening(server: NetServer, options: ListenOptions): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function shown(host: string): string {
  if (host === '0.0.0.0' || host === '::') return LOOPBACK;
  return host.includes(':') ? `[${host}]` : host;
}
