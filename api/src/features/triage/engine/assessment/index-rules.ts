import type { Condition, Knowledge, Rule } from '../knowledge.ts';
import type { Implications, ReadFacts } from './facts.ts';
import { append, implications } from './facts.ts';

/** Knowledge prepared for many assessments. */
export interface RuleIndex extends Implications {
  /** The most urgent first, then in the order of the data. */
  readonly rules: readonly Rule[];
  /** Those of urgency 1. */
  readonly immediate: readonly Rule[];
  /**
   * Places in `rules` by what a rule cannot fire without, so that the cost follows what was found and not how many rules there
   * are.
   */
  readonly byTrigger: Readonly<Record<TriggerKind, ReadonlyMap<string, readonly number[]>>>;
  /** Rules by each concept that helps them to fire. */
  readonly byConcept: ReadonlyMap<string, readonly Rule[]>;
  /** The same with what each concept implies, of the concepts asked about so far: the same questions come again and again. */
  readonly supported: Map<string, readonly Rule[]>;
  readonly adviceOrder: ReadonlyMap<string, number>;
}

/** What a rule cannot fire without: a concept that the patient has, had or that was denied, a vital sign, or nothing. */
type TriggerKind = 'affirmed' | 'known' | 'denied' | 'vital' | 'always';
interface Trigger {
  readonly kind: TriggerKind;
  readonly id: string;
}

const indexes = new WeakMap<Knowledge, RuleIndex>();

export function indexOf(knowledge: Knowledge): RuleIndex {
  const known = indexes.get(knowledge);
  if (known !== undefined) return known;
  const rules = knowledge.rules.toSorted((a, b) => a.urgency - b.urgency);
  const byTrigger: Record<TriggerKind, Map<string, number[]>> = {
    affirmed: new Map(),
    known: new Map(),
    denied: new Map(),
    vital: new Map(),
    always: new Map(),
  };
  const byConcept = new Map<string, Rule[]>();
  for (const [place, rule] of rules.entries()) {
    for (const { kind, id } of triggers(rule.when)?.values() ?? [ALWAYS]) append(byTrigger[kind], id, place);
  }
  for (const rule of knowledge.rules) for (const id of helping(rule.when)) append(byConcept, id, rule);
  const adviceOrder = new Map([...knowledge.advice.keys()].map((id, index) => [id, index]));
  const index = {
    ...implications(knowledge.concepts),
    rules,
    immediate: rules.filter(({ urgency }) => urgency === 1),
    byTrigger,
    byConcept,
    supported: new Map(),
    adviceOrder,
  };
  indexes.set(knowledge, index);
  return index;
}

/** @returns the rules that may fire on the facts, in the order of `rules`. */
export function candidates({ rules, byTrigger }: RuleIndex, facts: ReadFacts): readonly Rule[] {
  const triggered = new Uint8Array(rules.length);
  const trigger = (kind: TriggerKind, ids: Iterable<string>) => {
    const byId = byTrigger[kind];
    for (const id of ids) for (const place of byId.get(id) ?? NO_RULES) triggered[place] = 1;
  };
  trigger('always', [ALWAYS.id]);
  trigger('affirmed', facts.affirmed.keys());
  trigger('known', facts.known.keys());
  trigger('denied', facts.denied);
  trigger('vital', facts.measured.keys());
  return rules.filter((_, place) => triggered[place] === 1);
}

const NO_RULES: readonly number[] = [];

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

/** Of rules that may fire without any finding or measurement. */
const ALWAYS: Trigger = { kind: 'always', id: 'always' };

/** By kind and id. */
type Triggers = ReadonlyMap<string, Trigger>;

/** @returns triggers of which at least one is present whenever the condition holds; null where it may hold without any. */
function triggers(condition: Condition): Triggers | null {
  if (typeof condition === 'string') return only('affirmed', condition);
  if ('finding' in condition) return only('affirmed', condition.finding);
  if ('history' in condition) return only('known', condition.history);
  if ('denied' in condition) return only('denied', condition.denied);
  if ('vital' in condition) return only('vital', condition.vital);
  if ('any' in condition) return either(condition.any);
  if ('count' in condition) return either(condition.count.of);
  if ('all' in condition) return smallest(condition.all.map(triggers));
  return null;
}

function only(kind: TriggerKind, id: string): Triggers {
  return new Map([[`${kind} ${id}`, { kind, id }]]);
}

function either(conditions: readonly Condition[]): Triggers | null {
  const all = new Map<string, Trigger>();
  for (const one of conditions) {
    const more = triggers(one);
    if (more === null) return null;
    for (const [key, trigger] of more) all.set(key, trigger);
  }
  return all;
}

function smallest(sets: ReadonlyArray<Triggers | null>): Triggers | null {
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
