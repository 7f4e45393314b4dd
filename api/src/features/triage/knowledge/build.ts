import { readCompiled, stateOf, writeCompiled } from './compiled.ts';
import { readKnowledge, SHIPPED } from './load.ts';

/**
 * Compiles the shipped knowledge for processes to come, which then start in a tenth of the time; nothing where that was done
 * already. Part of what builds: the image, `npm run build`, `make run` and the tests.
 * @throws KnowledgeError
 */
export function buildKnowledge(): void {
  const state = stateOf();
  if (readCompiled(state) === null) writeCompiled(state, readKnowledge(SHIPPED));
}

if (import.meta.main) buildKnowledge();
