import type { CompiledLanguages } from '../../engine/compile.ts';
import type { TrainedWords } from '../../engine/resemblance/resemblance.ts';
import { tokenise } from '../../engine/text/tokens.ts';
import type { EvaluationCase } from '../cases.ts';
import { type Example, train } from './train.ts';

/** Cases as examples of statements as urgent as that, or more. */
export function examplesOf(
  cases: readonly EvaluationCase[],
  urgency: 1 | 2,
  { expansions }: Pick<CompiledLanguages, 'expansions'>,
): readonly Example[] {
  return cases.map((one) => ({
    words: tokenise(one.text, expansions).map((token) => token.text),
    urgent: one.urgency <= urgency,
  }));
}

/**
 * Learns from cases which words resemble those of urgent statements. Held-out cases are for none of it: they show how well
 * this reads what it has not seen.
 */
export function trainUrgentWords(
  cases: readonly EvaluationCase[],
  languages: Pick<CompiledLanguages, 'expansions'>,
): TrainedWords {
  return {
    immediate: train(examplesOf(cases, 1, languages)),
    emergency: train(examplesOf(cases, 2, languages)),
  };
}
