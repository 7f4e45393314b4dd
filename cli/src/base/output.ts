import { styleText } from 'node:util';

/** One column of a table. The narrowest terminals lose the columns with the highest `drop` first. */
export interface Column<Row> {
  readonly header: string;
  readonly value: (row: Row) => unknown;
  /** Absent: always shown. */
  readonly drop?: number;
  /** May be cut to fit; others keep their full text. */
  readonly flexible?: boolean;
}

const GAP = 2;
const segmenter = new Intl.Segmenter();

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
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point.
  return String(value).replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

export function textWidth(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width +=
      /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u.test(
        segment,
      )
        ? 2
        : 1;
  }
  return width;
}

/** Lays rows out in aligned columns without borders, within `width` characters where given. */
export async function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number | null = screenWidth(),
): Promise<string> {
  const { default: Table } = await import('cli-table3');
  let shown = columns.map((column) => {
    const cells = rows.map((row) => plain(column.value(row)));
    return { column, cells, width: Math.max(textWidth(column.header), ...cells.map(textWidth)) };
  });
  const total = () => shown.reduce((sum, entry) => sum + entry.width + GAP, -GAP);
  while (width !== null && total() > width) {
    const flexible = shown.filter((entry) => entry.column.flexible).sort((a, b) => b.width - a.width)[0];
    const room = flexible ? Math.max(12, flexible.width - (total() - width)) : 0;
    if (flexible && total() - flexible.width + room <= width) flexible.width = room;
    else {
      const last = shown.reduce((worst, entry) =>
        (entry.column.drop ?? 0) > (worst.column.drop ?? 0) ? entry : worst,
      );
      if (last.column.drop === undefined) break;
      shown = shown.filter((entry) => entry !== last);
    }
  }
  const none = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: ' '.repeat(GAP),
  };
  const grid = new Table({
    chars: none,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colWidths: shown.map((entry) => entry.width),
  });
  grid.push(shown.map((entry) => dim(entry.column.header.toUpperCase())));
  rows.forEach((_, index) => {
    grid.push(shown.map((entry) => entry.cells[index] ?? ''));
  });
  return grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
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

/** `22 Nov 17:03` in the reader's time zone; with the year when it is another. */
export function shortTime(iso: string | null | undefined, now = new Date()): string {
  if (!iso) return '-';
  const time = new Date(iso);
  const year = time.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return time
    .toLocaleString('en-GB', { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', ...year })
    .replace(',', '');
}

/** `1 row`, `2 rows`, `10,000 rows`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
