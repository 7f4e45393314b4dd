import { build } from 'vite';

/** Builds the page of the stories into `outDir`. */
export async function buildStories(outDir: string): Promise<void> {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    base: './',
    resolve: { conditions: ['kiwimesh-source', 'module', 'browser', 'import', 'default'] },
    build: { target: 'es2022', outDir, emptyOutDir: true, minify: false, modulePreload: false },
  });
}
