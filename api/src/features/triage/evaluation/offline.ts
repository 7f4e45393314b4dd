/** Evaluation by rules alone in a process without a service, such as the CLI: no database, no network. */
export { KnowledgeError } from '../knowledge/documents.ts';
export { loadKnowledge } from '../knowledge/load.ts';
export { assessWithRules } from './assess-with-rules.ts';
export { type CaseFault, type EvaluationCase, parseCases } from './cases.ts';
export { type Answer, type Assess, type AssessmentInput, evaluate, type Outcome } from './evaluate.ts';
export { type Metrics, metricsOf } from './metrics.ts';
export { type PerturbationResult, perturb } from './perturb/perturb.ts';
export { type JsonReport, jsonReport } from './report/json.ts';
export { pageReport } from './report/page.ts';
export type { ReportInput } from './report/report.ts';
export { terminalReport } from './report/terminal.ts';
