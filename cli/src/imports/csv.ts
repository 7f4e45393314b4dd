import { readFile } from 'node:fs/promises';
import { CliError } from '../base/errors.ts';

/** One data row as it stands in the file; `line` is the line it starts on, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly delimiter: string;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Reads a file, or stdin for `-`. */
export async function readInput(path: string): Promise<Buffer> {
  if (path === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
    throw new CliError('file_unreadable', `Cannot read ${path}: ${why}.`);
  }
}

/**
 * Turns bytes into text: UTF-8 with or without a byte order mark, UTF-16 by its mark, or the named encoding.
 * Anything else is refused with the line that shows it, rather than imported as garbled names.
 */
export function decode(bytes: Buffer, name: string, encoding?: string): string {
  if (encoding) {
    try {
      return new TextDecoder(encoding).decode(bytes);
    } catch {
      throw new CliError('unknown_encoding', `"${encoding}" is not an encoding this computer knows.`, {
        hint: 'Common ones: utf-8, windows-1252, utf-16le.',
      });
    }
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    throw new CliError('not_csv', `${name} is a spreadsheet or zip file, not CSV.`, {
      hint: 'In the spreadsheet program choose Save as > CSV UTF-8, and import that file.',
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CliError(
      'not_utf8',
      `${name} is not UTF-8: line ${firstBadLine(bytes)} has bytes that are not.`,
      {
        hint: 'Save it as "CSV UTF-8", or name its encoding, for example --encoding windows-1252.',
      },
    );
  }
}

function firstBadLine(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  const strict = new TextDecoder('utf-8', { fatal: true });
  while (start < bytes.length) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end === -1 ? bytes.length : end + 1;
    try {
      strict.decode(bytes.subarray(start, stop));
    } catch {
      return line;
    }
    start = stop;
    line += 1;
  }
  return line;
}

/** The separator of a file: the candidate that splits its first line most often, outside quotes. */
export function detectDelimiter(text: string): string {
  const firstLine = text.slice(0, text.search(/\r|\n|$/)).replace(/"[^"]*"/g, '');
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

/** Parses a whole CSV text: any line ending, quoted fields with separators and line breaks, blank lines skipped. */
export async function parseCsv(text: string, name: string): Promise<CsvTable> {
  const { parse } = await import('csv-parse/sync');
  // One line ending throughout: a file put together from two has both, and csv-parse goes by the first it sees.
  const content = (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).replaceAll(/\r\n?/g, '\n');
  const delimiter = detectDelimiter(content);
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(content, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    const { lines, message } = error as Error & { lines?: number };
    const where = lines === undefined ? '' : `, near line ${lines}`;
    throw new CliError('malformed_csv', `${name} is not readable as CSV${where}.`, {
      lines: [message],
      hint: 'A field with quotes in it must double them: "the ""old"" wing".',
    });
  }
  const [first, ...rest] = records;
  if (!first) throw new CliError('empty_file', `${name} is empty: the first line must name the columns.`);
  let previousEnd = first.info.lines;
  const rows: CsvRow[] = [];
  for (const { record, info } of rest) {
    // csv-parse tells the line a record ends on; line breaks inside its quoted fields say where it began.
    const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    const line = Math.max(previousEnd + 1, info.lines - breaks);
    previousEnd = info.lines;
    if (record.some((cell) => cell !== '')) rows.push({ line, cells: record });
  }
  return { header: first.record, rows, delimiter };
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
