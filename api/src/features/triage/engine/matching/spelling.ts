/** Words shorter than this are never corrected: too many other words are one letter away. */
const MIN_LENGTH = 5;
/** From this length on two letters may be wrong. */
const TWO_ERRORS_FROM = 8;

interface Candidate {
  readonly word: string;
  readonly letters: number;
}

/** Words to correct to, by first letter and length, so that each correction compares with few. */
export interface Spelling {
  readonly buckets: ReadonlyMap<string, readonly Candidate[]>;
}

/** Which letters a word has, as bits: each edit changes at most two of them. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

function bits(mask: number): number {
  let rest = mask;
  let count = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    count++;
  }
  return count;
}

export function indexSpelling(words: Iterable<string>): Spelling {
  const buckets = new Map<string, Candidate[]>();
  for (const word of words) {
    if (word.length < MIN_LENGTH) continue;
    const key = `${word[0]}${word.length}`;
    const candidate = { word, letters: lettersOf(word) };
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [candidate]);
    else bucket.push(candidate);
  }
  return { buckets };
}

/**
 * The nearest words to an unknown one: all at the smallest distance, which is one edit (a letter too many, missing, wrong,
 * or two exchanged), for words of eight letters and more two. The first letter must be right.
 */
export function corrections(spelling: Spelling, word: string, counter: { steps: number }): readonly string[] {
  if (word.length < MIN_LENGTH) return [];
  const allowed = word.length >= TWO_ERRORS_FROM ? 2 : 1;
  const letters = lettersOf(word);
  let best: string[] = [];
  let smallest = allowed;
  for (let length = word.length - allowed; length <= word.length + allowed; length++) {
    for (const candidate of spelling.buckets.get(`${word[0]}${length}`) ?? []) {
      counter.steps++;
      if (bits(letters ^ candidate.letters) > 2 * smallest) continue;
      const distance = editDistance(word, candidate.word, smallest);
      if (distance > smallest) continue;
      if (distance < smallest) best = [];
      smallest = distance;
      best.push(candidate.word);
    }
  }
  return best;
}

/** Edits between two words, exchanged neighbours counting once; more than `limit` is not counted further. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
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
      row.push(value);
      if (value < least) least = value;
    }
    if (least > limit) return limit + 1;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] as number;
}
