import { CliError } from '../base/errors.ts';

/** One data row as it stands in the file; `line` is the line it starts on, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly header: readonly string[];
  /** The line that the header begins on. */
  readonly headerLine: number;
  readonly rows: readonly CsvRow[];
  readonly delimiter: string;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Excel's own first line, such as `sep=;`: it names the separator and is no row. */
const SEPARATOR_LINE = /^(?:[ \t]*\n)*"?sep=([^\n"]?)"?[ \t]*(?:\n|$)/i;

/** The separator of a file: the candidate that splits its first line with text most often, outside quotes. */
export function detectDelimiter(text: string): string {
  const firstLine = (/^.*\S.*$/m.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  let best: string = ',';
  let most = 0;
  for (const candidate of DELIMITERS) {
    const found = firstLine.split(candidate).length - 1;
    if (found > most) {
      best = candidate;
      most = found;
    }
  }
  return best;
}

/**
 * Parses a whole CSV text: any line ending, quoted fields with separators and line breaks, a `sep=;` line, blank lines
 * skipped. Lines are counted as an editor shows them.
 */
export async function parseCsv(text: string, name: string): Promise<CsvTable> {
  // One line ending throughout: a file put together from two has both, and csv-parse goes by the first it sees.
  const unified = (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).replaceAll(/\r\n?/g, '\n');
  const { content, delimiter } = separatorOf(unified, name);
  const records = await recordsOf(content, delimiter, name);
  const filled = records.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [header, ...rows] = filled;
  if (header === undefined) {
    throw new CliError('empty_file', `${name} is empty: the first line must name the columns.`);
  }
  return { header: header.cells, headerLine: header.line, rows, delimiter };
}

/** The separator, and the text in which a line that names it is left blank: so the lines keep their numbers. */
function separatorOf(text: string, name: string): { content: string; delimiter: string } {
  const named = SEPARATOR_LINE.exec(text);
  if (named === null) return { content: text, delimiter: detectDelimiter(text) };
  const [line, delimiter = ''] = named;
  if (delimiter === '' || /[\w"]/.test(delimiter)) {
    throw new CliError('malformed_csv', `${name} has a "sep=" line without a separator.`, {
      lines: [`line ${line.trimEnd().split('\n').length}: ${line.trim()}`],
      hint: 'Write the separator after it, such as sep=; or remove the line.',
    });
  }
  return { content: line.replaceAll(/[^\n]/g, '') + text.slice(line.length), delimiter };
}

async function recordsOf(content: string, delimiter: string, name: string): Promise<CsvRow[]> {
  const { parse } = await import('csv-parse/sync');
  let parsed: { record: string[]; info: { lines: number } }[];
  try {
    parsed = parse(content, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof parsed;
  } catch (error) {
    throw malformed(error as ParseError, name, content);
  }
  let previousEnd = 0;
  return parsed.map(({ record, info }) => {
    // csv-parse gives the line a record ends on; line breaks inside its quoted fields say where it began.
    const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    const line = Math.max(previousEnd + 1, info.lines - breaks);
    previousEnd = info.lines;
    return { line, cells: record };
  });
}

/** Says on which line the trouble begins, in words of the file rather than of the parser. */
function malformed(error: ParseError, name: string, content: string): CliError {
  const open = error.code === 'CSV_QUOTE_NOT_CLOSED';
  const line = open ? openQuoteLine(content) : error.lines;
  const at = line === undefined ? '' : `, line ${line}`;
  const why = open ? 'A field there has an opening quote but no closing quote.' : error.message;
  return new CliError('malformed_csv', `${name} is not readable as CSV${at}.`, {
    lines: [why],
    hint: 'Quotes inside a field must be doubled: "the ""old"" wing".',
  });
}

interface ParseError extends Error {
  readonly code?: string;
  readonly lines?: number;
}

/** The parser reads an open quote to the end of the file and names that line: the last quote that opens is on this one. */
function openQuoteLine(content: string): number {
  let opened = 0;
  let inside = false;
  for (let at = content.indexOf('"'); at !== -1; at = content.indexOf('"', at + 1)) {
    inside = !inside;
    // The second of a doubled quote opens nothing.
    if (inside && content[at - 1] !== '"') opened = at;
  }
  return content.slice(0, opened).split('\n').length;
}

/** One CSV line; cells that a spreadsheet would run as a formula are defused with an apostrophe. */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells
    .map((cell) => {
      const raw = cell === null || cell === undefined ? '' : String(cell);
      const text = /^[=@\t\r]|^[+-](?![\d .]*$)/.test(raw) ? `'${raw}` : raw;
      return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',')}\r\n`;
}
