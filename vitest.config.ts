import { defineConfig } from 'vitest/config';

/**
 * Two projects: `node` (unit and integration, on a real Postgres that the global setup starts once) and
 * `browser` (pages and widgets driven in a real Chromium). Both resolve the SDK from its sources.
 */
const shared = {
  resolve: { conditions: ['kiwimesh-source'] },
  ssr: { resolve: { conditions: ['kiwimesh-source'] } },
};

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // For what hangs. Tests wait on conditions: a machine shared with other work may take ten times as long.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        ...shared,
        test: {
          name: 'node',
          globalSetup: ['api/test/postgres.setup.ts'],
          include: ['{openapi,api,sdk,cli,scripts,widgets}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'browser',
          globalSetup: ['api/test/postgres.setup.ts'],
          include: ['{widgets,scripts,api}/**/*.browser.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
        },
      },
    ],
  },
});
