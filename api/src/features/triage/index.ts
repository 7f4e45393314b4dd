export { assess } from './engine/assessment/assess.ts';
export { readStatement } from './engine/read.ts';
export type { Assessment, Finding, PatientContext, Reading, Statement } from './engine/types.ts';
export { KnowledgeError, type KnowledgeFault } from './knowledge/documents.ts';
export { type LoadedKnowledge, loadKnowledge } from './knowledge/load.ts';
