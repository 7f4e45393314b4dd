import type { Attempt, Candidate } from '../../../llm/ask.ts';
import type { Finding, Question, Urgency, Vitals } from '../engine/types.ts';

/** What is stored of an assessment: ids of concepts, rules, questions and advice; words are made when it is read. */
export interface StoredAssessment {
  readonly findings: readonly Finding[];
  readonly redFlags: readonly { readonly rule: string; readonly urgency: Urgency }[];
  readonly questions: readonly Question[];
  readonly advice: readonly string[];
  readonly recommendedServiceType: string;
}

/** How an assessment was made, for oversight. */
export interface DecisionRecord {
  /** Version of rules, lexicons and the other data. */
  readonly knowledgeVersion: string;
  readonly prompt: { readonly name: string; readonly version: number } | null;
  /** The model that answered, whether or not it changed anything. */
  readonly provider: string | null;
  readonly model: string | null;
  /** `llm` when the model made the urgency higher or added a finding or question. */
  readonly source: 'rules' | 'llm';
  /** What the model alone would have said. */
  readonly modelUrgency: Urgency | null;
  /** Findings of the model without words in the text. */
  readonly droppedFindings: number;
  readonly attempts: readonly Attempt[];
  readonly candidates: readonly Candidate[];
  readonly costMicros: number;
  readonly latencyMs: number;
}

/** Who decided or reported something, named as they were then. */
export interface RecordedActor {
  readonly kind: 'staff' | 'resident' | 'api_key';
  readonly id: string;
  readonly name: string | null;
}

export interface Override {
  readonly urgency: Urgency;
  readonly reason: string;
  readonly by: RecordedActor;
  readonly at: string;
}

/** What it turned out to be. */
export interface Outcome {
  readonly condition: string | null;
  readonly urgency: Urgency | null;
  readonly vitals: Vitals | null;
  readonly notes: string | null;
  readonly by: RecordedActor;
  readonly at: string;
}
