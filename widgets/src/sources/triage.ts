import {
  type AnsweredQuestion,
  type Complaint,
  contextOf,
  NO_COMPLAINT,
  nextQuestion,
  statementOf,
  type TriageQuestion,
} from '../domain/triage.ts';
import type { Triage } from '../domain/wire.ts';
import type { PlacesSource } from './places.ts';
import type { SessionSource } from './session.ts';
import { Source } from './source.ts';

/** Milliseconds for each of two tries. The service answers within two seconds, and help can be called meanwhile. */
const TIMEOUT_MS = 5_000;

/**
 * What the person says is wrong, and how urgent the service finds it. It is kept for as long as the page is open and
 * never stored in the browser, since it describes an illness.
 */
export class TriageSource extends Source {
  complaint: Complaint = NO_COMPLAINT;
  answers: readonly AnsweredQuestion[] = [];
  /** The last assessment. */
  current: Triage | null = null;
  readonly #session: SessionSource;
  readonly #places: PlacesSource;
  #abort = new AbortController();

  constructor(session: SessionSource, places: PlacesSource) {
    super();
    this.#session = session;
    this.#places = places;
  }

  get question(): TriageQuestion | undefined {
    return this.current ? nextQuestion(this.current, this.answers) : undefined;
  }

  type(change: Partial<Complaint>): void {
    this.complaint = { ...this.complaint, ...change };
    this.changed();
  }

  /**
   * Assesses what was said. An answer counts only once the service has it: until then its question remains.
   * @param language of the questions and the advice. @throws an `AbortError` when it was forgotten meanwhile.
   */
  async ask(language: string, answered?: AnsweredQuestion): Promise<Triage> {
    const { client, clock } = this.#session;
    const answers = answered ? [...this.answers, answered] : this.answers;
    const { signal } = this.#abort;
    const body = {
      ...statementOf(this.complaint.words.trim(), answers),
      language,
      context: contextOf(this.complaint, this.#places.resident?.dateOfBirth ?? null, clock.now()),
    };
    const triage = await client.post('/v1/triage', { body, timeoutMs: TIMEOUT_MS, signal });
    signal.throwIfAborted();
    this.answers = answers;
    this.current = triage;
    this.changed();
    return triage;
  }

  /** Starts over: after a booking, with the session, or when the person wants to. */
  forget(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.complaint = NO_COMPLAINT;
    this.answers = [];
    this.current = null;
    this.changed();
  }
}
