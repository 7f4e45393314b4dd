import { replay } from './advance.ts';
import { type Criterion, criteriaOf } from './criteria.ts';
import type { Entry, RunState, Scenario, WrongTurn } from './types.ts';

/** What a wrong turn costs. */
export const COST = { minor: 5, serious: 15, dangerous: 30 } as const;
/** Marks from which a run without a dangerous wrong turn is passed. */
export const PASS_MARK = 70;

export interface ScoreItem {
  readonly id: string;
  readonly category: Criterion['category'] | 'wrong_turn';
  readonly outcome: 'met' | 'late' | 'partly' | 'missed' | 'wrong_turn';
  /** Reached, of `of`. Of a wrong turn, what it costs as a negative number, of 0. */
  readonly points: number;
  readonly of: number;
  /** In milliseconds since the start; null: before the end, or it never came to pass. */
  readonly dueMs: number | null;
  readonly atMs: number | null;
  /** What the item is about: the intents that count, a concept, an urgency, an action, a service. */
  readonly expected: readonly string[];
  /** What was decided, or null. */
  readonly actual: string | null;
  /** Of a wrong turn: what is wrong with it. */
  readonly why: string | null;
}

export interface Score {
  /** 0 to 100. */
  readonly total: number;
  readonly passed: boolean;
  readonly items: readonly ScoreItem[];
}

/** Marks a run by the published criteria (docs/guides/training.md). */
export function score(scenario: Scenario, entries: readonly Entry[]): Score {
  const state = replay(scenario, entries);
  const run: Run = { entries, state, decided: lastDecision(entries) };
  const marks = criteriaOf(scenario.expects).map((criterion) => markOf(criterion, run));
  const wrong = scenario.expects.wrong.flatMap((turn) => wrongItem(turn, run));
  const items = [...marks, ...wrong];
  const sum = items.reduce((total, { points }) => total + points, 0);
  const total = Math.max(0, sum);
  const dangerous = scenario.expects.wrong.some(
    ({ id, gravity }) => gravity === 'dangerous' && wrong.some((item) => item.id === id),
  );
  return { total, passed: total >= PASS_MARK && !dangerous, items };
}

interface Run {
  readonly entries: readonly Entry[];
  readonly state: RunState;
  readonly decided: Decision | null;
}
type Decision = Extract<Entry, { kind: 'decided' }>;

function lastDecision(entries: readonly Entry[]): Decision | null {
  return entries.findLast((entry) => entry.kind === 'decided') ?? null;
}

function markOf(criterion: Criterion, run: Run): ScoreItem {
  const { id, category, points: of, dueMs, expected } = criterion;
  const outcome = outcomeOf(criterion, run);
  return {
    id,
    category,
    outcome: outcome.is,
    // Late or nearly right earns half, in favour of the operator.
    points: outcome.is === 'met' ? of : outcome.is === 'missed' ? 0 : Math.ceil(of / 2),
    of,
    dueMs,
    atMs: outcome.atMs,
    expected,
    actual: outcome.actual ?? null,
    why: null,
  };
}

interface Outcome {
  readonly is: Exclude<ScoreItem['outcome'], 'wrong_turn'>;
  readonly atMs: number | null;
  readonly actual?: string;
}

function outcomeOf(criterion: Criterion, { entries, state, decided }: Run): Outcome {
  const { test, dueMs } = criterion;
  const byTime = (atMs: number | null): Outcome =>
    atMs === null ? { is: 'missed', atMs } : { is: dueMs === null || atMs <= dueMs ? 'met' : 'late', atMs };
  switch (test.kind) {
    case 'told':
      return byTime(state.told[test.concept] ?? null);
    case 'said':
      return byTime(firstOf(test.intents, state));
    case 'confirmed': {
      const known = state.facts[test.known];
      if (known === undefined) return byTime(null);
      // Only what is said after the caller gave the address confirms it.
      const entry = entries.find(
        (one) =>
          one.kind === 'said' && one.atMs > known && one.intents.some((intent) => test.by.includes(intent)),
      );
      return byTime(entry?.atMs ?? null);
    }
    case 'recognised': {
      const said = firstOf(test.shownBy, state);
      const deciding = entries.find((entry) => entry.kind === 'decided' && entry.urgency <= test.urgency);
      const times = [said, deciding?.atMs ?? null].filter((time) => time !== null);
      return byTime(times.length === 0 ? null : Math.min(...times));
    }
    case 'urgency': {
      if (decided === null) return { is: 'missed', atMs: null };
      const { atMs, urgency } = decided;
      const actual = String(urgency);
      if (urgency === test.is || test.accepts.includes(urgency)) return { is: 'met', atMs, actual };
      // One level too urgent costs an ambulance; one too little may cost a life.
      return { is: urgency === test.is - 1 ? 'partly' : 'missed', atMs, actual };
    }
    case 'action':
      if (decided === null) return { is: 'missed', atMs: null };
      return {
        is: decided.action === test.action ? 'met' : 'missed',
        atMs: decided.atMs,
        actual: decided.action,
      };
    case 'service':
      if (decided === null || decided.service === null) return { is: 'missed', atMs: null };
      return {
        is: decided.service === test.service ? 'met' : 'missed',
        atMs: decided.atMs,
        actual: decided.service,
      };
  }
}

function firstOf(intents: readonly string[], { facts }: RunState): number | null {
  const times = intents.flatMap((intent) => facts[intent] ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

function wrongItem(turn: WrongTurn, run: Run): readonly ScoreItem[] {
  const atMs = takenAt(turn, run);
  if (atMs === null) return [];
  return [
    {
      id: turn.id,
      category: 'wrong_turn',
      outcome: 'wrong_turn',
      points: -COST[turn.gravity],
      of: 0,
      dueMs: null,
      atMs,
      expected: [],
      actual: null,
      why: turn.why,
    },
  ];
}

function takenAt({ on }: WrongTurn, { entries, state, decided }: Run): number | null {
  const cameToPass = (fact: string, atMs: number) => (state.facts[fact] ?? Number.POSITIVE_INFINITY) <= atMs;
  if ('said' in on) {
    const entry = entries.find(
      (one) =>
        one.kind === 'said' &&
        one.intents.some((intent) => on.said.includes(intent)) &&
        !(on.unless ?? []).some((fact) => cameToPass(fact, one.atMs)),
    );
    return entry?.atMs ?? null;
  }
  if ('decided' in on) return decided !== null && on.decided.includes(decided.action) ? decided.atMs : null;
  if ('decidedBefore' in on) {
    if (decided === null) return null;
    return on.decidedBefore.some((fact) => !cameToPass(fact, decided.atMs)) ? decided.atMs : null;
  }
  const end = entries.find(({ kind }) => kind === 'ended');
  if (end === undefined) return null;
  return on.endedBefore.some((fact) => !cameToPass(fact, end.atMs)) ? end.atMs : null;
}
