import type { Models } from '../../../llm/ask.ts';
import { Assessor } from '../assessor.ts';
import type { LoadedKnowledge } from '../knowledge/load.ts';
import { readPrompt } from '../modelling/prompts.ts';
import type { Assess } from './evaluate.ts';

/** Assesses with models on top of the rules, as the service does, without storage. @param budgetMs for each case. */
export function assessWithModels(loaded: LoadedKnowledge, models: Models, budgetMs: number): Assess {
  const prompt = readPrompt('triage.extract');
  const assessor = new Assessor({
    loaded,
    knowledgeVersion: 'evaluation',
    models,
    prompt,
    // A fault of the rules must not pass for a careful answer.
    onFault(error) {
      throw error;
    },
  });
  const limits = { tenant: 'evaluation', maxCostMicros: Number.POSITIVE_INFINITY, known: [] };
  return async ({ text, language, context = {} }) => {
    const statement = { text, ...(language && { language }) };
    const { assessment, degraded, decision } = await assessor.assess(statement, context, budgetMs, limits);
    return {
      urgency: assessment.urgency,
      redFlags: assessment.redFlags.map(({ rule }) => rule),
      findings: assessment.reading.findings,
      insufficient: assessment.insufficient,
      degraded,
      latencyMs: decision.latencyMs,
      costMicros: decision.costMicros,
      source: decision.source,
    };
  };
}
