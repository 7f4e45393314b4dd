import { basename } from 'node:path';
import { type LoadedKnowledge, readStatement } from '../../triage/index.ts';
import { play } from '../engine/play.ts';
import { type ScoreItem, score } from '../engine/score.ts';
import type { Scenario } from '../engine/types.ts';
import { compileScenario, type ScenarioDocument } from './compile.ts';
import type { Intents } from './intents.ts';
import { compileListener, SPEAKS_HINDI, type Understand } from './listener.ts';
import { linesIn, ruleFaults } from './rules.ts';
import { type ScenarioFault, TrainingDocument } from './training-document.ts';

/** What scenarios are read against. */
export interface ScenarioContext {
  readonly knowledge: LoadedKnowledge;
  readonly intents: Intents;
  readonly understand: Understand;
  readonly sources: ReadonlySet<string>;
}

/** A scenario with the intents that it adds to the shared ones. */
export interface ReadScenario {
  readonly scenario: Scenario;
  readonly understand: Understand;
  /** What the intents are called, by id. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The scenario in a file, or null with its faults: of YAML, else of the schema, else of what refers to something. */
export function readScenario(
  text: string,
  file: string,
  context: ScenarioContext,
): { readonly read: ReadScenario | null; readonly faults: readonly ScenarioFault[] } {
  const { read, yaml } = inspect(text, file, context);
  return { read, faults: yaml.sorted() };
}

/**
 * All faults of a scenario file by line, also those that only show when it is read and played: words of the caller in which
 * triage does not find what they tell, and scripts that earn other marks than they should. None: it is valid.
 */
export function validateScenarioText(
  text: string,
  file: string,
  context: ScenarioContext,
): readonly ScenarioFault[] {
  const { read, yaml, document } = inspect(text, file, context);
  if (read === null || document === null) return yaml.sorted();
  const { knowledge, languages } = context.knowledge;
  for (const { keys, line } of linesIn(document)) {
    if (line.tells === undefined) continue;
    const found = new Set(
      readStatement({ text: line.say }, {}, languages).findings.flatMap(({ concept, negated }) =>
        negated ? [] : [concept, ...(knowledge.concepts.get(concept)?.implies ?? [])],
      ),
    );
    for (const concept of line.tells.filter((one) => !found.has(one))) {
      const heard = found.size === 0 ? 'nothing' : [...found].join(', ');
      yaml.fault([...keys, 'say'], `Triage does not find ${concept} in these words; it finds ${heard}`);
    }
  }
  playFaults(read, (keys, message) => yaml.fault(keys, message));
  return yaml.sorted();
}

function inspect(text: string, file: string, context: ScenarioContext) {
  const yaml = new TrainingDocument(text, file, 'scenario');
  const document = yaml.value as ScenarioDocument | null;
  if (document === null) return { yaml, document, read: null };
  const name = basename(file).replace(/\.ya?ml$/, '');
  if (document.id !== name) yaml.fault(['id'], `Use the name of the file as id: ${name}`);
  const own = new Map(Object.entries(document.intents ?? {}));
  for (const id of own.keys()) {
    if (context.intents.has(id)) yaml.fault(['intents', id], `Choose another id: ${id} is a shared intent`);
  }
  const intents = new Map([...context.intents, ...own]);
  const concepts = new Set(context.knowledge.knowledge.concepts.keys());
  for (const { keys, message } of ruleFaults(document, { intents, concepts, sources: context.sources })) {
    yaml.fault(keys, message);
  }
  const understandOwn = compileListener(own, context.knowledge, ({ group, phrase, message }) =>
    yaml.fault(['intents', group.id, group.language, phrase], message),
  );
  if (yaml.faults.length > 0) return { yaml, document, read: null };
  const understand: Understand = (words) => [
    ...new Set([...context.understand(words), ...understandOwn(words)]),
  ];
  const labels = new Map([...intents].map(([id, { label }]) => [id, label]));
  labels.set(SPEAKS_HINDI, 'Speaks Hindi');
  return { yaml, document, read: { scenario: compileScenario(document), understand, labels } };
}

type Report = (keys: ReadonlyArray<string | number>, message: string) => void;

function playFaults({ scenario, understand }: ReadScenario, report: Report): void {
  const right = score(scenario, play(scenario, scenario.plays.right, understand));
  for (const item of right.items.filter(({ points, of }) => points !== of)) {
    report(['plays', 'right'], `It should earn all marks: ${described(item)}`);
  }
  const { loses, ...wrong } = scenario.plays.wrong;
  const played = score(scenario, play(scenario, wrong, understand));
  const lost = new Map(
    played.items.flatMap((item) => (item.of === item.points ? [] : [[item.id, item] as const])),
  );
  for (const item of lost.values()) {
    const marks = item.of - item.points;
    if (loses[item.id] === marks) continue;
    const said = loses[item.id] === undefined ? 'nothing of it' : `${loses[item.id]}`;
    const keys = loses[item.id] === undefined ? ['loses'] : ['loses', item.id];
    report(['plays', 'wrong', ...keys], `It loses ${marks} and the file says ${said}: ${described(item)}`);
  }
  for (const id of Object.keys(loses).filter((one) => !lost.has(one))) {
    report(['plays', 'wrong', 'loses', id], `It loses nothing on ${id}`);
  }
}

function described({ id, outcome, points, of, atMs, dueMs }: ScoreItem): string {
  const when = atMs === null ? '' : ` at ${Math.round(atMs / 1_000)} s`;
  const due = dueMs === null ? '' : `, due at ${Math.round(dueMs / 1_000)} s`;
  return `${id} is ${outcome}${when}${due} (${points} of ${of})`;
}
