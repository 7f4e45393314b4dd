import { GROUPINGS, type Grouping, type Metrics, type Rates } from '../metrics.ts';
import type { PerturbationResult } from '../perturb/perturb.ts';

/** What a report is made of. */
export interface ReportInput {
  /** What was evaluated: names of files, rules alone or which models. */
  readonly title: string;
  readonly metrics: Metrics;
  readonly perturbation?: PerturbationResult;
  /** False: counts only, neither texts nor ids, as for held-out cases. */
  readonly details: boolean;
}

/** The rates in the order of the reports, with the words that readers see. */
export const RATE_LABELS: ReadonlyArray<readonly [name: keyof Rates, label: string]> = [
  ['accuracy', 'Right urgency'],
  ['withinOne', 'At most one class away'],
  ['underTriage', 'Under-triage'],
  ['underTriageOf1', 'Under-triage of 1'],
  ['underTriageOf1And2', 'Under-triage of 1-2'],
  ['missedEmergencies', '1-2 given 3-5'],
  ['overTriage', 'Over-triage'],
  ['flaggingOf4And5', '4-5 given 1-2'],
];

/** Columns of the tables by group. */
export const GROUP_RATES: ReadonlyArray<readonly [name: keyof Rates, label: string]> = [
  ['accuracy', 'Right'],
  ['underTriage', 'Under'],
  ['missedEmergencies', 'Missed 1-2'],
  ['flaggingOf4And5', 'Flagged 4-5'],
];

export const GROUPING_LABELS: Readonly<Record<Grouping, string>> = {
  language: 'Language',
  register: 'Who speaks',
  ageGroup: 'Age group',
};

export const URGENCY_LABELS = ['1 immediate', '2 emergency', '3 urgent', '4 semi-urgent', '5 non-urgent'];

/** `81.2%`; a dash when there are no cases. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)}%`;
}

/** US dollars of an amount in millionths. */
export function dollars(micros: number): string {
  return `$${(micros / 1e6).toFixed(4)}`;
}

/** Milliseconds with a digit below ten. */
export function milliseconds(value: number | null): string {
  return value === null ? '–' : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

/** Groups of a grouping, without one that has only `unknown`. */
export function groupsIn({ by }: Metrics): ReadonlyArray<readonly [Grouping, Metrics['by'][Grouping]]> {
  return GROUPINGS.filter((name) => Object.keys(by[name]).some((group) => group !== 'unknown')).map(
    (name) => [name, by[name]],
  );
}
