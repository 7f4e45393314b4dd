export { readStatement } from './engine/read.ts';
export type { Finding, PatientContext, Reading, Statement } from './engine/types.ts';
export { KnowledgeError, type KnowledgeFault } from './knowledge/documents.ts';
export { type LoadedKnowledge, loadKnowledge } from './knowledge/load.ts';
