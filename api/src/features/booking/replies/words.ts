import { wordsIn } from '../../inbound/index.ts';
import type { OfferAnswer } from '../commands/offers.ts';

/*
 * How people write yes and no in the languages that offers are made in, and Hindi in Latin letters. Only what cannot mean
 * anything else: `ok` may mean that it was read. Spellings vary, the sign above हाँ among them.
 */
const YES = [
  ...['yes', 'y', 'yeah', 'yep', 'yup', 'accept', 'accepted'],
  ...['haan', 'han', 'haa', 'hann', 'haanji', 'hanji', 'jihaan', 'jihan'],
  ...['हाँ', 'हां', 'हा', 'हाँजी', 'हांजी', 'जीहाँ', 'जीहां', 'स्वीकार'],
];
const NO = [
  ...['no', 'n', 'nope', 'decline', 'declined', 'reject'],
  ...['nahi', 'nahin', 'nahee', 'nahii', 'nai', 'nhi', 'naa', 'na'],
  ...['नहीं', 'नही', 'नहि', 'नहिं', 'ना', 'न', 'जीनहीं', 'अस्वीकार'],
];
/** Said beside it; `जी` alone is a yes. */
const POLITE = ['ji', 'जी', 'please', 'pls', 'thanks', 'sir', 'madam', 'कृपया', 'धन्यवाद'];
const JI = ['ji', 'जी'];

const WORDS = new Map<string, OfferAnswer['answer']>([
  ...YES.map((word) => [word.normalize('NFKC'), 'accept'] as const),
  ...NO.map((word) => [word.normalize('NFKC'), 'decline'] as const),
]);
const POLITE_WORDS = new Set(POLITE.map((word) => word.normalize('NFKC')));

/** The answer that a message gives; null where it gives none, or both. */
export function answerOf(text: string): OfferAnswer['answer'] | null {
  const said = wordsIn(text);
  const telling = said.filter((word) => !POLITE_WORDS.has(word));
  if (telling.length === 0) return said.some((word) => JI.includes(word)) ? 'accept' : null;
  const [first, ...others] = telling.map((word) => WORDS.get(word));
  return first !== undefined && others.every((other) => other === first) ? first : null;
}
