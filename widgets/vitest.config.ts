import { defineConfig } from 'vitest/config';

/** The widget's own tests alone, for working on it: `npx vitest run --config widgets/vitest.config.ts`. */
export default defineConfig({
  resolve: { conditions: ['kiwimesh-source'] },
  ssr: { resolve: { conditions: ['kiwimesh-source'] } },
  test: {
    root: import.meta.dirname,
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/foreign-page.browser.test.ts'],
  },
});
