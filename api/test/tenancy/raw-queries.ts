import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Ways to reach tables without a model, which the model layer of tenancy cannot scope (the database layer still does).
 * Outside the kernel each needs its reason, in a comment on the line above: `// tenancy: <why this needs no model>`.
 */
const RAW: readonly [what: string, pattern: RegExp][] = [
  [
    'a query on the transaction itself',
    /\btrx(\s*\(|\.(raw|from|table|select|insert|with|queryBuilder|schema)\()/,
  ],
  ['a query on a pool', /\bknex(\s*\(|\.(raw|from|table|select|insert)\()/],
  ['knexQuery()', /\bknexQuery\s*\(/],
  ['a graph write', /\b(upsertGraph|insertGraph)(AndFetch)?\s*\(/],
  [
    'a join of a bare table',
    /\.(inner|left|leftOuter|right|rightOuter|fullOuter|cross)?[jJ]oin\(\s*['"`][\w. ]+['"`]\s*,/,
  ],
  ['a raw join or source', /\.(joinRaw|fromRaw)\s*\(/],
  ['a raw fragment with its own query', /\b\w*[rR]aw\(\s*['"`][^'"`]*\b(select|from|join)\b/i],
  ['a pool of its own', /from '(knex|pg)'/],
];

/** Calls that touch no table. */
const HARMLESS = /\.raw\(\s*['"`]select pg_(notify|(try_)?advisory\w*)\(/;

const REASON = /\/\/ tenancy: \S.{9,}/;

/** @returns one line per breach: `file:line what: the line`. */
export function rawQueries(file: string, text: string): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    if (/^\s*(\/\/|\*|\/\*)/.test(line) || /^import type /.test(line) || HARMLESS.test(line)) return [];
    const found = RAW.find(([, pattern]) => pattern.test(line));
    if (found === undefined || REASON.test(lines[index - 1] ?? '')) return [];
    return [`${file}:${index + 1} ${found[0]}: ${line.trim()}`];
  });
}

/** Every source file under a folder, without tests and migrations. */
export function rawQueriesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\.ts$|(^|\/)migrations\//.test(file))
    .flatMap((file) => rawQueries(file, readFileSync(join(folder, file), 'utf8')));
}
