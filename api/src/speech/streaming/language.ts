/** Hearings in a row that must name the same language before it is kept. */
const VOTES_TO_KEEP = 2;
/** Unsure hearings in a row after which the engine is asked for the language again. */
const UNSURE_TO_ASK = 2;

/**
 * The language of one side of a call: found within the first hearings, then given to the engine, so that one odd sentence
 * does not turn the transcript into another language. It changes only where hearings in the kept language become unsure and
 * hearings without one agree on another. Speech that mixes two languages stays in the one kept: Whisper writes borrowed
 * words in it.
 */
export class LanguageChoice {
  readonly #aliases: Readonly<Record<string, string>>;
  #kept: string | null;
  #candidate: string | null = null;
  #votes = 0;
  #unsure = 0;

  /** `aliases`: languages that engines name where another is spoken, such as Urdu for spoken Hindi. */
  constructor(known: string | null, aliases: Readonly<Record<string, string>> = {}) {
    this.#kept = known;
    this.#aliases = aliases;
  }

  /** The language of the next request; null where the engine is to find out. */
  get asked(): string | null {
    return this.#unsure >= UNSURE_TO_ASK ? null : this.#kept;
  }

  get kept(): string | null {
    return this.#kept;
  }

  /** A hearing of the stream: what was asked, which language the engine named, whether it was sure of the words. */
  observe(asked: string | null, named: string | null, sure: boolean): void {
    if (asked !== null) {
      this.#unsure = sure ? 0 : this.#unsure + 1;
      return;
    }
    if (named === null || !sure) return;
    const language = this.#aliases[named] ?? named;
    this.#votes = language === this.#candidate ? this.#votes + 1 : 1;
    this.#candidate = language;
    if (this.#votes < VOTES_TO_KEEP) return;
    this.#kept = language;
    this.#votes = 0;
    this.#candidate = null;
    this.#unsure = 0;
  }
}
