import { defineConfig } from 'vite';
import { onlyCalledPosts } from './called-posts.ts';
import { minifyTemplates } from './minify-templates.ts';

/**
 * Builds the modules that pages include, `dist/kiwimesh.js`, `dist/call.js` and `dist/account.js`, and the chunks they load. An entry
 * holds nothing but imports of chunks: a page may include it by another address (`kiwimesh.js?v=3`), so a chunk that
 * imported the entry would run it twice. The names of chunks carry a digest of their content, and all entries use the
 * same ones, so a browser that visits several pages has one copy of Lit. Chunks are beside the entries, so the page's CSP
 * needs no further origin.
 *
 * `KIWIMESH_EMERGENCY_NUMBER` and `KIWIMESH_PHONE_COUNTRY` set what the element falls back to on a page where the
 * API was never reached.
 */
export default defineConfig({
  plugins: [onlyCalledPosts(), minifyTemplates()],
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
    lib: {
      entry: { kiwimesh: 'src/index.ts', call: 'src/call/index.ts', account: 'account/kiwi-account.ts' },
      formats: ['es'],
      fileName: (_, name) => `${name}.js`,
    },
    rollupOptions: {
      output: {
        // Vite keeps the white space of libraries; nothing bundles these modules again.
        minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
        chunkFileNames: 'chunks/[name]-[hash].js',
        codeSplitting: {
          groups: [
            // What the first paint needs, and the account page too.
            {
              name: 'theme',
              test: /\/widgets\/src\/(theme\/(css|tokens|host\.styles|large-text|phone-icon|unit)|locale\/(language|element-language|messages|hi-first)|parts\/define)\.ts/,
              priority: 6,
            },
            // The public element for booking with its first frame, and all else that it needs.
            {
              name: 'start',
              test: /\/widgets\/src\/(events|booking\/(kiwi-booking|embedded-element)\.ts)/,
              priority: 5,
            },
            { name: 'call', test: /\/widgets\/src\/call\/kiwi-call\.ts/, priority: 5 },
            // What signing in needs and the account page too, in one file: it compresses better than three.
            {
              name: 'shared',
              test: /rolldown.runtime|node_modules\/(lit|lit-html|lit-element|@lit\/reactive-element)\/(?!.*decorators)|\/sdk\/typescript\/src\/(client|errors|session|store|transport)\.ts|\/widgets\/src\/(theme\/first\.styles|first-icons|domain\/failure|sources\/state\/clock|parts\/buttons)\.ts/,
              priority: 4,
            },
            { name: 'decorators', test: /decorators|oxc-project/, priority: 3 },
            { name: 'codes', test: /\/(typed-codes|pasted-code)\.ts/, priority: 3 },
            {
              name: 'icons',
              test: /\/widgets\/src\/(icons|theme\/(base|fields)\.styles|parts\/notice\.styles|theme\/host)\.ts/,
              priority: 2,
            },
            { name: 'account', test: /\/widgets\/account\//, priority: 1 },
          ],
        },
      },
    },
  },
});
