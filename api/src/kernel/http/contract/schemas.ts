import { Ajv2020, type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { InputFault } from '../../ground/problem.ts';
import { limitInWords } from '../../ground/schema-words.ts';
import { ContractFault, type SchemaPointer } from './document.ts';
import { addNormalisers, NORMALISE, NORMALISERS } from './extensions/normalise.ts';
import type { ContractDocument, JsonSchema } from './openapi.ts';

/**
 * The id under which the whole document is one schema to Ajv: `$ref`s inside it resolve unchanged, nothing is copied.
 */
const DOCUMENT = 'kiwimesh:contract';

/** What OpenAPI adds to JSON Schema: annotations, which strict mode would otherwise reject. */
const OPENAPI_KEYWORDS = ['discriminator', 'xml', 'externalDocs', 'example'];

const known = new WeakMap<ContractDocument, Map<string, ContractSchemas>>();

/**
 * The schemas of a contract, which all who serve it in this process share: compiling those that a request needs takes
 * longer than answering it.
 * @throws ContractFault as the constructor.
 */
export function schemasOf(document: ContractDocument, country: string): ContractSchemas {
  const byCountry = known.get(document) ?? new Map<string, ContractSchemas>();
  known.set(document, byCountry);
  let schemas = byCountry.get(country);
  if (schemas === undefined) {
    schemas = new ContractSchemas(document, country);
    byCountry.set(country, schemas);
  }
  return schemas;
}

/**
 * The three shared validators of a contract: one for replies, which checks and never changes; one for the bodies of
 * requests, which brings texts into their canonical form; one for parameters, which also coerces text and fills in
 * defaults. A schema is compiled when it is first needed (about 1 ms each), so start-up does not grow with the number
 * of operations.
 */
export class ContractSchemas {
  private readonly replies: Ajv2020;
  private readonly requests: Ajv2020;
  private readonly parameters: Ajv2020;
  private readonly compiledReplies = new Map<SchemaPointer, ValidateFunction>();
  private readonly compiledRequests = new Map<SchemaPointer, ValidateFunction>();

  /**
   * @param country ISO 3166-1 alpha-2, for phones written without a country code.
   * @throws ContractFault when a schema uses a format that nothing checks, or a kind of value that nothing normalises.
   */
  constructor(document: ContractDocument, country: string) {
    const found = survey(document);
    const options = {
      strict: true,
      // Types implied by a sibling `$ref` or `allOf` are legal in 2020-12 and common in contracts.
      strictTypes: false,
      strictRequired: false,
      strictTuples: false,
      allErrors: true,
      // For the text of a fault: each error then has the schema that it breaks.
      verbose: true,
      // The document is not itself a JSON Schema; the linter has checked the schemas inside it.
      validateSchema: false,
      ownProperties: true,
    } as const;
    this.replies = new Ajv2020(options);
    this.requests = new Ajv2020(options);
    this.parameters = new Ajv2020({ ...options, coerceTypes: true, useDefaults: true });
    // Ajv processes the document itself once, as the schema that contains its parts: its members are annotations to it.
    const keywords = new Set([...OPENAPI_KEYWORDS, ...found.extensions, ...Object.keys(document)]);
    for (const ajv of [this.replies, this.requests, this.parameters]) {
      formats.default(ajv);
      // How a password field is shown, not what it holds.
      ajv.addFormat('password', true);
      for (const keyword of keywords) ajv.addKeyword({ keyword, schemaType: [] });
      if (ajv === this.replies) ajv.addKeyword({ keyword: NORMALISE, schemaType: 'string' });
      else addNormalisers(ajv, country);
      ajv.addSchema(document as unknown as Record<string, unknown>, DOCUMENT);
    }
    const faults = [
      ...found.formats
        .filter((format) => this.replies.formats[format] === undefined)
        .map((format) => `nothing checks the format ${format}`),
      ...found.kinds
        .filter((kind) => !Object.hasOwn(NORMALISERS, kind))
        .map((kind) => `nothing normalises the kind ${kind}`),
    ];
    if (faults.length > 0) throw new ContractFault(faults);
  }

  /** The validator of a reply whose schema is at this place in the document. */
  reply(pointer: SchemaPointer): ValidateFunction {
    return compiled(this.replies, this.compiledReplies, pointer);
  }

  /** The validator of a request's body; it changes the body: see {@link addNormalisers}. */
  request(pointer: SchemaPointer): ValidateFunction {
    return compiled(this.requests, this.compiledRequests, pointer);
  }

  /** Compiles a schema whose local references refer to the document. */
  coercing(schema: JsonSchema): ValidateFunction {
    return this.parameters.compile(rebase(schema) as Record<string, unknown>);
  }
}

function compiled(
  ajv: Ajv2020,
  known: Map<SchemaPointer, ValidateFunction>,
  pointer: SchemaPointer,
): ValidateFunction {
  let validate = known.get(pointer);
  if (validate === undefined) {
    validate = ajv.compile({ $ref: DOCUMENT + pointer });
    known.set(pointer, validate);
  }
  return validate;
}

/** The extensions, formats and kinds used anywhere in the document, found in one walk at start-up and not at the first request. */
function survey(document: ContractDocument): { extensions: string[]; formats: string[]; kinds: string[] } {
  const extensions = new Set<string>();
  const kinds = new Set<string>();
  const formatNames = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const item of node) walk(item);
    } else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        if (key === NORMALISE) kinds.add(String(value));
        else if (key.startsWith('x-')) extensions.add(key);
        else if (key === 'example' || key === 'examples') continue;
        else if (key === 'format' && typeof value === 'string') formatNames.add(value);
        else walk(value);
      }
    }
  };
  walk(document);
  return { extensions: [...extensions], formats: [...formatNames], kinds: [...kinds] };
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

/** More faults than this are no help, and a malicious body could have thousands. */
const MAX_FAULTS = 20;

/**
 * Ajv's errors in the contract's words: pointers and rules, and the value most likely intended; never a value as it was
 * sent.
 */
export function inputFaults(errors: readonly ErrorObject[]): InputFault[] {
  const faults = new Map<string, InputFault>();
  // A normaliser's message is complete: that the text is not null either, or breaks a pattern, adds nothing.
  const reported = new Set(
    errors.filter(({ keyword }) => keyword === NORMALISE).map(({ instancePath }) => instancePath),
  );
  for (const error of errors) {
    if (reported.has(error.instancePath) && error.keyword !== NORMALISE) continue;
    const { suggestion } = error.params as { suggestion?: string };
    const fault = {
      pointer: pointerOf(error),
      detail: detailOf(error),
      ...(suggestion === undefined ? {} : { suggestion }),
    };
    faults.set(`${fault.pointer} ${fault.detail}`, fault);
    if (faults.size === MAX_FAULTS) break;
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

/** Formats in plain words. */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'a time such as 2026-11-22T10:00:00Z (RFC 3339)',
  date: 'a date such as 2026-11-22',
  email: 'an email address',
  uuid: 'a UUID',
  uri: 'a URI',
  duration: 'an ISO 8601 duration such as PT30M',
};

/** What a pattern requires: a regular expression does not help a person who typed a wrong value. */
function patternInWords(pattern: string, schema: AnySchemaObject): string {
  if (pattern.includes('\\u0000')) {
    const blank = pattern.includes('(?!\\s*$)') ? ', and not blank' : '';
    return `must be text without control characters${blank}`;
  }
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  const such = example === undefined ? '' : ` Such as ${String(example)}.`;
  if (typeof schema.description === 'string') {
    return `does not have the required format: ${schema.description.trim()}${such}`;
  }
  return `has characters that are not allowed.${such}`;
}
