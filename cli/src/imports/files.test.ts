import { describe, expect, it } from 'vitest';
import type { CliError } from '../base/errors.ts';
import { IMPORT_SHAPES } from './columns.ts';
import { parseCsv } from './csv.ts';
import { type ImportRow, matchHeader } from './header.ts';
import { decode } from './text.ts';

/* Files as spreadsheets and people make them: what is read, and on which line an editor shows it. */

async function read(bytes: Buffer | string): Promise<readonly ImportRow[]> {
  const table = await parseCsv(decode(Buffer.from(bytes), 'f.csv'), 'f.csv');
  return matchHeader(table, IMPORT_SHAPES.residents.columns, { name: 'f.csv', skipUnknown: false });
}

const ASHA = { name: 'Asha', phone: '+911' };
const DEV = { name: 'Dev', phone: '+912' };
const both = (first: number, second: number): ImportRow[] => [
  { line: first, values: ASHA },
  { line: second, values: DEV },
];
const TEXT = 'name,phone\nAsha,+911\nDev,+912\n';
const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

const accepted: readonly [string, Buffer | string, readonly ImportRow[]][] = [
  ['a sep= line', 'sep=;\nname;phone\nAsha;+911\nDev;+912\n', both(3, 4)],
  ['a sep= line with CRLF', 'sep=;\r\nname;phone\r\nAsha;+911\r\nDev;+912\r\n', both(3, 4)],
  ['a sep= line in quotes and capitals', '"SEP=,"\nname,phone\nAsha,+911\nDev,+912\n', both(3, 4)],
  ['a sep= line for tabs', 'sep=\t\nname\tphone\nAsha\t+911\nDev\t+912\n', both(3, 4)],
  ['a sep= line after a byte order mark', '\uFEFFsep=|\nname|phone\nAsha|+911\nDev|+912\n', both(3, 4)],
  [
    'a sep= line that overrules the look of the header',
    'sep=;\nname;"phone"\nAsha;+911\nDev;+912\n',
    both(3, 4),
  ],
  ['a blank line before the sep= line', '\nsep=;\nname;phone\nAsha;+911\nDev;+912\n', both(4, 5)],
  ['blank lines before the header', '\n\nname,phone\nAsha,+911\n\nDev,+912\n', both(4, 6)],
  ['rows of empty cells anywhere', ',\nname,phone\n,\nAsha,+911\n,,,\nDev,+912\n,\n', both(4, 6)],
  ['empty trailing columns', 'name,phone,,\nAsha,+911,,\nDev,+912,,\n', both(2, 3)],
  ['trailing columns in the rows only', 'name,phone\nAsha,+911,,,\nDev,+912,\n', both(2, 3)],
  ['trailing columns in the header only', 'name,phone,,,\nAsha,+911\nDev,+912\n', both(2, 3)],
  ['an empty column in between', 'name,,phone\nAsha,,+911\nDev,,+912\n', both(2, 3)],
  ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(TEXT)]), both(2, 3)],
  ['UTF-16 without a mark', utf16(TEXT), both(2, 3)],
  ['big-endian UTF-16 without a mark', utf16(TEXT, true), both(2, 3)],
  ['UTF-16 without a mark, header in quotes', utf16('"name","phone"\nAsha,+911\nDev,+912\n'), both(2, 3)],
  ['line ends of old Macs', 'name,phone\rAsha,+911\rDev,+912\r', both(2, 3)],
  ['no line end at the end', 'name,phone\nAsha,+911\nDev,+912', both(2, 3)],
  ['a header of two lines', '"Full\nname",phone\nAsha,+911\nDev,+912\n', both(3, 4)],
  ['a cell of blank lines', 'name,phone,unit\nAsha,+911,"\n\n"\nDev,+912,\n', both(2, 5)],
];

describe('a file with', () => {
  it.each(accepted)('%s is read', async (_what, bytes, rows) => {
    expect(await read(bytes)).toEqual(rows);
  });

  const cells: readonly [string, Record<string, string>][] = [
    ['"Asha\nRao",+911,,', { name: 'Asha Rao', phone: '+911' }],
    ['"Asha \r\n Rao\r\n",+911,,', { name: 'Asha Rao', phone: '+911' }],
    ['Asha,"+911\n",,', ASHA],
    [
      'Asha,+911,"\nB-4","12 Lane,\nPune\n411001"',
      { ...ASHA, unit: 'B-4', address: '12 Lane, Pune, 411001' },
    ],
  ];
  it.each(cells)('line breaks in the cells of %j has them joined', async (row, values) => {
    const lines = row.split(/\r\n|\n/).length;
    const rows = await read(`name,phone,unit,address\n${row}\nDev,+912,,\n`);
    expect(rows).toEqual([
      { line: 2, values },
      { line: 2 + lines, values: DEV },
    ]);
  });

  const refused: readonly [string, Buffer | string, string | RegExp][] = [
    [
      'a column without a name',
      'name,phone,\nAsha,+911,\nDev,+912,note\n',
      'Column 3 has no name, but line 3 has a value in it.',
    ],
    ['a multi-line cell before it', 'name,phone,\n"A\nB",+911,\nDev,+912,note\n', /^Column 3 .* line 4 /],
    [
      'an unknown column below blank lines',
      '\n\nnmae,phone\n',
      /^The header of f\.csv \(line 3\) is invalid/,
    ],
    ['an unknown column below a sep= line', 'sep=;\nnmae;phone\n', /^The header of f\.csv \(line 2\)/],
    [
      'a quote that never ends',
      'name,phone\nAsha,+911\n"Dev,+912\nEve,+913\n',
      /^f\.csv is not readable as CSV, line 3/,
    ],
    ['a quote that never ends, below a cell of lines', 'name,phone\n"A\nB",+911\n"Dev,+912\n', /CSV, line 4/],
    [
      'a quote inside a field',
      'name,phone\nAsha,+911\nDev "D",+912\n',
      /^f\.csv is not readable as CSV, line 3/,
    ],
    ['text after a quote', 'sep=;\nname;phone\n"Asha" Rao;+911\n', /^f\.csv is not readable as CSV, line 3/],
    [
      'a sep= line without a separator',
      'sep=\nname;phone\n',
      /^f\.csv has a "sep=" line without a separator/,
    ],
    [
      'bytes that are not UTF-8, with line ends of old Macs',
      Buffer.from('name\rOk\rJos\xe9\r', 'latin1'),
      /line 3/,
    ],
    ['bytes that are not UTF-8, with CRLF', Buffer.from('name\r\nOk\r\nJos\xe9\r\n', 'latin1'), /line 3/],
    [
      'UTF-16 that is cut off',
      utf16(TEXT).subarray(0, -1),
      /^f\.csv looks like UTF-16 but is damaged: see line /,
    ],
    ['nothing but separators', ',,\n,,\n', 'f.csv is empty: the first line must name the columns.'],
  ];
  it.each(refused)('%s is refused with its line', async (_what, bytes, message) => {
    const error = await read(bytes).then(
      () => undefined,
      (thrown: CliError) => thrown,
    );
    const told = [error?.message ?? 'accepted', ...(error?.lines ?? [])];
    const fits = (line: string) => (typeof message === 'string' ? line === message : message.test(line));
    expect(told.filter(fits), told.join('\n')).toHaveLength(1);
  });

  it('too many fields in a row names the line on which the row begins', async () => {
    const rows = await read('name,phone\n"A\nB",+911\nRao, Dev,+912\n');
    expect(rows[1]).toMatchObject({ line: 4, fault: { detail: expect.stringContaining('has 3 fields') } });
  });
});
