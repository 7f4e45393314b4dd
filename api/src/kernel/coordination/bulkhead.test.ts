import { expect, it, vi } from 'vitest';
import { makeContext, runWith } from '../observability/context.ts';
import { Bulkhead, overloaded, type Turn } from './bulkhead.ts';

it('runs the limit at once, the rest in order, and continues after a failure', async () => {
  const bulkhead = new Bulkhead(2);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = Array.from({ length: 10 }, (_, index) =>
    bulkhead.run(async () => {
      running += 1;
      most = Math.max(most, running);
      order.push(index);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (index % 3 === 0) throw new Error('no');
    }),
  );
  const results = await Promise.allSettled(work);
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

/** Begins pieces of work that end on command, and records the order in which they began. */
function recorder(bulkhead: Bulkhead) {
  const begun: string[] = [];
  const open: (() => void)[] = [];
  const begin = (name: string, turn?: Turn) =>
    bulkhead.run(() => {
      begun.push(name);
      return new Promise<void>((end) => open.push(end));
    }, turn);
  /** Ends one after another, in the order they began, until none is left. */
  const finish = async () => {
    while (open.length > 0) {
      open.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { begun, begin, finish };
}

it('gives shares one turn after another, however long the queue of one is', async () => {
  const { begun, begin, finish } = recorder(new Bulkhead(1));
  const all = [
    ...['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => begin(name, { share: 'a' })),
    ...['b1', 'b2'].map((name) => begin(name, { share: 'b' })),
    begin('c1', { share: 'c' }),
  ];
  await finish();
  await Promise.all(all);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4', 'a5']);
});

it('runs interactive work before bulk work, which still gets one turn of eight', async () => {
  const { begun, begin, finish } = recorder(new Bulkhead(1));
  const all = [
    ...Array.from({ length: 4 }, () => begin('bulk', { lane: 'bulk', share: 'a' })),
    ...Array.from({ length: 16 }, () => begin('interactive', { share: 'a' })),
  ];
  await finish();
  await Promise.all(all);
  expect(begun.flatMap((name, index) => (name === 'bulk' ? [index] : []))).toEqual([0, 8, 16, 19]);
});

it('keeps a place free for other shares where one may not take all', async () => {
  const { begun, begin, finish } = recorder(new Bulkhead(3, { runningPerShare: 2 }));
  const all = ['a1', 'a2', 'a3'].map((name) => begin(name, { share: 'a' }));
  all.push(begin('b1', { share: 'b' }));
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  await finish();
  await Promise.all(all);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
});

it('rejects what exceeds the queue of a share, while others may still wait', async () => {
  const bulkhead = new Bulkhead(1, { waiting: 3, waitingPerShare: 2, refusal: overloaded('Full.', 5) });
  const { begin, finish } = recorder(bulkhead);
  const all = ['a1', 'a2', 'a3'].map((name) => begin(name, { share: 'a' }));
  const refusal = { code: 'overloaded', status: 503, headers: { 'retry-after': '5' } };
  await expect(begin('a4', { share: 'a' })).rejects.toMatchObject(refusal);
  all.push(begin('b1', { share: 'b' }));
  await expect(begin('c1', { share: 'c' })).rejects.toMatchObject(refusal);
  await finish();
  await Promise.all(all);
});

it('uses the share of the request by default', async () => {
  const { begun, begin, finish } = recorder(new Bulkhead(1));
  const within = (share: string, name: string) =>
    runWith({ ...makeContext(undefined, undefined), share }, () => begin(name));
  const all = [within('a', 'a1'), within('a', 'a2'), within('a', 'a3'), within('b', 'b1')];
  await finish();
  await Promise.all(all);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
});

it('rejects work that has waited its maximum, and continues with the others', async () => {
  vi.useFakeTimers();
  try {
    const bulkhead = new Bulkhead(1, { waitAtMost: 10_000, refusal: overloaded('Full.', 5) });
    let end = () => {};
    const running = bulkhead.run(() => new Promise<void>((done) => (end = done)));
    const tooLong = expect(bulkhead.run(async () => 'late')).rejects.toMatchObject({ code: 'overloaded' });
    await vi.advanceTimersByTimeAsync(9_000);
    const patient = bulkhead.run(async () => 'served');
    await vi.advanceTimersByTimeAsync(1_000);
    await tooLong;
    expect(bulkhead.waiting).toBe(1);
    end();
    await running;
    expect(await patient).toBe('served');
    expect(bulkhead.waiting).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
