import { CliError } from '../base/errors.ts';
import { nearest, squash } from '../base/nearest.ts';
import { count } from '../base/output.ts';
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
  const targets = table.header.map((raw, index) => {
    const title = raw.replace(/\s+/g, ' ').trim();
    const target = known.get(squash(title));
    if (title === '') {
      // Spreadsheets leave empty columns behind; only one with something in it is a mistake.
      const used = table.rows.find((row) => (row.cells[index] ?? '') !== '');
      if (used !== undefined && !options.skipUnknown) {
        mistakes.push(`Column ${index + 1} has no name, but line ${used.line} has a value in it.`);
      }
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
    if (earlier !== undefined) mistakes.push(`"${title}" and "${earlier}" both map to ${target}.`);
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
    mistakes.push(`The column "${oneOf[0]}" is missing; alternatively, set --${oneOf[0]} NAME for all rows.`);
  }
  if (mistakes.length > 0) {
    throw new CliError(
      'header_mistakes',
      `The header of ${options.name} (line ${table.headerLine}) is invalid; nothing was sent.`,
      {
        lines: mistakes,
        hint: `Columns: ${columns.map((column) => (column.required ? `${column.name}*` : column.name)).join(', ')} (* required)${
          options.skipUnknown ? '' : '. --skip-unknown-columns ignores other columns.'
        }`,
      },
    );
  }
  return table.rows.map((row) => toRow(row, targets));
}

function toRow(row: CsvRow, targets: readonly (string | undefined)[]): ImportRow {
  const values: Record<string, string> = {};
  targets.forEach((target, index) => {
    const cell = row.cells[index];
    const text = target && cell ? onOneLine(target, cell) : '';
    if (target && text !== '') values[target] = text;
  });
  const surplus = row.cells.slice(targets.length).filter((cell) => cell !== '');
  if (surplus.length === 0) return { line: row.line, values };
  const detail = `has ${count(row.cells.length, 'field')}, but the header has ${targets.length}; a field that contains a separator must be in quotes`;
  return { line: row.line, values, fault: { field: '', detail } };
}

/**
 * Fields are one line long: the lines of a cell are joined, those of an address with commas. A password is left as it
 * is, and the service says what is wrong with it.
 */
function onOneLine(column: string, cell: string): string {
  if (column === 'password') return cell;
  const lines = cell
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length < 2) return cell.replaceAll('\n', ' ').trim();
  return lines
    .map((line) => (column === 'address' ? line.replace(/[,;]+$/, '') : line))
    .join(column === 'address' ? ', ' : ' ');
}
