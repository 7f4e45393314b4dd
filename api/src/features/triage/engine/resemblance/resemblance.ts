import type { Reading, Urgency } from '../types.ts';
import { eachFeature, windowsOf } from './features.ts';

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
  const located: Located[] = [];
  const everywhere: [immediate: number, emergency: number] = [
    trained.immediate.intercept,
    trained.emergency.intercept,
  ];
  const { byName, lastPlace } = indexOf(trained);
  lastPlace.fill(NOT_YET);
  // A pair comes right after its first stem.
  let [last, own]: [name: string, own: Weights | undefined] = ['', undefined];
  eachFeature(reading, (name, following, first) => {
    if (name !== last) [last, own] = [name, byName.get(name)];
    const found = following === null ? own : own?.pairs?.get(following);
    if (found === undefined) return;
    const before = lastPlace[found.id] as number;
    if (first !== null) {
      lastPlace[found.id] = first;
      located.push({ first, last: following === null ? first : first + 1, before, weights: found });
    } else if (before === NOT_YET) {
      lastPlace[found.id] = NOWHERE;
      everywhere[0] += found.immediate;
      everywhere[1] += found.emergency;
    }
  });
  return highest(
    located.sort((x, y) => x.last - y.last),
    windowsOf(reading),
    everywhere,
  );
}

/** Of a feature its weights, and of a stem also those of its pairs by the stem that follows. */
interface Weights {
  /** Features are numbered. */
  readonly id: number;
  readonly immediate: number;
  readonly emergency: number;
  pairs: Map<string, Weights> | null;
}

/** The place of a feature that has not been met, and of one that has none; both before any in the text. */
const NOT_YET = -2;
const NOWHERE = -1;

/** A feature where it stands in the text. */
interface Located {
  readonly first: number;
  readonly last: number;
  /** Where the same feature stood before, as it counts once in a window; below 0 for nowhere. */
  readonly before: number;
  readonly weights: Weights;
}

/**
 * The probabilities of the most urgent windows; 0 where nothing was said. Windows with the same beginning come one after the
 * other, each longer than the one before, and go on from its sums.
 */
function highest(
  located: readonly Located[],
  windows: ReturnType<typeof windowsOf>,
  everywhere: readonly [number, number],
): Resemblance {
  let [immediate, emergency] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [ofImmediate, ofEmergency] = everywhere;
  let [beginning, start, next] = [-1, 0, 0];
  for (const [from, to] of windows) {
    if (from !== beginning) {
      while (start < located.length && (located[start] as Located).last < from) start += 1;
      [beginning, next, ofImmediate, ofEmergency] = [from, start, ...everywhere];
    }
    for (; next < located.length; next += 1) {
      const { first, last, before, weights } = located[next] as Located;
      if (last >= to) break;
      if (first < from || before >= from) continue;
      ofImmediate += weights.immediate;
      ofEmergency += weights.emergency;
    }
    immediate = Math.max(immediate, ofImmediate);
    emergency = Math.max(emergency, ofEmergency);
  }
  return { immediate: probability(immediate), emergency: probability(emergency) };
}

function probability(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

interface WeightIndex {
  /** The weights of both, by stem or concept. */
  readonly byName: ReadonlyMap<string, Weights>;
  /** Of each feature where it was last met. It serves one statement after the other. */
  readonly lastPlace: Int32Array;
}

const indexes = new WeakMap<TrainedWords, WeightIndex>();

/** Made once. */
function indexOf(trained: TrainedWords): WeightIndex {
  const known = indexes.get(trained);
  if (known !== undefined) return known;
  const byName = new Map<string, Weights>();
  const { immediate, emergency } = trained;
  let count = 0;
  const read = (name: string): Weights => ({
    id: count++,
    immediate: immediate.weights.get(name) ?? 0,
    emergency: emergency.weights.get(name) ?? 0,
    pairs: null,
  });
  const entryOf = (name: string): Weights => {
    const entry = byName.get(name) ?? read(name);
    byName.set(name, entry);
    return entry;
  };
  for (const name of new Set([...immediate.weights.keys(), ...emergency.weights.keys()])) {
    const [stem = '', following] = name.split(' ');
    const entry = entryOf(stem);
    if (following === undefined) continue;
    entry.pairs ??= new Map();
    entry.pairs.set(following, read(name));
  }
  const index = { byName, lastPlace: new Int32Array(count) };
  indexes.set(trained, index);
  return index;
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
