import type { CallAssessment, Reading } from '../../triage/index.ts';

/** What was stored of a call: by it is judged whether words add anything. */
export class KnownReading {
  readonly language: string;
  readonly #text: string;
  readonly #facts: ReadonlySet<string>;
  readonly #conclusions: string;
  readonly #place: string | null;

  constructor({ assessment, statement }: CallAssessment, place: string | null) {
    this.language = statement.language ?? '';
    this.#text = statement.text;
    this.#facts = new Set(factsIn(assessment.reading));
    this.#conclusions = JSON.stringify([
      assessment.urgency,
      assessment.insufficient,
      assessment.recommendedServiceType,
      assessment.questions,
      assessment.advice,
    ]);
    this.#place = place;
  }

  /** Whether more was said since the earlier reading, and it changed nothing. */
  onlyExtends(earlier: KnownReading): boolean {
    return (
      this.#conclusions === earlier.#conclusions &&
      this.#place === earlier.#place &&
      this.#facts.size === earlier.#facts.size &&
      [...this.#facts].every((fact) => earlier.#facts.has(fact)) &&
      this.#text.startsWith(earlier.#text)
    );
  }

  /** Whether words that were read by themselves, with those just before them, say what is not known yet. */
  addedBy({ assessment }: CallAssessment, place: string | null): boolean {
    return place !== this.#place || factsIn(assessment.reading).some((fact) => !this.#facts.has(fact));
  }
}

/** Everything by which a reading can change an urgency, a question, advice or what is filled in; without its places. */
function factsIn({ findings, measurements, patient }: Reading): string[] {
  return [
    ...findings.map(({ evidence: _, sinceMinutes, ...finding }) => JSON.stringify([finding, sinceMinutes])),
    ...measurements.map(({ vital, value }) => `${vital} ${value}`),
    ...Object.entries(patient).flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`])),
  ];
}
