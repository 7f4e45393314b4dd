import { expect, it } from 'vitest';
import type { Time } from '../../../kernel/network/time.ts';
import { NO_LOG } from '../../../kernel/observability/failure.ts';
import type { UnitView } from '../reading/view.ts';
import { UnitFeed } from './feed.ts';

/** A feed whose time passes when the test says so. */
function feedWith({ fails = 0 } = {}) {
  let now = 0;
  let failures = fails;
  const timers: { at: number; run: () => void }[] = [];
  const sent: string[] = [];
  const time: Time = {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  };
  const unit = (id: string): UnitView => ({
    person: {
      id,
      name: 'x',
      role: 'nurse',
      hospitalId: 'h',
      onDuty: true,
      onDutySince: null,
      position: null,
    },
    state: 'available',
    work: { current: null, next: null },
    status: null,
    unseen: 0,
    way: null,
  });
  const feed = new UnitFeed({
    read: async (ids) => {
      if (failures > 0) {
        failures -= 1;
        throw new Error('the database is away');
      }
      return { at: new Date(0), units: ids.map(unit) };
    },
    realtime: {
      publish: (_: string, _rooms: readonly string[], _name: string, { unitId }: { unitId: string }) =>
        void sent.push(`${now} ${unitId}`),
    } as never,
    log: NO_LOG,
    time,
  });
  return {
    feed,
    sent,
    timers,
    async pass(ms: number) {
      const until = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers.splice(timers.indexOf(next), 1);
        now = next.at;
        next.run();
        await new Promise((resolve) => setImmediate(resolve));
      }
      now = until;
    },
  };
}

it('sends a unit at once, then at most once a second, and the last change always', async () => {
  const { feed, sent, pass } = feedWith();
  feed.changed(['a']);
  await pass(0);
  for (let nth = 0; nth < 20; nth += 1) {
    feed.changed(['a', 'b']);
    await pass(100);
  }
  await pass(2_000);
  expect(sent).toEqual(['0 a', '1000 a', '1000 b', '2000 a', '2000 b']);
  feed.changed(['a']);
  await pass(0);
  expect(sent.at(-1)).toBe('4000 a');
});

it('sends what it could not read later, and nothing after it was stopped', async () => {
  const { feed, sent, pass, timers } = feedWith({ fails: 1 });
  feed.changed(['a']);
  await pass(1_000);
  expect(sent).toEqual([]);
  await pass(10_000);
  expect(sent).toEqual(['5000 a']);
  feed.changed(['a']);
  await feed.stop();
  feed.changed(['b']);
  expect(timers).toEqual([]);
});
