import { normalisePhone } from '../phone.ts';

/** A row as it came: column names and text, as in a CSV file. */
export type ImportRow = Readonly<Record<string, string>>;

/** What is wrong with a row; `field` is null when it is the row as a whole. */
export interface RowFault {
  readonly field: string | null;
  readonly detail: string;
}

const YES = new Set(['yes', 'y', 'true', '1']);
const NO = new Set(['no', 'n', 'false', '0']);
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get in.
const CONTROL = /[\u0000-\u001F\u007F]/;

/**
 * Reads the cells of one row and gathers everything that is wrong, so that a person mends a file in one go. Every
 * reader gives undefined for an empty cell, which means: leave it as it is.
 */
export class RowReader {
  readonly faults: RowFault[] = [];
  readonly #row: ImportRow;

  /** @param columns the only columns that are known: another one is most likely a typing mistake. */
  constructor(row: ImportRow, columns: readonly string[]) {
    this.#row = row;
    for (const column of Object.keys(row)) {
      if (columns.includes(column)) continue;
      this.fault(column, `is not a column here; the columns are ${columns.join(', ')}`);
    }
  }

  fault(field: string | null, detail: string): undefined {
    this.faults.push({ field, detail });
    return undefined;
  }

  text(field: string, max: number): string | undefined {
    const value = this.#row[field]?.trim();
    if (value === undefined || value === '') return undefined;
    if (value.length > max) return this.fault(field, `must be at most ${max} characters long`);
    if (CONTROL.test(value)) return this.fault(field, 'must not hold line breaks or control characters');
    return value;
  }

  required(field: string, max: number): string {
    const before = this.faults.length;
    const value = this.text(field, max);
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
    const value = this.text(field, 254)?.toLowerCase();
    if (value === undefined || EMAIL.test(value)) return value;
    return this.fault(field, 'must be an email address like name@example.org');
  }

  date(field: string): string | undefined {
    const value = this.text(field, 30);
    if (value === undefined) return undefined;
    const real = DATE.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value);
    if (!real) return this.fault(field, 'must be a date written as YYYY-MM-DD');
    return value;
  }

  language(field: string): string | undefined {
    const value = this.text(field, 35);
    if (value === undefined || LANGUAGE.test(value)) return value;
    return this.fault(field, 'must be a language tag like en or hi');
  }

  async phone(field: string, country: string): Promise<string | undefined> {
    const value = this.text(field, 40);
    if (value === undefined) return undefined;
    const phone = await normalisePhone(value, country);
    return (
      phone ?? this.fault(field, 'must be a phone number, best with its country code like +919800000004')
    );
  }

  /** The columns `latitude` and `longitude`: both or neither. */
  point(): { readonly latitude: number; readonly longitude: number } | undefined {
    const latitude = this.#degrees('latitude', 90);
    const longitude = this.#degrees('longitude', 180);
    if (latitude === undefined && longitude === undefined) return undefined;
    if (latitude === undefined) return this.fault('latitude', 'is needed together with longitude');
    if (longitude === undefined) return this.fault('longitude', 'is needed together with latitude');
    return { latitude, longitude };
  }

  #degrees(field: string, most: number): number | undefined {
    const value = this.text(field, 40);
    if (value === undefined) return undefined;
    const degrees = Number(value);
    if (Number.isFinite(degrees) && Math.abs(degrees) <= most) return degrees;
    return this.fault(field, `must be degrees from -${most} to ${most}, like 18.5204`);
  }
}
