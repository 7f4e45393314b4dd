import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Outages } from './outages.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function recorder() {
  const lines: object[] = [];
  const write = (level: string) => (fields: object, msg: string) =>
    void lines.push({ level, ...fields, msg });
  return { lines, log: { info: write('info'), warn: write('warn'), error: write('error') } };
}

it('logs a repeated outage once per interval, with a count', () => {
  const { lines, log } = recorder();
  const outages = new Outages(log, { everyMs: 30_000 });
  const fail = (cause: string) => outages.report('error', cause, { code: cause }, 'request failed');
  // At any size: takes milliseconds.
  for (let n = 0; n < 2_376; n += 1) fail('ECONNREFUSED');
  fail('57P03');
  const first = [
    { level: 'error', code: 'ECONNREFUSED', msg: 'request failed' },
    { level: 'error', code: '57P03', msg: 'request failed' },
  ];
  expect(lines).toEqual(first);
  vi.advanceTimersByTime(30_000);
  expect(lines).toEqual([...first, { ...first[0], repeated: 2_375, seconds: 30 }]);
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(3);
  // After a quiet interval it is logged again.
  fail('ECONNREFUSED');
  expect(lines).toHaveLength(4);
});
