import { assess } from '../engine/assessment/assess.ts';
import type { CompiledLanguages } from '../engine/compile.ts';
import type { Knowledge } from '../engine/knowledge.ts';
import { readStatement } from '../engine/read.ts';
import type { Assess } from './evaluate.ts';

/** Assesses by rules alone, in this process. Latency is that of reading and assessing, without storage or network. */
export function assessWithRules({
  knowledge,
  languages,
}: {
  readonly knowledge: Knowledge;
  readonly languages: CompiledLanguages;
}): Assess {
  return ({ text, language, context = {} }) => {
    const start = performance.now();
    const reading = readStatement({ text, ...(language && { language }) }, context, languages);
    const { urgency, redFlags, insufficient } = assess(reading, knowledge);
    return {
      urgency,
      redFlags: redFlags.map(({ rule }) => rule),
      findings: reading.findings,
      insufficient,
      latencyMs: performance.now() - start,
      costMicros: 0,
      source: 'rules',
    };
  };
}
