import { CONFIRMS, linesOf, type ScenarioDocument } from './compile.ts';
import type { Intents } from './intents.ts';

/** A fault that a schema cannot express, at the value to which the keys lead. */
export interface RuleFault {
  readonly keys: ReadonlyArray<string | number>;
  readonly message: string;
}

/** What a scenario may refer to. */
export interface Known {
  /** Shared intents and those of the scenario. */
  readonly intents: Intents;
  readonly concepts: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

const DECIDED = ['decided', 'decided-dispatch', 'decided-advise', 'decided-refer', 'decided-false_call'];

interface PlacedLine {
  readonly keys: RuleFault['keys'];
  readonly line: ReturnType<typeof linesOf>[number];
}

/** What does not fit together in a scenario that matches the schema. */
export function ruleFaults(document: ScenarioDocument, known: Known): readonly RuleFault[] {
  const faults: RuleFault[] = [];
  const add = (keys: RuleFault['keys'], message: string) => faults.push({ keys, message });
  const lines = linesIn(document);
  const said = lines.filter(({ keys }) => keys[0] !== 'opening');
  const facts = new Set([
    ...known.intents.keys(),
    'speaks-hindi',
    ...DECIDED,
    ...lines.flatMap(({ line }) => line.sets ?? []),
  ]);
  const moods = new Set([document.caller.mood, ...lines.flatMap(({ line }) => line.becomes ?? [])]);
  const told = new Set(said.flatMap(({ line }) => line.tells ?? []));
  const { expect } = document;

  const isIntent = (id: string) => known.intents.has(id) || id === 'speaks-hindi';
  const checkIntents = (ids: readonly string[], keys: RuleFault['keys']) => {
    for (const id of ids) if (!isIntent(id)) add(keys, `There is no intent ${id}: correct it, or define it`);
  };
  const checkFacts = (ids: readonly string[] = [], keys: RuleFault['keys']) => {
    for (const id of ids) {
      if (!facts.has(id)) add(keys, `${id} never comes to pass: no intent has this id and no line sets it`);
    }
  };
  const checkConcepts = (ids: readonly string[] = [], keys: RuleFault['keys']) => {
    for (const id of ids) if (!known.concepts.has(id)) add(keys, `Triage knows no concept ${id}`);
  };

  for (const id of document.sources) {
    if (!known.sources.has(id)) add(['sources', id], `Add ${id} to sources.yaml, or correct the id`);
  }
  for (const [id, { concepts = [] }] of Object.entries(document.intents ?? {})) {
    checkConcepts(concepts, ['intents', id, 'concepts']);
  }
  for (const { keys, line } of lines) {
    checkConcepts(line.tells, [...keys, 'tells']);
    checkFacts(line.when, [...keys, 'when']);
    checkFacts(line.unless, [...keys, 'unless']);
    if (line.mood !== undefined && !moods.has(line.mood)) {
      add([...keys, 'mood'], `The caller is never ${line.mood}`);
    }
  }
  const owners = new Map<string, string>();
  for (const [key, reply] of Object.entries(document.replies)) {
    checkIntents(key.split('|'), ['replies', key]);
    for (const intent of key.split('|')) {
      const other = owners.get(intent);
      if (other !== undefined) add(['replies', key], `${intent} is already answered by ${other}`);
      owners.set(intent, key);
    }
    const all = linesOf(reply);
    const open = all.findIndex(
      ({ when, unless, mood, after }) => !when && !unless && mood === undefined && after === undefined,
    );
    if (open >= 0 && open < all.length - 1) {
      add(['replies', key, open + 1], 'It is never said: the line before it has no condition');
    }
  }
  for (const [index, { kind, from = 0, to }] of (document.noise ?? []).entries()) {
    const keys = ['noise', index] as const;
    if (to !== undefined && to <= from) {
      add([...keys, 'to'], `It is never heard: it ends at ${to} and begins at ${from}`);
    }
    const again = document.noise?.findIndex(
      (other) => other.kind === kind && (other.to ?? Infinity) > from && (other.from ?? 0) < (to ?? Infinity),
    );
    if (again !== undefined && again >= 0 && again < index) {
      add([...keys, 'kind'], `${kind} is heard already from second ${document.noise?.[again]?.from ?? 0} on`);
    }
  }
  const ids = new Set<string>();
  for (const [index, { id, at, silence }] of (document.unprompted ?? []).entries()) {
    const keys = ['unprompted', index] as const;
    if ((at === undefined) === (silence === undefined)) add(keys, 'Give it either at or silence');
    if (ids.has(id)) add([...keys, 'id'], `Choose another id: ${id} is already used`);
    ids.add(id);
  }

  for (const key of Object.keys(expect.asked ?? {})) checkIntents(key.split('|'), ['expect', 'asked', key]);
  for (const key of Object.keys(expect.advice ?? {})) checkIntents(key.split('|'), ['expect', 'advice', key]);
  checkIntents(expect.recognised?.shownBy ?? [], ['expect', 'recognised', 'shownBy']);
  for (const concept of Object.keys(expect.found ?? {})) {
    const keys = ['expect', 'found', concept];
    checkConcepts([concept], keys);
    if (document.opening.tells?.includes(concept)) {
      add(keys, `The caller says ${concept} at once: nothing has to be done to find it`);
    } else if (!told.has(concept)) add(keys, `No line of the caller tells ${concept}`);
  }
  if ((expect.service !== undefined) !== (expect.action === 'dispatch')) {
    add(['expect', 'service'], 'Name the service when the action is dispatch, and only then');
  }
  if (expect.address !== undefined) {
    const { known: fact, confirmedBy } = expect.address;
    checkFacts([fact], ['expect', 'address', 'known']);
    checkIntents(
      (confirmedBy ?? CONFIRMS).filter((id) => id !== 'read-back-address' || confirmedBy !== undefined),
      ['expect', 'address', 'confirmedBy'],
    );
  }
  const criteria = new Set([
    ...Object.keys(expect.asked ?? {}).map((key) => key.split('|')[0]),
    ...Object.keys(expect.advice ?? {}).map((key) => key.split('|')[0]),
    ...Object.keys(expect.found ?? {}),
    ...['recognition', 'urgency', 'action', 'service', 'address'],
  ]);
  for (const [id, turn] of Object.entries(expect.wrong ?? {})) {
    const keys = ['expect', 'wrong', id];
    if (criteria.has(id)) add(keys, `Choose another id: ${id} already earns marks`);
    const kinds = (['said', 'decided', 'endedBefore', 'decidedBefore'] as const).filter((kind) => turn[kind]);
    if (kinds.length !== 1) add(keys, 'Give it one of said, decided, endedBefore, decidedBefore');
    checkIntents(turn.said ?? [], [...keys, 'said']);
    checkFacts(turn.unless, [...keys, 'unless']);
    checkFacts(turn.endedBefore, [...keys, 'endedBefore']);
    checkFacts(turn.decidedBefore, [...keys, 'decidedBefore']);
  }
  const items = new Set([...criteria, ...Object.keys(expect.wrong ?? {})]);
  for (const id of Object.keys(document.plays.wrong.loses)) {
    if (!items.has(id)) add(['plays', 'wrong', 'loses', id], `The score has no item ${id}`);
  }
  return faults;
}

/** All lines of the caller, with where they stand. */
export function linesIn({ opening, replies, unprompted = [] }: ScenarioDocument): readonly PlacedLine[] {
  return [
    { keys: ['opening'], line: opening },
    ...Object.entries(replies).flatMap(([key, reply]) =>
      linesOf(reply).map((line, index) => ({
        keys: Array.isArray(reply) ? ['replies', key, index] : ['replies', key],
        line,
      })),
    ),
    ...unprompted.map((line, index) => ({ keys: ['unprompted', index], line })),
  ];
}
