import type { Concept } from '../knowledge.ts';
import type { Finding, FiredRule, Reading } from '../types.ts';
import type { Grounds } from './grounds.ts';

/**
 * Concepts that say that something is wrong, or that it is not, but not what: by themselves they decide nothing. Reassurance
 * is among them, because callers play down what they fear.
 */
const SAYS_TOO_LITTLE: ReadonlySet<string> = new Set([
  'ambulance_wanted',
  'emergency_named',
  'feels_fine',
  'pain',
  'severe_pain',
  'unwell',
  'worse_suddenly',
]);

/**
 * Share of the words that must be known before minor findings are believed to be all there is. Statements in the languages
 * shipped, with names and typing errors, have 0.7 to 1; sentences of other languages, in which words that look alike are
 * found by chance, 0 to 0.6.
 */
const MIN_UNDERSTOOD = 0.7;

/**
 * @returns whether too little is known to call the patient safe: nothing that decides, a text mostly not understood, or
 * nothing but a request or what others think it is, beside a sentence about the patient of which nothing decides.
 */
export function isInsufficient(
  reading: Reading,
  grounds: Grounds,
  concepts: ReadonlyMap<string, Concept>,
): boolean {
  const { findings, told = [], words, understood } = reading;
  const deciding = [...grounds.rules, ...grounds.single].filter((one) => decides(one, findings));
  if (deciding.length === 0) return true;
  // Also where a red flag was found: it may be one of the words that look alike.
  if (words > 0 && understood < MIN_UNDERSTOOD) return true;
  if (deciding.some(({ urgency }) => urgency <= 2)) return false;
  const stoodOn = deciding.flatMap((one) => one.findings.map((index) => findings[index] as Finding));
  if (stoodOn.length === 0 || !stoodOn.every((finding) => isBesideThePoint(finding, concepts))) return false;
  return told.some(
    ({ start, end }) =>
      !stoodOn.some(({ evidence }) => evidence !== null && evidence.start >= start && evidence.end <= end),
  );
}

/** What is asked for, and what is only thought to be so, tells nothing about what else was said. */
function isBesideThePoint({ concept, certainty }: Finding, concepts: ReadonlyMap<string, Concept>): boolean {
  return (
    certainty === 'possible' || SAYS_TOO_LITTLE.has(concept) || concepts.get(concept)?.kind === 'request'
  );
}

function decides({ findings }: FiredRule, all: readonly Finding[]): boolean {
  return findings.length === 0 || findings.some((index) => !isVague(all[index] as Finding));
}

function isVague({ concept, site }: Finding): boolean {
  return SAYS_TOO_LITTLE.has(concept) && site === null;
}
