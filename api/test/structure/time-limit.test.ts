import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { secondsUnder } from '../support/processor-time.ts';
import { stopwatch } from '../support/stopwatch.ts';
import { LONGER, timeFault } from '../support/time-limit.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

test('fails a file that takes too long on an idle machine', () => {
  const took = (idleSeconds: number, busy = false) => ({ idleSeconds, busy });
  expect(timeFault('api/test/a.test.ts', took(60), 60)).toBeUndefined();
  expect(timeFault('api/test/a.test.ts', took(61), 60)).toContain('61 s');
  expect(timeFault('api/test/a.test.ts', took(61, true), 60)).toBeUndefined();
  expect(timeFault('api/test/a.test.ts', { idleSeconds: undefined, busy: false }, 60)).toBeUndefined();
  for (const [path, seconds] of Object.entries(LONGER)) {
    expect(timeFault(join(ROOT, path), took(seconds), 60)).toBeUndefined();
    expect(timeFault(join(ROOT, path), took(seconds + 1), 60)).toContain('split it');
  }
});

test('knows no longer files that are gone', () => {
  expect(Object.keys(LONGER).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('counts time as on an idle machine', () => {
  const lap = stopwatch();
  const end = performance.now() + 50;
  while (performance.now() < end);
  const { seconds, idleSeconds = 0 } = lap();
  expect(seconds).toBeGreaterThanOrEqual(0.05);
  expect(idleSeconds).toBeLessThanOrEqual(seconds);
});

test('counts the processor time of a process and of those it has started', async () => {
  const lap = stopwatch();
  const before = secondsUnder(process.pid) ?? 0;
  const loop = ['-e', 'const end = process.cpuUsage().user + 2e5; while (process.cpuUsage().user < end);'];
  await promisify(execFile)(process.execPath, loop);
  expect(lap().processorSeconds).toBeGreaterThanOrEqual(0.2);
  expect((secondsUnder(process.pid) ?? 0) - before).toBeGreaterThanOrEqual(0.2);
});
