import { describe, expect, it } from 'vitest';
import {
  askFor,
  type Behaviour,
  catalogueModel,
  ScriptedProvider,
  SimulatedTime,
} from '../../../test/support/models.ts';
import { sized } from '../../../test/support/size.ts';
import type { Asked } from '../ask.ts';
import { Router } from '../router.ts';
import { MemoryLedger } from '../spend/memory-ledger.ts';

/** How a provider can fail, as the router sees it. A reset, a drip and a cut stream arrive in time, late, or never. */
const FAULTS: Readonly<Record<string, Behaviour>> = {
  refused: { fails: 'unreachable', afterMs: 1 },
  reset: { fails: 'connection_lost', afterMs: 40 },
  hang: { hangs: true },
  drip: { answers: { urgency: 2 }, afterMs: 20_000 },
  'status 500': { fails: 'provider_error', afterMs: 5 },
  'status 429': { fails: 'rate_limited', afterMs: 5, retryAfterMs: 1_000 },
  garbage: { fails: 'bad_reply', afterMs: 30 },
  truncated: { fails: 'connection_lost', afterMs: 150 },
  'invalid JSON': { says: '{"urgency": 2', afterMs: 100 },
  slow: { answers: { urgency: 2 }, afterMs: 1_200 },
};
const NAMES = ['a', 'b', 'c'];
const SUBSETS = Array.from({ length: 2 ** NAMES.length }, (_, bits) =>
  NAMES.filter((_, at) => bits & (1 << at)),
);
const CELLS = SUBSETS.flatMap((failing) => Object.keys(FAULTS).map((fault) => ({ failing, fault })));
const ASKS_PER_CELL = sized({ small: 10, full: 625 });
const BUDGET_MS = 2_000;
/** Of the asks of a cell, this many are open at once. */
const RUSH = 5;

/** A repeatable stand-in for chance. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

async function storm(failing: readonly string[], fault: string, asks: number) {
  const time = new SimulatedTime();
  const chance = random(failing.length * 31 + fault.length);
  const providers = NAMES.map(
    (name) =>
      new ScriptedProvider(name, time, () =>
        failing.includes(name) && chance() < 0.8
          ? (FAULTS[fault] as Behaviour)
          : { answers: { urgency: 2 }, afterMs: 50 + chance() * 200 },
      ),
  );
  const router = new Router({
    models: NAMES.map((provider) => catalogueModel({ provider, concurrency: 4 })),
    providers,
    ledger: new MemoryLedger(),
    time,
  });
  const all: Asked<{ urgency: number }>[] = [];
  while (all.length < asks) {
    const rush = Array.from({ length: RUSH }, () => router.ask(askFor({ budgetMs: BUDGET_MS })));
    all.push(...(await time.run(Promise.all(rush))));
    await time.run(time.sleep(chance() * 500));
  }
  return { all, providers, time };
}

describe('under every subset of failing providers', () => {
  it.each(CELLS)('all asks end in time while $failing have: $fault', async ({ failing, fault }) => {
    const { all, providers, time } = await storm(failing, fault, ASKS_PER_CELL);
    for (const { latencyMs } of all) expect(latencyMs).toBeLessThanOrEqual(BUDGET_MS);
    if (failing.length < NAMES.length) {
      expect(all.filter(({ ok }) => !ok).map(({ attempts }) => attempts)).toEqual([]);
    }
    for (const { attempts } of all) {
      expect(attempts.length).toBeLessThanOrEqual(2 * NAMES.length);
    }
    // Nothing is left behind: no request, no timer.
    expect(providers.map(({ running }) => running)).toEqual([0, 0, 0]);
    expect(time.waiting).toBe(0);
  });
});
