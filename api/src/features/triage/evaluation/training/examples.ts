import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledLanguages } from '../../engine/compile.ts';
import type { TrainedWords } from '../../engine/resemblance/resemblance.ts';
import { type Expansions, tokenise } from '../../engine/text/tokens.ts';
import type { EvaluationCase } from '../cases.ts';
import { type Example, train } from './train.ts';

/** Statements in which nothing is urgent, whatever they are about. */
function everydayTalk(): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, 'everyday.txt'), 'utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** Cases as examples of statements as urgent as that, or more. */
export function examplesOf(
  cases: readonly EvaluationCase[],
  urgency: 1 | 2,
  { expansions }: Pick<CompiledLanguages, 'expansions'>,
): readonly Example[] {
  return cases.map((one) => ({ words: wordsOf(one.text, expansions), urgent: one.urgency <= urgency }));
}

/**
 * Learns from cases, and from everyday talk, which words resemble those of urgent statements. Held-out cases are for none of it: they show how well
 * this reads what it has not seen.
 */
export function trainUrgentWords(
  cases: readonly EvaluationCase[],
  languages: Pick<CompiledLanguages, 'expansions'>,
): TrainedWords {
  const everyday = everydayTalk().map((text) => ({
    words: wordsOf(text, languages.expansions),
    urgent: false,
  }));
  return {
    immediate: train([...examplesOf(cases, 1, languages), ...everyday]),
    emergency: train([...examplesOf(cases, 2, languages), ...everyday]),
  };
}

function wordsOf(text: string, expansions: Expansions): readonly string[] {
  return tokenise(text, expansions).map((token) => token.text);
}
