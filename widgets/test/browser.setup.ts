import type { TestProject } from 'vitest/node';
import { buildStoriesWhenStale, buildWhenStale } from '../build.ts';
import { startChromium } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the Chromiums of this run, one for each worker. */
    browserEndpoints: readonly string[];
  }
}

/**
 * Once for all browser tests: the pages are built into `dist`, where the tests read them, and each worker gets one
 * Chromium for all its files. Not one for all workers: the clipboard belongs to the whole browser.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildWhenStale();
  await buildStoriesWhenStale();
  const workers = Math.max(1, Number(project.vitest.config.maxWorkers));
  const servers = await Promise.all(Array.from({ length: workers }, () => startChromium()));
  project.provide(
    'browserEndpoints',
    servers.map((server) => server.wsEndpoint()),
  );
  return async () => {
    await Promise.all(servers.map((server) => server.close()));
  };
}
