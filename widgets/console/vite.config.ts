import { join } from 'node:path';
import { defineConfig } from 'vite';
import { minifyTemplates } from '../minify-templates.ts';
import { mapWorker } from './map-worker.ts';

/**
 * Builds the page of dispatchers into a folder beside the widgets, with chunks of its own: what pages of hospitals load first is
 * cut for them alone, and nobody opens both in a hurry.
 */
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  plugins: [minifyTemplates(), mapWorker()],
  resolve: { conditions: ['kiwimesh-source', 'module', 'browser', 'import', 'default'] },
  build: {
    target: 'es2022',
    outDir: 'dist/console',
    emptyOutDir: true,
    sourcemap: true,
    modulePreload: false,
    minify: true,
    lib: {
      entry: { index: 'console/index.ts' },
      formats: ['es'],
      fileName: (_, name) => `${name}.js`,
    },
    rollupOptions: {
      output: {
        minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
        chunkFileNames: 'chunks/[name]-[hash].js',
        // The entry holds nothing but imports: a page may include it by another address. Views other than the desk are chunks of
        // their own, loaded when a person goes there.
        codeSplitting: {
          groups: [
            {
              name: 'dispatcher',
              test: /\/widgets\/console\/(kiwi|views|(call|desk|domain|parts|shell|sources)\/)|rolldown.runtime/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
});
