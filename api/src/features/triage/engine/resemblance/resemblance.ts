import type { Reading, SpokenWord, Urgency } from '../types.ts';
import { findingNamed, type Sign, signOf, windowsOf } from './features.ts';
import { NO_STEM, StemTable } from './stems.ts';

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
  const index = indexOf(trained);
  const everywhere: [immediate: number, emergency: number] = [
    trained.immediate.intercept,
    trained.emergency.intercept,
  ];
  return highest(locate(reading, index, everywhere), windowsOf(reading), index, everywhere);
}

/** Before any place in the text: of a feature that has not been met, and of one that has no place. */
const NOT_YET = -2;
const NOWHERE = -1;

/** Numbers of a feature in `Located`. */
const WIDTH = 3;

/**
 * The features of a text by the word at which they end. Those of words come before those of findings that begin at the word.
 * Its tables are longer than what they hold, and serve one statement after the other.
 */
interface Located {
  /** Of each feature itself, the word at which it begins, and where the same feature stood before, as it counts once in a window; below 0 for nowhere. */
  features: Int32Array;
  /** Of each word where its features begin in the table, and at the end where those of the last word end. */
  startAt: Int32Array;
}

/** @param everywhere gets the weights of what is no part of the text, such as a context. */
function locate(
  { spoken, findings }: Pick<Reading, 'spoken' | 'findings'>,
  { stems, concepts, single, pairs, weights, lastPlace, located }: WeightIndex,
  everywhere: [immediate: number, emergency: number],
): Located {
  if (located.startAt.length <= spoken.length) located.startAt = new Int32Array(2 * spoken.length + 1);
  const most = WIDTH * (2 * spoken.length + findings.length);
  if (located.features.length < most) located.features = new Int32Array(2 * most);
  const { features, startAt } = located;
  let end = 0;
  const add = (feature: number, place: number, earlier: number) => {
    features[end] = feature;
    features[end + 1] = place;
    features[end + 2] = earlier;
    end += WIDTH;
  };
  const found: { readonly feature: number; readonly place: number; readonly earlier: number }[] = [];
  for (const finding of findings) {
    const feature = concepts[signOf(finding)].get(finding.concept) ?? NO_FEATURE;
    if (feature === NO_FEATURE) continue;
    const place = finding.evidence === null ? NOWHERE : placeOf(finding.evidence.start, spoken);
    const earlier = lastPlace[feature] as number;
    if (place === NOWHERE && earlier !== NOT_YET) continue;
    lastPlace[feature] = place;
    found.push({ feature, place, earlier });
    if (place !== NOWHERE) continue;
    everywhere[0] += weights[2 * feature] as number;
    everywhere[1] += weights[2 * feature + 1] as number;
  }
  for (const { feature } of found) lastPlace[feature] = NOT_YET;
  const placed = found.filter(({ place }) => place !== NOWHERE).sort((x, y) => x.place - y.place);
  let [preceding, next] = [NO_STEM, 0];
  for (let place = 0; place < spoken.length; place += 1) {
    startAt[place] = end;
    const stem = stems.numberOf((spoken[place] as SpokenWord).text);
    if (stem !== NO_STEM) {
      const pair = preceding === NO_STEM ? NO_FEATURE : pairOf(preceding, stem, pairs);
      if (pair !== NO_FEATURE) {
        add(pair, place - 1, lastPlace[pair] as number);
        lastPlace[pair] = place - 1;
      }
      const alone = single[stem] as number;
      if (alone !== NO_FEATURE) {
        add(alone, place, lastPlace[alone] as number);
        lastPlace[alone] = place;
      }
    }
    preceding = stem;
    for (; placed[next]?.place === place; next += 1) {
      const { feature, earlier } = placed[next] as (typeof placed)[number];
      add(feature, place, earlier);
    }
  }
  startAt[spoken.length] = end;
  for (let at = 0; at < end; at += WIDTH) lastPlace[features[at] as number] = NOT_YET;
  return located;
}

/** The last word that begins there; `NOWHERE` for none. Words stand in order. */
function placeOf(start: number, spoken: readonly SpokenWord[]): number {
  let [low, high] = [0, spoken.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spoken[middle] as SpokenWord).start <= start) low = middle + 1;
    else high = middle;
  }
  return low > 0 && spoken[low - 1]?.start === start ? low - 1 : NOWHERE;
}

/**
 * The probabilities of the most urgent windows; 0 where nothing was said. Windows with the same beginning come one after the
 * other, each longer than the one before, and go on from its sums.
 */
function highest(
  { features, startAt }: Located,
  windows: ReturnType<typeof windowsOf>,
  { weights }: WeightIndex,
  everywhere: readonly [number, number],
): Resemblance {
  let immediate = Number.NEGATIVE_INFINITY;
  let emergency = Number.NEGATIVE_INFINITY;
  let [ofImmediate, ofEmergency] = everywhere;
  let [beginning, next] = [-1, 0];
  for (const [from, to] of windows) {
    if (from !== beginning) {
      beginning = from;
      next = startAt[from] as number;
      ofImmediate = everywhere[0];
      ofEmergency = everywhere[1];
    }
    for (const end = startAt[to] as number; next < end; next += WIDTH) {
      // Part of it stands before the window, or the same feature stood in it before.
      if ((features[next + 1] as number) < from || (features[next + 2] as number) >= from) continue;
      const feature = features[next] as number;
      ofImmediate += weights[2 * feature] as number;
      ofEmergency += weights[2 * feature + 1] as number;
    }
    if (ofImmediate > immediate) immediate = ofImmediate;
    if (ofEmergency > emergency) emergency = ofEmergency;
  }
  return { immediate: probability(immediate), emergency: probability(emergency) };
}

function probability(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/** The weights of both, in tables of numbers. */
interface WeightIndex {
  readonly stems: StemTable;
  /** Features of findings by the sign of their names and their concepts. */
  readonly concepts: Readonly<Record<Sign, ReadonlyMap<string, number>>>;
  /** Of each stem the feature that it is by itself, or `NO_FEATURE`. */
  readonly single: Int32Array;
  readonly pairs: Pairs;
  /** Of each feature the two weights, `immediate` first. */
  readonly weights: Float64Array;
  /** Of each feature where it was last met in the text at hand; between texts `NOT_YET` of all. */
  readonly lastPlace: Int32Array;
  readonly located: Located;
}

const NO_FEATURE = -1;

/** Features of two stems, in the order of the first: a list of a few that may follow it. */
interface Pairs {
  /** Of each stem the first of its pairs, and at the end their number. */
  readonly firstPair: Int32Array;
  /** Of each pair the second stem and the feature. */
  readonly following: Int32Array;
}

function pairOf(stem: number, next: number, { firstPair, following }: Pairs): number {
  const end = firstPair[stem + 1] as number;
  for (let pair = firstPair[stem] as number; pair < end; pair += 1) {
    if (following[2 * pair] === next) return following[2 * pair + 1] as number;
  }
  return NO_FEATURE;
}

const indexes = new WeakMap<TrainedWords, WeightIndex>();

/** Made once. */
function indexOf(trained: TrainedWords): WeightIndex {
  const known = indexes.get(trained);
  if (known !== undefined) return known;
  const { immediate, emergency } = trained;
  const names = [...new Set([...immediate.weights.keys(), ...emergency.weights.keys()])];
  const stems = new StemTable(names.flatMap((name) => (findingNamed(name) === null ? name.split(' ') : [])));
  const single = new Int32Array(stems.size).fill(NO_FEATURE);
  const concepts = {
    '+': new Map<string, number>(),
    '-': new Map<string, number>(),
    '~': new Map<string, number>(),
  };
  const followers = Array.from({ length: stems.size }, (): number[] => []);
  for (const [feature, name] of names.entries()) {
    const [stem = '', following] = name.split(' ');
    const finding = findingNamed(name);
    if (finding !== null) concepts[finding.sign].set(finding.concept, feature);
    else if (following === undefined) single[stems.numberOf(stem)] = feature;
    else followers[stems.numberOf(stem)]?.push(stems.numberOf(following), feature);
  }
  let pairs = 0;
  const firstPair = [0, ...followers.map(({ length }) => (pairs += length / 2))];
  const weights = Float64Array.from(
    names.flatMap((name) => [immediate.weights.get(name) ?? 0, emergency.weights.get(name) ?? 0]),
  );
  const index = {
    stems,
    concepts,
    single,
    pairs: { firstPair: Int32Array.from(firstPair), following: Int32Array.from(followers.flat()) },
    weights,
    lastPlace: new Int32Array(names.length).fill(NOT_YET),
    located: { features: new Int32Array(0), startAt: new Int32Array(0) },
  };
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
