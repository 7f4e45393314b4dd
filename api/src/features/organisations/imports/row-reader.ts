import { normaliseEmail } from '../../../kernel/values/email.ts';
import { normalisePhone } from '../../../kernel/values/phone.ts';
import { type Normalised, normaliseLine, normaliseName } from '../../../kernel/values/text.ts';

/** A row of a CSV file: column names and text. */
export type ImportRow = Readonly<Record<string, string>>;

/** What is wrong with a row; `field` is null when it is the row as a defaults. */
export interface RowFault {
  readonly field: string | null;
  readonly detail: string;
  /** Set where the caller's program can decide what to do. */
  readonly code?: 'name_differs';
}

const YES = new Set(['yes', 'y', 'true', '1']);
const NO = new Set(['no', 'n', 'false', '0']);
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/**
 * Reads the cells of one row and collects all faults, so that a file can be corrected in one go. Every reader returns
 * undefined for an empty cell, which leaves the field as it is.
 */
export class RowReader {
  readonly faults: RowFault[] = [];
  readonly #row: ImportRow;

  /** @param columns the only known columns; any other is most likely a typing mistake. */
  constructor(row: ImportRow, columns: readonly string[]) {
    this.#row = row;
    for (const column of Object.keys(row)) {
      if (columns.includes(column)) continue;
      this.fault(column, `is not a column; the columns are ${columns.join(', ')}`);
    }
  }

  fault(field: string | null, detail: string): undefined {
    this.faults.push({ field, detail });
    return undefined;
  }

  text(field: string, max: number): string | undefined {
    return this.#read(field, max, normaliseLine);
  }

  /** Uses the normalisers that the contract's `x-normalise` names, so that cells are read like fields of requests. */
  #read(field: string, max: number, normalise: (text: string) => Normalised): string | undefined {
    const cell = this.#row[field] ?? '';
    if (cell.trim() === '') return undefined;
    const result = normalise(cell);
    if ('fault' in result) return this.fault(field, result.fault);
    if (result.value === '') return undefined;
    if (result.value.length > max) return this.fault(field, `must be at most ${max} characters long`);
    return result.value;
  }

  /** The name of a person or place, required in every row. */
  name(field: string, max: number): string {
    const before = this.faults.length;
    const value = this.#read(field, max, normaliseName);
    if (value === undefined && this.faults.length === before) this.fault(field, 'must not be empty');
    return value ?? '';
  }

  yesNo(field: string): boolean | undefined {
    const value = this.text(field, 10)?.toLowerCase();
    if (value === undefined) return undefined;
    if (YES.has(value)) return true;
    return NO.has(value) ? false : this.fault(field, 'must be yes or no');
  }

  oneOf<const T extends string>(field: string, choices: readonly T[]): T | undefined {
    const value = this.text(field, 100)?.toLowerCase().replaceAll(/[ -]/g, '_');
    if (value === undefined) return undefined;
    return (
      choices.find((choice) => choice === value) ?? this.fault(field, `must be one of ${choices.join(', ')}`)
    );
  }

  email(field: string): string | undefined {
    return this.#read(field, 254, normaliseEmail);
  }

  date(field: string): string | undefined {
    const value = this.text(field, 30);
    if (value === undefined) return undefined;
    const real = DATE.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value);
    if (!real) return this.fault(field, 'must be a date in the form YYYY-MM-DD');
    return value;
  }

  language(field: string): string | undefined {
    const value = this.text(field, 35);
    if (value === undefined || LANGUAGE.test(value)) return value;
    return this.fault(field, 'must be a language tag such as en or hi');
  }

  phone(field: string, country: string): string | undefined {
    return this.#read(field, 16, (text) => normalisePhone(text, country));
  }

  /** The columns `latitude` and `longitude`: both or neither. */
  point(): { readonly latitude: number; readonly longitude: number } | undefined {
    const latitude = this.#degrees('latitude', 90);
    const longitude = this.#degrees('longitude', 180);
    if (latitude === undefined && longitude === undefined) return undefined;
    if (latitude === undefined) return this.fault('latitude', 'is required together with longitude');
    if (longitude === undefined) return this.fault('longitude', 'is required together with latitude');
    return { latitude, longitude };
  }

  #degrees(field: string, max: number): number | undefined {
    const value = this.text(field, 40);
    if (value === undefined) return undefined;
    const degrees = Number(value);
    if (Number.isFinite(degrees) && Math.abs(degrees) <= max) return degrees;
    return this.fault(field, `must be degrees from -${max} to ${max}, such as 18.5204`);
  }
}

/** The values without those of empty cells. */
export function withoutEmpty<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
