import type { Knowledge } from '../knowledge.ts';
import type { Urgency } from '../types.ts';
import type { Fired } from './grounds.ts';
import type { RuleIndex } from './index-rules.ts';

/** More is not remembered by someone in distress. */
const MAX_ADVICE = 3;
/** For every emergency: what to do until help comes. */
const WHILE_WAITING = 'while-waiting';

/**
 * Advice of the rules that fired: that of the most urgent rules first, then in the order of `advice.yaml`, which lists what
 * saves a life before what relieves. Advice that another of them excludes is left out.
 */
export function chooseAdvice(
  rules: readonly Fired[],
  urgency: Urgency,
  { advice }: Knowledge,
  { adviceOrder }: RuleIndex,
): readonly string[] {
  const orderOf = (id: string) => adviceOrder.get(id) ?? 0;
  const given = new Map<string, Urgency>();
  for (const { of, urgency: ofRule } of rules) {
    for (const id of of.advice) given.set(id, Math.min(ofRule, given.get(id) ?? ofRule) as Urgency);
  }
  const excluded = new Set([...given.keys()].flatMap((id) => advice.get(id)?.excludes ?? []));
  for (const id of excluded) given.delete(id);
  if (urgency <= 2 && advice.has(WHILE_WAITING) && !given.has(WHILE_WAITING)) given.set(WHILE_WAITING, 5);
  return [...given]
    .sort(([a, ofA], [b, ofB]) => ofA - ofB || orderOf(a) - orderOf(b))
    .slice(0, MAX_ADVICE)
    .map(([id]) => id);
}
