import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LoadedKnowledge } from '../../triage/index.ts';
import { readIntents } from './intents.ts';
import { compileListener } from './listener.ts';
import { type ScenarioFault, TrainingDocument } from './training-document.ts';
import { type ReadScenario, readScenario, type ScenarioContext } from './validate.ts';

/** Where the shipped files stand: `scenarios`, `intents`, `sources.yaml`. */
export const SHIPPED = join(import.meta.dirname, '..', 'data');

/** Lists every fault of every file, each as `file:line: message`. */
export class ScenarioError extends Error {
  readonly faults: readonly ScenarioFault[];

  constructor(faults: readonly ScenarioFault[]) {
    super(faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.name = 'ScenarioError';
    this.faults = faults;
  }
}

/** A public document that scenarios stand on. */
export interface Source {
  readonly title: string;
  readonly publisher: string;
  readonly year: number;
  readonly url: string;
}

export interface LoadedScenarios {
  /** By id. */
  readonly scenarios: ReadonlyMap<string, ReadScenario>;
  readonly sources: Readonly<Record<string, Source>>;
}

/**
 * What scenarios are read against: the catalogue of intents, and the sources.
 * @throws ScenarioError
 */
export function scenarioContext(
  knowledge: LoadedKnowledge,
  folder: string = SHIPPED,
): ScenarioContext & { readonly citable: Readonly<Record<string, Source>> } {
  const catalogue = readIntents(join(folder, 'intents'));
  const faults = [...catalogue.faults];
  for (const [id, { concepts = [] }] of catalogue.intents) {
    for (const concept of concepts.filter((one) => !knowledge.knowledge.concepts.has(one))) {
      faults.push({
        file: 'intents',
        line: 1,
        column: 1,
        message: `${id}: triage knows no concept ${concept}`,
      });
    }
  }
  const understand = compileListener(catalogue.intents, knowledge, ({ group, message }) =>
    faults.push({
      file: 'intents',
      line: 1,
      column: 1,
      message: `${group.id}, ${group.language}: ${message}`,
    }),
  );
  const yaml = new TrainingDocument(
    readFileSync(join(folder, 'sources.yaml'), 'utf8'),
    'sources.yaml',
    'sources',
  );
  faults.push(...yaml.faults);
  if (faults.length > 0) throw new ScenarioError(faults);
  const citable = yaml.value as Readonly<Record<string, Source>>;
  return {
    knowledge,
    intents: catalogue.intents,
    understand,
    sources: new Set(Object.keys(citable)),
    citable,
  };
}

/**
 * The shipped scenarios and those of a further folder, checked. What shows only when they are played is left to `validate`
 * and the tests.
 * @throws ScenarioError with all faults of all files.
 */
export function loadScenarios(knowledge: LoadedKnowledge, further: string | null = null): LoadedScenarios {
  const context = scenarioContext(knowledge);
  const scenarios = new Map<string, ReadScenario>();
  const faults: ScenarioFault[] = [];
  for (const path of [...scenarioFiles(), ...(further === null ? [] : yamlFiles(further))]) {
    const name = basename(path);
    const result = readScenario(readFileSync(path, 'utf8'), name, context);
    faults.push(...result.faults);
    if (result.read === null) continue;
    const { id } = result.read.scenario;
    if (scenarios.has(id)) {
      faults.push({ file: name, line: 1, column: 1, message: `Choose another id: ${id} is already defined` });
    }
    scenarios.set(id, result.read);
  }
  if (faults.length > 0) throw new ScenarioError(faults);
  return { scenarios, sources: context.citable };
}

/** The files of the shipped scenarios, sorted. */
export const scenarioFiles = (): readonly string[] => yamlFiles(join(SHIPPED, 'scenarios'));

function yamlFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}
