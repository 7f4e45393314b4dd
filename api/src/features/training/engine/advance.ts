import type { Entry, Input, Line, Reply, RunState, Scenario, Unprompted, When } from './types.ts';

/** More would be a speech: a caller under stress answers the first things asked. */
const MAX_REPLIES = 3;

/** How a run begins: what the caller says first. */
export function begin({ opening }: Scenario): readonly Entry[] {
  return [{ kind: 'caller', atMs: 0, text: opening.say, line: 'opening', tells: opening.tells }];
}

/** The entries that follow from an input: itself, unless it is only time, and what the caller says to it. */
export function advance(scenario: Scenario, state: RunState, input: Input): readonly Entry[] {
  if (state.ended) return [];
  if (input.kind === 'time') return spokenUnprompted(scenario, state, input.atMs);
  const heard = apply(scenario, state, input);
  return input.kind === 'said' ? [input, ...answers(scenario, heard, input)] : [input];
}

/** The state after all of the entries. */
export function replay(scenario: Scenario, entries: readonly Entry[]): RunState {
  return entries.reduce((state, entry) => apply(scenario, state, entry), initial(scenario));
}

/**
 * When the caller speaks next without being asked, in milliseconds since the start, if nothing happens until then; null for
 * never.
 */
export function nextDue(scenario: Scenario, state: RunState): number | null {
  if (state.ended) return null;
  const due = scenario.unprompted.flatMap((line) => {
    const at = dueAt(line, state);
    return at === null ? [] : [Math.max(at, line.afterMs ?? 0)];
  });
  return due.length === 0 ? null : Math.min(...due);
}

function initial({ caller }: Scenario): RunState {
  return { mood: caller.mood, facts: {}, told: {}, said: {}, quietSinceMs: 0, ended: false };
}

export function apply(scenario: Scenario, state: RunState, entry: Entry): RunState {
  const { atMs } = entry;
  switch (entry.kind) {
    case 'said':
      return { ...state, facts: withFirst(state.facts, entry.intents, atMs), quietSinceMs: atMs };
    case 'decided': {
      const facts = ['decided', `decided-${entry.action}`];
      return { ...state, facts: withFirst(state.facts, facts, atMs) };
    }
    case 'ended':
      return { ...state, ended: true };
    case 'caller': {
      const line = lineOf(scenario, entry.line);
      return {
        ...state,
        mood: line?.becomes ?? state.mood,
        facts: withFirst(state.facts, line?.sets ?? [], atMs),
        told: withFirst(state.told, entry.tells, atMs),
        said: { ...state.said, [entry.line]: (state.said[entry.line] ?? 0) + 1 },
        quietSinceMs: atMs + (entry.lastsMs ?? 0),
      };
    }
  }
}

function withFirst(
  known: Readonly<Record<string, number>>,
  names: readonly string[],
  atMs: number,
): Readonly<Record<string, number>> {
  const added = names.filter((name) => known[name] === undefined);
  return added.length === 0 ? known : { ...known, ...Object.fromEntries(added.map((name) => [name, atMs])) };
}

function answers(
  scenario: Scenario,
  state: RunState,
  { intents, atMs }: Extract<Input, { kind: 'said' }>,
): readonly Entry[] {
  // In the order in which things were asked.
  const replies = new Set(
    intents.flatMap((intent) => scenario.replies.filter(({ on }) => on.includes(intent))),
  );
  const entries: Entry[] = [];
  let current = state;
  for (const reply of replies) {
    const index = reply.lines.findIndex((line) => holds(line, current, atMs));
    const line = reply.lines[index];
    if (line === undefined) continue;
    const entry = spoken(line, `${reply.id}/${index}`, atMs);
    entries.push(entry);
    current = apply(scenario, current, entry);
    if (entries.length === MAX_REPLIES) break;
  }
  if (entries.length > 0) return entries;
  const kind = intents.length > 0 ? 'okay' : 'unclear';
  const texts = scenario[kind];
  const text = texts[(state.said[kind] ?? 0) % texts.length] as string;
  return [{ kind: 'caller', atMs, text, line: kind, tells: [] }];
}

function spokenUnprompted(scenario: Scenario, state: RunState, atMs: number): readonly Entry[] {
  for (const line of scenario.unprompted) {
    const due = dueAt(line, state);
    if (due !== null && due <= atMs && holds(line, state, atMs)) return [spoken(line, line.id, atMs)];
  }
  return [];
}

/** When it is due as things are, time conditions aside; null when it is not to be said. */
function dueAt(line: Unprompted, state: RunState): number | null {
  if ((state.said[line.id] ?? 0) >= line.times) return null;
  if (!holds(line, state, Number.POSITIVE_INFINITY)) return null;
  return line.silenceMs === undefined ? (line.atMs ?? 0) : state.quietSinceMs + line.silenceMs;
}

function spoken({ say, tells }: Line, line: string, atMs: number): Entry {
  return { kind: 'caller', atMs, text: say, line, tells };
}

function holds({ when = [], unless = [], mood, afterMs = 0 }: When, state: RunState, atMs: number): boolean {
  const isSo = (fact: string) => state.facts[fact] !== undefined;
  return (
    when.every(isSo) && !unless.some(isSo) && (mood === undefined || mood === state.mood) && atMs >= afterMs
  );
}

function lineOf({ opening, replies, unprompted }: Scenario, key: string): Line | undefined {
  if (key === 'opening') return opening;
  const [id, index] = key.split('/');
  if (index === undefined) return unprompted.find((line) => line.id === id);
  return (replies.find((reply: Reply) => reply.id === id) as Reply | undefined)?.lines[Number(index)];
}
