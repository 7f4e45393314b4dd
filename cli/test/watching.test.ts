import { Server } from 'socket.io';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { exampleReply, type Service, signIn, startService } from '../../sdk/typescript/test/service.ts';
import { CliUser, endCommands } from './run-cli.ts';

const BOOKING = '0193a5f0-7c1e-7000-8000-000000000005';
const CALL = '0193a5f0-7c1e-7000-8000-000000000041';
const HOSPITAL = '0193a5f0-7c1e-7000-8000-000000000002';
const at = '2026-11-22T09:05:00.000Z';
const bookingChange = { type: 'booking.moved', bookingId: BOOKING, state: 'en_route', version: 9, at };
const callChange = {
  type: 'call.claimed',
  callId: CALL,
  hospitalId: HOSPITAL,
  state: 'active',
  version: 9,
  at,
};

/** Every command that watches: what the service sends before it has acknowledged the subscription, and the lines for it. */
const COMMANDS = [
  { args: ['bookings', 'watch'], event: 'booking', early: bookingChange, lines: ['change'] },
  { args: ['bookings', 'watch', BOOKING], event: 'booking', early: bookingChange, lines: ['booking'] },
  { args: ['calls', 'watch'], event: 'call', early: callChange, lines: ['call', 'change'] },
  { args: ['calls', 'watch', CALL], event: 'call', early: callChange, lines: ['call', 'change'] },
];

let service: Service;
let io: Server;
let asha: CliUser;

beforeEach(async () => {
  service = await startService();
  const auth = signIn(service);
  const me = { ...exampleReply<object>('getMe'), role: 'hospital_admin', hospitalId: HOSPITAL };
  service.on(
    'getMe',
    auth.guarded(() => ({ status: 200, body: me })),
  );
  for (const operation of [
    'getBooking',
    'listBookingTimeline',
    'listBookings',
    'listCalls',
    'getCallContext',
  ])
    service.on(
      operation,
      auth.guarded(() => ({ status: 200, body: exampleReply(operation) })),
    );
  io = new Server(service.server);
  for (const namespace of ['/bookings', '/calls'])
    io.of(namespace).on('connection', (socket) => {
      socket.onAny((request: string, _payload: unknown, acknowledge?: (reply: object) => void) => {
        const command = COMMANDS.find(({ event }) => namespace.startsWith(`/${event}`));
        if (['watch', 'subscribe', 'join'].includes(request))
          socket.emit(command?.event ?? '', { eventId: 'event-9', ...command?.early });
        const joined = { sequence: 0, nextSeq: null, degraded: [], speakers: [] };
        acknowledge?.({ ok: true, booking: exampleReply('getBooking'), ...joined });
      });
    });
  asha = new CliUser(service.url);
  const login = ['login', '--email', 'meera.nair@sahyadri.example', '--password-stdin'];
  expect(await asha.run(login, { stdin: 'right\n' })).toMatchObject({ code: 0, stderr: '' });
});

afterEach(async () => {
  await io.close();
  await service.stop();
  expect(service.breaches).toEqual([]);
});
afterAll(endCommands);

it.each(COMMANDS.map((command) => ({ ...command, name: command.args.join(' ') })))(
  '$name shows the connection first, then what is there',
  async ({ args, lines }) => {
    const interruptAt = `"event":"${lines.at(-1)}"`;
    const { stdout, stderr } = await asha.run([...args, '--json'], { interruptAt });
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events[0], stderr).toBe('connection');
    expect(
      [...new Set(events)].filter((event) => lines.includes(event)),
      stdout,
    ).toEqual(lines);
  },
);
