import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** One instruction; `from` is that of `COPY --from`. */
interface Step {
  readonly name: string;
  readonly text: string;
}

export interface Stage {
  readonly base: string;
  readonly name: string;
  readonly steps: readonly Step[];
}

/** The stages of a Dockerfile in order: instructions with their continued lines joined, comments left out. */
export function readDockerfile(text: string): readonly Stage[] {
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: { base: string; name: string; steps: Step[] }[] = [];
  for (const line of lines) {
    const [name = '', ...rest] = line.split(' ');
    if (name === 'FROM') {
      const [base = '', , as = 'image'] = rest;
      stages.push({ base, name: as, steps: [] });
    } else stages.at(-1)?.steps.push({ name, text: rest.join(' ').trim() });
  }
  return stages;
}

/** The last stage's instruction of that name. @throws when there is none. */
export function instruction(stages: readonly Stage[], name: string): string {
  const found = stages.at(-1)?.steps.findLast((step) => step.name === name);
  if (found === undefined) throw new Error(`the image has no ${name}`);
  return found.text;
}

/** Whether `.dockerignore` excludes a path (from the root, with `/`) from the build. */
export function ignores(patterns: readonly string[], file: string): boolean {
  const parents = file.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  return patterns.some((pattern) => parents.some((parent) => path.matchesGlob(parent, pattern)));
}

/**
 * Files of the checkout that the last stage copies, as they are named in the image. What other stages build is left
 * out.
 */
export async function copiedFiles(stages: readonly Stage[], context: string): Promise<readonly string[]> {
  const patterns = await ignorePatterns(context);
  const copies = (stages.at(-1)?.steps ?? []).filter(
    ({ name, text }) => name === 'COPY' && !text.startsWith('--from='),
  );
  const found = await Promise.all(
    copies.flatMap(({ text }) => {
      const words = text.split(' ');
      const destination = words.at(-1) ?? '';
      return words.slice(0, -1).map(async (source) => {
        const into = placeOf(source, destination);
        const files = (await stat(path.join(context, source))).isDirectory()
          ? (await readdir(path.join(context, source), { recursive: true, withFileTypes: true }))
              .filter((entry) => entry.isFile())
              .map((entry) =>
                path.relative(path.join(context, source), path.join(entry.parentPath, entry.name)),
              )
          : [''];
        return files
          .filter((file) => !ignores(patterns, path.posix.join(source, file)))
          .map((file) => path.posix.join(into, file));
      });
    }),
  );
  return found.flat();
}

/** Where a COPY puts a source: a destination that ends with a slash is a folder. */
function placeOf(source: string, destination: string): string {
  return destination.endsWith('/') ? path.posix.join(destination, path.basename(source)) : destination;
}

async function ignorePatterns(context: string): Promise<readonly string[]> {
  return (await readFile(path.join(context, '.dockerignore'), 'utf8')).split('\n').filter(Boolean);
}

export interface Replay {
  readonly context: string;
  /** Where stages are laid out, one folder each. */
  readonly target: string;
  /** Carries out a `RUN`, in the stage's working folder. */
  readonly run: (command: string, stage: string, folder: string) => Promise<void>;
}

/**
 * Does the copying of a build without an engine: every stage becomes a folder that represents its `/app`, with exactly
 * what its COPY instructions and commands put there. What comes from another stage is moved: nothing reads it again.
 * @returns the last stage's folder.
 */
export async function replay(stages: readonly Stage[], { context, target, run }: Replay): Promise<string> {
  const patterns = await ignorePatterns(context);
  const folderOf = (stage: string) => path.join(target, stage);
  for (const { base, name, steps } of stages) {
    const folder = folderOf(name);
    if (stages.some((stage) => stage.name === base)) await cp(folderOf(base), folder, { recursive: true });
    else await mkdir(folder, { recursive: true });
    for (const step of steps) {
      if (step.name === 'WORKDIR' && step.text !== '/app') throw new Error('this replay supports /app only');
      if (step.name === 'RUN') await run(step.text, name, folder);
      if (step.name === 'COPY') await copy(step.text, folder, { context, patterns, folderOf });
    }
  }
  return folderOf(stages.at(-1)?.name ?? '');
}

async function copy(
  text: string,
  folder: string,
  {
    context,
    patterns,
    folderOf,
  }: { context: string; patterns: readonly string[]; folderOf: (stage: string) => string },
): Promise<void> {
  const words = text.split(' ');
  const from = /^--from=(.+)$/.exec(words[0] ?? '')?.[1];
  const sources = from === undefined ? words.slice(0, -1) : words.slice(1, -1);
  const destination = words.at(-1) ?? '';
  for (const source of sources) {
    const place = path.join(folder, placeOf(source, destination));
    await mkdir(path.dirname(place), { recursive: true });
    if (from !== undefined) {
      await rename(path.join(folderOf(from), path.posix.relative('/app', source)), place);
      continue;
    }
    await cp(path.join(context, source), place, {
      recursive: true,
      filter: (file) => !ignores(patterns, path.relative(context, file).replaceAll(path.sep, '/')),
    });
  }
}

/** Runs a command line as a `RUN` does. @throws with its output. */
export async function shell(command: string, folder: string): Promise<void> {
  const PATH = `${path.dirname(process.execPath)}:${process.env.PATH}`;
  await execute('sh', ['-ec', command], { cwd: folder, env: { ...process.env, PATH }, maxBuffer: 2 ** 24 });
}

/**
 * Replaces an `npm ci` with development dependencies: links to the packages of this checkout, and to the stage's own
 * workspaces instead of the checkout's.
 */
export async function linkInstalled(context: string, folder: string): Promise<void> {
  const installed = path.join(context, 'node_modules');
  await mkdir(path.join(folder, 'node_modules/@kiwimesh'), { recursive: true });
  for (const name of await readdir(installed)) {
    if (name === '@kiwimesh') continue;
    await symlink(path.join(installed, name), path.join(folder, 'node_modules', name));
  }
  for (const [name, place] of [
    ['sdk', 'sdk/typescript'],
    ['widgets', 'widgets'],
    ['openapi', 'openapi'],
  ] as const) {
    await symlink(path.join(folder, place), path.join(folder, 'node_modules/@kiwimesh', name));
  }
}

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  /** Of a workspace: its folder. */
  readonly resolved?: string;
  readonly link?: boolean;
}

/**
 * Replaces an `npm ci --omit=dev` of some workspaces: links to those packages of this checkout that the lock file gives to
 * them in production, and to the stage's own workspaces.
 */
export async function linkProduction(
  context: string,
  folder: string,
  workspaces: readonly string[],
): Promise<void> {
  const lock = JSON.parse(await readFile(path.join(context, 'package-lock.json'), 'utf8'));
  for (const [place, { link, resolved = '' }] of productionPackages(lock.packages, workspaces)) {
    const installed = path.join(context, place);
    // Packages for other systems are in the lock file, and not installed.
    if (!link && !existsSync(installed)) continue;
    const own = path.dirname(path.join(folder, place));
    await mkdir(own, { recursive: true });
    // The folder of packages moves to another stage.
    await symlink(
      link ? path.relative(own, path.join(folder, resolved)) : installed,
      path.join(folder, place),
    );
  }
}

/** What the workspaces need in production, by place; packages inside others are not listed. */
function productionPackages(
  locked: Readonly<Record<string, LockedPackage>>,
  workspaces: readonly string[],
): [string, LockedPackage][] {
  const links = Object.entries(locked).filter(
    ([, { link, resolved = '' }]) => link && workspaces.includes(resolved),
  );
  const found = new Set([...links.map(([place]) => place), ...workspaces]);
  for (const place of found) {
    const {
      dependencies,
      optionalDependencies,
      peerDependencies,
      peerDependenciesMeta = {},
    } = locked[place] ?? {};
    const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta[name]?.optional);
    for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) {
      const needed = placeOfPackage(locked, place, name);
      if (needed !== undefined) found.add(needed);
    }
  }
  return [...found]
    .filter((place) => place.startsWith('node_modules/') && place.lastIndexOf('/node_modules/') < 0)
    .map((place) => [place, locked[place] ?? {}]);
}

/** Where a package finds another, as Node looks for it: from its own folder outwards. */
function placeOfPackage(
  locked: Readonly<Record<string, LockedPackage>>,
  from: string,
  name: string,
): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = path.posix.join(folder, 'node_modules', name);
    if (place in locked) return place;
    if (folder === '') return undefined;
  }
}
