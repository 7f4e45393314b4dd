import { cuesOf, type Sentence, spanOf } from '../sentence.ts';
import type { Finding } from '../types.ts';
import { plainFinding } from './vital-signs.ts';

/** So many tablets at once are no prescribed dose of a common medicine. */
const OVERDOSE_FROM = 8;
/** Words between the amount and what was done with it: `20 tablets of paracetamol kha li`. */
const REACH = 8;

/** An amount of medicine that was swallowed: `took 20 tablets`. */
export function findDoses(sentence: Sentence): Finding[] {
  const swallowed = cuesOf(sentence, 'swallowed');
  return cuesOf(sentence, 'doses').flatMap((unit) => {
    const number = sentence.numbers.find(({ last }) => unit.first - last >= 1 && unit.first - last <= 2);
    if (number === undefined || number.value < OVERDOSE_FROM) return [];
    const taken = swallowed.find(
      (cue) => Math.max(number.first - cue.last - 1, cue.first - unit.last - 1) <= REACH,
    );
    if (taken === undefined) return [];
    const first = Math.min(number.first, taken.first);
    const last = Math.max(unit.last, taken.last);
    return [plainFinding('overdose', spanOf(sentence.tokens, first, last))];
  });
}
