import type { Language, PatientContext, Span, Urgency } from '../engine/types.ts';
import type { EvaluationCase } from './cases.ts';

/** What is assessed: a case without its label. */
export interface AssessmentInput {
  readonly text: string;
  readonly language?: Language;
  readonly context?: PatientContext;
}

export interface AnsweredFinding {
  readonly concept: string;
  readonly negated: boolean;
  readonly certainty?: string;
  readonly subject?: string;
  readonly time?: string;
  readonly evidence: Span | null;
}

/** What an assessment answered, from the engine itself or from `POST /v1/triage`. */
export interface Answer {
  readonly urgency: Urgency;
  readonly redFlags: readonly string[];
  readonly findings: readonly AnsweredFinding[];
  /** Too little was known, and the urgency is 2 or 1 because of that. */
  readonly insufficient?: boolean;
  /** Models were wanted and none answered in time: the rules decided. */
  readonly degraded?: boolean;
  readonly latencyMs: number;
  /** Millionths of a US dollar. */
  readonly costMicros: number;
  readonly source: 'rules' | 'llm';
}

export type Assess = (input: AssessmentInput) => Answer | Promise<Answer>;

export interface Outcome {
  readonly case: EvaluationCase;
  readonly answer: Answer;
}

export interface EvaluateOptions {
  /** How many assessments run side by side; 1 without it, so that latency is not that of a queue. */
  readonly concurrency?: number;
  /** Called after each assessment with how many are done. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** Assesses all cases. The outcomes are in the order of the cases; what `assess` throws ends the evaluation. */
export async function evaluate(
  cases: readonly EvaluationCase[],
  assess: Assess,
  options: EvaluateOptions = {},
): Promise<readonly Outcome[]> {
  let done = 0;
  return mapInParallel(cases, options.concurrency ?? 1, async (one) => {
    const answer = await assess(inputOf(one));
    done += 1;
    options.onProgress?.(done, cases.length);
    return { case: one, answer };
  });
}

/** What is assessed of a case: neither its label nor what the report groups by. */
export function inputOf({ text, language, context }: EvaluationCase): AssessmentInput {
  return { text, ...(language && { language }), ...(context && { context }) };
}

/** Maps with at most `concurrency` calls at a time; the results are in the order of the items. */
export async function mapInParallel<T, R>(
  items: readonly T[],
  concurrency: number,
  map: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  // All workers take from the one iterator, so each item is mapped once.
  const work = async () => {
    for (const [index, item] of queue) results.set(index, await map(item));
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
  return items.map((_, index) => results.get(index) as R);
}
