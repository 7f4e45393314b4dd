import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = import.meta.dirname;
export const DIST = join(ROOT, 'dist');

/** Builds the modules that pages include, with their chunks, into `outDir`. */
export async function buildWidget(outDir: string = DIST): Promise<void> {
  await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true } });
}

/** Builds into `dist` when there is no build, or one older than a source of the widget or of the SDK in it. */
export async function buildWhenStale(): Promise<void> {
  const built = await Promise.all(
    ['kiwimesh.js', 'account.js'].map(
      async (file) => (await stat(join(DIST, file)).catch(() => null))?.mtimeMs,
    ),
  );
  const sources = [join(ROOT, 'src'), join(ROOT, 'account'), join(ROOT, '..', 'sdk', 'typescript', 'src')];
  const changed = await newest(...sources);
  if (!built.every((time) => time !== undefined && time > changed)) await buildWidget();
}

async function newest(...folders: readonly string[]): Promise<number> {
  const times = await Promise.all(
    folders.map(async (folder) => {
      const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
      return Promise.all(
        files
          .filter((file) => file.isFile())
          .map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs),
      );
    }),
  );
  return Math.max(0, ...times.flat());
}
