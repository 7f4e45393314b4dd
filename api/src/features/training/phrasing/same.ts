import { type LoadedKnowledge, readStatement } from '../../triage/index.ts';
import type { Scenario } from '../engine/types.ts';

/** Why another phrasing of a line is refused. */
export type PhrasingFault = 'length' | 'script' | 'number' | 'negation' | 'name' | 'fact' | 'finding';

const MAX_CHARACTERS = 400;
/** A line may become so much longer, in words. */
const MAX_RATIO = 2;
const MORE_WORDS = 8;
/** Shorter words of the facts are such as `the` and `two`. */
const MIN_FACT_LETTERS = 5;

const NEGATIONS = new Set(
  'no not never nothing nobody none nowhere neither nor without cannot hardly barely nahi nahin nahee mat na bina नहीं मत ना न बिना'.split(
    ' ',
  ),
);
const NUMBERS = new Set(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
   nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half quarter first second third fourth fifth
   once twice dozen couple both single double
   ek do teen char paanch panch chhe saat aath nau das gyarah barah pandrah bees tees chalis pachas sau aadha aadhe
   एक दो तीन चार पांच पाँच छह सात आठ नौ दस ग्यारह बारह पंद्रह बीस तीस चालीस पचास सौ हजार आधा आधे`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/**
 * What a phrasing changes of what a line says: numbers, negations, names, facts of the case, and what triage finds in it;
 * null where it says the same in other words. In doubt it is refused: then the line of the file is said.
 */
export function phrasingFault(
  line: string,
  phrased: string,
  { facts, caller }: Pick<Scenario, 'facts' | 'caller'>,
  { languages }: LoadedKnowledge,
): PhrasingFault | null {
  const [before, after] = [wordsOf(line), wordsOf(phrased)];
  if (after.length === 0 || phrased.length > MAX_CHARACTERS || /[\p{Cc}<>{}[\]]/u.test(phrased))
    return 'length';
  if (after.length > before.length * MAX_RATIO + MORE_WORDS) return 'length';
  if (scriptsOf(line) !== scriptsOf(phrased)) return 'script';
  if (numbersOf(before) !== numbersOf(after)) return 'number';
  if (negationsOf(before) !== negationsOf(after)) return 'negation';
  if (namesOf(line) !== namesOf(phrased)) return 'name';
  const known = new Set(wordsOf([caller.name, ...Object.values(facts)].join(' ')).filter(isTelling));
  if (within(before, known) !== within(after, known)) return 'fact';
  return findingsOf(line, languages) === findingsOf(phrased, languages) ? null : 'finding';
}

/** In lower case; `don't` is two words, of which the second is `not`. */
function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll("can't", 'can not')
    .replaceAll("won't", 'will not')
    .replaceAll("n't", ' not')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}

const isTelling = (word: string): boolean => word.length >= MIN_FACT_LETTERS;
const inOrder = (words: Iterable<string>): string => [...words].sort().join(' ');
const within = (words: readonly string[], known: ReadonlySet<string>): string =>
  inOrder(new Set(words.filter((word) => known.has(word))));

/** `5`, `५` and `five` are said alike, and compared as they are written: a phrasing keeps the form. */
const numbersOf = (words: readonly string[]): string =>
  inOrder(words.filter((word) => NUMBERS.has(word) || /\p{N}/u.test(word)));

const negationsOf = (words: readonly string[]): number => words.filter((word) => NEGATIONS.has(word)).length;

/** Words with a capital letter where no sentence begins. */
function namesOf(text: string): string {
  const names = [...text.matchAll(/(?<![.!?…:]\s*|^\s*)\b\p{Lu}\p{L}+/gu)].map(([name]) =>
    name.toLowerCase(),
  );
  return inOrder(new Set(names));
}

function scriptsOf(text: string): string {
  return `${/\p{Script=Latin}/u.test(text)} ${/\p{Script=Devanagari}/u.test(text)}`;
}

function findingsOf(text: string, languages: LoadedKnowledge['languages']): string {
  const { findings } = readStatement({ text }, {}, languages);
  return inOrder(
    new Set(
      findings.map(({ concept, negated, subject, time }) => `${concept}/${negated}/${subject}/${time}`),
    ),
  );
}
