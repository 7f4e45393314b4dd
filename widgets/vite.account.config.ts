import { defineConfig } from 'vite';

/** Builds `dist/account.js`, the one module of the account page (`/account`), beside the widget. */
export default defineConfig({
  resolve: { conditions: ['kiwimesh-source', 'module', 'browser', 'import', 'default'] },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    sourcemap: true,
    modulePreload: false,
    minify: true,
    lib: { entry: 'account/kiwi-account.ts', formats: ['es'], fileName: () => 'account.js' },
    rollupOptions: { output: { chunkFileNames: 'chunks/[name]-[hash].js' } },
  },
});
