import type { JsonSchema } from '../../ports/llm.ts';

/**
 * Keywords that constrain generation at every provider. Others, such as limits of lengths and numbers, make some of them
 * refuse the request; the answer is checked against the whole schema anyway.
 */
const KEPT = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'const',
  'anyOf',
  '$ref',
  '$defs',
  'description',
  'title',
]);

const reduced = new WeakMap<JsonSchema, JsonSchema>();

/** The part of a schema that providers with strict structured output accept. */
export function strictSchema(schema: JsonSchema): JsonSchema {
  const known = reduced.get(schema);
  if (known !== undefined) return known;
  const result = reduce(schema) as JsonSchema;
  reduced.set(schema, result);
  return result;
}

function reduce(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'oneOf') kept.anyOf = (value as unknown[]).map(reduce);
    else if (!KEPT.has(keyword)) continue;
    else if (keyword === 'properties' || keyword === '$defs') {
      kept[keyword] = Object.fromEntries(
        Object.entries(value as Record<string, unknown>).map(([name, each]) => [name, reduce(each)]),
      );
    } else if (keyword === 'items') kept.items = reduce(value);
    else if (keyword === 'anyOf') kept.anyOf = (value as unknown[]).map(reduce);
    else kept[keyword] = value;
  }
  return kept;
}

/** Instructions for servers that can promise JSON but no schema. */
export function withSchemaInWords(system: string, schema: JsonSchema): string {
  return `${system}\n\nAnswer with one JSON object and nothing else. It must be valid against this JSON Schema:\n${JSON.stringify(schema)}`;
}
