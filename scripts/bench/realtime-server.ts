import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Authenticator } from '../../api/src/kernel/auth/authenticator.ts';
import { RealtimeServer } from '../../api/src/kernel/realtime/server.ts';

/**
 * The product's own sockets in a process of their own, for the fan-out bench: handshake, rooms and the adapter that
 * carries messages between processes are the real ones; who may come in is not what is measured.
 */
const authenticator: Authenticator = {
  verify: async () => ({
    kind: 'staff',
    id: '00000000-0000-7000-8000-000000000001',
    role: 'hospital_admin',
    hospitalId: '00000000-0000-7000-8000-000000000002',
    communityId: null,
    sessionId: '00000000-0000-7000-8000-000000000003',
  }),
  signedInRecently: async () => true,
  isAllowedOrigin: async () => true,
};
const realtime = new RealtimeServer({
  authenticator,
  connection: { url: process.env.DATABASE_URL ?? '', switchRole: true },
});
const requests = realtime.namespace('/bookings');
requests.on('watch', { type: 'object' }, async () => ({ join: ['room'] }), null);
const server = createServer();
realtime.attach(server);
process.on('message', ({ publish }: { publish?: number }) => {
  if (publish !== undefined) realtime.publish('/bookings', ['room'], 'booking', { at: publish });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ ready: true, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
