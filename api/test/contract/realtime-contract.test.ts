/** What the service sends and answers on sockets matches what openapi/asyncapi.yaml promises to its clients. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { readRealtime } from '../../../openapi/lint/realtime.ts';
import { NAMESPACE, realtimeSubscriber } from '../../src/features/booking/live/publish.ts';
import { registerSocketRequests } from '../../src/features/booking/live/sockets.ts';
import type { UnitOfWork } from '../../src/kernel/db/unit/unit-of-work.ts';
import type { StoredEvent } from '../../src/kernel/payload/event.ts';

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
ajv.addVocabulary(['x-health-data', 'x-normalise', 'x-personal-data']);
addFormats.default(ajv);
const { channels, operations } = await readRealtime();
const channel = channels.bookings;
const payloads = new Map(
  Object.values(channel?.messages ?? {}).map(({ name, payload }) => [name, ajv.compile(payload)]),
);

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
async function published(stored: StoredEvent): Promise<[string, unknown][]> {
  const out: [string, unknown][] = [];
  const subscriber = realtimeSubscriber({
    publish: (namespace, _rooms, name, payload) => {
      expect(namespace).toBe(channel?.address);
      out.push([name, JSON.parse(JSON.stringify(payload))]);
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
    expect(out.map(([name]) => name)).toEqual(names);
    for (const [name, payload] of out) {
      const valid = payloads.get(name);
      expect([name, valid?.(payload), valid?.errors]).toEqual([name, true, null]);
    }
  });

  test('every request that is described is answered, and no other', () => {
    const answered: string[] = [];
    registerSocketRequests(
      { on: (name) => answered.push(name) },
      {} as Parameters<typeof registerSocketRequests>[1],
    );
    const described = Object.values(operations)
      .filter(({ action }) => action === 'receive')
      .flatMap(({ messages }) => messages.map(({ name }) => name));
    expect(answered.sort()).toEqual(described.sort());
  });

  test('every request that reveals or gives something names its operation of HTTP', () => {
    const judged: Record<string, string | null> = {};
    registerSocketRequests(
      { on: (name, _schema, _handler, rule) => Object.assign(judged, { [name]: rule?.as ?? null }) },
      {} as Parameters<typeof registerSocketRequests>[1],
    );
    const described = Object.values(operations)
      .filter(({ action }) => action === 'receive')
      .flatMap((one) => one.messages.map(({ name }) => [name, one['x-access-of'] ?? null]));
    expect(judged).toEqual(Object.fromEntries(described));
    expect(judged).toMatchObject({ subscribe: 'getBooking', watch: 'listBookings' });
  });

  test('requests accept the examples, and nothing more', () => {
    registerSocketRequests(
      {
        on: (name, schema) => {
          const valid = ajv.compile(schema);
          const message = Object.values(channel?.messages ?? {}).find((one) => one.name === name);
          for (const { payload } of message?.examples ?? []) {
            expect([name, valid(payload)]).toEqual([name, true]);
            expect([name, valid({ ...(payload as object), stray: 1 })]).toEqual([name, false]);
          }
        },
      },
      {} as Parameters<typeof registerSocketRequests>[1],
    );
  });

  test('lives where it is described', () => {
    expect(channel?.address).toBe(NAMESPACE);
  });
});
