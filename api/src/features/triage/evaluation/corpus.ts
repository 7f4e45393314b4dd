import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EvaluationCase, parseCases } from './cases.ts';
import { isHeldOutFile } from './split.ts';

/** The cases in `cases/`, those to develop with and those that are held out. */
export interface Corpus {
  readonly dev: readonly EvaluationCase[];
  readonly heldOut: readonly EvaluationCase[];
}

export const CORPUS_FOLDER = join(import.meta.dirname, 'cases');

/** @throws when a line is not a case. */
export function loadCorpus(): Corpus {
  const dev: EvaluationCase[] = [];
  const heldOut: EvaluationCase[] = [];
  for (const name of readdirSync(CORPUS_FOLDER).filter((file) => file.endsWith('.jsonl'))) {
    const { cases, faults } = parseCases(readFileSync(join(CORPUS_FOLDER, name), 'utf8'));
    const [first] = faults;
    if (first !== undefined) throw new Error(`${name}:${first.line}: ${first.fault}`);
    (isHeldOutFile(name) ? heldOut : dev).push(...cases);
  }
  return { dev, heldOut };
}
