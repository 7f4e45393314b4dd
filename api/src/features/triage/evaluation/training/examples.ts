import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledLanguages } from '../../engine/compile.ts';
import { readStatement } from '../../engine/read.ts';
import { featuresOf } from '../../engine/resemblance/features.ts';
import type { TrainedWords } from '../../engine/resemblance/resemblance.ts';
import type { PatientContext, Statement } from '../../engine/types.ts';
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
  languages: CompiledLanguages,
): readonly Example[] {
  return cases.map(({ text, language, context = {}, urgency: label }) => ({
    features: namesIn({ text, ...(language && { language }) }, context, languages),
    urgent: label <= urgency,
  }));
}

/**
 * Learns from cases, and from everyday talk, which words and findings resemble those of urgent statements. Held-out cases
 * are for none of it: they show how well this reads what it has not seen.
 */
export function trainUrgentWords(
  cases: readonly EvaluationCase[],
  languages: CompiledLanguages,
): TrainedWords {
  const everyday = everydayTalk().map((text) => ({
    features: namesIn({ text }, {}, languages),
    urgent: false,
  }));
  return {
    immediate: train([...examplesOf(cases, 1, languages), ...everyday]),
    emergency: train([...examplesOf(cases, 2, languages), ...everyday]),
  };
}

function namesIn(
  statement: Statement,
  context: PatientContext,
  languages: CompiledLanguages,
): ReadonlySet<string> {
  return featuresOf(readStatement(statement, context, languages));
}
