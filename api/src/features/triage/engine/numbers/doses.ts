import type { Match } from '../matching/match.ts';
import { cuesOf, distance, type Sentence, spanOf } from '../sentence.ts';
import type { Finding, Span } from '../types.ts';
import { plainFinding } from './vital-signs.ts';

/** So many tablets at once are no prescribed dose of a common medicine. */
const OVERDOSE_FROM = 8;
/** From here on a number before the name of a medicine is its strength: `500 paracetamol`. */
const STRENGTH_FROM = 250;
/** Words between the amount and what was done with it: `20 tablets of paracetamol kha li`. */
const REACH = 8;
/** Words between `swallowed` and `them all`. */
const REACH_OF_ALL = 3;
const NO_UNITS: readonly Match[] = [];

/** An amount of medicine, and whether all of an amount named before was swallowed: `she has swallowed them all`. */
export interface Doses {
  /** What was swallowed with its amount: `took 20 tablets`. */
  readonly findings: readonly Finding[];
  /** An amount of which it is not said that it was swallowed: `thirty paracetamol in the box`. */
  readonly amount: Span | null;
  readonly all: Span | null;
}

export function findDoses(sentence: Sentence): Doses {
  const { tokens, numbers } = sentence;
  const swallowed = cuesOf(sentence, 'swallowed');
  const all = swallowed.length === 0 ? null : allSwallowed(sentence, swallowed);
  const units = numbers.length === 0 ? NO_UNITS : unitsIn(sentence);
  const findings: Finding[] = [];
  let amount: Span | null = null;
  for (const unit of units) {
    const number = numbers.find(({ last }) => unit.first - last >= 1 && unit.first - last <= 2);
    if (number === undefined || number.value < OVERDOSE_FROM) continue;
    if (unit.meaning.group === 'dosesByName' && !countsTablets(sentence, number.last, unit, number.value))
      continue;
    const taken = swallowed.find(
      (cue) => Math.max(number.first - cue.last - 1, cue.first - unit.last - 1) <= REACH,
    );
    amount = spanOf(tokens, number.first, unit.last);
    if (taken === undefined) continue;
    const first = Math.min(number.first, taken.first);
    const last = Math.max(unit.last, taken.last);
    findings.push(plainFinding('overdose', spanOf(tokens, first, last)));
  }
  return { findings, amount, all };
}

function unitsIn(sentence: Sentence): readonly Match[] {
  const units = cuesOf(sentence, 'doses');
  const named = cuesOf(sentence, 'dosesByName');
  return named.length === 0 ? units : [...units, ...named];
}

/** A number beside the name of a medicine counts tablets unless it is a strength: `500 mg paracetamol`. */
function countsTablets(sentence: Sentence, last: number, unit: Match, value: number): boolean {
  if (value >= STRENGTH_FROM) return false;
  return !['otherMeasures', 'units', 'durations'].some((group) =>
    cuesOf(sentence, group).some(({ first }) => first === last + 1 && first < unit.first),
  );
}

function allSwallowed(sentence: Sentence, swallowed: readonly Match[]): Span | null {
  for (const all of cuesOf(sentence, 'allOfThem')) {
    const taken = swallowed.find((cue) => distance(cue, all) <= REACH_OF_ALL);
    if (taken === undefined) continue;
    return spanOf(sentence.tokens, Math.min(all.first, taken.first), Math.max(all.last, taken.last));
  }
  return null;
}

/** What was named in one sentence and swallowed in the next: `there were 30 tablets left. She has taken them all`. */
export function findDosesAcross(named: Doses | undefined, told: Doses): readonly Finding[] {
  if (named === undefined || named.amount === null || told.all === null || named.findings.length > 0)
    return [];
  return told.findings.length > 0 ? [] : [plainFinding('overdose', told.all)];
}
