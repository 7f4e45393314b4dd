import path from 'node:path';

export const PROMISE_CONFIG = path.join(import.meta.dirname, 'promises.json');

/**
 * Biome's arguments for the lint of promises that no one awaits: a failure in one ends the process, and work goes on
 * before it is done. It reads the types of the whole project, ten seconds of a processor, so it is a check of its own
 * and not in biome.json. `void` marks a promise that is meant to run by itself.
 */
export const PROMISE_LINT: readonly string[] = [
  'lint',
  `--config-path=${PROMISE_CONFIG}`,
  // The other rules' suppressions are unused here.
  '--diagnostic-level=error',
];
