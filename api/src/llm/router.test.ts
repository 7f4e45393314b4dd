import { beforeEach, describe, expect, it } from 'vitest';
import {
  askFor,
  type Behaviour,
  catalogueModel,
  ScriptedProvider,
  SimulatedTime,
} from '../../test/support/models.ts';
import type { Attempt } from './ask.ts';
import { Router } from './router.ts';
import { MemoryLedger } from './spend/memory-ledger.ts';

const PRICE = { input: 1, output: 10, as_of: '2026-11-27', source: 'a test' };

let time: SimulatedTime;
beforeEach(() => {
  time = new SimulatedTime();
});

/** One model of each kind: at home and trusted, and two of vendors, the dearer one with the better reasoning. */
function standardRouter(
  cloudSays: Behaviour,
  homeSays: Behaviour = { answers: { urgency: 2 }, afterMs: 100 },
) {
  const home = new ScriptedProvider('home', time, homeSays);
  const cloud = new ScriptedProvider('cloud', time, cloudSays);
  const attempts: Attempt[] = [];
  const router = new Router({
    models: [
      catalogueModel({ provider: 'home' }),
      catalogueModel({
        provider: 'cloud',
        locality: 'cloud',
        trusted_with: 'internal',
        reasoning: 'deep',
        price: PRICE,
      }),
      catalogueModel({ provider: 'absent', reasoning: 'deep' }),
    ],
    providers: [home, cloud],
    ledger: new MemoryLedger(() => ({ daily: 50_000, monthly: 50_000 })),
    time,
    observer: { attempt: (attempt) => attempts.push(attempt), asked() {}, fault() {} },
  });
  return { router, home, cloud, attempts };
}

describe('personal health information', () => {
  const words = {
    type: 'object',
    additionalProperties: false,
    required: ['words'],
    properties: { words: { type: 'string' } },
  } as const;
  const ask = askFor<{ words: string }>({
    sensitivity: 'phi',
    reasoning: 'deep',
    schema: words,
    messages: [{ role: 'user', content: 'Rakesh has chest pain, call 98765 43210.' }],
  });

  it('goes to a cloud model cleaned alone, and the answer has the originals again', async () => {
    const { router, cloud } = standardRouter({
      answers: { words: '[PERSON_1] has chest pain' },
      afterMs: 100,
    });
    const asked = await time.run(router.ask({ ...ask, deidentify: { known: [] } }));
    expect(asked).toMatchObject({ ok: true, value: { words: 'Rakesh has chest pain' }, provider: 'cloud' });
    expect(asked.attempts).toMatchObject([{ deidentified: true }]);
    expect(cloud.requests[0]?.messages).toEqual([
      { role: 'user', content: '[PERSON_1] has chest pain, call [PHONE_1].' },
    ]);
  });

  it('stays home where it may not be cleaned, or cannot be with certainty', async () => {
    const said = { answers: { words: 'x' }, afterMs: 100 };
    const { router, cloud } = standardRouter(said, said);
    const uncleaned = await time.run(router.ask(ask));
    const foreign = [{ role: 'user', content: 'அவருக்கு நெஞ்சு வலி' }] as const;
    const uncertain = await time.run(router.ask({ ...ask, messages: foreign, deidentify: { known: [] } }));
    for (const asked of [uncleaned, uncertain]) {
      expect(asked).toMatchObject({ ok: true, provider: 'home' });
      expect(asked.candidates.map(({ excludedBy }) => excludedBy)).toEqual([
        null,
        'not_trusted',
        'not_configured',
      ]);
    }
    expect(cloud.requests).toEqual([]);
  });

  it('is not mixed up with what a model invents', async () => {
    const { router } = standardRouter({ answers: { words: '[PERSON_7] is ill' }, afterMs: 100 });
    const asked = await time.run(router.ask({ ...ask, deidentify: { known: [] } }));
    expect(asked.attempts[0]).toMatchObject({ outcome: 'invalid_value' });
  });

  it('goes to the trusted model as it is', async () => {
    const { router, home } = standardRouter({ hangs: true });
    const asked = await time.run(router.ask(askFor({ sensitivity: 'phi', deidentify: { known: [] } })));
    expect(asked).toMatchObject({ ok: true, provider: 'home' });
    expect(home.requests[0]?.messages).toEqual(askFor().messages);
  });
});

describe('the router', () => {
  const dimensions = {
    sensitivity: 'public',
    reasoning: 'light',
    budgetMs: 2_000,
    maxCostMicros: 100_000,
    maxOutputTokens: 1_000,
    inputTokens: 1_000,
    deidentifiable: false,
  } as const;

  it('explains a choice without asking any model', async () => {
    const { router, home, cloud } = standardRouter({ hangs: true });
    const cheap = await router.explain({ ...dimensions, tenant: 't' });
    expect(cheap.map(({ provider, rank, excludedBy }) => [provider, rank, excludedBy])).toEqual([
      ['home', 1, null],
      ['cloud', 2, null],
      ['absent', null, 'not_configured'],
    ]);
    const deep = await router.explain({ ...dimensions, reasoning: 'deep', sensitivity: 'phi', tenant: null });
    expect(deep.map(({ excludedBy }) => excludedBy)).toEqual([null, 'not_trusted', 'not_configured']);
    const poor = await router.explain({
      ...dimensions,
      inputTokens: 7_000,
      maxOutputTokens: 1_000,
      tenant: 't',
    });
    expect(poor[1]).toMatchObject({ provider: 'cloud', rank: 2, maxCostMicros: 17_000 });
    expect([...home.requests, ...cloud.requests]).toEqual([]);
  });

  it.each<[string, Behaviour]>([
    ['fails', { fails: 'overloaded', afterMs: 10 }],
    ['hangs', { hangs: true }],
  ])('asks the other models where the one with the best reasoning %s', async (_how, cloudSays) => {
    const { router, cloud } = standardRouter(cloudSays);
    const asked = await time.run(router.ask(askFor({ reasoning: 'deep' })));
    expect(asked).toMatchObject({ ok: true, provider: 'home' });
    expect(cloud.requests.length).toBe(1);
  });

  it('reports the state of each model and every attempt', async () => {
    const { router, attempts } = standardRouter({ fails: 'provider_error', afterMs: 10 });
    await time.run(router.ask(askFor({ reasoning: 'deep' })));
    await time.run(router.ask(askFor()));
    expect(router.status()).toMatchObject([
      {
        provider: 'home',
        configured: true,
        breaker: 'closed',
        inFlight: 0,
        answered: 2,
        failed: 0,
        latency: { p50: 100 },
      },
      { provider: 'cloud', answered: 0, failed: 1, lastFailure: 'provider_error' },
      { provider: 'absent', configured: false, latency: null },
    ]);
    expect(attempts.map(({ provider, outcome }) => `${provider} ${outcome}`)).toEqual([
      'cloud provider_error',
      'home answered',
      'home answered',
    ]);
  });
});

describe('a budget', () => {
  it('is of a day and of a month, and what was reserved is corrected', async () => {
    let today = '2026-11-29';
    const ledger = new MemoryLedger(
      () => ({ daily: 100, monthly: 150 }),
      () => today,
    );
    const first = await ledger.reserve('t', 90);
    expect(await ledger.reserve('t', 20)).toBeNull();
    today = '2026-11-30';
    await ledger.settle(first ?? { id: '', micros: 0 }, { micros: 60 });
    expect(await ledger.remaining('t')).toBe(90);
    expect(await ledger.reserve('t', 91)).toBeNull();
    today = '2026-12-01';
    expect(await ledger.remaining('t')).toBe(100);
  });
});
