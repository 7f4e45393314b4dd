import type { Candidate, Reasoning, Sensitivity } from '../ask.ts';
import type { CatalogueModel } from '../catalogue/catalogue.ts';
import { costMicros } from './cost.ts';

const LEVELS: Readonly<Record<Sensitivity, number>> = { public: 0, internal: 1, phi: 2 };
const TIERS: Readonly<Record<Reasoning, number>> = { light: 0, standard: 1, deep: 2 };
/** The tier that is needed at least: where no deep model answers, another one's answer is better than none. */
const LEAST: Readonly<Record<Reasoning, number>> = { light: 0, standard: 1, deep: 1 };

/** What the choice depends on, beside the models. */
export interface Dimensions {
  readonly sensitivity: Sensitivity;
  readonly reasoning: Reasoning;
  readonly budgetMs: number;
  readonly maxCostMicros: number;
  readonly inputTokens: number;
  readonly maxOutputTokens: number;
  /** How many tokens answers of this task lately had. */
  readonly outputTokens: number;
  /** Whether a version of the content that identifies no one may be sent in its place. */
  readonly deidentifiable: boolean;
  /** What the tenant's budgets still allow; infinite without a budget. */
  readonly remainingMicros: number;
}

/** A model as it is at the moment. */
export interface ModelView {
  readonly model: CatalogueModel;
  readonly configured: boolean;
  readonly breakerOpen: boolean;
  /** Milliseconds until a request would be sent; infinite when the queue is full. */
  readonly waitMs: number;
  /** Milliseconds for so many tokens of output, without waiting. */
  latencyMs(outputTokens: number): number;
  /** Whether the prediction rests on recent observations; the catalogue's expectation alone excludes no model. */
  readonly proven: boolean;
}

export type Exclusion = Exclude<Candidate['excludedBy'], null>;

export interface Ranked {
  readonly index: number;
  readonly excludedBy: Exclusion | null;
  readonly deidentified: boolean;
  readonly predictedLatencyMs: number;
  readonly maxCostMicros: number;
}

/** What has been cleaned counts as business data: a model trusted with public content only does not see it either. */
const CLEANED: Sensitivity = 'internal';

/** Whether it may see the content as it is, only cleaned, or not at all. */
export function trustOf(
  { trusted_with }: CatalogueModel,
  sensitivity: Sensitivity,
): 'as_it_is' | 'cleaned' | 'never' {
  if (LEVELS[trusted_with] >= LEVELS[sensitivity]) return 'as_it_is';
  return LEVELS[trusted_with] >= LEVELS[CLEANED] ? 'cleaned' : 'never';
}

/**
 * All models: first those that fit, in the order in which they are asked, then the excluded ones with the reason, in the
 * catalogue's order.
 *
 * `deep`: the best reasoning first, then the cheapest, then the fastest. Others: the cheapest, then the fastest, then the
 * best reasoning. Last, native support of schemas and the catalogue's order decide.
 */
export function rank(views: readonly ModelView[], dimensions: Dimensions): readonly Ranked[] {
  const all = views.map((view, index) => consider(view, index, dimensions));
  const tier = ({ index }: Ranked) => TIERS[views[index]?.model.reasoning ?? 'light'];
  const native = ({ index }: Ranked) => Number(views[index]?.model.supports.includes('json_schema') ?? false);
  const deep = dimensions.reasoning === 'deep';
  const fitting = all
    .filter(({ excludedBy }) => excludedBy === null)
    .sort(
      (a, b) =>
        (deep ? tier(b) - tier(a) : 0) ||
        a.maxCostMicros - b.maxCostMicros ||
        a.predictedLatencyMs - b.predictedLatencyMs ||
        tier(b) - tier(a) ||
        native(b) - native(a) ||
        a.index - b.index,
    );
  return [...fitting, ...all.filter(({ excludedBy }) => excludedBy !== null)];
}

function consider(view: ModelView, index: number, dimensions: Dimensions): Ranked {
  const { model, waitMs } = view;
  const { inputTokens, maxOutputTokens } = dimensions;
  const trust = trustOf(model, dimensions.sensitivity);
  const maxCostMicros = costMicros(model, { inputTokens, outputTokens: maxOutputTokens });
  const latencyMs = view.latencyMs(dimensions.outputTokens);
  const late = waitMs + latencyMs > dimensions.budgetMs;
  return {
    index,
    deidentified: trust === 'cleaned',
    maxCostMicros,
    predictedLatencyMs: waitMs + latencyMs,
    excludedBy: !view.configured
      ? 'not_configured'
      : trust === 'never' || (trust === 'cleaned' && !dimensions.deidentifiable)
        ? 'not_trusted'
        : TIERS[model.reasoning] < LEAST[dimensions.reasoning]
          ? 'reasoning'
          : inputTokens + maxOutputTokens > model.context_tokens
            ? 'context'
            : maxCostMicros > dimensions.maxCostMicros
              ? 'cost'
              : maxCostMicros > 0 && maxCostMicros > dimensions.remainingMicros
                ? 'budget_spent'
                : view.breakerOpen
                  ? 'breaker_open'
                  : waitMs > 0 && late
                    ? 'no_capacity'
                    : late && view.proven
                      ? 'latency'
                      : null,
  };
}
