import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { systemScope } from '../auth/scope.ts';
import { WorkerSession } from '../coordination/worker-session.ts';
import { type Effect, EffectLedger, EffectUnderWay } from './ledger.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const ledger = (worker: number | null = null, attemptMs?: number) =>
  new EffectLedger({
    database: db.database,
    worker: () => worker,
    ...(attemptMs === undefined ? {} : { attemptMs }),
  });

class Refused extends Error {}
class TimedOut extends Error {}

let keys = 0;
/** A provider that does what `answers` say, one each, then accepts. */
function provider(...answers: ('refuse' | 'lose' | 'drop')[]) {
  keys += 1;
  const done: string[] = [];
  const effect: Effect = {
    port: 'test',
    key: `key:${keys}`,
    async perform() {
      const answer = answers.shift();
      if (answer === 'refuse') throw new Refused();
      if (answer === 'drop') throw new TimedOut();
      done.push(`id:${keys}:${done.length}`);
      if (answer === 'lose') throw new TimedOut();
      return done.at(-1) as string;
    },
    isUnsure: (error) => error instanceof TimedOut,
    whenUnsure: { find: async () => done },
  };
  return { effect, done };
}

/** A provider that never answers the first time, and then as told. */
function silent(accepts: boolean) {
  const { effect, done } = provider();
  let first = true;
  const perform = () => {
    if (!first) return effect.perform();
    first = false;
    if (accepts) done.push(`taken ${effect.key}`);
    return new Promise<string>(() => undefined);
  };
  return { effect: { ...effect, perform }, done };
}

/** Waits until the effect is claimed. */
const claimed = ({ key }: Effect) =>
  expect.poll(() => db.owner('external_effect').where({ key, state: 'claimed' }).pluck('key')).toEqual([key]);

describe('an effect', () => {
  it('is done once, and its outcome is given again, also to others', async () => {
    const { effect, done } = provider();
    const ids = await Promise.all(
      [1, 2, 3].map(() =>
        ledger()
          .once(effect)
          .catch(() => 'busy'),
      ),
    );
    expect(ids.filter((id) => id !== 'busy')).not.toEqual([]);
    expect([await ledger().once(effect), await ledger().once(effect)]).toEqual([done[0], done[0]]);
    expect(done).toHaveLength(1);
  });

  it('is done once by one process, whose callers share it', async () => {
    const { effect, done } = provider();
    const one = ledger();
    const ids = await Promise.all([one.once(effect), one.once(effect), one.once(effect)]);
    expect([new Set(ids).size, done.length]).toEqual([1, 1]);
  });

  it('is done again after a refusal, without asking', async () => {
    const { effect, done } = provider('refuse');
    const asks: Date[] = [];
    const find = async (since: Date) => {
      asks.push(since);
      return done;
    };
    const asked = { ...effect, whenUnsure: { find } };
    await expect(ledger().once(asked)).rejects.toThrow(Refused);
    expect(await ledger().once(asked)).toBe(done[0]);
    expect(asks).toEqual([]);
  });

  it('is found when the answer was lost, and done again when it was not taken', async () => {
    const lost = provider('lose');
    await expect(ledger().once(lost.effect)).rejects.toThrow(TimedOut);
    expect(await ledger().once(lost.effect)).toBe(lost.done[0]);
    expect(lost.done).toHaveLength(1);
    const dropped = provider('drop', 'drop');
    await expect(ledger().once(dropped.effect)).rejects.toThrow(TimedOut);
    await expect(ledger().once(dropped.effect)).rejects.toThrow(TimedOut);
    expect(await ledger().once(dropped.effect)).toBe(dropped.done[0]);
  });

  it('is not taken for another that looks alike', async () => {
    const first = provider();
    const id = await ledger().once(first.effect);
    const second = provider('drop');
    const alike = { ...second.effect, whenUnsure: { find: async () => [id] } };
    await expect(ledger().once(alike)).rejects.toThrow(TimedOut);
    expect(await ledger().once(alike)).toBe(second.done[0]);
  });

  it('is repeated when it is unsure and the provider recognises repeats', async () => {
    const { effect, done } = provider('lose');
    const repeated = { ...effect, whenUnsure: 'repeat' as const };
    await expect(ledger().once(repeated)).rejects.toThrow(TimedOut);
    await ledger().once(repeated);
    expect(done).toHaveLength(2);
  });

  it('stays unsure while the provider cannot be asked', async () => {
    const { effect, done } = provider('lose');
    await expect(ledger().once(effect)).rejects.toThrow(TimedOut);
    const down = { ...effect, whenUnsure: { find: async () => Promise.reject(new Refused()) } };
    await expect(ledger().once(down)).rejects.toThrow(Refused);
    expect(await ledger().once(effect)).toBe(done[0]);
    expect(done).toHaveLength(1);
  });

  it.each([true, false])('of a dead worker is resolved at once (taken: %s)', async (accepts) => {
    const session = new WorkerSession({ url: db.url });
    await session.open();
    const { effect, done } = silent(accepts);
    void ledger(session.id).once(effect);
    await claimed(effect);
    // It lives: no other begins.
    await expect(ledger().once(effect)).rejects.toThrow(EffectUnderWay);
    await session.close();
    const next = ledger();
    await expect.poll(() => next.once(effect).catch(() => null)).toBe(done[0] ?? `id:${keys}:0`);
    expect(done).toHaveLength(1);
  });

  it('of a process without a worker is resolved when its time is over', async () => {
    const { effect, done } = silent(true);
    void ledger(null, 50).once(effect);
    await claimed(effect);
    const next = ledger();
    await expect.poll(() => next.once(effect).catch(() => null)).toBe(done[0]);
    expect(done).toEqual([`taken ${effect.key}`]);
  });

  it('cannot be begun inside a unit of work, which may be undone', async () => {
    const inside = db.database.run(systemScope('test'), async () => ledger().once(provider().effect));
    await expect(inside).rejects.toThrow('inside a unit of work');
  });

  it('is forgotten after 30 days', async () => {
    const { effect } = provider();
    await ledger().once(effect);
    const row = () => db.owner('external_effect').where({ key: effect.key });
    await row().update({ created_at: new Date(Date.now() - 31 * 86_400_000) });
    await ledger().purge();
    expect(await row()).toEqual([]);
  });
});
