import { styleText } from 'node:util';
import { printableLine } from './printable.ts';

/** One column of a table. The narrowest terminals lose the columns with the highest `drop` first. */
export interface Column<Row> {
  readonly header: string;
  readonly value: (row: Row) => unknown;
  /** Absent: always shown. */
  readonly drop?: number;
  /** May be cut to this width, in characters; others keep their full text. */
  readonly flexible?: number;
}

const GAP = 2;
const ASCII = /^[\x20-\x7e]*$/;
/** What terminals draw over two cells. */
const WIDE =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;
/** Made when first needed: it loads locale data. */
let segmenter: Intl.Segmenter | undefined;

function segments(text: string): Iterable<{ readonly segment: string }> {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}

/** Columns on screen, or null where output goes to a file or another program and nothing should be cut. */
export function screenWidth(): number | null {
  return process.stdout.isTTY ? Math.max(process.stdout.columns ?? 80, 60) : null;
}

/** A value as text, safe to print: names come from people, and must not be able to move the cursor. */
export function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map(plain).join(', ');
  return printableLine(String(value));
}

export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segments(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** Lays rows out in aligned columns without borders, within `width` characters where given. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number | null = screenWidth(),
): string {
  const all = columns.map((column) => {
    const cells = rows.map((row) => plain(column.value(row)));
    const widest = cells.reduce((most, cell) => Math.max(most, textWidth(cell)), textWidth(column.header));
    return { column, cells, width: widest };
  });
  const shown = width === null ? all : fitted(all, width);
  const line = (cells: readonly string[]) => cells.join(' '.repeat(GAP)).trimEnd();
  const head = dim(line(shown.map((entry) => padded(entry.column.header.toUpperCase(), entry.width))));
  const body = rows.map((_, index) =>
    line(shown.map((entry) => padded(entry.cells[index] ?? '', entry.width))),
  );
  return [head, ...body].join('\n');
}

interface Laid<Row> {
  readonly column: Column<Row>;
  readonly cells: readonly string[];
  width: number;
}

/**
 * Leaves out what says nothing, cuts what may be cut, the widest first, and leaves further columns out where that is not
 * enough.
 */
function fitted<Row>(all: readonly Laid<Row>[], width: number): readonly Laid<Row>[] {
  let shown = all;
  const over = () => shown.reduce((sum, entry) => sum + entry.width + GAP, -GAP) - width;
  const says = ({ column, cells }: Laid<Row>) =>
    column.drop === undefined || cells.some((cell) => cell !== '-');
  if (over() > 0) shown = shown.filter(says);
  const spare = ({ column, width: present }: Laid<Row>) =>
    Math.max(0, present - (column.flexible ?? present));
  while (over() > shown.reduce((sum, entry) => sum + spare(entry), 0)) {
    const droppable = shown.filter((entry) => entry.column.drop !== undefined);
    const [last] = droppable.sort((a, b) => (b.column.drop ?? 0) - (a.column.drop ?? 0));
    if (!last) break;
    shown = shown.filter((entry) => entry !== last);
  }
  for (let left = over(); left > 0; left -= 1) {
    const [widest] = shown.filter((entry) => spare(entry) > 0).sort((a, b) => b.width - a.width);
    if (!widest) break;
    widest.width -= 1;
  }
  return shown;
}

/** Exactly `width` wide: filled up with blanks, or cut with an ellipsis. */
function padded(text: string, width: number): string {
  const present = textWidth(text);
  if (present <= width) return text + ' '.repeat(width - present);
  let cut = '';
  for (const { segment } of segments(text)) {
    if (textWidth(cut + segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…${' '.repeat(width - 1 - textWidth(cut))}`;
}

/** Prose in lines of at most `width`, broken between words; one line where output is no terminal. */
export function wrapped(text: string, width: number | null = screenWidth()): string {
  if (width === null) return text;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && textWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}

/** One thing, a field a line. */
export function details(fields: readonly (readonly [name: string, value: unknown])[]): string {
  const width = Math.max(...fields.map(([name]) => name.length));
  return fields.map(([name, value]) => `${dim(name.padEnd(width))}  ${plain(value)}`).join('\n');
}

type Style = Parameters<typeof styleText>[0];

/** Styles text only on a terminal that wants it (NO_COLOR is respected). */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, text, { stream });
}

export const bold = (text: string) => paint('bold', text);
export const dim = (text: string) => paint('dim', text);

// Dates and numbers are written by hand: loading the locale data for them takes 40 ms, a third of a command's time.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number: number) => String(number).padStart(2, '0');

/** `22 Nov 17:03` in the reader's time zone; with the year when it is another. */
export function shortTime(iso: string | null | undefined, now: Date = new Date()): string {
  if (!iso) return '-';
  const time = new Date(iso);
  const year = time.getFullYear() === now.getFullYear() ? '' : ` ${time.getFullYear()}`;
  const day = `${two(time.getDate())} ${MONTHS[time.getMonth()]}${year}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** The offset of this computer's time zone, which times are shown in: `UTC+05:30`. */
export function zone(now: Date = new Date()): string {
  const minutes = -now.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
}

/** A span as a dispatcher reads it, rounded down: `45 s`, `12 min`, `3 h 05 min`, `4 d`. */
export function span(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.trunc(minutes / 60);
  return hours < 48 ? `${hours} h ${two(minutes % 60)} min` : `${Math.trunc(hours / 24)} d`;
}

/** Minutes and seconds since something began: `1:05`. */
export function clockOf(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

/** `17:03:21` in the reader's time zone. */
export function clockTime(time: Date): string {
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** `10,000`. */
export function thousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 row`, `2 rows`, `10,000 rows`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${thousands(number)} ${number === 1 ? one : many}`;
}
