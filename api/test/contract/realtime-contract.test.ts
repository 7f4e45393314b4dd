/** What the service sends and answers on sockets matches what openapi/asyncapi.yaml promises to its clients. */
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { readRealtime } from '../../../openapi/lint/realtime.ts';
import { NAMESPACE, realtimeSubscriber } from '../../src/features/booking/live/publish.ts';
import { registerSocketRequests } from '../../src/features/booking/live/sockets.ts';
import { callRealtime } from '../../src/features/calls/live/publish.ts';
import { registerCallSockets } from '../../src/features/calls/live/sockets.ts';
import { NAMESPACE as CALLS } from '../../src/features/calls/rooms.ts';
import { registerUnitSockets } from '../../src/features/units/live/sockets.ts';
import type { UnitOfWork } from '../../src/kernel/db/unit/unit-of-work.ts';
import type { Subscriber } from '../../src/kernel/events/subscriber.ts';
import { SchemaCompiler } from '../../src/kernel/ground/schema-compiler.ts';
import type { StoredEvent } from '../../src/kernel/payload/event.ts';
import type { Realtime } from '../../src/kernel/realtime/realtime.ts';
import type { SocketRequests } from '../../src/kernel/realtime/requests.ts';

const ajv = new SchemaCompiler({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
ajv.addVocabulary(['x-health-data', 'x-normalise', 'x-personal-data']);
addFormats.default(ajv);
const { channels, operations } = await readRealtime();
const payloads = new Map(
  Object.values(channels).flatMap(({ address, messages }) =>
    Object.values(messages).map(({ name, payload }) => [`${address} ${name}`, ajv.compile(payload)]),
  ),
);
/** Every namespace with what registers its requests. */
const NAMESPACES: readonly (readonly [string, (requests: SocketRequests) => void])[] = [
  [
    NAMESPACE,
    (requests) => {
      registerSocketRequests(requests, {} as never);
      registerUnitSockets(requests);
    },
  ],
  [CALLS, (requests) => registerCallSockets(requests, {} as never)],
];
const described = (address: string) =>
  Object.values(operations).filter((one) => one.action === 'receive' && one.channel.address === address);

const event = (type: string, more: object = {}): StoredEvent => ({
  id: '4711',
  type,
  version: 1,
  aggregate: { type: 'booking', id: '0193a5f0-7c1e-7000-8000-000000000005' },
  occurredAt: '2026-11-22T09:05:00.000Z',
  correlationId: 'trace-1',
  data: {
    bookingId: '0193a5f0-7c1e-7000-8000-000000000005',
    serviceType: 'ambulance',
    state: 'requested',
    version: 2,
    from: null,
    to: null,
    residentId: '0193a5f0-7c1e-7000-8000-000000000004',
    communityId: '0193a5f0-7c1e-7000-8000-000000000001',
    hospitalId: '0193a5f0-7c1e-7000-8000-000000000002',
    assigneeKind: null,
    assigneeId: null,
    ...more,
  },
});

/** What is published for an event: name and payload, as they are sent. */
async function published(
  stored: StoredEvent,
  make: (realtime: Realtime) => Subscriber = realtimeSubscriber,
): Promise<[string, unknown][]> {
  const out: [string, unknown][] = [];
  const subscriber = make({
    publish: (namespace, _rooms, name, payload) => {
      out.push([`${namespace} ${name}`, JSON.parse(JSON.stringify(payload))]);
    },
    leave: () => undefined,
  });
  await subscriber.handle(stored, { afterCommit: (effect: () => void) => effect() } as UnitOfWork);
  return out;
}

describe('the realtime contract', () => {
  const offers = [
    { offerId: '0193a5f0-7c1e-7000-8000-000000000006', kind: 'staff', assigneeId: 'x', state: 'open' },
  ];

  test.each([
    ['booking.requested', {}, ['booking']],
    ['booking.moved', { state: 'en_route' }, ['booking']],
    ['booking.offered', { offers }, ['booking', 'offer']],
    ['booking.offers_exhausted', { hospitalId: null }, ['booking', 'alert']],
    ['booking.sla_breached', { clock: 'arrive' }, ['booking', 'alert']],
  ])('%s is published as it is described', async (type, more, names) => {
    const out = await published(event(type, more));
    expect(out.map(([name]) => name)).toEqual(names.map((name) => `${NAMESPACE} ${name}`));
    for (const [name, payload] of out) {
      const valid = payloads.get(name);
      expect([name, valid?.(payload), valid?.errors]).toEqual([name, true, null]);
    }
  });

  test('a change of a call is published as it is described', async () => {
    const { callId, ...data } = {
      callId: '0193a5f0-7c1e-7000-8000-000000000041',
      state: 'active',
      version: 2,
      urgency: null,
      hospitalId: null,
      formerHospitalId: '0193a5f0-7c1e-7000-8000-000000000002',
    };
    const stored = { ...event('call.transferred'), aggregate: { type: 'call', id: callId } };
    const out = await published({ ...stored, data: { callId, ...data } }, callRealtime);
    expect(out.map(([name]) => name)).toEqual(['/calls call']);
    const valid = payloads.get('/calls call');
    expect([valid?.(out[0]?.[1]), valid?.errors]).toEqual([true, null]);
  });

  test.each(NAMESPACES)(
    'every request of %s that is described is answered, and no other',
    (address, register) => {
      const answered: string[] = [];
      register({ on: (name) => answered.push(name) });
      const names = described(address).flatMap(({ messages }) => messages.map(({ name }) => name));
      expect(answered.sort()).toEqual(names.sort());
    },
  );

  test.each(NAMESPACES)(
    'every request of %s that reveals or gives something names its operation',
    (address, register) => {
      const judged: Record<string, string | null> = {};
      register({
        on: (name, _schema, _handler, rule) => Object.assign(judged, { [name]: rule?.as ?? null }),
      });
      const names = described(address).flatMap((one) =>
        one.messages.map(({ name }) => [name, one['x-access-of'] ?? null]),
      );
      expect(judged).toEqual(Object.fromEntries(names));
      expect(judged).toMatchObject(address === CALLS ? { join: 'getCall' } : { subscribe: 'getBooking' });
    },
  );

  test.each(NAMESPACES)('requests of %s accept the examples, and nothing more', (address, register) => {
    const messages = Object.values(channels).find((one) => one.address === address)?.messages ?? {};
    register({
      on: (name, schema) => {
        const valid = ajv.compile(schema);
        const message = Object.values(messages).find((one) => one.name === name);
        expect(message?.examples?.length).toBeGreaterThan(0);
        for (const { payload } of message?.examples ?? []) {
          expect([name, valid(payload)]).toEqual([name, true]);
          expect([name, valid({ ...(payload as object), stray: 1 })]).toEqual([name, false]);
        }
      },
    });
  });

  test('lives where it is described', () => {
    const socketIo = Object.values(channels).filter(({ messages }) => Object.keys(messages).length > 0);
    expect(socketIo.map(({ address }) => address)).toEqual([NAMESPACE, CALLS]);
  });
});
