import ts from 'typescript';
import { BANNED, BANNED_NAMES, EXEMPT, MAX_TEST_NAME, SWEPT, TO_SWEEP } from './language-rules.ts';
import { testsIn } from './test-names.ts';

const wordsOf = (pattern: string, flags: string) =>
  new RegExp(`(?<![\\w-])(?:${pattern.replaceAll(' ', '\\s+(?:[*#/]+\\s+)?')})(?![\\w-])`, flags);
const WORDS = BANNED.map(([pattern, instead]) => ({ pattern: wordsOf(pattern, 'gi'), instead }));
/** Most files have none of the words: one search shows it in place of one for each, a third of the time. */
const ANY_WORD = wordsOf(BANNED.map(([pattern]) => pattern).join('|'), 'i');

const isWithin = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`);
const depthOf = (file: string, folders: readonly string[]) =>
  Math.max(0, ...folders.filter((folder) => isWithin(file, folder)).map((folder) => folder.length));

/** Whether the rules hold for a file: the longest folder that names it decides. */
export function isSwept(file: string): boolean {
  return depthOf(file, SWEPT) > depthOf(file, TO_SWEEP) && !EXEMPT.some((exempt) => exempt.test(file));
}

/** Files of the repository that neither list names: each must be in one of them. */
export function unlisted(files: readonly string[]): readonly string[] {
  const named = /^(?:api\/src|api\/test|cli|docs|openapi|scripts|sdk|widgets)\//;
  return files.filter((file) => named.test(file) && depthOf(file, [...SWEPT, ...TO_SWEEP]) === 0);
}

/** What a file has that plain English avoids, as `file:line: finding`. */
export function languageFindings(file: string, text: string): readonly string[] {
  const words = ANY_WORD.test(text) ? WORDS : [];
  const found = words.flatMap(({ pattern, instead }) =>
    [...text.matchAll(pattern)].map((match) => finding(file, text, match.index, `"${match[0]}"`, instead)),
  );
  if (!file.endsWith('.ts')) return found;
  return [...found, ...names(file, text), ...testNames(file, text)];
}

function finding(file: string, text: string, offset: number, what: string, instead: string): string {
  const line = text.slice(0, offset).split('\n').length;
  return `${file}:${line}: ${what.replaceAll(/\s+/g, ' ')} (${instead})`;
}

/** Declared names: what a file imports or calls is judged where it is declared. */
function names(file: string, text: string): readonly string[] {
  // Without such a word anywhere there is no such name, and nothing to parse.
  const words = new Set(text.match(/[A-Za-z_$][\w$]*/g));
  if (![...words].some((word) => BANNED_NAMES.some(([pattern]) => pattern.test(word)))) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = (node as Partial<ts.NamedDeclaration>).name;
    if (name !== undefined && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) && !isImported(node)) {
      const plain = name.text.replace(/^#/, '');
      for (const [pattern, instead] of BANNED_NAMES) {
        if (pattern.test(plain)) found.push(finding(file, text, name.getStart(source), name.text, instead));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isImported = (node: ts.Node) =>
  ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isPropertyAccessExpression(node);

/** `<subject> <verb> <outcome>`: short, and not a fragment that only the name of its group completes. */
function testNames(file: string, text: string): readonly string[] {
  if (!file.endsWith('.test.ts')) return [];
  return testsIn(text).flatMap(({ name }) => {
    const at = text.indexOf(name);
    if (name.length > MAX_TEST_NAME) {
      return [finding(file, text, at, `test name of ${name.length} characters`, `at most ${MAX_TEST_NAME}`)];
    }
    return /^[A-Z][a-z]+ (?:the|a|an|is|are)\b/.test(name)
      ? [finding(file, text, at, `test name "${name}"`, 'begin in lower case, or with a name')]
      : [];
  });
}
