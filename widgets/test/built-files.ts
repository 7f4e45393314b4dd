import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DIST } from '../build.ts';

const IMPORT = /(?:from|import)\s*["'`]\.[^"'`]*\/([^"'`/]+\.js)["'`]/g;
const DYNAMIC_IMPORT = /import\(\s*["'`]\.[^"'`]*\/([^"'`/]+\.js)["'`]\s*\)/g;

/** The modules in `dist`, or in a folder of it with an entry and chunks of its own, by file name. */
export async function builtFiles(within = ''): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const folder of ['', 'chunks'])
    for (const file of await readdir(join(DIST, within, folder)))
      if (file.endsWith('.js'))
        files.set(basename(file), await readFile(join(DIST, within, folder, file), 'utf8'));
  return files;
}

const matches = (text: string | undefined, pattern: RegExp): string[] =>
  [...(text ?? '').matchAll(pattern)].map(([, file = '']) => file);

/** What a browser loads with a module before it runs it. */
export function loadedWith(files: ReadonlyMap<string, string>, ...entries: readonly string[]): Set<string> {
  const found = new Set(entries);
  for (const file of found) for (const next of matches(files.get(file), IMPORT)) found.add(next);
  return found;
}

/** Every module that a module imports, at once or later. */
export const importsOf = (files: ReadonlyMap<string, string>, file: string): string[] => [
  ...matches(files.get(file), IMPORT),
  ...matches(files.get(file), DYNAMIC_IMPORT),
];
