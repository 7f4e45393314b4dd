import type { Action, Expectations, Fact, Intent, Urgency } from './types.ts';

/**
 * How many of 100 marks each category weighs (docs/guides/training.md publishes them). Categories that a scenario does not
 * have are left out, and the others share their marks in proportion.
 */
export const WEIGHTS = {
  questions: 20,
  findings: 15,
  recognition: 10,
  urgency: 15,
  action: 15,
  advice: 15,
  address: 10,
} as const;
export type Category = keyof typeof WEIGHTS;

/** One thing that earns marks. */
export interface Criterion {
  readonly id: string;
  readonly category: Category;
  readonly points: number;
  readonly dueMs: number | null;
  readonly expected: readonly string[];
  readonly test: Test;
}

export type Test =
  | { readonly kind: 'told'; readonly concept: string }
  | { readonly kind: 'said'; readonly intents: readonly Intent[] }
  | { readonly kind: 'confirmed'; readonly known: Fact; readonly by: readonly Intent[] }
  | { readonly kind: 'recognised'; readonly urgency: Urgency; readonly shownBy: readonly Intent[] }
  | { readonly kind: 'urgency'; readonly is: Urgency; readonly accepts: readonly Urgency[] }
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'service'; readonly service: string };

type Unweighted = Omit<Criterion, 'points'>;

/** What earns marks in a scenario. The points are whole numbers and add up to 100. */
export function criteriaOf(expects: Expectations): readonly Criterion[] {
  const items = unweighted(expects);
  const counts = new Map<Category, number>();
  for (const { category } of items) counts.set(category, (counts.get(category) ?? 0) + 1);
  const whole = [...counts.keys()].reduce((sum, category) => sum + WEIGHTS[category], 0);
  // Shares are rounded where they end, so that no mark is lost or added by rounding.
  let exact = 0;
  let given = 0;
  return items.map((item) => {
    exact += (100 * WEIGHTS[item.category]) / whole / (counts.get(item.category) as number);
    const points = Math.round(exact) - given;
    given += points;
    return { ...item, points };
  });
}

function unweighted(expects: Expectations): readonly Unweighted[] {
  const { asked, found, recognised, urgency, action, service, advice, address } = expects;
  const items: Unweighted[] = [];
  for (const { intents, byMs } of asked) {
    const test = { kind: 'said', intents } as const;
    items.push({ id: intents[0] as string, category: 'questions', dueMs: byMs, expected: intents, test });
  }
  for (const { concept, byMs } of found) {
    const test = { kind: 'told', concept } as const;
    items.push({ id: concept, category: 'findings', dueMs: byMs, expected: [concept], test });
  }
  if (recognised !== null) {
    const { byMs: dueMs, shownBy } = recognised;
    const test = { kind: 'recognised', urgency: urgency.is, shownBy } as const;
    items.push({ id: 'recognition', category: 'recognition', dueMs, expected: [`${urgency.is}`], test });
  }
  items.push({
    id: 'urgency',
    category: 'urgency',
    dueMs: null,
    expected: [...new Set([urgency.is, ...urgency.accepts])].map(String),
    test: { kind: 'urgency', ...urgency },
  });
  const decision = { category: 'action', dueMs: null } as const;
  items.push({ id: 'action', ...decision, expected: [action], test: { kind: 'action', action } });
  if (service !== null) {
    items.push({ id: 'service', ...decision, expected: [service], test: { kind: 'service', service } });
  }
  for (const { intents, byMs } of advice) {
    const test = { kind: 'said', intents } as const;
    items.push({ id: intents[0] as string, category: 'advice', dueMs: byMs, expected: intents, test });
  }
  if (address !== null) {
    const { known, confirmedBy, byMs: dueMs } = address;
    const test = { kind: 'confirmed', known, by: confirmedBy } as const;
    items.push({ id: 'address', category: 'address', dueMs, expected: confirmedBy, test });
  }
  return items;
}
