import type { Meaning } from '../matching/lexicon.ts';
import type { Match } from '../matching/match.ts';
import { distance, type Sentence, spanOf } from '../sentence.ts';
import type { Token } from '../text/tokens.ts';
import type { Finding, Span } from '../types.ts';
import type { NumberSpan } from './values.ts';
import { plainFinding } from './vital-signs.ts';

/** So many tablets at once are no prescribed dose of a common medicine. */
const OVERDOSE_FROM = 8;
/** From here on a number before the name of a medicine is its strength: `500 paracetamol`. */
const STRENGTH_FROM = 250;
/** Milligrams that a tablet of a medicine in `dosesOfHundreds` has more of. */
const HUNDREDS = 100;
/** Of a medicine in `dosesOfMilligrams`, as many times what its strongest tablet has are no prescribed dose. */
const STRONGEST_TABLETS = 4;
const OVERDOSE: Meaning = { group: 'concept', id: 'overdose', negated: false };
/** Words between the amount and what was done with it: `20 tablets of paracetamol kha li`. */
const REACH = 8;
/** Words between `swallowed` and `them all`. */
const REACH_OF_ALL = 3;
const NO_UNITS: readonly Match[] = [];

/** An amount of medicine, and whether all of an amount named before was swallowed: `she has swallowed them all`. */
export interface Doses {
  /** What was swallowed with its amount: `took 20 tablets`. */
  readonly overdoses: readonly Match[];
  /** An amount of which it is not said that it was swallowed: `thirty paracetamol in the box`. */
  readonly amount: Span | null;
  readonly all: Span | null;
}

export function findDoses(sentence: Sentence): Doses {
  const { tokens, numbers } = sentence;
  const swallowed = sentence.cues.swallowed;
  const all = swallowed.length === 0 ? null : allSwallowed(sentence, swallowed);
  const units = numbers.length === 0 ? NO_UNITS : unitsIn(sentence);
  const takes = units.length === 0 ? swallowed : [...swallowed, ...takenIn(sentence)];
  const overdoses: Match[] = [];
  let amount: Span | null = null;
  for (const unit of units) {
    const number = amountOf(sentence, unit, takes);
    if (number === undefined || number.value < OVERDOSE_FROM) continue;
    const taken = takes.find(
      (cue) => Math.max(number.first - cue.last - 1, cue.first - unit.last - 1) <= REACH,
    );
    amount = spanOf(tokens, Math.min(number.first, unit.first), Math.max(number.last, unit.last));
    if (taken === undefined) continue;
    const first = Math.min(number.first, taken.first);
    // `Kha li thi` is two ways to say it, one over the other.
    const ends = takes
      .filter((cue) => cue.first <= taken.last && cue.last > taken.last)
      .map((cue) => cue.last);
    const last = Math.max(unit.last, number.last, taken.last, ...ends);
    const stretch = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    overdoses.push({ meaning: OVERDOSE, tokens: stretch, first, last });
  }
  return { overdoses, amount, all };
}

function unitsIn(sentence: Sentence): readonly Match[] {
  return [
    ...sentence.cues.doses,
    ...sentence.cues.dosesByName,
    ...sentence.cues.dosesOfHundreds,
    ...sentence.cues.dosesOfMilligrams,
  ];
}

/** Words for taking that are said of much else, `le li`: only of what was not bought. */
function takenIn(sentence: Sentence): readonly Match[] {
  return sentence.cues.bought.length > 0 ? NO_UNITS : sentence.cues.taken;
}

/** The number that counts a unit or the tablets of a medicine, or tells its milligrams. */
function amountOf(sentence: Sentence, unit: Match, takes: readonly Match[]): NumberSpan | undefined {
  const { numbers } = sentence;
  const { group, id } = unit.meaning;
  if (group === 'dosesOfMilligrams') {
    const number = milligramsOf(sentence, unit);
    if (number !== undefined) {
      // `Alprax 20 mg le li`, `took 20 mg alprax`.
      const [first, last] = [Math.min(unit.first, number.first), Math.max(unit.last, number.last + 1)];
      const isTooMuch = number.value >= STRONGEST_TABLETS * Number(id);
      return isTooMuch && isSwallowed(sentence, first, last, takes) ? number : undefined;
    }
  }
  if (group === 'dosesOfHundreds' || group === 'dosesOfMilligrams') {
    const number = numbers.find(({ first }) => first === unit.last + 1);
    if (number === undefined || !isSwallowed(sentence, unit.first, number.last, takes)) return undefined;
    // `Paracetamol 30 kha li`, `alprax 20`: less, or more, than a tablet of it has in milligrams.
    const isCount = group === 'dosesOfHundreds' ? number.value < HUNDREDS : number.value > Number(id);
    return isCount && number.value < STRENGTH_FROM ? number : undefined;
  }
  const before = numbers.find(({ last }) => unit.first - last >= 1 && unit.first - last <= 2);
  if (before === undefined) return undefined;
  // `8 baje goli kha li`: the hour.
  if (sentence.cues.clock.some(({ first }) => first === before.last + 1)) return undefined;
  return group === 'doses' || countsTablets(sentence, before.last, unit, before.value) ? before : undefined;
}

/** The number right after or before the name of a medicine that `mg` follows. */
function milligramsOf({ tokens, to, numbers }: Sentence, unit: Match): NumberSpan | undefined {
  return numbers.find(({ first, last }) => {
    const next = last + 1;
    const isBeside = first === unit.last + 1 || next === unit.first - 1;
    return isBeside && next < to && (tokens[next] as Token).before === 0 && tokens[next]?.text === 'mg';
  });
}

/** What was done with it follows at once, or stands before, and nothing else follows: `alprax 20 le li`, `took alprax 20`. */
function isSwallowed(
  { tokens, to }: Sentence,
  first: number,
  last: number,
  takes: readonly Match[],
): boolean {
  if (takes.some((cue) => cue.first === last + 1)) return true;
  const ends = last + 1 >= to || (tokens[last + 1] as Token).before !== 0;
  return ends && takes.some((cue) => cue.last === first - 1);
}

/** A number beside the name of a medicine counts tablets unless it is a strength: `500 mg paracetamol`. */
function countsTablets(sentence: Sentence, last: number, unit: Match, value: number): boolean {
  if (value >= STRENGTH_FROM) return false;
  const { otherMeasures, units, durations } = sentence.cues;
  return ![otherMeasures, units, durations].some((cues) =>
    cues.some(({ first }) => first === last + 1 && first < unit.first),
  );
}

function allSwallowed(sentence: Sentence, swallowed: readonly Match[]): Span | null {
  for (const all of sentence.cues.allOfThem) {
    const taken = swallowed.find((cue) => distance(cue, all) <= REACH_OF_ALL);
    if (taken === undefined) continue;
    return spanOf(sentence.tokens, Math.min(all.first, taken.first), Math.max(all.last, taken.last));
  }
  return null;
}

/** What was named in one sentence and swallowed in the next: `there were 30 tablets left. She has taken them all`. */
export function findDosesAcross(named: Doses | undefined, told: Doses): readonly Finding[] {
  if (named === undefined || named.amount === null || told.all === null || named.overdoses.length > 0)
    return [];
  return told.overdoses.length > 0 ? [] : [plainFinding('overdose', told.all)];
}
