import { bold, paint, plain, wrapped } from '../base/output.ts';
import { type CallContext, type CallPrefill, filledValues } from './show.ts';

type Triage = NonNullable<CallContext['triage']>;

/** Colours of urgencies, as in `triage ask`. */
const STYLES = ['red', 'red', 'yellow', 'green', 'green'] as const;

export function urgencyText(urgency: number, words: string): string {
  return bold(paint(STYLES[urgency - 1] ?? 'reset', `urgency ${urgency}  ${words}`));
}

/** Lines about assessments and what is filled in: only what is new since the last one. */
export class Changes {
  #urgency: number | null = null;
  #question: string | null = null;
  readonly #findings = new Set<string>();
  readonly #filled = new Map<string, string>();

  /** The urgency with the rule that decided, new findings with the words they came from, and the next question. */
  triage(triage: Triage): string[] {
    const lines: string[] = [];
    const { urgency, label, redFlags, findings, questions, text } = triage;
    if (urgency !== this.#urgency) {
      this.#urgency = urgency;
      const why = redFlags[0] === undefined ? '' : `: ${plain(redFlags[0].label)}`;
      lines.push(urgencyText(urgency, `${plain(label)}${why}`));
    }
    for (const { concept, label: name, negated, evidence } of findings) {
      const key = `${concept} ${negated}`;
      if (this.#findings.has(key)) continue;
      this.#findings.add(key);
      const words =
        evidence === null || text === null ? '' : `: “${plain(text.slice(evidence.start, evidence.end))}”`;
      lines.push(wrapped(`found    ${negated ? 'no ' : ''}${plain(name)}${words}`));
    }
    const question = questions[0]?.text ?? null;
    if (question !== null && question !== this.#question) lines.push(wrapped(`ask      ${plain(question)}`));
    this.#question = question;
    return lines;
  }

  /** Each value of the booking that is another than before, with where it comes from. */
  prefill(prefill: CallPrefill): string[] {
    return filledValues(prefill).flatMap(({ name, text, source }) => {
      if (text === null || this.#filled.get(name) === text) return [];
      this.#filled.set(name, text);
      return [wrapped(`booking  ${name}: ${plain(text)} (from ${source ?? 'nothing'})`)];
    });
  }
}

const DEGRADED = {
  speech_off: 'Speech recognition is off at this service: words have to be typed.',
  speech_slow: 'Speech recognition is slow: words come late.',
  speech_down: 'Speech recognition does not answer: words have to be typed.',
} as const;

/** What is wrong with the words of one side, or that nothing is any more. */
export function degradedText(speaker: string, what: keyof typeof DEGRADED | null): string {
  return `${speaker}: ${what === null ? 'Words are recognised again.' : DEGRADED[what]}`;
}
