import { join } from 'node:path';
import { build } from 'vite';

export const STORIES_DIST = join(import.meta.dirname, 'dist');

/** Builds the page of the stories into `stories/dist`. */
export async function buildStories(): Promise<void> {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    base: './',
    resolve: { conditions: ['kiwimesh-source', 'module', 'browser', 'import', 'default'] },
    build: {
      target: 'es2022',
      outDir: STORIES_DIST,
      emptyOutDir: true,
      minify: false,
      modulePreload: false,
    },
  });
}
