import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { LIVE_EVENTS, LIVE_REQUESTS } from '../sdk/typescript/src/live-events.ts';

const here = import.meta.dirname;

interface Message {
  readonly name: string;
  readonly payload: object;
  readonly examples?: readonly { readonly name: string; readonly payload: unknown }[];
}

interface Realtime {
  readonly channels: Readonly<Record<string, { address: string; messages: Record<string, Message> }>>;
  readonly operations: Readonly<
    Record<string, { action: 'send' | 'receive'; messages: Message[]; reply?: { messages: Message[] } }>
  >;
}

/** Reads a file with every `$ref`, in it and out of it, replaced by what it leads to. */
async function dereferenced(file: string): Promise<unknown> {
  const files = new Map<string, unknown>();
  const open = async (at: string) => {
    if (!files.has(at)) files.set(at, parse(await readFile(at, 'utf8')));
    return files.get(at);
  };
  const walk = async (node: unknown, at: string): Promise<unknown> => {
    if (Array.isArray(node)) return Promise.all(node.map((item) => walk(item, at)));
    if (node === null || typeof node !== 'object') return node;
    const { $ref } = node as { $ref?: unknown };
    if (typeof $ref === 'string') {
      const [target = '', pointer = ''] = $ref.split('#');
      const other = target === '' ? at : path.join(path.dirname(at), target);
      const steps = pointer.split('/').filter((step) => step !== '');
      const found = steps.reduce<unknown>(
        (on, step) => (on as Record<string, unknown>)?.[step],
        await open(other),
      );
      if (found === undefined) throw new Error(`${$ref} leads nowhere`);
      return walk(found, other);
    }
    const entries = Object.entries(node).map(async ([key, value]) => [key, await walk(value, at)] as const);
    return Object.fromEntries(await Promise.all(entries));
  };
  return walk(await open(file), file);
}

const realtime = (await dereferenced(path.join(here, 'asyncapi.yaml'))) as Realtime;
const messages = Object.entries(realtime.channels.bookings?.messages ?? {});
const named = (action: 'send' | 'receive') =>
  Object.values(realtime.operations)
    .filter((operation) => operation.action === action)
    .flatMap((operation) => operation.messages.map(({ name }) => name))
    .sort();

describe('the realtime contract', () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  addFormats.default(ajv);

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
    expect(named('receive')).toEqual([...LIVE_REQUESTS].sort());
  });

  test('names the events that the SDK listens to', () => {
    expect(named('send')).toEqual([...LIVE_EVENTS].sort());
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

  test('lives at the address that the SDK connects to', async () => {
    const connection = await readFile(path.join(here, '../sdk/typescript/src/connection.ts'), 'utf8');
    expect(connection).toContain(`\${origin}${realtime.channels.bookings?.address}`);
  });
});
