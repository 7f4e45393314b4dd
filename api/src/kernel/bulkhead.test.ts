import { expect, it } from 'vitest';
import { Bulkhead } from './bulkhead.ts';

it('runs so many at once, the rest in order, and goes on after a failure', async () => {
  const bulkhead = new Bulkhead(2);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = Array.from({ length: 10 }, (_, index) =>
    bulkhead.run(async () => {
      running += 1;
      most = Math.max(most, running);
      order.push(index);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      if (index % 3 === 0) throw new Error('no');
    }),
  );
  const results = await Promise.allSettled(work);
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
