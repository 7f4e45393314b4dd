import { beforeEach, describe, expect, it } from 'vitest';
import {
  askFor,
  type Behaviour,
  catalogueModel,
  ScriptedProvider,
  SimulatedTime,
} from '../../../test/support/models.ts';
import type { CatalogueModel } from '../catalogue/catalogue.ts';
import { Router } from '../router.ts';
import { MemoryLedger } from '../spend/memory-ledger.ts';

const GOOD: Behaviour = { answers: { urgency: 2 }, afterMs: 100 };

let time: SimulatedTime;
beforeEach(() => {
  time = new SimulatedTime();
});

/** Asked after those that cost nothing. */
const DEARER = { price: { input: 0, output: 0.01, as_of: '2026-11-27', source: 'a test' } };

type Script = ConstructorParameters<typeof ScriptedProvider>[2];

/** A router over providers named a, b, c … with one model each, asked in this order. */
function routerOver(scripts: readonly Script[], models: readonly Partial<CatalogueModel>[] = []) {
  const providers = scripts.map((script, index) => new ScriptedProvider('abcdef'[index] ?? '', time, script));
  const ledger = new MemoryLedger();
  const router = new Router({
    models: providers.map(({ name }, index) => catalogueModel({ provider: name, ...models[index] })),
    providers,
    ledger,
    time,
  });
  return { router, providers, ledger };
}

const outcomes = (asked: { attempts: readonly { provider: string; outcome: string; reason: string }[] }) =>
  asked.attempts.map(({ provider, outcome, reason }) => `${provider} ${outcome} (${reason})`);

describe('an ask', () => {
  it('returns the first valid answer with what it took', async () => {
    const { router, providers } = routerOver([GOOD, GOOD]);
    const asked = await time.run(router.ask(askFor()));
    expect(asked).toMatchObject({
      ok: true,
      value: { urgency: 2 },
      provider: 'a',
      model: 'm',
      promptVersion: 3,
      usage: { inputTokens: 100, outputTokens: 50 },
      costMicros: 0,
      latencyMs: 100,
    });
    expect(outcomes(asked)).toEqual(['a answered (first)']);
    expect(providers[1]?.requests).toEqual([]);
    expect(time.waiting).toBe(0);
  });

  const failures: readonly [string, Behaviour, string][] = [
    ['fails', { fails: 'unreachable', afterMs: 1 }, 'unreachable'],
    ['answers nothing', { says: ' ', afterMs: 1 }, 'empty'],
    ['answers no JSON', { says: 'Here you are: {', afterMs: 1 }, 'invalid_json'],
    ['answers outside the schema', { answers: { urgency: 9 }, afterMs: 1 }, 'invalid_value'],
    ['answers what the check refuses', { answers: { urgency: 5 }, afterMs: 1 }, 'invalid_value'],
    ['refuses', { fails: 'refused', afterMs: 1 }, 'refused'],
    ['is cut off', { fails: 'cut_off', afterMs: 1 }, 'cut_off'],
  ];
  it.each(failures)('goes to the next model at once when one %s', async (_, behaviour, outcome) => {
    const { router } = routerOver([behaviour, GOOD]);
    const asked = await time.run(router.ask(askFor({ check: ({ urgency }) => urgency < 5 })));
    expect(asked).toMatchObject({ ok: true, provider: 'b', latencyMs: 101 });
    expect(outcomes(asked)).toEqual([`a ${outcome} (first)`, 'b answered (failover)']);
  });

  it('starts a second model when the first takes longer than it should', async () => {
    const { router, providers } = routerOver([{ hangs: true }, GOOD]);
    const asked = await time.run(router.ask(askFor()));
    // Unknown models: twice the expected 150 ms.
    expect(asked).toMatchObject({ ok: true, provider: 'b', latencyMs: 400 });
    expect(outcomes(asked)).toEqual(['b answered (hedge)', 'a cancelled (first)']);
    expect(providers[0]).toMatchObject({ aborted: 1, running: 0 });
  });

  it('hedges at the p95 that it has observed', async () => {
    const slow: Script = (_, count) => (count <= 20 ? { ...GOOD, afterMs: 40 } : { hangs: true });
    const { router } = routerOver([slow, GOOD]);
    for (let count = 0; count < 20; count += 1) await time.run(router.ask(askFor()));
    const asked = await time.run(router.ask(askFor()));
    expect(asked.ok && asked.provider).toBe('b');
    expect(asked.latencyMs).toBeGreaterThan(135);
    expect(asked.latencyMs).toBeLessThan(200);
  });

  it('aborts the second model when the first answers after all', async () => {
    const { router, providers } = routerOver([{ ...GOOD, afterMs: 350 }, GOOD]);
    const asked = await time.run(router.ask(askFor()));
    expect(outcomes(asked)).toEqual(['a answered (first)', 'b cancelled (hedge)']);
    expect(providers[1]?.aborted).toBe(1);
  });

  it('leaves the next model enough time, whatever the first one’s p95', async () => {
    const slow = { expected: { first_token_ms: 1_500, token_ms: 0 } };
    const { router } = routerOver([{ hangs: true }, { ...GOOD, afterMs: 900 }], [slow, slow]);
    const asked = await time.run(router.ask(askFor()));
    expect(asked).toMatchObject({ ok: true, provider: 'b', latencyMs: 1_900 });
  });

  it('ends with its budget when every model hangs, and aborts all', async () => {
    const { router, providers } = routerOver([{ hangs: true }, { hangs: true }]);
    const asked = await time.run(router.ask(askFor({ budgetMs: 700 })));
    expect(asked).toMatchObject({ ok: false, reason: 'out_of_time', latencyMs: 700 });
    expect(outcomes(asked)).toEqual(['a timed_out (first)', 'b timed_out (hedge)']);
    expect(providers.map(({ aborted }) => aborted)).toEqual([1, 1]);
    expect(time.waiting).toBe(0);
  });

  it('ends when the caller cancels it', async () => {
    const { router, providers } = routerOver([{ hangs: true }]);
    const controller = new AbortController();
    time.after(30, () => controller.abort());
    const asked = await time.run(router.ask(askFor({ signal: controller.signal })));
    expect(asked).toMatchObject({ ok: false, reason: 'cancelled', latencyMs: 30 });
    expect(providers[0]?.aborted).toBe(1);
    expect(await router.ask(askFor({ signal: controller.signal }))).toMatchObject({ reason: 'cancelled' });
  });

  it('tries a model again only where that can help', async () => {
    const { router: hopeless } = routerOver([{ fails: 'refused', afterMs: 1 }]);
    const refused = await time.run(hopeless.ask(askFor()));
    expect(refused).toMatchObject({ ok: false, reason: 'all_failed' });
    expect(outcomes(refused)).toEqual(['a refused (first)']);

    const { router } = routerOver([
      (_, count) => (count === 1 ? { fails: 'provider_error', afterMs: 1 } : GOOD),
    ]);
    const asked = await time.run(router.ask(askFor()));
    expect(outcomes(asked)).toEqual(['a provider_error (first)', 'a answered (failover)']);
  });

  it('waits as long as Retry-After says, or not at all when that is too long', async () => {
    const limited = (retryAfterMs: number): Script => {
      return (_, count) => (count === 1 ? { fails: 'rate_limited', afterMs: 1, retryAfterMs } : GOOD);
    };
    const patient = await time.run(routerOver([limited(800)]).router.ask(askFor()));
    expect(patient).toMatchObject({ ok: true, latencyMs: 901 });
    const { router, providers } = routerOver([limited(5_000)]);
    const impatient = await time.run(router.ask(askFor()));
    expect(impatient).toMatchObject({ ok: false, reason: 'all_failed', latencyMs: 1 });
    await time.run(time.sleep(4_000));
    const early = await time.run(router.ask(askFor()));
    expect(early.candidates).toMatchObject([{ rank: null, excludedBy: 'breaker_open' }]);
    expect(providers[0]?.requests).toHaveLength(1);
    await time.run(time.sleep(1_000));
    expect(await time.run(router.ask(askFor()))).toMatchObject({ ok: true });
  });

  it('never rejects, whatever is thrown', async () => {
    const { router } = routerOver([GOOD]);
    const broken = await time.run(router.ask(askFor({ schema: { type: 'no such type' } })));
    expect(broken).toMatchObject({ ok: false, reason: 'no_candidate' });
    const check = () => {
      throw new Error('of the task');
    };
    expect(await time.run(router.ask(askFor({ check })))).toMatchObject({ ok: false, reason: 'all_failed' });
    expect(await time.run(router.ask(askFor({ budgetMs: 0 })))).toMatchObject({ reason: 'out_of_time' });
  });
});

describe('cost', () => {
  const price = { input: 1, output: 10, as_of: '2026-11-27', source: 'a test' };

  it('of all attempts together stays below the ceiling, also with a hedge', async () => {
    const { router } = routerOver([{ hangs: true }, GOOD], [{ price }, { price }]);
    // One attempt may cost about 1,100 here: the tokens of the question and 100 of the answer.
    const asked = await time.run(router.ask(askFor({ maxCostMicros: 1_500 })));
    expect(asked).toMatchObject({ ok: false, reason: 'out_of_time' });
    expect(asked.candidates[1]).toMatchObject({ rank: null, excludedBy: 'cost' });
    const richer = await time.run(router.ask(askFor({ maxCostMicros: 3_000 })));
    expect(richer).toMatchObject({ ok: true, provider: 'b' });
  });

  it('is what the usage says, and the upper bound where none is known', async () => {
    const { router, ledger } = routerOver([{ hangs: true }, GOOD], [{ price }, { price }]);
    const asked = await time.run(router.ask(askFor()));
    const [answered, lost] = asked.attempts;
    expect(answered?.costMicros).toBe(100 * 1 + 50 * 10);
    expect(lost?.costMicros).toBe(asked.candidates[0]?.maxCostMicros);
    expect(asked.costMicros).toBe((answered?.costMicros ?? 0) + (lost?.costMicros ?? 0));
    expect(await ledger.remaining('hospital-1')).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([
    { inputTokens: 0, outputTokens: 0 },
    { inputTokens: 100, outputTokens: 0 },
  ])('is the upper bound where the answer tells no usage: %j', async (usage) => {
    const { router } = routerOver([{ ...GOOD, usage }], [{ price }]);
    const asked = await time.run(router.ask(askFor()));
    expect(asked).toMatchObject({ ok: true, costMicros: asked.candidates[0]?.maxCostMicros });
    expect(asked.costMicros).toBeGreaterThan(0);
  });

  it('of asks at the same time never exceeds a budget of the tenant', async () => {
    const provider = new ScriptedProvider('a', time, GOOD);
    const ledger = new MemoryLedger(() => ({ daily: 5_000, monthly: 100_000 }));
    const router = new Router({
      models: [catalogueModel({ provider: 'a', price, concurrency: 100 })],
      providers: [provider],
      ledger,
      time,
    });
    const all = await time.run(Promise.all(Array.from({ length: 50 }, () => router.ask(askFor()))));
    const paid = all.filter(({ ok }) => ok);
    expect(paid.length).toBeGreaterThan(1);
    expect(paid.length).toBeLessThan(50);
    expect(all.reduce((sum, { costMicros }) => sum + costMicros, 0)).toBeLessThanOrEqual(5_000);
    expect(await ledger.remaining('hospital-1')).toBe(5_000 - 600 * paid.length);
    expect(await ledger.remaining('hospital-2')).toBe(5_000);
    const refused = all.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ reason: 'no_candidate', candidates: [{ excludedBy: 'budget_spent' }] });
  });

  it('is not risked while the books cannot be reached; what is free goes on', async () => {
    const ledger = new MemoryLedger();
    ledger.reserve = () => Promise.reject(new Error('no connection'));
    const faults: string[] = [];
    const providers = ['a', 'b'].map((name) => new ScriptedProvider(name, time, GOOD));
    const router = new Router({
      models: [
        catalogueModel({ provider: 'a', price, reasoning: 'deep' }),
        catalogueModel({ provider: 'b', reasoning: 'deep' }),
      ],
      providers,
      ledger,
      time,
      observer: { attempt() {}, asked() {}, fault: (where) => faults.push(where) },
    });
    const asked = await time.run(router.ask(askFor({ reasoning: 'deep' })));
    expect(asked).toMatchObject({ ok: true, provider: 'b' });
    expect(providers[0]?.requests).toEqual([]);
    expect(faults).toEqual([]);
    const only = new Router({
      models: [catalogueModel({ provider: 'a', price })],
      providers,
      ledger,
      time,
      observer: { attempt() {}, asked() {}, fault: (where) => faults.push(where) },
    });
    expect(await time.run(only.ask(askFor()))).toMatchObject({ ok: false, reason: 'no_candidate' });
    expect(faults).toEqual(['reserve']);
  });
});

describe('a model', () => {
  it('that keeps failing is left alone, then tried with one request', async () => {
    let broken = true;
    const { router, providers } = routerOver(
      [() => (broken ? { fails: 'provider_error', afterMs: 1 } : GOOD), GOOD],
      [{}, DEARER],
    );
    const [failing] = providers;
    for (let count = 0; count < 5; count += 1) await time.run(router.ask(askFor()));
    expect(failing?.requests).toHaveLength(3);
    expect(router.status()[0]).toMatchObject({ breaker: 'open', lastFailure: 'provider_error', failed: 3 });
    await time.run(time.sleep(1_000));
    const probes = await time.run(Promise.all([1, 2, 3].map(() => router.ask(askFor()))));
    expect(failing?.requests).toHaveLength(4);
    expect(probes.every(({ ok }) => ok)).toBe(true);
    expect(router.status()[0]).toMatchObject({ breaker: 'open' });
    broken = false;
    await time.run(time.sleep(2_000));
    expect(await time.run(router.ask(askFor()))).toMatchObject({ provider: 'a' });
    expect(router.status()[0]).toMatchObject({ breaker: 'closed' });
  });

  it('whose credential is wrong is not asked for a minute', async () => {
    const { router, providers } = routerOver([{ fails: 'unauthorised', afterMs: 1 }, GOOD]);
    for (let count = 0; count < 3; count += 1) await time.run(router.ask(askFor()));
    expect(providers[0]?.requests).toHaveLength(1);
    expect(router.status()[0]?.retryInMs).toBeGreaterThan(59_000);
  });

  it('runs no more requests at once than the catalogue allows; the rest wait', async () => {
    const { router, providers } = routerOver([GOOD], [{ concurrency: 2 }]);
    const all = await time.run(Promise.all(Array.from({ length: 10 }, () => router.ask(askFor()))));
    expect(all.map(({ ok, latencyMs }) => (ok ? latencyMs : 'failed'))).toEqual([
      100, 100, 200, 200, 300, 300, 400, 400, 500, 500,
    ]);
    expect(providers[0]?.peak).toBe(2);
  });

  it('gets no request whose time is over before its turn', async () => {
    const { router, providers } = routerOver([{ ...GOOD, afterMs: 400 }], [{ concurrency: 1 }]);
    const asks = Array.from({ length: 10 }, () => router.ask(askFor({ budgetMs: 1_000 })));
    const all = await time.run(Promise.all(asks));
    expect(all.filter(({ ok }) => ok)).toHaveLength(2);
    expect(providers[0]?.requests).toHaveLength(2);
    expect(all.every(({ latencyMs }) => latencyMs <= 1_000)).toBe(true);
    expect(all.at(-1)?.candidates).toMatchObject([{ excludedBy: 'no_capacity' }]);
  });

  it('that takes too long lately is not asked, and after a while is tried again', async () => {
    const { router } = routerOver([{ ...GOOD, afterMs: 900 }]);
    for (let count = 0; count < 3; count += 1) await time.run(router.ask(askFor()));
    const hurried = await time.run(router.ask(askFor({ budgetMs: 300 })));
    expect(hurried).toMatchObject({ ok: false, reason: 'no_candidate', latencyMs: 0 });
    expect(hurried.candidates).toMatchObject([{ excludedBy: 'latency' }]);
    await time.run(time.sleep(180_000));
    const later = await time.run(router.ask(askFor({ budgetMs: 300 })));
    expect(later.attempts).toHaveLength(1);
  });

  it('is asked for a stream where the catalogue says so', async () => {
    const { router } = routerOver([GOOD], [{ supports: ['json_schema', 'streaming'] }]);
    expect(await time.run(router.ask(askFor()))).toMatchObject({ ok: true, value: { urgency: 2 } });
  });
});
