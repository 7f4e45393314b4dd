import { readFile } from 'node:fs/promises';
import path from 'node:path';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { SchemaCompiler } from '../api/src/kernel/ground/schema-compiler.ts';
import { CALL_EVENTS, CALL_REQUESTS } from '../sdk/typescript/src/calls/events.ts';
import { LIVE_EVENTS, LIVE_REQUESTS } from '../sdk/typescript/src/live-events.ts';
import { readRealtime } from './lint/realtime.ts';

const here = import.meta.dirname;

const realtime = await readRealtime();
const messages = Object.values(realtime.channels).flatMap(({ address, messages }) =>
  Object.entries(messages).map(([name, message]) => [`${address} ${name}`, message] as const),
);
const named = (action: 'send' | 'receive', address: string) =>
  Object.values(realtime.operations)
    .filter((operation) => operation.action === action && operation.channel.address === address)
    .flatMap((operation) => operation.messages.map(({ name }) => name))
    .sort();

describe('the realtime contract', () => {
  const ajv = new SchemaCompiler({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
  });
  addFormats.default(ajv);
  ajv.addVocabulary(['x-health-data', 'x-normalise', 'x-personal-data']);

  test.each(messages)(
    '%s shows at least one example, and each is one',
    (_name, { payload, examples = [] }) => {
      const valid = ajv.compile(payload);
      expect(examples).not.toEqual([]);
      for (const example of examples)
        expect([example.name, valid(example.payload), valid.errors]).toEqual([example.name, true, null]);
    },
  );

  test.each(messages)('%s takes nothing that is not written down', (_name, { payload, examples = [] }) => {
    const stray = { ...(examples[0]?.payload as object), stray: 1 };
    expect(ajv.compile(payload)(stray)).toBe(false);
  });

  test('names the requests that the SDK makes', () => {
    expect(named('receive', '/bookings')).toEqual([...LIVE_REQUESTS].sort());
    expect(named('receive', '/calls')).toEqual([...CALL_REQUESTS].sort());
  });

  test('names the events that the SDK listens to', () => {
    expect(named('send', '/bookings')).toEqual([...LIVE_EVENTS].sort());
    expect(named('send', '/calls')).toEqual([...CALL_EVENTS].sort());
  });

  test('answers every request with an acceptance or a refusal', () => {
    for (const { action, reply } of Object.values(realtime.operations)) {
      if (action === 'receive')
        expect(reply?.messages.map(({ name }) => name)).toEqual(['acknowledgement', 'acknowledgement']);
    }
  });

  test('does not let two boards hide in one request', () => {
    const watch = ajv.compile(realtime.channels.bookings?.messages.watch?.payload ?? {});
    const id = '0193a5f0-7c1e-7000-8000-000000000002';
    expect([watch({ hospitalId: id, communityId: id }), watch({})]).toEqual([false, false]);
  });

  test('lives at the addresses that the SDK connects to', async () => {
    const read = (file: string) => readFile(path.join(here, '../sdk/typescript/src', file), 'utf8');
    expect(await read('subscriptions.ts')).toContain(`'${realtime.channels.bookings?.address}'`);
    expect(await read('calls/line.ts')).toContain(`'${realtime.channels.calls?.address}'`);
  });
});
