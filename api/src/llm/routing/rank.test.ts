import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogueModel } from '../../../test/support/models.ts';
import { sized } from '../../../test/support/size.ts';
import { costMicros, maxInputTokens } from './cost.ts';
import { type Dimensions, type ModelView, rank } from './rank.ts';

const RUNS = sized({ small: 300, full: 20_000 });

const SENSITIVITIES = ['public', 'internal', 'phi'] as const;
const TIERS = ['light', 'standard', 'deep'] as const;
const level = (of: readonly string[], name: string) => of.indexOf(name);

const anyView = fc
  .record({
    trusted_with: fc.constantFrom(...SENSITIVITIES),
    reasoning: fc.constantFrom(...TIERS),
    price: fc.constantFrom(0, 0.5, 2, 10),
    context_tokens: fc.constantFrom(600, 4_000),
    native: fc.boolean(),
    configured: fc.constantFrom(true, true, true, false),
    breakerOpen: fc.constantFrom(false, false, false, true),
    proven: fc.boolean(),
    waitMs: fc.constantFrom(0, 0, 300, Number.POSITIVE_INFINITY),
    latencyMs: fc.constantFrom(100, 400, 1_500, 4_000),
  })
  .map(
    ({ trusted_with, reasoning, price, context_tokens, native, latencyMs, ...rest }): ModelView => ({
      model: catalogueModel({
        provider: 'a',
        trusted_with,
        reasoning,
        context_tokens,
        price: { input: price, output: price * 4, as_of: '2026-11-27', source: 'a test' },
        supports: native ? ['json_schema'] : [],
      }),
      latencyMs: () => latencyMs,
      ...rest,
    }),
  );

/** Dimensions that exclude nothing. */
const OPEN: Dimensions = {
  sensitivity: 'public',
  reasoning: 'light',
  budgetMs: Number.POSITIVE_INFINITY,
  maxCostMicros: Number.POSITIVE_INFINITY,
  inputTokens: 100,
  maxOutputTokens: 100,
  outputTokens: 50,
  deidentifiable: false,
  remainingMicros: Number.POSITIVE_INFINITY,
};

const DIMENSIONS = {
  sensitivity: fc.record({ sensitivity: fc.constantFrom(...SENSITIVITIES), deidentifiable: fc.boolean() }),
  reasoning: fc.record({ reasoning: fc.constantFrom(...TIERS) }),
  latency: fc.record({ budgetMs: fc.constantFrom(50, 200, 1_000, 2_000, 10_000) }),
  cost: fc.record({
    maxCostMicros: fc.constantFrom(0, 300, 1_200, 100_000),
    remainingMicros: fc.constantFrom(0, 500, 100_000),
    inputTokens: fc.constantFrom(100, 550, 3_950),
  }),
};

/** The documented rules once more, as slow and obvious as they can be written: from docs/decisions/2026-11-27-model-routing.md. */
function mayBeAsked({ model, ...view }: ModelView, asked: Dimensions): boolean {
  if (!view.configured || view.breakerOpen) return false;
  const seesAsIs = level(SENSITIVITIES, model.trusted_with) >= level(SENSITIVITIES, asked.sensitivity);
  const seesCleaned = asked.deidentifiable && model.trusted_with !== 'public';
  if (!seesAsIs && !seesCleaned) return false;
  const least = asked.reasoning === 'deep' ? 'standard' : asked.reasoning;
  if (level(TIERS, model.reasoning) < level(TIERS, least)) return false;
  if (asked.inputTokens + asked.maxOutputTokens > model.context_tokens) return false;
  const cost = Math.ceil(asked.inputTokens * model.price.input + asked.maxOutputTokens * model.price.output);
  if (cost > asked.maxCostMicros) return false;
  if (cost !== 0 && cost > asked.remainingMicros) return false;
  const inTime = view.waitMs + view.latencyMs(asked.outputTokens) <= asked.budgetMs;
  return inTime || (view.waitMs === 0 && !view.proven);
}

/** Whether the rules ask `a` before `b`. */
function goesBefore(a: ModelView, b: ModelView, asked: Dimensions): boolean {
  const cost = ({ model }: ModelView) =>
    Math.ceil(asked.inputTokens * model.price.input + asked.maxOutputTokens * model.price.output);
  const time = (view: ModelView) => view.waitMs + view.latencyMs(asked.outputTokens);
  const tier = ({ model }: ModelView) => level(TIERS, model.reasoning);
  if (asked.reasoning === 'deep' && tier(a) !== tier(b)) return tier(a) > tier(b);
  if (cost(a) !== cost(b)) return cost(a) < cost(b);
  if (time(a) !== time(b)) return time(a) < time(b);
  if (tier(a) !== tier(b)) return tier(a) > tier(b);
  return a.model.supports.length > b.model.supports.length;
}

describe('rank', () => {
  const names = Object.keys(DIMENSIONS) as (keyof typeof DIMENSIONS)[];
  const pairs = names.flatMap((first, index) => names.slice(index).map((second) => [first, second] as const));

  it.each(pairs)('decides by %s and %s as documented', (first, second) => {
    const asked = fc
      .tuple(DIMENSIONS[first] as fc.Arbitrary<object>, DIMENSIONS[second] as fc.Arbitrary<object>)
      .map(([one, two]): Dimensions => ({ ...OPEN, ...one, ...two }));
    fc.assert(
      fc.property(fc.array(anyView, { maxLength: 8 }), asked, (views, dimensions) => {
        const ranked = rank(views, dimensions);
        expect(ranked.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual([...views.keys()]);
        const fitting = ranked.filter(({ excludedBy }) => excludedBy === null);
        expect(ranked.slice(0, fitting.length)).toEqual(fitting);
        for (const [index, view] of views.entries()) {
          expect(fitting.some((each) => each.index === index)).toBe(mayBeAsked(view, dimensions));
        }
        for (const [place, one] of fitting.entries()) {
          for (const later of fitting.slice(place + 1)) {
            const [a, b] = [views[one.index] as ModelView, views[later.index] as ModelView];
            expect(goesBefore(b, a, dimensions)).toBe(false);
            if (!goesBefore(a, b, dimensions)) expect(one.index).toBeLessThan(later.index);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  const view = (given: Partial<ModelView> & { model?: ModelView['model'] }): ModelView => ({
    model: catalogueModel({ provider: 'a' }),
    configured: true,
    breakerOpen: false,
    waitMs: 0,
    latencyMs: () => 500,
    proven: true,
    ...given,
  });
  const price = { input: 1, output: 1, as_of: '2026-11-27', source: 'a test' };
  it.each([
    ['not_configured', view({ configured: false }), {}],
    [
      'not_trusted',
      view({ model: catalogueModel({ provider: 'a', trusted_with: 'internal' }) }),
      { sensitivity: 'phi' },
    ],
    [
      'not_trusted',
      view({ model: catalogueModel({ provider: 'a', trusted_with: 'public' }) }),
      { sensitivity: 'phi', deidentifiable: true },
    ],
    [
      'reasoning',
      view({ model: catalogueModel({ provider: 'a', reasoning: 'light' }) }),
      { reasoning: 'deep' },
    ],
    [null, view({}), { reasoning: 'deep' }],
    ['context', view({}), { inputTokens: 8_100 }],
    ['cost', view({ model: catalogueModel({ provider: 'a', price }) }), { maxCostMicros: 199 }],
    ['budget_spent', view({ model: catalogueModel({ provider: 'a', price }) }), { remainingMicros: 199 }],
    ['breaker_open', view({ breakerOpen: true }), {}],
    ['no_capacity', view({ waitMs: 501 }), { budgetMs: 1_000 }],
    ['latency', view({ latencyMs: () => 1_001 }), { budgetMs: 1_000 }],
    [null, view({ latencyMs: () => 1_001, proven: false }), { budgetMs: 1_000 }],
  ] as const)('gives %s as the reason', (reason, one, asked) => {
    expect(rank([one], { ...OPEN, ...asked })[0]?.excludedBy).toBe(reason);
  });
});

describe('the cost of a request', () => {
  it('counts instructions, messages and schema, and more for letters of other scripts', () => {
    const tokens = (content: string) => maxInputTokens('', [{ role: 'user', content }], {});
    expect(tokens('x'.repeat(300))).toBe(tokens('') + 100);
    expect(tokens('द'.repeat(300))).toBe(tokens('') + 450);
    const question = { role: 'user', content: '' } as const;
    expect(maxInputTokens('x'.repeat(300), [question], {})).toBe(tokens('') + 100);
    expect(maxInputTokens('', [question], { description: 'x'.repeat(300) })).toBeGreaterThan(tokens('') + 99);
  });

  it('is in millionths of a dollar, rounded up', () => {
    const model = catalogueModel({ provider: 'a', price: { input: 0.25, output: 2, as_of: '', source: '' } });
    expect(costMicros(model, { inputTokens: 1_001, outputTokens: 10 })).toBe(271);
  });
});
