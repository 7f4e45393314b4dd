import { defineConfig } from 'vite';

/**
 * Builds `dist/kiwimesh.js`, the one module a host page includes, and the chunks it loads on demand (the socket
 * client, a language). Chunks sit beside it, so the page's CSP needs no further origin.
 *
 * `KIWIMESH_EMERGENCY_NUMBER` and `KIWIMESH_PHONE_COUNTRY` set what the element falls back to on a page where the
 * API was never reached.
 */
export default defineConfig({
  resolve: { conditions: ['kiwimesh-source', 'module', 'browser', 'import', 'default'] },
  define: {
    __EMERGENCY_NUMBER__: JSON.stringify(process.env.KIWIMESH_EMERGENCY_NUMBER ?? '112'),
    __PHONE_COUNTRY__: JSON.stringify(process.env.KIWIMESH_PHONE_COUNTRY ?? 'IN'),
  },
  build: {
    target: 'es2022',
    outDir: 'dist',
    sourcemap: true,
    modulePreload: false,
    minify: true,
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'kiwimesh.js' },
    rollupOptions: { output: { chunkFileNames: 'chunks/[name]-[hash].js' } },
  },
});
