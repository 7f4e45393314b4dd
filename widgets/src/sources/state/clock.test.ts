import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ServiceClock } from './clock.ts';

const dated = (date: string): Headers => new Headers({ date });
const NOW = Date.parse('2026-11-26T10:00:00.000Z');

describe('the clock of the service', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('follows the replies and a monotonic clock, not the device’s time', () => {
    vi.useFakeTimers({ now: NOW + 3 * 86_400_000, toFake: ['Date', 'performance'] });
    const clock = new ServiceClock();
    expect(clock.now()).toBe(NOW + 3 * 86_400_000);
    clock.learn(dated('Thu, 26 Nov 2026 10:00:00 GMT'));
    expect(clock.now()).toBe(NOW);
    vi.advanceTimersByTime(90_000);
    expect(clock.now()).toBe(NOW + 90_000);
    vi.setSystemTime(NOW - 9 * 86_400_000);
    expect(clock.now()).toBe(NOW + 90_000);
  });

  it.each([
    ['a reply out of a cache', 'Thu, 26 Nov 2026 09:50:00 GMT', 0],
    ['a later reply, after the device slept', 'Thu, 26 Nov 2026 10:30:00 GMT', 1_800_000],
    ['a reply without a date', '', 0],
    ['a date that is none', 'yesterday', 0],
  ])('moves only forwards with %s', (_what, date, ahead) => {
    vi.useFakeTimers({ now: NOW - 86_400_000, toFake: ['Date', 'performance'] });
    const clock = new ServiceClock();
    clock.learn(dated('Thu, 26 Nov 2026 10:00:00 GMT'));
    clock.learn(date === '' ? new Headers() : dated(date));
    expect(clock.now()).toBe(NOW + ahead);
  });

  it('is the element’s only source of the date', () => {
    const root = join(import.meta.dirname, '..', '..', '..');
    const asking = ['src', 'account'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .filter((file) =>
          /\bDate\.now\b|\bnew Date\(\s*\)|\bnew Date\b(?!\()|\btimeOrigin\b/.test(
            readFileSync(join(root, folder, file), 'utf8'),
          ),
        ),
    );
    expect(asking).toEqual(['sources/state/clock.ts']);
  });
});
