import { posix } from 'node:path';
import { testsIn } from './test-names.ts';

/** A requirement of the standard: `V1.2.3` and the level from which it is asked. */
export interface Requirement {
  readonly id: string;
  readonly level: string;
}

/** A row of the table in docs/security/asvs.md. */
export interface Row extends Requirement {
  readonly line: number;
  readonly chapter: string;
  readonly words: string;
  readonly status: string;
  readonly evidence: string;
}

export const STATUSES = ['shown', 'not applicable', "operator's duty", 'open'] as const;

/** Text of a file of the repository by its path from the root; undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

const TABLE_AT = 'docs/security/asvs.md';
const OPERATOR = 'docs/guides/operator.md';
const ROW = /^\| *(V\d+\.\d+\.\d+) *\|(.*)\|\s*$/;
const CHAPTER = /^## (V\d+)\b/;
const EVIDENCE = /`([^`]+)` › `([^`]+)`/g;
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;
const COUNT = /^\| *(shown|not applicable|operator's duty|open|all) *\| *(\d+) *\|/;
/** Fewer characters than this give no reason. */
const MIN_REASON_LENGTH = 15;

/** One requirement a line: id, tab, level. */
export function requirementsOf(text: string): readonly Requirement[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', level = ''] = line.split('\t');
      return { id, level };
    });
}

/** The rows of every chapter's table. */
export function rowsOf(markdown: string): readonly Row[] {
  let chapter = '';
  return markdown.split('\n').flatMap((text, index) => {
    chapter = CHAPTER.exec(text)?.[1] ?? chapter;
    const [, id, rest] = ROW.exec(text) ?? [];
    if (id === undefined || rest === undefined) return [];
    const [level = '', words = '', status = '', ...evidence] = rest
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
    return [{ line: index + 1, chapter, id, level, words, status, evidence: evidence.join('|') }];
  });
}

/**
 * What is wrong with the table, one line each: requirements that are missing, twice or of another level; tests,
 * operator's sections and linked pages that do not exist; counts at the top that do not add up.
 */
export function faultsOf(markdown: string, required: readonly Requirement[], read: ReadFile): string[] {
  const rows = rowsOf(markdown);
  const tests = testReader(read);
  return [
    ...idFaults(rows, required),
    ...rows.flatMap((row) => rowFaults(row, tests).map((fault) => `line ${row.line}, ${row.id}: ${fault}`)),
    ...linkFaults(markdown, read),
    ...countFaults(markdown, rows),
  ];
}

function idFaults(rows: readonly Row[], required: readonly Requirement[]): string[] {
  const wanted = new Map(required.map(({ id, level }) => [id, level]));
  const faults: string[] = [];
  for (const { id, level, line, chapter } of rows) {
    const expected = wanted.get(id);
    if (expected === undefined)
      faults.push(`line ${line}: ${id} is no requirement of level 1 or 2, or is there twice`);
    else if (expected !== level) faults.push(`line ${line}: ${id} is of level ${expected}, not ${level}`);
    if (!id.startsWith(`${chapter}.`))
      faults.push(`line ${line}: ${id} stands under ${chapter || 'no chapter'}`);
    wanted.delete(id);
  }
  return [...faults, ...[...wanted.keys()].map((id) => `${id} is missing`)];
}

function rowFaults({ words, status, evidence }: Row, tests: TestReader): string[] {
  const faults: string[] = [];
  if (words === '') faults.push('it does not say what is required');
  const named = [...evidence.matchAll(EVIDENCE)].map(([, file = '', name = '']) => ({ file, name }));
  for (const { file, name } of named) {
    const fault = tests(file, name.replaceAll('\\|', '|'));
    if (fault !== null) faults.push(fault);
  }
  if (status === 'shown' && named.length === 0) faults.push('it is shown by no test');
  if (status === "operator's duty" && !evidence.includes('(../guides/operator.md#')) {
    faults.push(`it names no section of ${OPERATOR}`);
  }
  if ((status === 'not applicable' || status === 'open') && evidence.length < MIN_REASON_LENGTH) {
    faults.push('it gives no reason');
  }
  if (!STATUSES.some((known) => known === status))
    faults.push(`"${status}" is none of ${STATUSES.join(', ')}`);
  return faults;
}

/** @returns what is wrong with a test that is named, or null. */
type TestReader = (file: string, name: string) => string | null;

function testReader(read: ReadFile): TestReader {
  const known = new Map<string, ReadonlyMap<string, boolean> | null>();
  return (file, name) => {
    if (!file.endsWith('.test.ts')) return `${file} is no test file`;
    let tests = known.get(file);
    if (tests === undefined) {
      const text = read(file);
      tests = text === undefined ? null : new Map(testsIn(text).map((test) => [test.name, test.skipped]));
      known.set(file, tests);
    }
    if (tests === null) return `${file} does not exist`;
    const skipped = tests.get(name);
    if (skipped === undefined) return `${file} has no test of the name "${name}"`;
    return skipped ? `"${name}" in ${file} is skipped` : null;
  };
}

function linkFaults(markdown: string, read: ReadFile): string[] {
  return [...new Set([...markdown.matchAll(LINK)].map(([, target = '']) => target))].flatMap((target) => {
    if (/^https?:/.test(target)) return [];
    const [file = '', anchor] = target.split('#');
    const at = file === '' ? TABLE_AT : posix.join(posix.dirname(TABLE_AT), file);
    const text = at === TABLE_AT ? markdown : read(at);
    if (text === undefined) return [`${at} is linked and does not exist`];
    return anchor === undefined || anchorsOf(text).has(anchor) ? [] : [`${at} has no heading for #${anchor}`];
  });
}

/** Anchors of a page's headings, as GitHub makes them. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  return new Set(
    [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Rows by status, as the table at the top should say. */
export function countsOf(rows: readonly Row[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>(STATUSES.map((status) => [status, 0]));
  for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts.set('all', rows.length);
}

function countFaults(markdown: string, rows: readonly Row[]): string[] {
  const told = new Map(
    markdown.split('\n').flatMap((line) => {
      const [, status, count] = COUNT.exec(line) ?? [];
      return status === undefined ? [] : [[status, Number(count)] as const];
    }),
  );
  return [...countsOf(rows)].flatMap(([status, count]) =>
    told.get(status) === count ? [] : [`the count of "${status}" at the top should be ${count}`],
  );
}
