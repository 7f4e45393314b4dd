import type { ErrorObject, ValidateFunction } from 'ajv';
import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import { onFirstUse, SchemaCompiler } from '../../../kernel/ground/schema-compiler.ts';
import { keysOfPointer, offsetOf } from '../../../kernel/ground/yaml-places.ts';
import type { Policy, PolicyDocument } from '../engine/index.ts';
import { compilePolicy } from './compile.ts';
import { parseDuration } from './duration.ts';
import policySchema from './policy.schema.json' with { type: 'json' };
import { ruleFaults } from './rules.ts';

/** The published JSON Schema of a policy file. */
export { policySchema };

/** A fault in a policy file, with its position and what to do. `pointer` is a JSON pointer; lines and columns count from 1. */
export interface PolicyFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
  readonly message: string;
}

const validator = onFirstUse((): ValidateFunction => {
  const ajv = new SchemaCompiler({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    // Compiling takes longer than checking the few files there are.
    inlineRefs: false,
    code: { optimize: false },
  });
  ajv.addFormat('policy-duration', {
    type: 'string',
    validate: (text: string) => (parseDuration(text) ?? 0) > 0,
  });
  ajv.addFormat('policy-duration-or-zero', {
    type: 'string',
    validate: (text: string) => parseDuration(text) !== null,
  });
  return ajv.compile(policySchema);
});

/**
 * All faults in the text of a policy file, by line: of YAML, else of the schema (policy.schema.json), else of the rules that
 * a schema cannot express. An empty list means the file is valid. Uses no disk, network or database.
 */
export function validatePolicyText(text: string, fileName: string): PolicyFault[] {
  return inspect(text, fileName).faults.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The same, with the compiled policy if there are no faults. */
export function readPolicy(text: string, fileName: string): { policy: Policy | null; faults: PolicyFault[] } {
  const { document, faults } = inspect(text, fileName);
  return { policy: document === null || faults.length > 0 ? null : compilePolicy(document), faults };
}

function inspect(text: string, file: string): { document: PolicyDocument | null; faults: PolicyFault[] } {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const fault = (offset: number, pointer: string, message: string): PolicyFault => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), pointer, message };
  };

  if (yaml.errors.length > 0) {
    return {
      document: null,
      faults: yaml.errors.map((e) => fault(e.pos[0], '', `Not valid YAML: ${e.message}`)),
    };
  }
  const alias = invalidAlias(yaml);
  if (alias !== null) {
    return { document: null, faults: [fault(alias.offset, '', `Not valid YAML: ${alias.message}`)] };
  }
  const value: unknown = yaml.toJS();
  const at = (pointer: string, key = false) => offsetOf(yaml.contents, keysOfPointer(pointer), key);

  const matchesSchema = validator();
  if (!matchesSchema(value)) {
    const errors = (matchesSchema.errors ?? []).filter(
      (e) => e.keyword !== 'if' && e.keyword !== 'propertyNames',
    );
    return {
      document: null,
      faults: errors.map((e) => {
        const { pointer, onKey } = locate(e);
        return fault(at(pointer, onKey), pointer, explain(e));
      }),
    };
  }
  const document = value as unknown as PolicyDocument;
  return { document, faults: ruleFaults(document).map((f) => fault(at(f.pointer), f.pointer, f.message)) };
}

/** The first alias that is not defined, or the first of nested aliases that expand to more text than the parser accepts. */
function invalidAlias(yaml: Document): { offset: number; message: string } | null {
  let first: number | null = null;
  let invalid: { offset: number; message: string } | null = null;
  visit(yaml, {
    Alias(_, node) {
      const offset = node.range?.[0] ?? 0;
      first ??= offset;
      if (node.resolve(yaml) !== undefined) return undefined;
      invalid = { offset, message: `*${node.source} is not defined before its use; write out the value` };
      return visit.BREAK;
    },
  });
  if (invalid !== null || first === null) return invalid;
  try {
    yaml.toJS();
    return null;
  } catch {
    return {
      offset: first,
      message: 'nested aliases make the file too large; write out the values',
    };
  }
}

function locate(error: ErrorObject): { pointer: string; onKey: boolean } {
  if (error.keyword === 'additionalProperties') {
    return { pointer: `${error.instancePath}/${error.params.additionalProperty}`, onKey: true };
  }
  if (error.keyword === 'false schema') return { pointer: error.instancePath, onKey: true };
  return { pointer: error.instancePath, onKey: error.keyword === 'required' };
}

function explain(error: ErrorObject): string {
  const name = error.instancePath.split('/').pop() ?? '';
  switch (error.keyword) {
    case 'required':
      return `Add ${error.params.missingProperty}${name === '' ? '' : ` to ${name}`}: it is required`;
    case 'additionalProperties':
      return `Remove ${error.params.additionalProperty}, or correct its spelling: it is not a setting here`;
    case 'enum':
      return `Use one of: ${error.params.allowedValues.join(', ')}`;
    case 'type':
      return `${name === '' ? 'The file' : name} must be ${article(error.params.type)}`;
    case 'format':
      return 'Use an ISO 8601 duration of weeks, days, hours, minutes and seconds of at most ten years, such as PT30M or P14D';
    case 'false schema':
      return name === 'skills'
        ? 'Remove skills: only volunteers have them'
        : 'Remove roles: volunteers have none';
    case 'pattern':
      return name === 'id'
        ? 'Use 2 to 40 lower-case letters, digits and underscores, beginning with a letter'
        : `It must match ${error.params.pattern}`;
    default:
      return `It ${error.message ?? 'is invalid'}`;
  }
}

function article(type: string): string {
  const words: Record<string, string> = {
    object: 'a mapping',
    array: 'a list',
    string: 'text',
    boolean: 'true or false',
  };
  return words[type] ?? `a ${type}`;
}
