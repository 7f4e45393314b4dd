/** Shorter words are only corrected where a letter is missing, doubled or exchanged: too many others are one letter away. */
const MIN_LENGTH = 5;
const MIN_SHORT_LENGTH = 4;
/** From this length on two letters may be wrong. */
const TWO_ERRORS_FROM = 8;
/** From this length on the first letter may be wrong, as the only one. */
const FIRST_LETTER_FROM = 6;

/** Words, and which letters each has: nearly all are left out by these alone, without a look at the word. */
interface Candidates {
  readonly words: readonly string[];
  readonly letters: Int32Array;
}

/** Words to correct to, by first letter and length, so that each correction compares with few. */
export interface Spelling {
  readonly buckets: ReadonlyMap<string, Candidates>;
  /** Words by what follows their first letter. */
  readonly tails: ReadonlyMap<string, readonly string[]>;
  /** Beginnings of words (`vomit*`), by first letter. */
  readonly prefixes: ReadonlyMap<string, Candidates>;
}

/** Which letters a word has, as bits: each edit changes at most two of them. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

/** How many bits are set: counted in pairs, then fours, then bytes, as it is asked for each word of a bucket. */
function bits(mask: number): number {
  const pairs = mask - ((mask >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function indexSpelling(words: Iterable<string>, prefixes: Iterable<string>): Spelling {
  const buckets = new Map<string, string[]>();
  const tails = new Map<string, string[]>();
  const beginnings = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < MIN_SHORT_LENGTH) continue;
    append(buckets, `${word[0]}${word.length}`, word);
    if (word.length >= FIRST_LETTER_FROM) append(tails, word.slice(1), word);
  }
  for (const word of prefixes) if (word.length >= MIN_LENGTH) append(beginnings, word[0] as string, word);
  return { buckets: withLetters(buckets), tails, prefixes: withLetters(beginnings) };
}

function withLetters(lists: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, Candidates> {
  return new Map(
    [...lists].map(([key, words]) => [key, { words, letters: Int32Array.from(words, lettersOf) }]),
  );
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/**
 * The nearest words to an unknown one: all at the smallest distance, which is one edit (a letter too many, missing, wrong,
 * or two exchanged), for words of eight letters and more two. The first letter must be right. Of `prefixes` the beginning of
 * the word is compared, with one edit.
 */
export function corrections(
  spelling: Spelling,
  word: string,
  counter: { steps: number },
  limit = 2,
): readonly string[] {
  if (word.length < MIN_SHORT_LENGTH) return [];
  const allowed = Math.min(limit, word.length >= TWO_ERRORS_FROM ? 2 : 1);
  const letters = lettersOf(word);
  let best: string[] = [];
  let smallest = allowed;
  for (let length = word.length - allowed; length <= word.length + allowed; length++) {
    const bucket = spelling.buckets.get(`${word[0]}${length}`);
    if (bucket === undefined) continue;
    counter.steps += bucket.letters.length;
    for (let index = 0; index < bucket.letters.length; index++) {
      if (bits(letters ^ (bucket.letters[index] as number)) > 2 * smallest) continue;
      const candidate = bucket.words[index] as string;
      const distance = editDistance(word, candidate, smallest);
      if (distance > smallest || !isLikely(word, candidate)) continue;
      if (distance < smallest) best = [];
      smallest = distance;
      best.push(candidate);
    }
  }
  const begun = correctedPrefixes(spelling, word, letters, counter);
  if (begun.length === 0) return best;
  return smallest > 1 ? begun : [...best, ...begun];
}

/** Prefixes with which the word would begin but for one edit. */
function correctedPrefixes(
  { prefixes }: Spelling,
  word: string,
  letters: number,
  counter: { steps: number },
): readonly string[] {
  const found: string[] = [];
  const begun = prefixes.get(word[0] as string);
  if (begun === undefined) return found;
  counter.steps += begun.letters.length;
  for (let index = 0; index < begun.letters.length; index++) {
    if (bits((begun.letters[index] as number) & ~letters) > 1) continue;
    const prefix = begun.words[index] as string;
    if (prefix.length > word.length + 1) continue;
    for (let length = prefix.length - 1; length <= prefix.length + 1; length++) {
      if (length > word.length || editDistance(word.slice(0, length), prefix, 1) > 1) continue;
      found.push(prefix);
      break;
    }
  }
  return found;
}

/** Whether a short word is a plausible misspelling: a letter left out or doubled, or two exchanged. */
function isLikely(word: string, correct: string): boolean {
  if (word.length >= MIN_LENGTH && correct.length >= MIN_LENGTH) return true;
  if (word.length < correct.length) return true;
  if (word.length === correct.length) return [...word].sort().join() === [...correct].sort().join();
  return word.replace(/(.)\1/g, '$1') === correct.replace(/(.)\1/g, '$1');
}

/** Words that differ from an unknown one in the first letter only. */
export function correctionsOfFirstLetter(
  { tails }: Spelling,
  word: string,
  counter: { steps: number },
): readonly string[] {
  counter.steps++;
  return word.length < FIRST_LETTER_FROM ? [] : (tails.get(word.slice(1)) ?? []);
}

/** Edits between two words, exchanged neighbours counting once; more than `limit` is not counted further. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > 0 && endB > 0 && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  let start = 0;
  while (start < endA && start < endB && a[start] === b[start]) start++;
  // What begins and ends alike costs nothing; of most words compared little is left.
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  if (restA === '' || restB === '') return restA.length + restB.length;
  if (limit === 1) return isOneEdit(restA, restB) ? 1 : 2;
  return countEdits(restA, restB, limit);
}

/** Of two texts that begin and end differently, and none empty: another letter, or two exchanged. */
function isOneEdit(a: string, b: string): boolean {
  if (a.length === 1 && b.length === 1) return true;
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}

/** The last three rows of the table of edits. They serve one comparison after the other. */
const rows: [number[], number[], number[]] = [[], [], []];

function countEdits(a: string, b: string, limit: number): number {
  let [beforeLast, last, row] = rows;
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let value = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, (beforeLast[j - 2] as number) + 1);
      }
      row[j] = value;
      if (value < least) least = value;
    }
    if (least > limit) return limit + 1;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[b.length] as number;
}

/** The number word that a word is one edit away from, with the same first letter and no word of a lexicon as near. */
export function nearNumber(
  numbers: readonly string[],
  word: string,
  spelling: Spelling,
  counter: { steps: number },
): string | null {
  if (word.length < MIN_SHORT_LENGTH) return null;
  for (const number of numbers) {
    counter.steps++;
    if (number[0] !== word[0] || Math.abs(number.length - word.length) > 1) continue;
    if (editDistance(word, number, 1) > 1) continue;
    return corrections(spelling, word, counter, 1).some((other) => other !== number) ? null : number;
  }
  return null;
}
