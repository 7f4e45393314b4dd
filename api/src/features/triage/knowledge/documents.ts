import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { SchemaCompiler } from '../../../kernel/ground/schema-compiler.ts';
import { adviceOn, keysAt } from '../../../kernel/ground/schema-words.ts';
import { offsetOf } from '../../../kernel/ground/yaml-places.ts';
import schema from './knowledge.schema.json' with { type: 'json' };
import { parseYaml } from './parse-yaml.ts';

/** A fault in a file of the knowledge, and what to do. Lines count from 1. */
export interface KnowledgeFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Lists every fault of every file, each as `file:line: message`. */
export class KnowledgeError extends Error {
  readonly faults: readonly KnowledgeFault[];

  constructor(faults: readonly KnowledgeFault[]) {
    super(faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.name = 'KnowledgeError';
    this.faults = faults;
  }
}

/** The kinds of files, as named in knowledge.schema.json. */
export type DocumentKind =
  | 'advice'
  | 'assertions'
  | 'classes'
  | 'concepts'
  | 'lexicon'
  | 'numbers'
  | 'questions'
  | 'rules'
  | 'sources'
  | 'steps'
  | 'texts'
  | 'vitalSigns';

/** A file whose content has the shape of its kind. */
export interface KnowledgeDocument<T> {
  readonly file: string;
  readonly value: T;
}

const ajv = new SchemaCompiler({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  // Compiled at every start, for one use of each file: a test checks the schema itself.
  validateSchema: false,
  code: { optimize: false },
});
ajv.addSchema(schema);
const validators = new Map<DocumentKind, ValidateFunction>();

function validatorOf(kind: DocumentKind): ValidateFunction {
  let validate = validators.get(kind);
  if (validate === undefined) {
    validate = ajv.getSchema(`${schema.$id}#/$defs/${kind}`) as ValidateFunction;
    validators.set(kind, validate);
  }
  return validate;
}

/** Reads the files of the knowledge below a folder, and collects their faults. */
export class Documents {
  readonly faults: KnowledgeFault[] = [];
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The names in a folder, sorted; none if there is no such folder. */
  names(path: string): readonly string[] {
    try {
      return readdirSync(join(this.folder, path)).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** The text of a file; null if there is none. */
  text(path: string): string | null {
    try {
      return readFileSync(join(this.folder, path), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** The valid content of a file; null if it does not exist, is empty, or has faults, which are collected. */
  read<T>(path: string, kind: DocumentKind): KnowledgeDocument<T> | null {
    const text = this.text(path);
    if (text === null) return null;
    let value: unknown;
    try {
      value = parseYaml(text);
    } catch {
      const lines = new LineCounter();
      const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false });
      for (const error of yaml.errors) {
        this.add(path, lines.linePos(error.pos[0]).line, `Not valid YAML: ${error.message}`);
      }
      return null;
    }
    if (value == null) return null;
    const validate = validatorOf(kind);
    if (!validate(value)) {
      for (const error of validate.errors ?? []) {
        if (error.keyword === 'if' || error.keyword === 'propertyNames' || error.keyword === 'oneOf')
          continue;
        this.fault(path, keysAt(error), adviceOn(error));
      }
      return null;
    }
    return { file: path, value: value as T };
  }

  /** Collects the fault of a value, which `keys` lead to. */
  fault(path: string, keys: readonly (string | number)[], message: string): void {
    this.add(path, this.lineOf(path, keys), message);
  }

  lineOf(path: string, keys: readonly (string | number)[]): number {
    const lines = new LineCounter();
    const { contents } = parseDocument(this.text(path) ?? '', { lineCounter: lines });
    return Math.max(1, lines.linePos(offsetOf(contents, keys, true)).line);
  }

  private add(file: string, line: number, message: string): void {
    this.faults.push({ file, line, message });
  }
}
