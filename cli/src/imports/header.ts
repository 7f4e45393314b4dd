import { CliError } from '../base/errors.ts';
import { nearest, squash } from '../base/nearest.ts';
import type { ImportColumn } from './columns.ts';
import type { CsvRow, CsvTable } from './csv.ts';

/** A row ready to send, or the reason it never will be. */
export interface ImportRow {
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
  readonly fault?: { readonly field: string; readonly detail: string };
}

export interface HeaderOptions {
  readonly name: string;
  readonly skipUnknown: boolean;
  /** At least one of these columns must be there. */
  readonly oneOf?: readonly string[];
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
  for (const column of columns) {
    if (column.required && !seen.has(column.name)) {
      mistakes.push(`The column "${column.name}" is missing: ${column.about}.`);
    }
  }
  const { oneOf } = options;
  if (oneOf && !oneOf.some((name) => seen.has(name))) {
    mistakes.push(`The column "${oneOf[0]}" is missing; --${oneOf[0]} NAME can stand for all rows.`);
  }
  if (mistakes.length > 0) {
    throw new CliError('header_mistakes', `The header of ${options.name} is not right; nothing was sent.`, {
      lines: mistakes,
      hint: `Columns: ${columns.map((column) => (column.required ? `${column.name}*` : column.name)).join(', ')} (* required)${
        options.skipUnknown ? '' : '. --skip-unknown-columns leaves further columns out.'
      }`,
    });
  }
  return table.rows.map((row) => toRow(row, targets));
}

function toRow(row: CsvRow, targets: readonly (string | undefined)[]): ImportRow {
  const values: Record<string, string> = {};
  targets.forEach((target, index) => {
    const cell = row.cells[index];
    if (target && cell) values[target] = cell;
  });
  const surplus = row.cells.slice(targets.length).filter((cell) => cell !== '');
  if (surplus.length === 0) return { line: row.line, values };
  const detail = `has ${row.cells.length} fields where the header has ${targets.length}; a field with a separator in it must be in quotes`;
  return { line: row.line, values, fault: { field: '', detail } };
}
