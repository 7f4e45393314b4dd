import type { Word } from './hypothesis.ts';

/** Words in a row that were committed together; they never change. Times are milliseconds of the stream. */
export interface CommittedSegment {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** The mean of the words' probabilities, 0 to 1; null where the engine does not say. */
  readonly confidence: number | null;
  readonly language: string | null;
}

/** The context that an engine gets: about 40 words, as Whisper's own prompt holds at most 224 tokens. */
const MAX_PROMPT_CHARACTERS = 200;
/** Words that were said longer ago are no context, milliseconds. */
const MAX_PROMPT_AGE_MS = 30_000;
const MAX_KEPT_WORDS = 80;

/** The words of a stream that are committed: only ever added to. */
export class CommittedWords {
  #words: Word[] = [];
  /** Words before this one are no context any more: what followed them was invented. */
  #promptFrom = 0;

  /** The latest words, enough to recognise a repetition and to give context. */
  get latest(): readonly Word[] {
    return this.#words;
  }

  get endMs(): number {
    return this.#words.at(-1)?.endMs ?? 0;
  }

  /** @returns the segment to show, or null without words. */
  add(words: readonly Word[], language: string | null): CommittedSegment | null {
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined) return null;
    this.#words.push(...words);
    const excess = this.#words.length - MAX_KEPT_WORDS;
    if (excess > 0) {
      this.#words = this.#words.slice(excess);
      this.#promptFrom = Math.max(this.#promptFrom - excess, 0);
    }
    const probabilities = words.flatMap(({ probability }) => (probability === null ? [] : [probability]));
    return {
      text: words.map(({ text }) => text).join(' '),
      startMs: Math.round(first.startMs),
      endMs: Math.round(last.endMs),
      confidence:
        probabilities.length === 0
          ? null
          : probabilities.reduce((sum, probability) => sum + probability, 0) / probabilities.length,
      language,
    };
  }

  /** The context for a window that begins there: words as they were committed, cut at a word. */
  prompt(windowStartMs: number): string {
    let prompt = '';
    for (const word of this.#words.slice(this.#promptFrom).reverse()) {
      if (word.endMs < windowStartMs - MAX_PROMPT_AGE_MS) break;
      if (word.startMs >= windowStartMs) continue;
      const longer = prompt === '' ? word.text : `${word.text} ${prompt}`;
      if (longer.length > MAX_PROMPT_CHARACTERS) break;
      prompt = longer;
    }
    return prompt;
  }

  /** What was said so far is given to no engine again: an invention that is fed back grows with every window. */
  forgetPrompt(): void {
    this.#promptFrom = this.#words.length;
  }
}
