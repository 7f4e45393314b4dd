import type { OperationsOf } from '../../kernel/http/operation.ts';
import { StreamBody } from '../../kernel/http/reply.ts';
import type { Training } from './service.ts';
import {
  type ConceptLabel,
  debriefOut,
  reportOut,
  runOut,
  runSummaryOut,
  scenarioSummaryOut,
} from './wire.ts';

export type TrainingOperations = OperationsOf<
  | 'listTrainingScenarios'
  | 'getTrainingScenario'
  | 'createTrainingRun'
  | 'listTrainingRuns'
  | 'getTrainingRun'
  | 'getTrainingRunAudio'
  | 'getTrainingReport'
>;

export function trainingOperations(service: Training, concept: ConceptLabel): TrainingOperations {
  const readOf = (id: string) => service.scenarios().find(({ scenario }) => scenario.id === id);
  const dateOf = (time: string | undefined) => (time === undefined ? undefined : new Date(time));
  return {
    async listTrainingScenarios() {
      const data = service.scenarios().map((read) => scenarioSummaryOut(read, service.whyNoAudio(read)));
      return { status: 200, body: { data } };
    },
    async getTrainingScenario({ principal, params }) {
      const { read, mayDebrief } = await service.scenario(principal, params.scenarioId);
      const debrief = mayDebrief ? debriefOut(read, service.sources(), concept) : null;
      return { status: 200, body: { ...scenarioSummaryOut(read, service.whyNoAudio(read)), debrief } };
    },
    async createTrainingRun({ principal, body }) {
      const row = await service.start(principal, body);
      return { status: 201, body: runOut(row, readOf(row.scenarioId), concept) };
    },
    async listTrainingRuns({ principal, query }) {
      const { limit = 50, ...rest } = query;
      const { data, nextCursor } = await service.list(principal, { limit, ...rest });
      return {
        status: 200,
        body: { data: data.map((row) => runSummaryOut(row, readOf(row.scenarioId))), nextCursor },
      };
    },
    async getTrainingRun({ principal, params }) {
      const row = await service.get(principal, params.runId);
      return { status: 200, body: runOut(row, readOf(row.scenarioId), concept) };
    },
    async getTrainingRunAudio({ principal, params }) {
      const audio = await service.audio(principal, params.runId);
      return { status: 200, body: new StreamBody(audio.length, audio.read()) };
    },
    async getTrainingReport({ principal, query }) {
      const { from, to, ...filter } = query;
      const report = await service.report(principal, { ...filter, from: dateOf(from), to: dateOf(to) });
      return { status: 200, body: reportOut(report, readOf, concept) };
    },
  };
}
