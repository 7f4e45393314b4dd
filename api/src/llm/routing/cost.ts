import type { JsonSchema, ModelMessage, ModelUsage } from '../../ports/llm.ts';
import type { CatalogueModel } from '../catalogue/catalogue.ts';

/** What a request says beside its texts: roles, delimiters and the name of the schema. */
const TOKENS_PER_MESSAGE = 16;

const schemaLengths = new WeakMap<JsonSchema, number>();

/**
 * The tokens of a request, at most: tokenizers of current models need one for about four Latin letters and, at worst, one
 * and a half for a letter of another script. The provider's own count is what is paid for.
 */
export function maxInputTokens(
  system: string,
  messages: readonly ModelMessage[],
  schema: JsonSchema,
): number {
  let tokens = maxTokens(system) + TOKENS_PER_MESSAGE;
  for (const { content } of messages) tokens += maxTokens(content) + TOKENS_PER_MESSAGE;
  let length = schemaLengths.get(schema);
  if (length === undefined) {
    length = maxTokens(JSON.stringify(schema));
    schemaLengths.set(schema, length);
  }
  return Math.ceil(tokens + length);
}

function maxTokens(text: string): number {
  let other = 0;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) other += 1;
  return (text.length - other) / 3 + other * 1.5;
}

/** Millionths of a US dollar, rounded up. */
export function costMicros({ price }: CatalogueModel, { inputTokens, outputTokens }: ModelUsage): number {
  return Math.ceil(inputTokens * price.input + outputTokens * price.output);
}
