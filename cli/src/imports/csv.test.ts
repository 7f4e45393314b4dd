import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalisePhone } from '../../../api/src/kernel/values/phone.ts';
import { NO_NUMBERS, NUMBERS } from '../../../api/test/support/worlds/written-phones.ts';
import { IMPORT_SHAPES } from './columns.ts';
import { csvLine, detectDelimiter, parseCsv } from './csv.ts';
import { matchHeader } from './header.ts';
import { decode } from './text.ts';

const rows = async (text: string) => (await parseCsv(text, 'file.csv')).rows.map((row) => row.cells);

describe('reading bytes', () => {
  it('takes UTF-8 with and without a byte order mark, and UTF-16 by its mark', async () => {
    const text = 'name\nअरुण राव\n';
    expect(decode(Buffer.from(text), 'f')).toBe(text);
    const marked = decode(Buffer.from(`\uFEFF${text}`), 'f');
    expect((await parseCsv(marked, 'f')).header).toEqual(['name']);
    expect(decode(Buffer.from(`\uFEFF${text}`, 'utf16le'), 'f')).toBe(text);
  });

  it('names the first line that is not UTF-8, and reads the file with its encoding', () => {
    const latin = Buffer.from('name\nOk\nJos\xe9\n', 'latin1');
    expect(() => decode(latin, 'f.csv')).toThrow('f.csv is not UTF-8: line 3');
    expect(decode(latin, 'f.csv', 'windows-1252')).toBe('name\nOk\nJosé\n');
    expect(() => decode(latin, 'f.csv', 'klingon')).toThrow('"klingon" is not a known encoding');
  });

  it('recognises a spreadsheet', () => {
    expect(() => decode(Buffer.from('PK\x03\x04…', 'latin1'), 'f.xlsx')).toThrow('is a spreadsheet');
  });
});

describe('a phone in a file', () => {
  it('reaches the service as it is written, however that is', async () => {
    const written = [...NUMBERS, ...NO_NUMBERS].map(([phone]) => phone);
    const text = `name,phone\n${written.map((phone) => `Asha,"${phone.replaceAll('"', '""')}"`).join('\n')}\n`;
    const { columns } = IMPORT_SHAPES.residents;
    const table = await parseCsv(text, 'file.csv');
    const sent = matchHeader(table, columns, { name: 'file.csv', skipUnknown: false });
    expect(sent.map(({ values }) => readBy(values.phone))).toEqual(written.map(readBy));
  });
});

/** What the service makes of it. */
const readBy = (phone = '') => normalisePhone(phone, 'IN');

/** A cell as a spreadsheet writes it, line breaks in it too. */
const cell = fc
  .string({ unit: fc.constantFrom('a', 'अ', '"', ',', ';', ' ', '\r\n', '\n'), maxLength: 6 })
  .map((text) => `x${text}x`);
const ending = fc.constantFrom('\n', '\r\n', '\r');

describe('parsing', () => {
  it('finds every row and its line in a file with mixed line endings', async () => {
    const table = fc.array(fc.tuple(fc.tuple(cell, cell), ending, fc.nat(2)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, ending, async (written, first) => {
        let text = `a,b${first}`;
        const wanted: { line: number; cells: string[] }[] = [];
        for (const [cells, end, blank] of written) {
          wanted.push({
            line: text.split(/\r\n|\r|\n/).length,
            cells: cells.map((one) => one.replaceAll('\r\n', '\n')),
          });
          text += cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',') + end.repeat(1 + blank);
        }
        const { rows: read } = await parseCsv(text, 'f');
        expect(read).toEqual(wanted);
      }),
    );
  });

  it.each([
    ['a,b\n1,2', ','],
    ['a;b,c;d\n', ';'],
    ['a\tb\n', '\t'],
    ['"a;b;c",d\n', ','],
    ['name\n', ','],
  ])('finds the separator of %j', (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });

  it('reads quoted fields with quotes and line breaks, and skips blank lines', async () => {
    expect(await rows('a,b\r\n"x, ""y""",2\r\n\r\n , \r\n"two\r\nlines",3\r\n')).toEqual([
      ['x, "y"', '2'],
      ['two\nlines', '3'],
    ]);
    expect(await rows('a;b\r1;2\r3;4')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('counts lines as an editor does, also after fields with line breaks', async () => {
    const { rows } = await parseCsv('a,b\n1,"x\ny\nz"\n\n2,q\n', 'f');
    expect(rows.map((row) => row.line)).toEqual([2, 6]);
  });

  it('explains quotes that never end, and an empty file', async () => {
    await expect(parseCsv('a,b\n1,"open\n2,3\n', 'f.csv')).rejects.toThrow(
      'f.csv is not readable as CSV, line 2',
    );
    await expect(parseCsv('', 'f.csv')).rejects.toThrow('f.csv is empty');
  });
});

describe('writing', () => {
  it('quotes what needs it and defuses formulas, but not phone numbers', () => {
    expect(csvLine(['plain', 'a,b', 'say "hi"', '=1+1', '+919812345678', -3, null])).toBe(
      'plain,"a,b","say ""hi""",\'=1+1,+919812345678,-3,\r\n',
    );
    // A formula may begin with a digit; a phone with spaces is none.
    expect(csvLine(["-2+3+cmd|' /C calc'!A0", '+1+1', '+91 98123 45678', '-12.5'])).toBe(
      "'-2+3+cmd|' /C calc'!A0,'+1+1,+91 98123 45678,-12.5\r\n",
    );
  });
});

it('finds the header below a long blank line at once', async () => {
  // Minutes, if the time grew with the square of the line.
  expect(detectDelimiter(`${' '.repeat(200_000)}\n\na;b\n`)).toBe(';');
});
