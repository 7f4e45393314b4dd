import { defineConfig } from 'vite';

/** The page of the stories: built for the tests, or served while an element is written (`npm run stories -w widgets`). */
export default defineConfig({
  base: './',
  resolve: { conditions: ['kiwimesh-source', 'module', 'browser', 'import', 'default'] },
  build: { target: 'es2022', outDir: 'dist', emptyOutDir: true, minify: false, modulePreload: false },
});
