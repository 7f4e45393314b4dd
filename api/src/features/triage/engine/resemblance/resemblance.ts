import type { Break, Token } from '../text/tokens.ts';
import type { Resemblance, Urgency } from '../types.ts';
import { featuresAt, stemsOf, windowsOf } from './features.ts';

/** What was learned from the cases: the log odds that words are those of urgent statements. */
export interface WordWeights {
  /** Without any known word. */
  readonly intercept: number;
  /** By stem or pair of stems; see `featuresOf`. */
  readonly weights: ReadonlyMap<string, number>;
}

export type TrainedWords = Readonly<Record<keyof Resemblance, WordWeights>>;

/** What was said: normalised words, and where sentences begin among them. */
export interface Spoken {
  readonly words: readonly string[];
  readonly starts: readonly number[];
}

export function spokenOf(tokens: readonly Token[]): Spoken {
  const starts = tokens.flatMap(({ before }, index) => (index === 0 || before >= SENTENCE ? [index] : []));
  return { words: tokens.map(({ text }) => text), starts };
}

/** The break before a word that begins a sentence. */
const SENTENCE: Break = 2;

/**
 * How much the words of a statement resemble those of more urgent ones, whatever was understood of them. 0.5 where as many
 * of such statements were urgent as were not. Logistic regressions on the cases in `evaluation/cases/dev-*.jsonl`.
 */
export function resemblanceOf({ words, starts }: Spoken, trained: TrainedWords): Resemblance {
  const stems = stemsOf(words);
  const places = placesOf(stems);
  const windows = windowsOf(stems.length, starts);
  return {
    immediate: highest(places, windows, trained.immediate),
    emergency: highest(places, windows, trained.emergency),
  };
}

/** A feature of a statement. */
interface Place {
  readonly feature: string;
  readonly first: number;
  readonly last: number;
  /** Where the same feature stood before, as it counts once in a window; -1 for nowhere. */
  readonly before: number;
}

function placesOf(stems: readonly string[]): readonly Place[] {
  const seen = new Map<string, number>();
  const places: Place[] = [];
  for (let first = 0; first < stems.length; first += 1) {
    for (const [more, feature] of featuresAt(stems, first).entries()) {
      places.push({ feature, first, last: first + more, before: seen.get(feature) ?? -1 });
      seen.set(feature, first);
    }
  }
  return places;
}

/** Of all windows, which are in the order of their beginnings. */
function highest(
  places: readonly Place[],
  windows: ReturnType<typeof windowsOf>,
  { intercept, weights }: WordWeights,
): number {
  const weighed = places.flatMap((place) => {
    const weight = weights.get(place.feature);
    return weight === undefined ? [] : [{ ...place, weight }];
  });
  let most = Number.NEGATIVE_INFINITY;
  let start = 0;
  for (const [from, to] of windows) {
    while (start < weighed.length && (weighed[start] as Place).first < from) start += 1;
    let odds = intercept;
    for (let index = start; index < weighed.length; index += 1) {
      const { first, last, before, weight } = weighed[index] as Place & { weight: number };
      if (first >= to) break;
      if (last < to && before < from) odds += weight;
    }
    if (odds > most) most = odds;
  }
  return 1 / (1 + Math.exp(-most));
}

/**
 * From this resemblance on the words decide. Below a half, because a missed emergency costs more than a needless question:
 * of cases left out of the training, four fifths of the emergencies reach it and one tenth of those of urgency 4 and 5.
 */
const LIKELY_ENOUGH = 0.4;

/** The urgency that the words alone call for; null for none. */
export function urgencyOfWords({ immediate, emergency }: Resemblance): Urgency | null {
  if (immediate >= LIKELY_ENOUGH) return 1;
  return emergency >= LIKELY_ENOUGH ? 2 : null;
}
