import type { JobParameters } from 'agenda';
import { expect, it } from 'vitest';
import { HeldJobs } from './held-jobs.ts';

const job = (id: string) => ({ _id: id, name: 'timer' }) as unknown as JobParameters;

async function claimUnderWay(held: HeldJobs, id: string) {
  const asked = Promise.withResolvers<void>();
  const reply = Promise.withResolvers<JobParameters>();
  const claimed = held.claim(() => {
    asked.resolve();
    return reply.promise;
  });
  await asked.promise;
  return { claimed, reply: () => reply.resolve(job(id)) };
}

it('a sweep knows the job of a claim whose reply is under way', async () => {
  const held = new HeldJobs();
  const { reply } = await claimUnderWay(held, 'a');
  const swept = held.sweep(async (ids) => ids);
  reply();
  expect(await swept).toEqual(['a']);
  held.drop(job('a'));
  expect(await held.sweep(async (ids) => ids)).toEqual([]);
});

it('closing waits for the claim under way, and later ones find no job', async () => {
  const held = new HeldJobs();
  const { claimed, reply } = await claimUnderWay(held, 'a');
  let closed = false;
  const closing = held.close().then(() => {
    closed = true;
  });
  const late = held.claim(async () => job('b'));
  expect(closed).toBe(false);
  reply();
  expect(await claimed).toMatchObject({ _id: 'a' });
  await closing;
  expect(await late).toBeUndefined();
  held.open();
  expect(await held.claim(async () => job('b'))).toMatchObject({ _id: 'b' });
});

it('a claim that fails lets the next one go on', async () => {
  const held = new HeldJobs();
  await expect(held.claim(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await held.claim(async () => job('a'))).toMatchObject({ _id: 'a' });
});
