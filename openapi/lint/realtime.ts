/** Reads the realtime contract, every reference in it followed. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

export interface Message {
  readonly name: string;
  readonly payload: object;
  readonly examples?: readonly { readonly name: string; readonly payload: unknown }[];
}

export interface Realtime {
  readonly channels: Readonly<Record<string, { address: string; messages: Record<string, Message> }>>;
  readonly operations: Readonly<
    Record<
      string,
      {
        action: 'send' | 'receive';
        messages: Message[];
        channel: { address: string };
        reply?: { messages: Message[] };
        /** The operation of HTTP whose `x-access` says who may send the request. */
        'x-access-of'?: string;
      }
    >
  >;
}

/** Reads a file with every `$ref`, in it and out of it, replaced by what it leads to. */
async function dereferenced(file: string): Promise<unknown> {
  // Promises: all references of a file are followed at once, and the first has not read it when the next comes.
  const files = new Map<string, Promise<unknown>>();
  const open = (at: string) => {
    const opened = files.get(at) ?? readFile(at, 'utf8').then((text) => parse(text) as unknown);
    files.set(at, opened);
    return opened;
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

/** `asyncapi.yaml` as one value. */
export async function readRealtime(): Promise<Realtime> {
  return (await dereferenced(path.join(import.meta.dirname, '..', 'asyncapi.yaml'))) as Realtime;
}
