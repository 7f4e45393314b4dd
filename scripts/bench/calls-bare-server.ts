import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

/** Socket.IO alone, which acknowledges what callers send: the least that any server of calls has to do. */
const server = createServer();
new Server(server, { transports: ['websocket'] }).of('/calls').on('connection', (socket) => {
  const joined = {
    ok: true,
    side: 'caller',
    nextSeq: 1,
    deskTelephone: false,
    degraded: null,
    state: 'active',
    version: 1,
  };
  socket.on('join', ({ callId }, reply) => reply({ ...joined, callId, sequence: 0 }));
  socket.on('audio', ({ seq }, _bytes, reply) => reply({ ok: true, seq }));
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ ready: true, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
