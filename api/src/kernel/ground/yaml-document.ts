import type { ValidateFunction } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { adviceOn, keysAt } from './schema-words.ts';
import { offsetOf } from './yaml-places.ts';

/** A fault in a file that people write, and what to do. Lines and columns count from 1. */
export interface FileFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

type Keys = readonly (string | number)[];

/** Keywords whose errors only say that those of a part follow. */
const SUMMARIES = ['if', 'oneOf', 'anyOf', 'propertyNames'];

/** The text of a YAML file with what is wrong with it, by line. */
export class YamlDocument {
  readonly faults: FileFault[] = [];
  readonly value: unknown = null;
  readonly file: string;
  readonly #lines = new LineCounter();
  readonly #contents: ReturnType<typeof parseDocument>['contents'];

  /** @param validate a compiled schema: where the text does not match it, `value` is null. */
  constructor(text: string, file: string, validate: ValidateFunction) {
    this.file = file;
    const yaml = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: true });
    this.#contents = yaml.contents;
    for (const error of yaml.errors) this.#add(error.pos[0], `Not valid YAML: ${error.message}`);
    if (yaml.errors.length > 0) return;
    let value: unknown;
    try {
      value = yaml.toJS();
    } catch (error) {
      this.#add(0, `Not valid YAML: ${(error as Error).message}`);
      return;
    }
    if (validate(value)) {
      this.value = value;
      return;
    }
    for (const error of validate.errors ?? []) {
      if (SUMMARIES.includes(error.keyword) && error.params.passingSchemas == null) continue;
      this.fault(keysAt(error), adviceOn(error));
    }
    if (this.faults.length === 0) this.fault([], 'Its shape is not that of the schema');
  }

  /** Notes a fault of the value to which the keys lead. */
  fault(keys: Keys, message: string): void {
    this.#add(offsetOf(this.#contents as never, keys, true), message);
  }

  sorted(): readonly FileFault[] {
    return this.faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }

  #add(offset: number, message: string): void {
    const { line, col } = this.#lines.linePos(offset);
    this.faults.push({ file: this.file, line: Math.max(line, 1), column: Math.max(col, 1), message });
  }
}
