import { CliError } from '../base/errors.ts';
import type { ImportColumn } from './columns.ts';
import type { CsvRow, CsvTable } from './csv.ts';

/** A row ready to send, or the reason it never will be. */
export interface ImportRow {
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
  readonly fault?: { readonly field: string; readonly detail: string };
}

/** `Date of birth`, `date_of_birth` and `dateOfBirth` are the same column. */
function squash(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The candidate that is likely meant by a misspelt name, if any is near enough. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const wanted = squash(name);
  const ranked = candidates
    .map((candidate) => ({ candidate, far: distance(wanted, squash(candidate)) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best && best.far <= Math.max(2, Math.floor(wanted.length / 3)) ? best.candidate : undefined;
}

export interface HeaderOptions {
  readonly name: string;
  readonly skipUnknown: boolean;
  /** Values for every row, given as flags; a column of the file wins where it is filled in. */
  readonly defaults?: Readonly<Record<string, string>>;
}

/**
 * Matches the file's header with the columns of its kind, and explains ALL that is wrong with it before anything is
 * sent: unknown columns (with the likely meaning), repeated ones, required ones that are missing.
 */
export function matchHeader(
  table: CsvTable,
  columns: readonly ImportColumn[],
  options: HeaderOptions,
): ImportRow[] {
  const known = new Map<string, string>();
  for (const column of columns) {
    for (const name of [column.name, ...(column.aliases ?? [])]) known.set(squash(name), column.name);
  }
  const mistakes: string[] = [];
  const seen = new Map<string, string>();
  const targets = table.header.map((raw) => {
    const title = raw.trim();
    const target = known.get(squash(title));
    if (title === '') {
      if (!options.skipUnknown) mistakes.push('A column has no name.');
      return undefined;
    }
    if (!target) {
      const meant = nearest(
        title,
        columns.map((column) => column.name),
      );
      if (!options.skipUnknown)
        mistakes.push(`"${title}" is not a column${meant ? `; did you mean "${meant}"?` : '.'}`);
      return undefined;
    }
    const earlier = seen.get(target);
    if (earlier !== undefined) mistakes.push(`"${title}" and "${earlier}" both stand for ${target}.`);
    seen.set(target, title);
    return target;
  });
  const defaults = options.defaults ?? {};
  for (const column of columns) {
    const given = [column.name, ...(column.instead ?? [])];
    if (column.required && !given.some((name) => seen.has(name) || name in defaults)) {
      mistakes.push(`The column "${column.name}" is missing: ${column.about}.`);
    }
  }
  if (mistakes.length > 0) {
    throw new CliError('header_mistakes', `The header of ${options.name} is not right; nothing was sent.`, {
      lines: mistakes,
      hint: `Columns: ${columns.map((column) => (column.required ? `${column.name}*` : column.name)).join(', ')} (* required)${
        options.skipUnknown ? '' : '. --skip-unknown-columns leaves further columns out.'
      }`,
    });
  }
  return table.rows.map((row) => toRow(row, targets, defaults));
}

function toRow(
  row: CsvRow,
  targets: readonly (string | undefined)[],
  defaults: Readonly<Record<string, string>>,
): ImportRow {
  const values: Record<string, string> = { ...defaults };
  targets.forEach((target, index) => {
    const cell = row.cells[index];
    if (target && cell) values[target] = cell;
  });
  const surplus = row.cells.slice(targets.length).filter((cell) => cell !== '');
  if (surplus.length === 0) return { line: row.line, values };
  const detail = `has ${row.cells.length} fields where the header has ${targets.length}; a field with a separator in it must be in quotes`;
  return { line: row.line, values, fault: { field: '', detail } };
}
