import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Ways to trust Objection's answer instead of the database's. Outside `kernel/tenancy/written-rows.ts`, whose functions
 * return the rows that the database wrote, the sources may use none of them. A change whose count does not matter says
 * why on the line above: `// unread: <why it is right either way>`.
 */
const MISTAKEN: readonly [what: string, pattern: RegExp, instead: string][] = [
  [
    'an insert that may leave rows out',
    /\.onConflict\s*(?:<[^()]*>)?\s*\(/g,
    'insertMissing() or insertOrUpdate()',
  ],
  [
    'a write that answers with its input',
    /\.(insert|patch|update)AndFetch(ById)?\s*(?:<[^()]*>)?\s*\(/g,
    'insert() or updateOne()',
  ],
  [
    'rows of a change, taken as if there were some',
    /\.(patch|update|increment|decrement|del|delete|deleteById)\s*\((?:(?!;\n)[\s\S])*?\.returning\s*\(/g,
    'updateRows() or updateOne()',
  ],
  [
    'a change on a condition whose count is not read',
    /(?<=[;{}\n]\s*)await \w+\.query\([^;]*?\.findById\([^;]*?\.where\w*\([^;]*?\.(patch|update)\(/g,
    'updateRows(), and look at what it returns',
  ],
];

/** @returns one line per breach: `file:line what: use …`. */
export function mistakenWrites(file: string, text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, (comment) =>
    comment.replaceAll(/[^\n]/g, ' '),
  );
  const lines = text.split('\n');
  return MISTAKEN.flatMap(([what, pattern, instead]) =>
    [...code.matchAll(pattern)].flatMap(({ index }) => {
      const line = code.slice(0, index).split('\n').length;
      if (REASON.test(lines[line - 2] ?? '')) return [];
      return [`${file}:${line} ${what}: use ${instead}`];
    }),
  );
}

const REASON = /\/\/ unread: \S.{9,}/;

/** Every source file under a folder but tests and fixtures. */
function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\.ts$/.test(file),
  );
}

export function mistakenWritesUnder(folder: string): string[] {
  return sourcesUnder(folder)
    .filter((file) => !file.endsWith('tenancy/written-rows.ts'))
    .flatMap((file) => mistakenWrites(file, readFileSync(join(folder, file), 'utf8')));
}

/** Files that insert rows which may exist already. */
export function upsertsUnder(folder: string): string[] {
  return sourcesUnder(folder)
    .filter((file) =>
      /\b(insertMissing|insertOrUpdate)\(|\.onConflict\(/.test(readFileSync(join(folder, file), 'utf8')),
    )
    .sort();
}
