import type { Knowledge, Rule } from '../knowledge.ts';
import type { FiredRule, Urgency } from '../types.ts';
import { evaluate, holds } from './conditions.ts';
import type { Facts, ReadFacts } from './facts.ts';
import { candidates, type RuleIndex } from './index-rules.ts';

/** A rule that fired. */
export interface Fired extends FiredRule {
  readonly of: Rule;
}

/** All that has a say on the urgency. */
export interface Grounds {
  /** The most urgent first, then in the order of the data. */
  readonly rules: readonly Fired[];
  /** Findings with an urgency of their own that no fired rule at least as urgent stands on, the most urgent first. */
  readonly single: readonly FiredRule[];
  /** The most urgent of them; null where nothing has a say. */
  readonly urgency: Urgency | null;
}

export function groundsOf(facts: ReadFacts, { concepts }: Knowledge, index: RuleIndex): Grounds {
  const rules = fire(candidates(index, facts), facts);
  // Of each finding the most urgent rule that stands on it. Rules come in this order.
  const covered: Urgency[] = [];
  for (const { findings, urgency } of rules) for (const one of findings) covered[one] ??= urgency;
  const single: FiredRule[] = [];
  for (const [concept, findings] of facts.affirmed) {
    const alone = concepts.get(concept)?.alone ?? null;
    if (alone === null) continue;
    const open = findings.filter((one) => (covered[one] ?? 6) > alone);
    if (open.length > 0) single.push({ rule: concept, urgency: alone, findings: open });
  }
  single.sort((a, b) => a.urgency - b.urgency);
  const urgencies = [rules[0], single[0]].flatMap((one) => (one === undefined ? [] : [one.urgency]));
  return { rules, single, urgency: urgencies.length === 0 ? null : (Math.min(...urgencies) as Urgency) };
}

/** @returns those of the rules that hold, in the same order. */
function fire(rules: readonly Rule[], facts: Facts): readonly Fired[] {
  const fired: Fired[] = [];
  for (const rule of rules) {
    const findings = holds(rule.when, facts) ? evaluate(rule.when, facts) : null;
    if (findings !== null) fired.push({ rule: rule.id, urgency: rule.urgency, findings, of: rule });
  }
  return fired;
}
