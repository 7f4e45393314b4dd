/** Every example is what it claims to be an example of: formats, patterns and closed objects included. */
import { type Contract, type Finding, type MediaType, operations, type Schema } from './document.ts';
import { type Compile, schemaCompiler } from './schemas.ts';

function* media(compile: Compile, content: Readonly<Record<string, MediaType>> | undefined, at: string) {
  for (const { schema, examples } of Object.values(content ?? {})) {
    if (schema === undefined) continue;
    for (const [name, example] of Object.entries(examples ?? {})) {
      const valid = compile(schema);
      if (valid(example.value)) continue;
      for (const error of valid.errors ?? []) {
        yield `${at} example "${name}"${error.instancePath} ${error.message}`;
      }
    }
  }
}

/** Validates the examples of request bodies, replies, shared responses and schemas. */
export function* lintExamples(contract: Contract): Generator<Finding> {
  const compile = schemaCompiler(contract);
  const find = function* (where: string, messages: Iterable<string>): Generator<Finding> {
    for (const message of messages) yield { rule: 'example', where, message };
  };
  for (const { operation, where } of operations(contract)) {
    yield* find(where, media(compile, operation.requestBody?.content, 'request'));
    for (const [status, reply] of Object.entries(operation.responses ?? {})) {
      yield* find(where, media(compile, reply.content, status));
    }
  }
  for (const [name, reply] of Object.entries(contract.components?.responses ?? {})) {
    yield* find(name, media(compile, (reply as { content?: Record<string, MediaType> }).content, 'response'));
  }
  for (const [name, raw] of Object.entries(contract.components?.schemas ?? {})) {
    const schema = raw as Schema & { examples?: unknown[] };
    const valid = compile({ $ref: `#/components/schemas/${name}` });
    for (const example of schema.examples ?? []) {
      if (!valid(example)) {
        yield { rule: 'example', where: name, message: `${JSON.stringify(example)} is no example of it` };
      }
    }
  }
}
