export type { CallAssessment, CallOverride, CallSubject, CallTriageFace } from './calls/face.ts';
export { assess } from './engine/assessment/assess.ts';
export {
  compilePhrases,
  type FoundPhrase,
  type PhraseFault,
  type PhraseGroup,
} from './engine/phrase-finder.ts';
export { readStatement } from './engine/read.ts';
export type { Assessment, Finding, PatientContext, Reading, Statement } from './engine/types.ts';
export { assessWithModels } from './evaluation/assess-with-models.ts';
export { assessWithRules } from './evaluation/assess-with-rules.ts';
export { type CaseFault, type EvaluationCase, parseCases } from './evaluation/cases.ts';
export { type Corpus, loadCorpus } from './evaluation/corpus.ts';
export {
  type Answer,
  type Assess,
  type AssessmentInput,
  evaluate,
  type Outcome,
} from './evaluation/evaluate.ts';
export { type Metrics, type Miss, metricsOf } from './evaluation/metrics.ts';
export { type PerturbationResult, perturb } from './evaluation/perturb/perturb.ts';
export { type JsonReport, jsonReport } from './evaluation/report/json.ts';
export { pageReport } from './evaluation/report/page.ts';
export type { ReportInput } from './evaluation/report/report.ts';
export { terminalReport } from './evaluation/report/terminal.ts';
export { trainUrgentWords } from './evaluation/training/examples.ts';
export { TriageOverridden } from './events.ts';
export type { TriageFace, TriageLink, TriageReference } from './face.ts';
export { buildKnowledge } from './knowledge/build.ts';
export { KnowledgeError, type KnowledgeFault } from './knowledge/documents.ts';
export { type LoadedKnowledge, loadKnowledge } from './knowledge/load.ts';
export { writeUrgentWords } from './knowledge/urgent-words.ts';
