import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IntentDocument } from './compile.ts';
import { type ScenarioFault, TrainingDocument } from './training-document.ts';

/** What the words of an operator can mean, by id. */
export type Intents = ReadonlyMap<string, IntentDocument>;

/** The catalogue that all scenarios share, with its faults. */
export interface IntentCatalogue {
  readonly intents: Intents;
  readonly faults: readonly ScenarioFault[];
}

/** Reads the files of the catalogue. */
export function readIntents(folder: string): IntentCatalogue {
  const intents = new Map<string, IntentDocument>();
  const faults: ScenarioFault[] = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
    const document = new TrainingDocument(
      readFileSync(join(folder, name), 'utf8'),
      `intents/${name}`,
      'intents',
    );
    for (const [id, intent] of Object.entries((document.value ?? {}) as Record<string, IntentDocument>)) {
      if (intents.has(id)) document.fault([id], `Choose another id: ${id} is already defined`);
      intents.set(id, intent);
    }
    faults.push(...document.faults);
  }
  return { intents, faults };
}
