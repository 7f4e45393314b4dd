import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buildStories, STORIES_DIST } from './stories/build.ts';

const ROOT = import.meta.dirname;
export const DIST = join(ROOT, 'dist');
const PUSH = join(ROOT, 'push', 'vite.config.ts');
const CONSOLE = join(ROOT, 'console', 'vite.config.ts');

/** Builds the modules that pages include, with their chunks, into `outDir`. */
export async function buildWidget(outDir: string = DIST): Promise<void> {
  // Loading Vite takes a quarter of a second of a processor: of those that import this file, few build.
  const { build } = await import('vite');
  await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  await build({ configFile: PUSH, logLevel: 'error', build: { outDir } });
  await build({ configFile: CONSOLE, logLevel: 'error', build: { outDir: join(outDir, 'console') } });
}

const SOURCES = [
  join(ROOT, 'src'),
  join(ROOT, 'account'),
  join(ROOT, 'console'),
  join(ROOT, 'push'),
  join(ROOT, '..', 'sdk', 'typescript', 'src'),
];

/** Builds into `dist` when there is no build, or one older than a source of the widget or of the SDK in it. */
export async function buildWhenStale(): Promise<void> {
  const outputs = ['kiwimesh.js', 'call.js', 'account.js', 'push-worker.js', 'console/index.js'].map((file) =>
    join(DIST, file),
  );
  const own = ['vite.config.ts', 'minify-templates.ts', 'called-posts.ts'].map((file) => join(ROOT, file));
  if (await isStale(outputs, [...SOURCES, ...own])) await buildWidget();
}

/** Builds the stories into `stories/dist` when there is no build, or one older than what they show. */
export async function buildStoriesWhenStale(): Promise<void> {
  const own = ['index.html', 'vite.config.ts', 'kiwi-story.ts', 'stories.ts', 'names.ts', 'fixtures.ts'];
  const sources = [...own.map((file) => join(ROOT, 'stories', file)), join(ROOT, 'test', 'fake-world.ts')];
  if (await isStale([join(STORIES_DIST, 'index.html')], [...SOURCES, ...sources])) await buildStories();
}

async function isStale(outputs: readonly string[], sources: readonly string[]): Promise<boolean> {
  const built = await Promise.all(outputs.map((file) => changedAt(file)));
  const changed = Math.max(...(await Promise.all(sources.map((source) => newest(source)))));
  return !built.every((time) => time !== undefined && time > changed);
}

// A file that is missing was never built.
const changedAt = async (file: string): Promise<number | undefined> =>
  (await stat(file).catch(() => null))?.mtimeMs;

/** When a file, or the youngest file in a folder, was changed. */
async function newest(source: string): Promise<number> {
  const files = await readdir(source, { recursive: true, withFileTypes: true }).catch(() => null);
  if (files === null) return (await changedAt(source)) ?? 0;
  const times = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => changedAt(join(file.parentPath, file.name))),
  );
  return Math.max(0, ...times.map((time) => time ?? 0));
}
