import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Authenticator, Credential } from '../../src/kernel/auth/authenticator.ts';
import type { Principal, StaffPrincipal } from '../../src/kernel/auth/principal.ts';
import { Problem } from '../../src/kernel/ground/problem.ts';
import { currentContext } from '../../src/kernel/observability/context.ts';
import { type RealtimeOptions, RealtimeServer } from '../../src/kernel/realtime/server.ts';
import { type TestDatabase, testDatabase } from './database.ts';

/** Real sockets on a server of a test file: importing this closes them after each test. */
export const SECRET = new TextEncoder().encode('a secret of this test alone, 32 bytes long');
export const STAFF: StaffPrincipal = {
  kind: 'staff',
  id: '0193a5f0-7c1e-7000-8000-000000000001',
  role: 'nurse',
  hospitalId: '0193a5f0-7c1e-7000-8000-000000000002',
  communityId: null,
  sessionId: '0193a5f0-7c1e-7000-8000-000000000003',
};
export const SUBSCRIBE = {
  type: 'object',
  properties: { bookingId: { type: 'string', format: 'uuid' } },
  required: ['bookingId'],
  additionalProperties: false,
};
export const BOOKING = '0193a5f0-7c1e-7000-8000-00000000000b';

export const revoked = new Set<string>();
/** Tokens that cannot be verified now. */
export const down = new Set<string>();
/** How often each token was verified. */
export const verified = new Map<string, number>();
export const authenticator: Authenticator = {
  async verify(credential: Credential): Promise<Principal> {
    if (credential.kind === 'bearer') {
      verified.set(credential.token, (verified.get(credential.token) ?? 0) + 1);
    }
    if (credential.kind === 'bearer' && down.has(credential.token)) throw new Problem('dependency_down');
    if (credential.kind !== 'bearer' || revoked.has(credential.token)) throw new Problem('unauthenticated');
    const { jwtVerify } = await import('jose');
    const { payload } = await jwtVerify(credential.token, SECRET).catch(() => {
      throw new Problem('unauthenticated');
    });
    return payload.sub === 'down'
      ? Promise.reject(new Problem('dependency_down'))
      : { ...STAFF, id: String(payload.sub) };
  },
  signedInRecently: async () => true,
  async isAllowedOrigin(origin) {
    return origin === 'https://hospital.example';
  },
};

export const token = (sub = STAFF.id, seconds = 60) =>
  new SignJWT({ sub })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
    .sign(SECRET);

export interface Served {
  readonly realtime: RealtimeServer;
  readonly http: HttpServer;
  readonly url: string;
}

/** The sizes of what was uploaded, in the order in which handlers were called, and whose connections ended. */
export const uploads: number[] = [];
export const closed: string[] = [];

export let db: TestDatabase;
export const sockets: Socket[] = [];
export const servers: Served[] = [];

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
afterEach(async () => {
  uploads.length = 0;
  closed.length = 0;
  for (const socket of sockets.splice(0)) socket.disconnect();
  for (const { realtime, http } of servers.splice(0)) {
    await realtime.stop();
    http.closeAllConnections();
    http.close();
  }
});

export async function serve(options: Partial<RealtimeOptions> = {}): Promise<Served> {
  const realtime = new RealtimeServer({ authenticator, connection: { url: db.url }, ...options });
  realtime.namespace('/bookings').on<{ bookingId: string }>(
    'subscribe',
    SUBSCRIBE,
    async (principal, { bookingId }) => {
      if (bookingId.endsWith('0')) throw new Problem('not_found', { detail: 'No such booking.' });
      if (bookingId.endsWith('1')) throw new TypeError('a bug with +919876543210 in it');
      return {
        join: [`booking:${bookingId}`],
        reply: {
          booking: { id: bookingId },
          who: principal.kind,
          correlation: currentContext()?.correlationId ?? null,
        },
      };
    },
    null,
  );
  realtime.namespace('/bookings').on<{ bookingId: string }>(
    'unsubscribe',
    SUBSCRIBE,
    async (_, { bookingId }) => ({
      leave: [`booking:${bookingId}`],
    }),
    null,
  );
  realtime.namespace('/bookings').on<{ bookingId: string }>(
    'upload',
    SUBSCRIBE,
    async (_, { bookingId }, { session, bytes }) => {
      uploads.push(bytes?.length ?? 0);
      session.onClose(() => closed.push(bookingId));
      return { reply: { bytes: bytes?.length ?? null, closed: session.closed } };
    },
    null,
    { max: 1_000, perSecond: 2_000, burst: 10_000 },
  );
  const http = createServer((_, res) => res.end('own'));
  realtime.attach(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const served = { realtime, http, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
  servers.push(served);
  return served;
}

export function dial(url: string, auth: object, extra: object = {}): Socket {
  const socket = io(url, { auth, transports: ['websocket'], reconnection: false, forceNew: true, ...extra });
  sockets.push(socket);
  return socket;
}

export async function connect(url: string, auth: object, extra: object = {}): Promise<Socket> {
  const socket = dial(`${url}/bookings`, auth, extra);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

export async function refused(url: string, auth: object, extra: object = {}) {
  const socket = dial(url, auth, extra);
  const [error] = (await once(socket as never, 'connect_error')) as [
    Error & { data?: Record<string, unknown> },
  ];
  return error;
}
