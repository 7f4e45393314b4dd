import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Ways to take Objection's answer for the database's. Outside `kernel/tenancy/written-rows.ts`, whose functions answer
 * with the rows that the database wrote, none of them may stand in the sources.
 */
const MISTAKEN: readonly [what: string, pattern: RegExp, instead: string][] = [
  ['an insert that may leave rows out', /\.onConflict\s*\(/g, 'insertMissing() or insertOrUpdate()'],
  [
    'a write that answers with its input',
    /\.(insert|patch|update)AndFetch(ById)?\s*\(/g,
    'insert() or updateOne()',
  ],
  [
    'rows of a change, taken as if there were some',
    /\.(patch|update|increment|decrement|delete|deleteById)\s*\((?:(?!;\n)[\s\S])*?\.returning\s*\(/g,
    'updateRows() or updateOne()',
  ],
  [
    'a change on a condition whose count nobody reads',
    /(?<=[;{}\n]\s*)await \w+\.query\([^;]*?\.findById\([^;]*?\.where\w*\([^;]*?\.(patch|update)\(/g,
    'updateRows(), and look at what it returns',
  ],
];

/** @returns one line a breach: `file:line what: use …`. */
export function mistakenWrites(file: string, text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, (comment) =>
    comment.replaceAll(/[^\n]/g, ' '),
  );
  return MISTAKEN.flatMap(([what, pattern, instead]) =>
    [...code.matchAll(pattern)].map(
      ({ index }) => `${file}:${code.slice(0, index).split('\n').length} ${what}: use ${instead}`,
    ),
  );
}

/** Every source file under a folder but tests and fixtures. */
function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)(test-[^/]+|testing)\.ts$/.test(file),
  );
}

export function mistakenWritesUnder(folder: string): string[] {
  return sourcesUnder(folder)
    .filter((file) => !file.endsWith('tenancy/written-rows.ts'))
    .flatMap((file) => mistakenWrites(file, readFileSync(join(folder, file), 'utf8')));
}

/** Files that insert rows which may be there already. */
export function upsertsUnder(folder: string): string[] {
  return sourcesUnder(folder)
    .filter((file) =>
      /\b(insertMissing|insertOrUpdate)\(|\.onConflict\(/.test(readFileSync(join(folder, file), 'utf8')),
    )
    .sort();
}
