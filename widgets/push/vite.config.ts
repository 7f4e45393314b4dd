import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Builds the service worker of pushes into one file beside the widgets, without imports: hospitals copy it to their own origin. */
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    minify: true,
    lib: {
      entry: 'push/worker.ts',
      formats: ['iife'],
      name: 'kiwimeshPush',
      fileName: () => 'push-worker.js',
    },
  },
});
