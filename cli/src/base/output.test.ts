import { describe, expect, it, test } from 'vitest';
import { count, details, plain, shortTime, table, textWidth, wrapped } from './output.ts';

interface Row {
  name: string;
  phone: string | null;
  id: string;
}

const columns = [
  { header: 'Name', value: (row: Row) => row.name, flexible: 20 },
  { header: 'Phone', value: (row: Row) => row.phone, drop: 1 },
  { header: 'Id', value: (row: Row) => row.id },
];
const id = '0193a5f0-7c1e-7000-8000-000000000002';

describe('tables', () => {
  it('aligns columns and ends no line in blanks', () => {
    const text = table(
      [
        { name: 'A', phone: null, id: '1' },
        { name: 'Long name', phone: '+91', id: '2' },
      ],
      columns,
      null,
    );
    expect(text.split('\n')).toEqual(['NAME       PHONE  ID', 'A          -      1', 'Long name  +91    2']);
  });

  it('fits the terminal by cutting text, then omitting columns, but never cuts ids', () => {
    const rows = [{ name: 'Sahyadri General Hospital and Research Centre', phone: '+918040001234', id }];
    for (const width of [80, 60]) {
      const lines = table(rows, columns, width).split('\n');
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
      expect(lines[1]).toContain(id);
    }
    expect(table(rows, columns, 60)).not.toContain('PHONE');
    expect(table(rows, columns, 80)).toContain('PHONE');
  });

  it('cuts the widest columns first, and not below their minimum, before omitting one', () => {
    const wide = [
      { header: 'Who', value: (row: Row) => row.name, flexible: 20 },
      { header: 'From', value: (row: Row) => row.phone, flexible: 10, drop: 1 },
      { header: 'Id', value: (row: Row) => row.id },
    ];
    const rows = [{ name: 'n'.repeat(60), phone: 'p'.repeat(30), id }];
    const [head = '', line = ''] = table(rows, wide, 80).split('\n');
    expect(textWidth(line)).toBe(80);
    expect(line).toMatch(/^n{19,}… {2}p{9,}… {2}0193a5f0/);
    expect(head).toMatch(/WHO +FROM +ID$/);
    expect(table(rows, wide, 66)).not.toContain('FROM');
    for (const width of [70, 66]) {
      expect(Math.max(...table(rows, wide, width).split('\n').map(textWidth))).toBeLessThanOrEqual(width);
    }
  });

  it('lays out ten thousand rows', () => {
    // At any size: takes milliseconds.
    const rows = Array.from({ length: 10_000 }, (_, n) => ({ name: `निवासी ${n}`, phone: `+91${n}`, id }));
    expect(table(rows, columns, 80).split('\n')).toHaveLength(10_001);
  });

  it('cuts nothing where output goes to a file', () => {
    const name = 'x'.repeat(300);
    expect(table([{ name, phone: null, id }], columns, null)).toContain(name);
  });
});

test('prose is broken between words, and left whole for files', () => {
  const text = 'records of the hospital or community, and of those linked with it';
  expect(wrapped(text, 30).split('\n')).toEqual([
    'records of the hospital or',
    'community, and of those linked',
    'with it',
  ]);
  expect(wrapped(text, null)).toBe(text);
});

describe('values', () => {
  it('cannot move the cursor or fake lines: names come from people', () => {
    expect(plain('Asha\u001b[2J\r\nRoot')).toBe('Asha [2J Root');
  });

  it('says nothing as a dash, truth as words', () => {
    expect([null, undefined, '', true, false, [], ['a', 1]].map(plain)).toEqual([
      '-',
      '-',
      '-',
      'yes',
      'no',
      '-',
      'a, 1',
    ]);
  });

  it('measures what a terminal shows', () => {
    expect(textWidth('नमस्ते')).toBeLessThan('नमस्ते'.length);
    expect(textWidth('健康')).toBe(4);
  });

  it('gives details a field a line', () => {
    expect(
      details([
        ['Name', 'A'],
        ['Time zone', null],
      ]),
    ).toBe('Name       A\nTime zone  -');
  });

  it('writes times and numbers for people', () => {
    const now = new Date(2026, 10, 22, 18, 0);
    expect(shortTime(new Date(2026, 10, 22, 17, 3).toISOString(), now)).toBe('22 Nov 17:03');
    expect(shortTime(new Date(2025, 0, 2, 7, 3).toISOString(), now)).toBe('02 Jan 2025 07:03');
    expect(shortTime(null)).toBe('-');
    expect([count(1, 'row'), count(10_000, 'row'), count(0, 'person', 'people')]).toEqual([
      '1 row',
      '10,000 rows',
      '0 people',
    ]);
  });
});
