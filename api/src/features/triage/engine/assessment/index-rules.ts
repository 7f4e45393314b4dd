import type { Condition, Knowledge, Rule } from '../knowledge.ts';
import type { Implications, ReadFacts } from './facts.ts';
import { implications } from './facts.ts';

/** Knowledge prepared for many assessments. */
export interface RuleIndex extends Implications {
  /** Rules by a key without which they cannot fire, so that the cost follows what was found and not how many rules there are. */
  readonly byKey: ReadonlyMap<string, readonly Rule[]>;
  /** Rules by each concept that helps them to fire. */
  readonly byConcept: ReadonlyMap<string, readonly Rule[]>;
  /** The same with what each concept implies, of the concepts asked about so far: the same questions come again and again. */
  readonly supported: Map<string, readonly Rule[]>;
  /** Order in the data, for ties. */
  readonly order: ReadonlyMap<Rule, number>;
  readonly adviceOrder: ReadonlyMap<string, number>;
}

const indexes = new WeakMap<Knowledge, RuleIndex>();

export function indexOf(knowledge: Knowledge): RuleIndex {
  const known = indexes.get(knowledge);
  if (known !== undefined) return known;
  const byKey = new Map<string, Rule[]>();
  const byConcept = new Map<string, Rule[]>();
  for (const rule of knowledge.rules) {
    for (const id of helping(rule.when)) byConcept.set(id, [...(byConcept.get(id) ?? []), rule]);
    for (const key of triggers(rule.when) ?? [ALWAYS]) byKey.set(key, [...(byKey.get(key) ?? []), rule]);
  }
  const order = new Map(knowledge.rules.map((rule, index) => [rule, index]));
  const adviceOrder = new Map([...knowledge.advice.keys()].map((id, index) => [id, index]));
  const index = {
    ...implications(knowledge.concepts),
    byKey,
    byConcept,
    supported: new Map(),
    order,
    adviceOrder,
  };
  indexes.set(knowledge, index);
  return index;
}

/** @returns the rules that may fire on the facts, each once. */
export function candidates({ byKey }: RuleIndex, facts: ReadFacts): ReadonlySet<Rule> {
  const found = new Set<Rule>();
  const add = (key: string) => {
    for (const rule of byKey.get(key) ?? []) found.add(rule);
  };
  add(ALWAYS);
  for (const id of facts.affirmed.keys()) add(id);
  for (const id of facts.known.keys()) add(`history ${id}`);
  for (const id of facts.denied) add(`denied ${id}`);
  for (const vital of facts.measured.keys()) add(`vital ${vital}`);
  return found;
}

/** @returns the rules in which a concept takes part, or one that it implies. */
export function candidatesWith(
  { byConcept, implied, supported }: RuleIndex,
  concept: string,
): readonly Rule[] {
  let rules = supported.get(concept);
  if (rules === undefined) {
    rules = [...new Set((implied.get(concept) ?? [concept]).flatMap((id) => byConcept.get(id) ?? []))];
    supported.set(concept, rules);
  }
  return rules;
}

/** Key of rules that may fire without any finding or measurement. */
const ALWAYS = 'always';

/** @returns keys of which at least one is present whenever the condition holds; null where it may hold without any. */
function triggers(condition: Condition): ReadonlySet<string> | null {
  if (typeof condition === 'string') return new Set([condition]);
  if ('finding' in condition) return new Set([condition.finding]);
  if ('history' in condition) return new Set([`history ${condition.history}`]);
  if ('denied' in condition) return new Set([`denied ${condition.denied}`]);
  if ('vital' in condition) return new Set([`vital ${condition.vital}`]);
  if ('any' in condition) return either(condition.any);
  if ('count' in condition) return either(condition.count.of);
  if ('all' in condition) return smallest(condition.all.map(triggers));
  return null;
}

function either(conditions: readonly Condition[]): ReadonlySet<string> | null {
  const keys = new Set<string>();
  for (const one of conditions) {
    const more = triggers(one);
    if (more === null) return null;
    for (const key of more) keys.add(key);
  }
  return keys;
}

function smallest(sets: ReadonlyArray<ReadonlySet<string> | null>): ReadonlySet<string> | null {
  return sets.reduce(
    (least, set) => (least === null || (set !== null && set.size < least.size) ? set : least),
    null,
  );
}

/** The concepts that a condition asks for, with or without others. */
function helping(condition: Condition): ReadonlySet<string> {
  if (typeof condition === 'string') return new Set([condition]);
  if ('finding' in condition) return new Set([condition.finding]);
  if ('history' in condition) return new Set([condition.history]);
  // `pregnant` is met by the concept as well.
  if ('pregnant' in condition) return new Set(['pregnant']);
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  const of = 'count' in condition ? condition.count.of : parts;
  return new Set(of.flatMap((one) => [...helping(one)]));
}
