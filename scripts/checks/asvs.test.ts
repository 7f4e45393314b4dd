import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countsOf, faultsOf, type ReadFile, requirementsOf, rowsOf } from './asvs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read: ReadFile = (path) =>
  existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined;

describe('docs/security/asvs.md', () => {
  const table = read('docs/security/asvs.md') ?? '';
  const required = requirementsOf(readFileSync(join(import.meta.dirname, 'asvs-5.0.0.tsv'), 'utf8'));

  it('holds each requirement of levels 1 and 2 once, with existing tests and sections', () => {
    expect(required).toHaveLength(253);
    expect(faultsOf(table, required, read)).toEqual([]);
  });
});

describe('the check itself', () => {
  const REQUIRED = requirementsOf('V1.1.1\t1\nV1.1.2\t2\nV2.1.1\t1\nV2.1.2\t2\n');
  const TABLE = [
    '| shown | 1 |',
    '| not applicable | 1 |',
    "| operator's duty | 1 |",
    '| open | 1 |',
    '| all | 4 |',
    '## V1 Encoding',
    '| V1.1.1 | 1 | decode once | shown | `api/a.test.ts` › `decodes once`, `api/a.test.ts` › `of %s` |',
    '| V1.1.2 | 2 | no XML | not applicable | Nothing reads or writes XML. |',
    '## V2 Validation',
    "| V2.1.1 | 1 | rules | operator's duty | [The proxy](../guides/operator.md#in-front-of-it) |",
    '| V2.1.2 | 2 | more rules | open | They are not written down. |',
  ].join('\n');
  const FILES: Record<string, string> = {
    'api/a.test.ts': [
      "describe('input', () => { it('decodes once', () => {}); });",
      "it.each(['a'])('of %s', () => {});",
      'test(`of $' + '{kind}, by template`, () => {});',
      "describe.skip('later', () => { it('waits', () => {}); });",
      "it.todo('is not written');",
    ].join('\n'),
    'docs/guides/operator.md': '# Running\n\n## In front of it\n',
  };
  const faults = (table: string, files = FILES) => faultsOf(table, REQUIRED, (path) => files[path]);
  const swap = (from: string, to: string) => {
    expect(TABLE).toContain(from);
    return TABLE.replace(from, to);
  };

  it('has nothing to say of a good table', () => {
    expect(faults(TABLE)).toEqual([]);
    expect(rowsOf(TABLE).map(({ id }) => id)).toEqual(['V1.1.1', 'V1.1.2', 'V2.1.1', 'V2.1.2']);
    expect(countsOf(rowsOf(TABLE)).get('all')).toBe(4);
  });

  it('finds a test file that is gone', () => {
    expect(faults(TABLE, { ...FILES, 'api/a.test.ts': undefined as never })).toContain(
      'line 7, V1.1.1: api/a.test.ts does not exist',
    );
  });

  it('finds a test that was renamed, plain, of a table or of a template', () => {
    const renamed = FILES['api/a.test.ts']
      ?.replace("'decodes once'", "'decodes twice'")
      .replace('of %s', 'of %j');
    expect(faults(TABLE, { ...FILES, 'api/a.test.ts': renamed as string })).toEqual([
      'line 7, V1.1.1: api/a.test.ts has no test of the name "decodes once"',
      'line 7, V1.1.1: api/a.test.ts has no test of the name "of %s"',
    ]);
    expect(faults(swap('`decodes once`', '`of $' + '{kind}, by template`'))).toEqual([]);
    expect(faults(swap('`decodes once`', '`of $' + '{sort}, by template`'))).toHaveLength(1);
  });

  it.each([
    ['`decodes once`', '`waits`', 'line 7, V1.1.1: "waits" in api/a.test.ts is skipped'],
    ['`decodes once`', '`is not written`', 'line 7, V1.1.1: "is not written" in api/a.test.ts is skipped'],
    ['`api/a.test.ts` › `of', '`api/a.ts` › `of', 'line 7, V1.1.1: api/a.ts is no test file'],
    ['| V1.1.2 | 2 |', '| V1.1.2 | 1 |', 'line 8: V1.1.2 is of level 2, not 1'],
    ['| V1.1.2 |', '| V1.1.3 |', 'V1.1.2 is missing'],
    ['| V2.1.2 |', '| V2.1.1 |', 'line 11: V2.1.1 is no requirement of level 1 or 2, or is there twice'],
    ['## V2 Validation', '## V3 Frontend', 'line 10: V2.1.1 stands under V3'],
    [
      '| open | They',
      '| hopeful | They',
      `line 11, V2.1.2: "hopeful" is none of shown, not applicable, operator's duty, open`,
    ],
    ['They are not written down.', 'Later.', 'line 11, V2.1.2: it gives no reason'],
    ['| more rules |', '|  |', 'line 11, V2.1.2: it does not say what is required'],
    ['| not applicable | Nothing', '| shown | Nothing', 'line 8, V1.1.2: it is shown by no test'],
    ['#in-front-of-it', '#behind-it', 'docs/guides/operator.md has no heading for #behind-it'],
    ['guides/operator.md', 'guides/nobody.md', 'docs/guides/nobody.md is linked and does not exist'],
    [
      '[The proxy](../guides/operator.md#in-front-of-it)',
      'TLS is his.',
      'line 10, V2.1.1: it names no section of docs/guides/operator.md',
    ],
    ['| open | 1 |', '| open | 0 |', 'the count of "open" at the top should be 1'],
  ])('finds %s turned into %s', (from, to, fault) => {
    expect(faults(swap(from, to))).toContain(fault);
  });

  it('finds a requirement whose row was removed', () => {
    const lines = TABLE.split('\n').filter((line) => !line.startsWith('| V2.1.2'));
    expect(faults(lines.join('\n'))).toContain('V2.1.2 is missing');
  });
});
