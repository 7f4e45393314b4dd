import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/features/system/settings/document.ts';
import { assess } from '../../src/features/triage/engine/assessment/assess.ts';
import { readStatement } from '../../src/features/triage/engine/read.ts';
import { loadKnowledge } from '../../src/features/triage/knowledge/load.ts';
import { extractionAsk } from '../../src/features/triage/modelling/extraction.ts';
import { readPrompt } from '../../src/features/triage/modelling/prompts.ts';
import { loadCatalogue } from '../../src/llm/catalogue/read.ts';
import { maxInputTokens } from '../../src/llm/routing/cost.ts';
import { rank } from '../../src/llm/routing/rank.ts';

/** What an installation that changes nothing asks its models for. */
const { maxCostMicros } = defaultSettings(true).models;
const { knowledge, languages } = loadKnowledge();
const { models } = loadCatalogue(null);

const ranked = (text: string) => {
  const statement = { text };
  const assessment = assess(readStatement(statement, {}, languages), knowledge);
  const limits = {
    budgetMs: 2_000,
    maxCostMicros,
    tenant: 'platform',
    vocabulary: new Set<string>(),
    known: [],
  };
  const ask = extractionAsk(statement, assessment, knowledge, readPrompt('triage.extract'), limits);
  const views = models.map((model) => ({
    model,
    configured: true,
    breakerOpen: false,
    waitMs: 0,
    latencyMs: () => 1_000,
    proven: false,
  }));
  return rank(views, {
    ...ask,
    reasoning: 'standard',
    inputTokens: maxInputTokens(ask.prompt.system, ask.messages, ask.schema),
    outputTokens: 300,
    deidentifiable: true,
    remainingMicros: Number.POSITIVE_INFINITY,
  });
};

describe('every model of the shipped catalogue', () => {
  it.each([
    ['a few words', 'My father has chest pain'],
    ['a long story in English', 'She has had a fever and pain in her belly since the morning. '.repeat(60)],
    ['a long story in Hindi', 'उसे सुबह से बुखार है और पेट में दर्द हो रहा है। '.repeat(60)],
  ])('may be asked to triage %s, at the cost that is set as shipped', (_what, text) => {
    const excluded = ranked(text).filter(({ excludedBy }) => excludedBy !== null);
    expect(excluded.map(({ index, excludedBy }) => [models[index]?.model, excludedBy])).toEqual([]);
  });

  it('leaves a second attempt at another provider affordable', () => {
    const dearest = (provider: string) =>
      Math.max(
        ...ranked('My father has chest pain')
          .filter(({ index }) => models[index]?.provider === provider)
          .map((one) => one.maxCostMicros),
      );
    expect(dearest('openai') + dearest('anthropic')).toBeLessThanOrEqual(maxCostMicros);
  });
});
