/** Scenario files in a process without a service, such as the CLI: no database, no network. */
export { loadKnowledge } from '../triage/index.ts';
export { scenarioContext } from './scenarios/load.ts';
export type { ScenarioFault } from './scenarios/training-document.ts';
export { validateScenarioText } from './scenarios/validate.ts';
