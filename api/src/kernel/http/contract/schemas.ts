import { Ajv2020, type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { InputFault } from '../../problem.ts';
import { limitInWords } from '../../schema-words.ts';
import { type ContractDocument, ContractFault, type JsonSchema, type SchemaPointer } from './document.ts';

/** Under this name the whole document is one schema to Ajv: `$ref`s inside it resolve as they stand, nothing is copied. */
const DOCUMENT = 'kiwimesh:contract';

/** What OpenAPI adds to JSON Schema: annotations, which strict mode would otherwise refuse. */
const OPENAPI_KEYWORDS = ['discriminator', 'xml', 'externalDocs', 'example'];

/**
 * The two shared validators of a contract: one for bodies, which judges and never changes, one for parameters,
 * which coerces text and fills in defaults. A schema is compiled when it is first needed (about 1 ms each), so
 * start-up does not grow with the number of operations.
 */
export class ContractSchemas {
  private readonly bodies: Ajv2020;
  private readonly parameters: Ajv2020;
  private readonly compiled = new Map<SchemaPointer, ValidateFunction>();

  /** @throws ContractFault when a schema uses a format that nothing checks. */
  constructor(document: ContractDocument) {
    const found = survey(document);
    const options = {
      strict: true,
      // Types implied by a sibling `$ref` or `allOf` are legal in 2020-12 and common in contracts.
      strictTypes: false,
      strictRequired: false,
      strictTuples: false,
      allErrors: true,
      // For the words of a fault: each error then knows the schema that it breaks.
      verbose: true,
      // The document is not itself a JSON Schema; the linter has judged the schemas inside it.
      validateSchema: false,
      ownProperties: true,
    } as const;
    this.bodies = new Ajv2020(options);
    this.parameters = new Ajv2020({ ...options, coerceTypes: true, useDefaults: true });
    // Ajv looks at the document itself once, as the schema its parts stand in: its members are annotations to it.
    const keywords = new Set([...OPENAPI_KEYWORDS, ...found.extensions, ...Object.keys(document)]);
    for (const ajv of [this.bodies, this.parameters]) {
      formats.default(ajv);
      // How a password field is shown, not what it holds.
      ajv.addFormat('password', true);
      for (const keyword of keywords) ajv.addKeyword({ keyword, schemaType: [] });
      ajv.addSchema(document as unknown as Record<string, unknown>, DOCUMENT);
    }
    const unknown = found.formats.filter((format) => this.bodies.formats[format] === undefined);
    if (unknown.length > 0)
      throw new ContractFault(unknown.map((format) => `nothing checks the format ${format}`));
  }

  /** The validator of the schema at this place in the document. */
  body(pointer: SchemaPointer): ValidateFunction {
    let validate = this.compiled.get(pointer);
    if (validate === undefined) {
      validate = this.bodies.compile({ $ref: DOCUMENT + pointer });
      this.compiled.set(pointer, validate);
    }
    return validate;
  }

  /** Compiles a schema whose local references mean the document. */
  coercing(schema: JsonSchema): ValidateFunction {
    return this.parameters.compile(rebase(schema) as Record<string, unknown>);
  }
}

/** The extensions and formats used anywhere in the document: one walk, so that neither is found out at the first request. */
function survey(document: ContractDocument): { extensions: string[]; formats: string[] } {
  const extensions = new Set<string>();
  const formatNames = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const item of node) walk(item);
    } else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        if (key.startsWith('x-')) extensions.add(key);
        else if (key === 'example' || key === 'examples') continue;
        else if (key === 'format' && typeof value === 'string') formatNames.add(value);
        else walk(value);
      }
    }
  };
  walk(document);
  return { extensions: [...extensions], formats: [...formatNames] };
}

function rebase(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rebase);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' && value.startsWith('#') ? DOCUMENT + value : rebase(value),
    ]),
  );
}

/** More faults than this help nobody, and a hostile body could have thousands. */
const MOST_FAULTS = 20;

/** Ajv's errors in the contract's words: pointers and rules, never a value that was sent. */
export function inputFaults(errors: readonly ErrorObject[]): InputFault[] {
  const faults = new Map<string, InputFault>();
  for (const error of errors) {
    const fault = { pointer: pointerOf(error), detail: detailOf(error) };
    faults.set(`${fault.pointer} ${fault.detail}`, fault);
    if (faults.size === MOST_FAULTS) break;
  }
  return [...faults.values()];
}

function pointerOf(error: ErrorObject): string {
  const property =
    error.params.missingProperty ?? error.params.additionalProperty ?? error.params.unevaluatedProperty;
  const path = error.instancePath.replace(/^\/header(?=\/|$)/, '/headers');
  if (typeof property !== 'string') return path;
  return `${path === '/header' ? '/headers' : path}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function detailOf(error: ErrorObject): string {
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
      return 'is required';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not part of the contract';
    case 'enum':
      return `must be one of ${(error.params.allowedValues as unknown[]).join(', ')}`;
    case 'const':
      return `must be ${String(error.params.allowedValue)}`;
    case 'pattern':
      return patternInWords(String(error.params.pattern), error.parentSchema ?? {});
    case 'format':
      return `must be ${FORMATS[String(error.params.format)] ?? `in the format ${error.params.format}`}`;
    default:
      return limitInWords(error) ?? error.message ?? 'does not follow the contract';
  }
}

/** Formats as people say them. */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'a moment such as 2026-11-22T10:00:00Z (RFC 3339)',
  date: 'a date such as 2026-11-22',
  email: 'an email address',
  uuid: 'a UUID',
  uri: 'an address (URI)',
  duration: 'an ISO 8601 duration such as PT30M',
};

/** What a pattern asks for: a regular expression helps nobody who typed a wrong value. */
function patternInWords(pattern: string, schema: AnySchemaObject): string {
  if (pattern.includes('\\u0000')) {
    const blank = pattern.includes('(?!\\s*$)') ? ', and not blank' : '';
    return `must be text without control characters${blank}`;
  }
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  const such = example === undefined ? '' : ` Such as ${String(example)}.`;
  if (typeof schema.description === 'string') {
    return `is not in the format asked for: ${schema.description.trim()}${such}`;
  }
  return `has characters that are not taken here.${such}`;
}
