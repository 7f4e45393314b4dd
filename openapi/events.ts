/**
 * What is generated from the events that features declare (`api/src/features/<feature>/events.ts`): an AsyncAPI document,
 * which is what webhooks, clients and checks read, and the page of docs/reference that people read.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import type { JsonObject } from '../api/src/kernel/ground/json.ts';
import type { AnyEvent } from '../api/src/kernel/payload/event.ts';

const FEATURES = path.join(import.meta.dirname, '..', 'api', 'src', 'features');

/** Every event of every feature, by type. Nothing else lists them: a file called `events.ts` is enough. */
export async function catalogue(features = FEATURES): Promise<readonly AnyEvent[]> {
  const files = (await readdir(features, { recursive: true })).filter(
    (file) => path.basename(file) === 'events.ts',
  );
  const modules: object[] = await Promise.all(
    files.sort().map((file) => import(pathToFileURL(path.join(features, file)).href)),
  );
  const events = modules.flatMap((module) => Object.values(module).filter(isEvent));
  return events.sort((a, b) => (a.type < b.type ? -1 : 1));
}

function isEvent(value: unknown): value is AnyEvent {
  return typeof value === 'function' && 'type' in value && 'schema' in value && 'example' in value;
}

/** `booking.offer_declined` -> `bookingOfferDeclined` */
function messageName(type: string): string {
  return type.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase());
}

function pascal(type: string): string {
  return messageName(`.${type}`);
}

/** A name for each schema of data: of the kind of record where events of one share it, else of its first event. */
function dataSchemas(events: readonly AnyEvent[]): ReadonlyMap<string, { name: string; schema: JsonObject }> {
  const named = new Map<string, { name: string; schema: JsonObject }>();
  const taken = new Set<string>();
  for (const [text, sharing] of Map.groupBy(events, ({ schema }) => JSON.stringify(schema))) {
    const [first] = sharing;
    if (first === undefined) continue;
    const shared = `${pascal(first.aggregateType)}Data`;
    const name = sharing.length > 1 && !taken.has(shared) ? shared : `${pascal(first.type)}Data`;
    taken.add(name);
    named.set(text, { name, schema: first.schema });
  }
  return named;
}

const SAMPLE = {
  id: '0193a5f0-7c1e-7000-8000-000000000093',
  correlationId: '6f6e3c0e-1e5b-4f4e-9c3e-0d6f5a1b2c3d',
  occurredAt: '2026-11-22T09:00:00.000Z',
} as const;

/** What an event is sent as: the data of its own schema in an envelope that is the same for all. */
function payload({ type, version, aggregateType }: AnyEvent, data: string): JsonObject {
  return {
    type: 'object',
    required: ['id', 'type', 'version', 'aggregate', 'occurredAt', 'correlationId', 'data'],
    additionalProperties: false,
    properties: {
      id: { $ref: '#/components/schemas/EventId' },
      type: { const: type },
      version: { const: version },
      aggregate: {
        type: 'object',
        required: ['type', 'id'],
        additionalProperties: false,
        properties: { type: { const: aggregateType }, id: { type: 'string' } },
      },
      occurredAt: { type: 'string', format: 'date-time' },
      correlationId: { type: 'string' },
      data: { $ref: `#/components/schemas/${data}` },
    },
  };
}

function example({ type, version, aggregateType, example: data }: AnyEvent): JsonObject {
  const [id = 'platform'] = Object.values(data).filter((value): value is string => typeof value === 'string');
  return { ...SAMPLE, type, version, aggregate: { type: aggregateType, id }, data };
}

/** The AsyncAPI document, as YAML. A channel for each kind of record, since order is kept within a record. */
export function asyncapi(events: readonly AnyEvent[]): string {
  const channels = Map.groupBy(events, ({ aggregateType }) => aggregateType);
  const names = [...channels.keys()].sort();
  const schemas = dataSchemas(events);
  const dataOf = ({ schema }: AnyEvent) => schemas.get(JSON.stringify(schema))?.name ?? '';
  const reference = (aggregate: string, { type }: AnyEvent) => ({
    $ref: `#/channels/${aggregate}/messages/${messageName(type)}`,
  });
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Kiwimesh events',
      version: '0.1.0',
      description:
        'What happens in Kiwimesh, one message a fact. Data is ids, states and times, never data of a person: fetch the ' +
        'rest. Each is delivered at least once to every consumer; the id tells a repeat, and messages about one record ' +
        'come in the order in which they happened. Members may be added within a version.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      names.map((aggregate) => [
        aggregate,
        {
          address: aggregate,
          title: `Events of one kind of record: ${aggregate}`,
          messages: Object.fromEntries(
            (channels.get(aggregate) ?? []).map(({ type }) => [
              messageName(type),
              { $ref: `#/components/messages/${messageName(type)}` },
            ]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      names.map((aggregate) => [
        messageName(`${aggregate}.happened`),
        {
          action: 'send',
          summary: `Something happened to a record: ${aggregate}`,
          channel: { $ref: `#/channels/${aggregate}` },
          messages: (channels.get(aggregate) ?? []).map((event) => reference(aggregate, event)),
        },
      ]),
    ),
    components: {
      schemas: {
        EventId: {
          type: 'string',
          format: 'uuid',
          description: 'The same whenever the event is sent again.',
          examples: [SAMPLE.id],
        },
        ...Object.fromEntries([...schemas.values()].map(({ name, schema }) => [name, schema])),
      },
      messages: Object.fromEntries(
        events.map((event) => [
          messageName(event.type),
          {
            name: event.type,
            title: event.type,
            summary: event.description,
            'x-version': event.version,
            'x-partners': event.partners !== null,
            payload: payload(event, dataOf(event)),
            examples: [{ name: 'example', payload: example(event) }],
          },
        ]),
      ),
    },
  };
  const text = stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 });
  return `# Generated from the features' events.ts by \`npm run generate -w openapi\`. Do not edit.\n${text}`;
}

/** The page of the reference, as Markdown. */
export function reference(events: readonly AnyEvent[]): string {
  const rows = events.map(({ type, version, description, schema, partners }) => {
    const { properties = {}, required = [] } = schema as {
      properties?: Record<string, unknown>;
      required?: readonly string[];
    };
    const members = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`));
    const out = partners === null ? '' : 'yes';
    return `| \`${type}\` | ${version} | ${out} | ${description} | ${members.map((name) => `\`${name}\``).join(' ')} |`;
  });
  return [
    '# Events',
    '',
    "<!-- Generated from the features' events.ts by `npm run generate -w openapi`. Do not edit. -->",
    '',
    'The events that subscribers receive, and which of them [webhooks](../guides/webhooks.md) send to partners. Schemas and',
    'examples are in `openapi/generated/events.yaml` (AsyncAPI 3.0; `x-partners`) and `GET /v1/webhook-event-types`. Data is ids,',
    'states and times, no personal data. A member with `?` may be absent.',
    '',
    '| type | version | webhooks | what happened | data |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
