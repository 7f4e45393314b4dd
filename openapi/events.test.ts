import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SchemaCompiler } from '../api/src/kernel/ground/schema-compiler.ts';
import { asyncapi, catalogue, reference } from './events.ts';

const here = import.meta.dirname;
const API = path.join(here, '..', 'api', 'src');
const events = await catalogue();
const committed = (file: string) => readFile(path.join(here, '..', file), 'utf8');

const ajv = new SchemaCompiler({ strict: true, strictTypes: false, allErrors: true });
addFormats.default(ajv);
ajv.addVocabulary(['components']);

describe('the catalogue of events', () => {
  test.each([
    ['openapi/generated/events.yaml', asyncapi],
    ['docs/reference/events.md', reference],
  ])('%s is what the definitions say', async (file, generate) => {
    expect(await committed(file)).toBe(generate(events));
  });

  test('has each type once, named after what it is about', () => {
    const types = events.map(({ type }) => type);
    expect(types.length).toBeGreaterThan(40);
    expect(new Set(types).size).toBe(types.length);
    for (const type of types) expect(type).toMatch(/^[a-z0-9_]+([.][a-z0-9_]+)+$/);
  });

  test('misses none: features declare events in events.ts alone', async () => {
    const files = (await readdir(path.join(API, 'features'), { recursive: true })).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && path.basename(file) !== 'events.ts',
    );
    const strays: string[] = [];
    for (const file of files) {
      const source = await readFile(path.join(API, 'features', file), 'utf8');
      if (/import \{[^}]*\bevent\b[^}]*\} from '[^']*kernel\/events\/event\.ts'/.test(source))
        strays.push(file);
    }
    expect(strays).toEqual([]);
  });

  test.each(events.map((event) => [event.type, event] as const))(
    '%s has a sentence, and an example that its schema takes and nothing beside it',
    (type, event) => {
      expect(event.description).toMatch(/^[A-Z].{10,}\.$/);
      event.check(event.example);
      expect(() => event.check({ ...event.example, stray: 1 })).toThrow(`${type}: its data breaks`);
    },
  );

  test.each(events.map((event) => [event.type, event] as const))(
    '%s has no member that a text of a person fits into',
    (_type, { schema }) => {
      const texts = JSON.stringify(schema).match(/\{"type":"string"[^}]*\}/g) ?? [];
      for (const text of texts) expect(text).toMatch(/"format":"(uuid|date-time)"|"enum"|"pattern"/);
    },
  );
});

describe('the AsyncAPI document of the events', () => {
  const document = parse(asyncapi(events)) as {
    components: {
      schemas: Record<string, object>;
      messages: Record<string, { name: string; payload: object; examples: { payload: unknown }[] }>;
    };
  };
  const { schemas, messages } = document.components;

  test.each(Object.entries(messages))('%s is sent as its example shows', (_name, { payload, examples }) => {
    const valid = ajv.compile({ ...payload, components: { schemas } });
    for (const example of examples) {
      expect([valid(example.payload), valid.errors]).toEqual([true, null]);
    }
  });

  test('describes every event', () => {
    expect(
      Object.values(messages)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(events.map(({ type }) => type));
  });
});
