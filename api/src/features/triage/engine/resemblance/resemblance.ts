import type { Reading, Urgency } from '../types.ts';
import { type Feature, featuresOf, windowsOf } from './features.ts';

/** What was learned from the cases: the log odds that statements with such words and findings are urgent. */
export interface WordWeights {
  /** Without any known feature. */
  readonly intercept: number;
  /** By the name of a feature; see `featuresOf`. */
  readonly weights: ReadonlyMap<string, number>;
}

/** How likely statements like this one were of urgency 1, and of urgency 1 or 2. */
export interface Resemblance {
  readonly immediate: number;
  readonly emergency: number;
}

export type TrainedWords = Readonly<Record<keyof Resemblance, WordWeights>>;

/**
 * How much a statement resembles more urgent ones, by its words and by what was found in them: 0.5 where as many of such
 * statements were urgent as were not. Logistic regressions on the cases in `evaluation/cases/dev-*.jsonl`.
 */
export function resemblanceOf(
  reading: Pick<Reading, 'spoken' | 'findings'>,
  trained: TrainedWords,
): Resemblance {
  const features = featuresOf(reading);
  const windows = windowsOf(reading);
  return {
    immediate: highest(features, windows, trained.immediate),
    emergency: highest(features, windows, trained.emergency),
  };
}

interface Weighed {
  readonly first: number;
  readonly last: number;
  /** Where the same feature stood before, as it counts once in a window; -1 for nowhere. */
  readonly before: number;
  readonly weight: number;
}

/** The probability of the most urgent window; 0 where nothing was said. */
function highest(
  features: readonly Feature[],
  windows: ReturnType<typeof windowsOf>,
  { intercept, weights }: WordWeights,
): number {
  const { weighed, everywhere } = weigh(features, weights);
  let most = Number.NEGATIVE_INFINITY;
  let start = 0;
  for (const [from, to] of windows) {
    while (start < weighed.length && (weighed[start] as Weighed).first < from) start += 1;
    let odds = intercept + everywhere;
    for (let index = start; index < weighed.length; index += 1) {
      const { first, last, before, weight } = weighed[index] as Weighed;
      if (first >= to) break;
      if (last < to && before < from) odds += weight;
    }
    if (odds > most) most = odds;
  }
  return 1 / (1 + Math.exp(-most));
}

/** Features with a weight in the order of their places, and the sum of those without a place. */
function weigh(
  features: readonly Feature[],
  weights: ReadonlyMap<string, number>,
): { readonly weighed: readonly Weighed[]; readonly everywhere: number } {
  const seen = new Map<string, number>();
  const weighed: Weighed[] = [];
  let everywhere = 0;
  for (const { name, first, last } of features) {
    const weight = weights.get(name);
    if (weight === undefined) continue;
    const before = seen.get(name);
    if (first === null || last === null) {
      if (before === undefined) everywhere += weight;
      seen.set(name, before ?? -1);
      continue;
    }
    weighed.push({ first, last, before: before ?? -1, weight });
    seen.set(name, first);
  }
  return { weighed: weighed.sort((a, b) => a.first - b.first), everywhere };
}

/**
 * From these on the words decide. Well below a half, because a missed emergency costs more than a needless question. Of
 * cases left out of the training, 82 of 100 of urgency 1 and 5 of 100 others reach the first; 87 of 100 emergencies and 6 of
 * 100 of urgency 4 and 5 reach the second.
 */
const IMMEDIATE_FROM = 0.2;
const EMERGENCY_FROM = 0.35;

/** The urgency that the words call for; null for none. */
export function urgencyOfWords({ immediate, emergency }: Resemblance): Urgency | null {
  if (immediate >= IMMEDIATE_FROM) return 1;
  return emergency >= EMERGENCY_FROM ? 2 : null;
}
