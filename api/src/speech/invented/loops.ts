import { comparable, type Word } from '../streaming/hypothesis.ts';

/** The longest run of words whose repetition is looked for. */
const MAX_PERIOD = 8;
/** People in distress say a word or a phrase up to so many times in a row. */
const MAX_REPEATS = 3;

/** Words with every run that repeats more than three times cut to three: "help help help" is said, forty are a loop. */
export function withoutLoops(words: readonly Word[]): readonly Word[] {
  let kept = words;
  for (let period = 1; period <= MAX_PERIOD; period += 1) kept = cutRuns(kept, period);
  return kept;
}

function cutRuns(words: readonly Word[], period: number): readonly Word[] {
  const kept: Word[] = [];
  for (const word of words) {
    kept.push(word);
    if (repeats(kept, period) > MAX_REPEATS) kept.length -= period;
  }
  return kept;
}

/** How often the last `period` words stand at the end, one after the other. */
function repeats(words: readonly Word[], period: number): number {
  let count = 1;
  const text = (fromEnd: number) => comparable((words[words.length - 1 - fromEnd] as Word).text);
  while ((count + 1) * period <= words.length && count <= MAX_REPEATS) {
    for (let index = 0; index < period; index += 1) {
      if (text(index) !== text(count * period + index)) return count;
    }
    count += 1;
  }
  return count;
}
