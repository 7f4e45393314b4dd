import { comparable, type Word } from './hypothesis.ts';

/** Times of the same word differ between hypotheses by less than this, milliseconds. */
const TIME_TOLERANCE_MS = 400;
/** The middle of a short word is at least this far from its end, milliseconds. */
const HALF_A_WORD_MS = 100;
/** Committed words that a hypothesis may repeat at its beginning: five, as whisper_streaming compares. */
const MAX_REPEATED = 5;

/** The words that two successive hypotheses begin with alike; as the newer one writes them. */
export function agreedWords(previous: readonly Word[], current: readonly Word[]): readonly Word[] {
  let count = 0;
  while (count < previous.length && count < current.length) {
    if (comparable((previous[count] as Word).text) !== comparable((current[count] as Word).text)) break;
    count += 1;
  }
  return current.slice(0, count);
}

/**
 * The words of a hypothesis that are not committed yet. Words that end before the last committed one are old; of those
 * near it, the longest run that repeats the end of what was committed is taken off, since times are only about right.
 */
export function uncommittedWords(words: readonly Word[], committed: readonly Word[]): readonly Word[] {
  const last = committed.at(-1);
  if (last === undefined) return words;
  const first = words.findIndex(({ endMs }) => endMs > last.endMs - TIME_TOLERANCE_MS);
  if (first === -1) return [];
  const near = words.slice(first);
  for (let count = Math.min(MAX_REPEATED, near.length, committed.length); count > 0; count -= 1) {
    const begins = (near[0] as Word).startMs;
    if (begins > last.endMs + TIME_TOLERANCE_MS) break;
    const tail = committed.slice(-count);
    if (tail.every((word, index) => comparable(word.text) === comparable((near[index] as Word).text))) {
      // A word that was said twice and misheard once matches too early; what follows then was heard before as well.
      return near.slice(count).filter((word) => middleOf(word) > last.endMs - HALF_A_WORD_MS);
    }
  }
  // No repetition found: what lies mostly before the last committed word is a second hearing of it.
  return near.filter((word) => middleOf(word) > last.endMs);
}

function middleOf({ startMs, endMs }: Word): number {
  return (startMs + endMs) / 2;
}
