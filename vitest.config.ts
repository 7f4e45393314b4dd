import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { sized } from './api/test/support/size.ts';
import { ofThisSize } from './scripts/test/full-size.ts';
import { type Kinds, kindsOf } from './scripts/test/kinds.ts';
import LongestFirst from './scripts/test/sequencer.ts';

/**
 * Four projects, told apart by what a file imports (`scripts/test/kinds.ts`): `pure` needs nothing but Node, `node` (unit
 * and integration) a real Postgres that the global setup starts once, `isolated` the same and a process of its own,
 * `browser` (pages and elements) a real Chromium as well. All resolve the SDK from its sources.
 *
 * The files of `pure` and `node` share the process of each worker: loading the service takes as long as most of them. Those of
 * `browser` do not: when they did, focus was lost in some that ran beside others.
 */
const root = import.meta.dirname;
// Compiled packages are kept between the processes of the test files, each of which loads much the same ones.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'kiwimesh-tests');
/** Vitest loads this file again for each project; reading all files takes half a second of a processor. */
const once = globalThis as { kiwimeshKinds?: Promise<Kinds> };
once.kiwimeshKinds ??= kindsOf(root);
const kinds = await once.kiwimeshKinds;
/** The full size repeats up to twenty times as often. */
const PATIENCE_MS = sized({ small: 300_000, full: 1_200_000 });
const setup = (path: string) => join(root, path);
/** Of every project. Times are for what never comes about: on a busy machine everything takes many times as long. */
const common = {
  setupFiles: [setup('api/test/support/file.setup.ts')],
  expect: { poll: { timeout: 240_000 } },
};
const shared = {
  root,
  resolve: { conditions: ['kiwimesh-source'] },
  ssr: { resolve: { conditions: ['kiwimesh-source'] } },
};

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than processors of the machine that the limits are for: a test that waits leaves its processor to another.
    maxWorkers: 3,
    // For what hangs. Tests wait on conditions: a machine shared with other work may take ten times as long.
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    reporters: ['default', join(root, 'scripts/test/slowest.ts')],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ...shared,
        test: {
          name: 'pure',
          ...common,
          include: ofThisSize(kinds.pure),
          isolate: false,
        },
      },
      {
        ...shared,
        test: {
          name: 'node',
          ...common,
          globalSetup: [setup('api/test/support/postgres.setup.ts')],
          include: ofThisSize(kinds.node),
          isolate: false,
        },
      },
      {
        ...shared,
        test: {
          name: 'isolated',
          ...common,
          globalSetup: [setup('api/test/support/postgres.setup.ts')],
          include: ofThisSize(kinds.isolated),
        },
      },
      {
        ...shared,
        test: {
          name: 'browser',
          ...common,
          globalSetup: [setup('api/test/support/postgres.setup.ts'), setup('widgets/test/browser.setup.ts')],
          include: ofThisSize(kinds.browser),
        },
      },
    ],
  },
});
