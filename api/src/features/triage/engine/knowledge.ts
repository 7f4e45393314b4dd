import type { TrainedWords } from './resemblance/resemblance.ts';
import type { AgeGroup, Certainty, Course, Language, Onset, Severity, Urgency, VitalName } from './types.ts';

/** A thing that can be found in a text (concepts/*.yaml). */
export interface Concept {
  readonly id: string;
  /** In each language: what a person reads in `symptoms`. */
  readonly labels: Readonly<Record<Language, string>>;
  /**
   * `symptom` felt or seen, `sign` observed or measured, `event` happened, `condition` a diagnosis or history, `medication`
   * taken, `state` of the person (pregnant, alone), `request` wanted (prescription, certificate, appointment).
   */
  readonly kind: 'symptom' | 'sign' | 'event' | 'condition' | 'medication' | 'state' | 'request';
  /** Urgency if this is all that is known and it is current. Null: it says nothing about urgency by itself. */
  readonly alone: Urgency | null;
  /** Concepts that follow from it: `crushing_chest_pain` implies `chest_pain`. */
  readonly implies: readonly string[];
  /** The service for it when no rule names one. */
  readonly service: string | null;
  /** Days after which it is history, what it left behind being said as complaints of now; null: as long as any other. */
  readonly pastAfterDays: number | null;
}

/**
 * Phrases of one concept in one language. A phrase is elements separated by blanks:
 * `word`, `wor*` (prefix), `(a|b c|d)` one of, `[word]` optional, `~3` up to three other words between, `<~3>` the same and
 * in either order, `@class` a word class of the language's `classes.yaml`, `#` any
 * number. Matched on normalised words, within one sentence; a comma counts as a word between.
 */
export interface LexiconEntry {
  readonly concept: string;
  readonly phrases: readonly string[];
  /** The phrase states the absence of it: `not breathing` is a phrase of its own and is not negated. */
  readonly negated?: boolean;
}

/** A condition of a rule. Findings count when current, of the patient (or unknown subject) and not negated, unless it says more. */
export type Condition =
  | string
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly none: readonly Condition[] }
  | { readonly count: { readonly atLeast: number; readonly of: readonly Condition[] } }
  | {
      readonly finding: string;
      readonly severity?: Severity;
      readonly onset?: Onset;
      readonly course?: Course;
      readonly certainty?: Certainty;
      readonly site?: string;
      /** Minutes. */
      readonly sinceAtMost?: number;
      readonly sinceAtLeast?: number;
    }
  /** Denied in so many words: for positive grounds only, never to cancel a red flag. */
  | { readonly denied: string }
  /** Known from the past, from context or as a current condition; with `sinceAtMost`, known to be at most so many minutes ago. */
  | { readonly history: string; readonly sinceAtMost?: number }
  | {
      readonly vital: VitalName;
      readonly below?: number;
      readonly above?: number;
      readonly atMost?: number;
      readonly atLeast?: number;
    }
  /** Months; true only when the age is known, `unknown: true` also when it is not. */
  | { readonly age: { readonly below?: number; readonly atLeast?: number; readonly unknown?: boolean } }
  | { readonly ageGroup: readonly AgeGroup[] }
  | { readonly pregnant: true; readonly weeksAtLeast?: number; readonly weeksBelow?: number }
  | { readonly sex: 'female' | 'male' };

/** A public document that a rule or an advice stands on: an entry of `sources.yaml`, which the others name by its id. */
export interface Source {
  readonly title: string;
  readonly publisher: string;
  /** Of publication or of the last revision that was read. */
  readonly year: number;
  readonly url: string;
}

export interface Rule {
  /** Words joined by hyphens: no concept has such an id, so that `FiredRule` can name either. */
  readonly id: string;
  readonly urgency: Urgency;
  readonly topic: string;
  /** In plain words, by language: what a dispatcher reads. */
  readonly labels: Readonly<Record<Language, string>>;
  /** Why it is urgent, by language: English, and others that have it. */
  readonly why: Readonly<Record<Language, string>>;
  readonly source: Source;
  readonly when: Condition;
  readonly service: string | null;
  readonly advice: readonly string[];
}

/** A question that decides a concept. */
export interface QuestionText {
  readonly id: string;
  readonly concept: string;
  readonly texts: Readonly<Record<Language, string>>;
  /** Asked only if this holds: no "is she pregnant" about a man. */
  readonly when: Condition | null;
}

export interface Advice {
  readonly id: string;
  /** Few and plain steps, in order. */
  readonly steps: Readonly<Record<Language, readonly string[]>>;
  readonly source: Source;
  /** Advice that says the contrary and is not given beside this one. */
  readonly excludes: readonly string[];
}

/** All data of the engine, validated. */
export interface Knowledge {
  readonly concepts: ReadonlyMap<string, Concept>;
  readonly rules: readonly Rule[];
  readonly questions: readonly QuestionText[];
  readonly advice: ReadonlyMap<string, Advice>;
  readonly urgentWords: TrainedWords;
}
