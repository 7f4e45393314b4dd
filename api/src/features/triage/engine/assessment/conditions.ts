import type { Condition } from '../knowledge.ts';
import type { Certainty, Finding, Severity } from '../types.ts';
import { ageRange, groupOf } from './age.ts';
import type { Facts } from './facts.ts';

/** Indexes into the findings that a condition stands on; null where it does not hold. */
export type Evidence = readonly number[] | null;

const SEVERITIES: readonly Severity[] = ['mild', 'moderate', 'severe'];
const CERTAINTIES: readonly Certainty[] = ['possible', 'probable', 'certain'];

/**
 * Whether `evaluate` would find the condition met. Most conditions tried are not: this looks no further than it must and
 * makes no lists.
 */
export function holds(condition: Condition, facts: Facts): boolean {
  if (typeof condition === 'string') return facts.affirmed.has(condition);
  if ('all' in condition) {
    for (const one of condition.all) if (!holds(one, facts)) return false;
    return true;
  }
  if ('any' in condition) return areHolding(1, condition.any, facts);
  if ('none' in condition) return !areHolding(1, condition.none, facts);
  if ('count' in condition) return areHolding(condition.count.atLeast, condition.count.of, facts);
  if ('finding' in condition || 'history' in condition) return collect(condition, facts, []);
  return isSo(condition, facts);
}

function areHolding(needed: number, conditions: readonly Condition[], facts: Facts): boolean {
  let holding = 0;
  if (needed <= 0) return true;
  for (const one of conditions) if (holds(one, facts) && ++holding >= needed) return true;
  return false;
}

export function evaluate(condition: Condition, facts: Facts): Evidence {
  const evidence: number[] = [];
  return collect(condition, facts, evidence) ? evidence : null;
}

/**
 * Adds what a condition stands on, each index once; nothing where it does not hold.
 * @returns whether it holds.
 */
function collect(condition: Condition, facts: Facts, evidence: number[]): boolean {
  if (typeof condition === 'string') return add(facts.affirmed.get(condition), evidence);
  if ('all' in condition) return collectAll(condition.all, facts, evidence);
  if ('any' in condition) return collectSome(1, condition.any, facts, evidence);
  if ('none' in condition) return !areHolding(1, condition.none, facts);
  if ('count' in condition) return collectSome(condition.count.atLeast, condition.count.of, facts, evidence);
  if ('finding' in condition) {
    const found = facts.affirmed.get(condition.finding);
    return add(
      found?.filter((index) => fits(facts.findings[index] as Finding, condition)),
      evidence,
    );
  }
  if ('history' in condition) return add(history(condition, facts), evidence);
  return isSo(condition, facts);
}

function add(found: readonly number[] | undefined, evidence: number[]): boolean {
  if (found === undefined || found.length === 0) return false;
  for (const index of found) if (!evidence.includes(index)) evidence.push(index);
  return true;
}

function collectAll(conditions: readonly Condition[], facts: Facts, evidence: number[]): boolean {
  const before = evidence.length;
  for (const one of conditions) {
    if (collect(one, facts, evidence)) continue;
    evidence.length = before;
    return false;
  }
  return true;
}

function collectSome(
  needed: number,
  conditions: readonly Condition[],
  facts: Facts,
  evidence: number[],
): boolean {
  const before = evidence.length;
  let holding = 0;
  for (const one of conditions) if (collect(one, facts, evidence)) holding++;
  if (holding >= needed) return true;
  evidence.length = before;
  return false;
}

type Detailed = Extract<Condition, { finding: string }>;
type History = Extract<Condition, { history: string }>;
type Plain = Exclude<
  Condition,
  string | Detailed | History | { all: unknown } | { any: unknown } | { none: unknown } | { count: unknown }
>;

/** Conditions on the patient and on measurements, which stand on no finding. */
function isSo(condition: Plain, facts: Facts): boolean {
  const { patient } = facts;
  if ('denied' in condition) return facts.denied.has(condition.denied);
  if ('vital' in condition) {
    return (facts.measured.get(condition.vital) ?? []).some((value) => isWithin(value, condition));
  }
  if ('age' in condition) return isOfAge(condition.age, facts);
  if ('ageGroup' in condition) {
    const group = patient.ageMonths === null ? patient.ageGroup : groupOf(patient.ageMonths);
    return group !== null && condition.ageGroup.includes(group);
  }
  if ('pregnant' in condition) return isPregnant(condition, facts);
  return patient.sex === condition.sex;
}

/** What is known of the finding is at least as bad as asked; what is not known does not fit. */
function fits(finding: Finding, asked: Detailed): boolean {
  const { severity, onset, course, certainty, site, sinceAtMost, sinceAtLeast } = asked;
  const { sinceMinutes } = finding;
  return (
    (severity === undefined ||
      (finding.severity !== null && SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(severity))) &&
    (onset === undefined || finding.onset === onset) &&
    (course === undefined || finding.course === course) &&
    (certainty === undefined || CERTAINTIES.indexOf(finding.certainty) >= CERTAINTIES.indexOf(certainty)) &&
    (site === undefined || finding.site === site) &&
    (sinceAtMost === undefined || (sinceMinutes !== null && sinceMinutes <= sinceAtMost)) &&
    (sinceAtLeast === undefined || (sinceMinutes !== null && sinceMinutes >= sinceAtLeast))
  );
}

function history({ history: concept, sinceAtMost }: History, facts: Facts): readonly number[] | undefined {
  const found = facts.known.get(concept);
  if (sinceAtMost === undefined) return found;
  return found?.filter((index) => {
    const since = facts.findings[index]?.sinceMinutes ?? null;
    return since !== null && since <= sinceAtMost;
  });
}

function isWithin(value: number, { below, above, atMost, atLeast }: Extract<Condition, { vital: string }>) {
  return (
    (below === undefined || value < below) &&
    (above === undefined || value > above) &&
    (atMost === undefined || value <= atMost) &&
    (atLeast === undefined || value >= atLeast)
  );
}

/** With `unknown`, every age that may be so; otherwise only where all the ages that the patient may have are. */
function isOfAge(asked: Extract<Condition, { age: unknown }>['age'], { patient }: Facts): boolean {
  const { from, to } = ageRange(patient);
  const { below = Number.POSITIVE_INFINITY, atLeast = 0 } = asked;
  if (asked.unknown === true) return from < below && (to > atLeast || (to === from && to === atLeast));
  return from >= atLeast && (to < below || (to === below && to > from));
}

function isPregnant(asked: Extract<Condition, { pregnant: true }>, facts: Facts): boolean {
  if (facts.patient.pregnant !== true && !facts.affirmed.has('pregnant')) return false;
  const { weeksAtLeast, weeksBelow } = asked;
  const weeks = facts.patient.pregnancyWeeks;
  return (
    (weeksAtLeast === undefined || (weeks !== null && weeks >= weeksAtLeast)) &&
    (weeksBelow === undefined || (weeks !== null && weeks < weeksBelow))
  );
}
