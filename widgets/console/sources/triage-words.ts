import { Source } from '../../src/sources/source.ts';
import type { TriageWords } from '../domain/wire.ts';
import type { ConsoleSession } from './console-session.ts';

/** Until words that could not be had are asked for again, milliseconds. */
const RETRY_MS = 30_000;

/**
 * What assessments say, in languages that they are not in: an assessment is in the language of the caller, which the operator
 * may not read. Each language is loaded when it is first needed.
 */
export class TriageWordsSource extends Source {
  readonly #session: () => ConsoleSession;
  readonly #known = new Map<string, TriageWords | null>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: () => ConsoleSession) {
    super();
    this.#session = session;
  }

  /** Null until they are there, and where they cannot be had: the assessment’s own words are shown then. */
  in(language: string): TriageWords | null {
    if (!this.#known.has(language)) {
      this.#known.set(language, null);
      void this.#load(language);
    }
    return this.#known.get(language) ?? null;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #load(language: string): Promise<void> {
    try {
      const words = await this.#session().kiwi.get('/v1/triage-words', { query: { language } });
      if (words.language === language) this.#known.set(language, words);
    } catch {
      this.#timer = setTimeout(() => {
        this.#known.delete(language);
        this.changed();
      }, RETRY_MS);
    }
    this.changed();
  }
}
