import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSwept, languageFindings, unlisted } from './language.ts';
import { MAX_COMMIT_SUBJECT } from './language-rules.ts';

/** Plain English: docs/glossary.md has the terms, language-rules.ts the words and the folders. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });
const FILES = git('ls-files').split('\n');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

describe('the wording of swept folders', () => {
  it('follows the rules', () => {
    const swept = FILES.filter(
      (file) =>
        /\.(?:ts|js|md|ya?ml|json|sh)$/.test(file) && isSwept(file) && existsSync(path.join(ROOT, file)),
    );
    expect(swept.length).toBeGreaterThan(300);
    expect(swept.flatMap((file) => languageFindings(file, read(file)))).toEqual([]);
  });

  it('covers every folder, swept or to be swept', () => {
    expect(unlisted(FILES)).toEqual([]);
  });

  it.each([
    ['a.md', 'Ask whoever made it.', 'a.md:1: "whoever" (name the person: the caller, anyone who)'],
    [
      'a.yaml',
      'description: >-\n  The person is\n  told.',
      'a.yaml:2: "is told" (gets, is notified, is reported)',
    ],
    ['a.ts', '/** It is\n * told. */', 'a.ts:1: "is * told" (gets, is notified, is reported)'],
    ['a.ts', 'const LEAST_LENGTH = 1;', 'a.ts:1: LEAST_LENGTH (MIN_…)'],
    ['a.ts', 'function tellChange() {}', 'a.ts:1: tellChange (report…, notify…, send…)'],
    [
      'a.test.ts',
      `it('${'x'.repeat(81)}', () => {});`,
      'a.test.ts:1: test name of 81 characters (at most 80)',
    ],
    [
      'a.test.ts',
      "it('Rejects the code', () => {});",
      'a.test.ts:1: test name "Rejects the code" (begin in lower case, or with a name)',
    ],
  ])('reports a breach in %s: %j', (file, text, expected) => {
    expect(languageFindings(file, text)).toEqual([expected]);
  });

  it('ignores wire names and imported names', () => {
    expect(languageFindings('a.ts', "import { LEAST_LENGTH } from 'b';\nconst reason = 'own_wish';")).toEqual(
      [],
    );
  });
});

it('commit subjects of a branch have at most 72 characters', () => {
  // Commits on main cannot be changed any more: the rule is for those that are not there yet.
  const subjects = isBranch() ? git('log', '--no-merges', '--format=%s', 'main..HEAD').split('\n') : [];
  expect(subjects.filter((subject) => subject.length > MAX_COMMIT_SUBJECT)).toEqual([]);
});

/** Not in an archive without history, nor in a clone that has no branch `main`. */
function isBranch(): boolean {
  if (!existsSync(path.join(ROOT, '.git'))) return false;
  try {
    git('rev-parse', '--verify', '--quiet', 'main');
    return true;
  } catch {
    return false;
  }
}
