import type { Urgency } from '../engine/types.ts';
import type { EvaluationCase } from './cases.ts';
import type { Outcome } from './evaluate.ts';
import { percentile, type Rate, rateOf } from './intervals.ts';

export const URGENCIES: readonly Urgency[] = [1, 2, 3, 4, 5];

/** Shares of right and wrong answers in a set of cases. A smaller urgency is more urgent. */
export interface Rates {
  readonly accuracy: Rate;
  /** At most one class away. */
  readonly withinOne: Rate;
  /** Less urgent than labelled. */
  readonly underTriage: Rate;
  /** More urgent than labelled. */
  readonly overTriage: Rate;
  /** Among cases labelled 1: less urgent than labelled. */
  readonly underTriageOf1: Rate;
  /** Among cases labelled 1 or 2: less urgent than labelled. */
  readonly underTriageOf1And2: Rate;
  /** Among cases labelled 1 or 2: given 3, 4 or 5. */
  readonly missedEmergencies: Rate;
  /** Among cases labelled 4 or 5: given 1 or 2. */
  readonly flaggingOf4And5: Rate;
}

export type Grouping = 'language' | 'register' | 'ageGroup';
export const GROUPINGS: readonly Grouping[] = ['language', 'register', 'ageGroup'];

/** A miss with what explains it. */
export interface Miss {
  readonly id: string;
  readonly text: string;
  readonly language: string | null;
  readonly urgency: Urgency;
  readonly given: Urgency;
  readonly kind: 'under' | 'over';
  /** Why the label is what it is. */
  readonly reason: string | null;
  readonly redFlags: readonly string[];
  /** Each with the words it came from: `fever ("very hot")`, `not chest_pain ("no chest pain")`. */
  readonly findings: readonly string[];
  readonly insufficient: boolean;
  readonly source: 'rules' | 'llm';
}

export interface Metrics extends Rates {
  readonly cases: number;
  /** Rows are the labels 1-5, columns the urgencies given. */
  readonly confusion: readonly (readonly number[])[];
  readonly by: Readonly<Record<Grouping, Readonly<Record<string, Rates & { readonly cases: number }>>>>;
  /** Milliseconds; null without cases. */
  readonly latencyMs: Readonly<Record<'p50' | 'p95' | 'p99' | 'max', number | null>>;
  /** Millionths of a US dollar, all cases together. */
  readonly costMicros: number;
  /** How many answers were by rules alone and how many with a model. */
  readonly sources: Readonly<Record<'rules' | 'llm', number>>;
  /** How many answers are by rules because no model answered in time. */
  readonly degraded: number;
  /** How many answers said that too little was known. */
  readonly insufficient: number;
  /** Missed emergencies first, then by distance, then in the order of the cases. */
  readonly misses: readonly Miss[];
}

export function metricsOf(outcomes: readonly Outcome[]): Metrics {
  const latencies = outcomes.map(({ answer }) => answer.latencyMs);
  return {
    cases: outcomes.length,
    ...ratesOf(outcomes),
    confusion: URGENCIES.map((label) =>
      URGENCIES.map((given) =>
        count(outcomes, (one) => isLabelled(one, label) && one.answer.urgency === given),
      ),
    ),
    by: {
      language: groupsOf(outcomes, ({ language }) => language),
      register: groupsOf(outcomes, ({ register }) => register),
      ageGroup: groupsOf(outcomes, ageGroupOf),
    },
    latencyMs: {
      p50: percentile(latencies, 0.5),
      p95: percentile(latencies, 0.95),
      p99: percentile(latencies, 0.99),
      max: percentile(latencies, 1),
    },
    costMicros: outcomes.reduce((sum, { answer }) => sum + answer.costMicros, 0),
    sources: {
      rules: count(outcomes, ({ answer }) => answer.source === 'rules'),
      llm: count(outcomes, ({ answer }) => answer.source === 'llm'),
    },
    degraded: count(outcomes, ({ answer }) => answer.degraded === true),
    insufficient: count(outcomes, ({ answer }) => answer.insufficient === true),
    misses: missesOf(outcomes),
  };
}

export function ratesOf(outcomes: readonly Outcome[]): Rates {
  const among = (isOf: (outcome: Outcome) => boolean, isCounted: (outcome: Outcome) => boolean): Rate => {
    const of = outcomes.filter(isOf);
    return rateOf(count(of, isCounted), of.length);
  };
  const all = () => true;
  const isUnder = (one: Outcome) => one.answer.urgency > one.case.urgency;
  const isEmergency = (one: Outcome) => isLabelled(one, 1, 2);
  return {
    accuracy: among(all, (one) => one.answer.urgency === one.case.urgency),
    withinOne: among(all, (one) => Math.abs(one.answer.urgency - one.case.urgency) <= 1),
    underTriage: among(all, isUnder),
    overTriage: among(all, (one) => one.answer.urgency < one.case.urgency),
    underTriageOf1: among((one) => isLabelled(one, 1), isUnder),
    underTriageOf1And2: among(isEmergency, isUnder),
    missedEmergencies: among(isEmergency, (one) => one.answer.urgency > 2),
    flaggingOf4And5: among(
      (one) => isLabelled(one, 4, 5),
      (one) => one.answer.urgency <= 2,
    ),
  };
}

function isLabelled(outcome: Outcome, ...urgencies: readonly Urgency[]): boolean {
  return urgencies.includes(outcome.case.urgency);
}

function count(outcomes: readonly Outcome[], isCounted: (outcome: Outcome) => boolean): number {
  return outcomes.filter(isCounted).length;
}

/** The age groups of the engine by the age in years below which they end. */
const AGE_GROUPS: ReadonlyArray<readonly [below: number, group: string]> = [
  [1 / 12, 'newborn'],
  [1, 'infant'],
  [3, 'toddler'],
  [12, 'child'],
  [18, 'teenager'],
  [65, 'adult'],
  [Number.POSITIVE_INFINITY, 'elder'],
];

/** Age groups in the order of age, other groups by name. */
function groupsOf(outcomes: readonly Outcome[], groupOf: (one: EvaluationCase) => string | undefined) {
  const groups = Map.groupBy(outcomes, (outcome) => groupOf(outcome.case) ?? 'unknown');
  const place = (name: string) => AGE_GROUPS.findIndex(([, group]) => group === name);
  const sorted = [...groups].sort(([left], [right]) => place(left) - place(right) || (left < right ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([name, members]) => [name, { cases: members.length, ...ratesOf(members) }]),
  );
}

/** As the case says, else from its age. */
function ageGroupOf({ ageGroup, context }: EvaluationCase): string | undefined {
  if (ageGroup !== undefined) return ageGroup;
  const years = context?.ageMonths === undefined ? context?.ageYears : context.ageMonths / 12;
  return years === undefined ? undefined : AGE_GROUPS.find(([below]) => years < below)?.[1];
}

function missesOf(outcomes: readonly Outcome[]): readonly Miss[] {
  const isMissedEmergency = ({ urgency, given }: Miss) => urgency <= 2 && given > 2;
  return outcomes
    .filter(({ case: one, answer }) => one.urgency !== answer.urgency)
    .map(missOf)
    .sort(
      (left, right) =>
        Number(isMissedEmergency(right)) - Number(isMissedEmergency(left)) ||
        (left.kind === right.kind ? 0 : left.kind === 'under' ? -1 : 1) ||
        Math.abs(right.given - right.urgency) - Math.abs(left.given - left.urgency),
    );
}

function missOf({ case: one, answer }: Outcome): Miss {
  return {
    id: one.id,
    text: one.text,
    language: one.language ?? null,
    urgency: one.urgency,
    given: answer.urgency,
    kind: answer.urgency > one.urgency ? 'under' : 'over',
    reason: one.reason ?? null,
    redFlags: answer.redFlags,
    findings: answer.findings.map((finding) => {
      const { concept, negated, evidence, subject, time } = finding;
      const words = evidence === null ? 'computed' : `"${one.text.slice(evidence.start, evidence.end)}"`;
      const marks = [subject, time].filter((mark) => mark && mark !== 'patient' && mark !== 'current');
      return `${negated ? 'not ' : ''}${concept} (${[words, ...marks].join(', ')})`;
    }),
    insufficient: answer.insufficient === true,
    source: answer.source,
  };
}
