import type { TrainingRun } from '../models.ts';

/** What reports read of a run that has ended. */
export type ReportedRun = Pick<
  TrainingRun,
  'scenarioId' | 'operatorId' | 'operatorName' | 'hospitalId' | 'missed'
> & { readonly total: number; readonly passed: boolean; readonly endedAt: Date };

interface Counts {
  readonly runs: number;
  readonly passed: number;
  /** Of 100, to one decimal; null without runs. */
  readonly averageTotal: number | null;
}

export interface OperatorReport extends Counts {
  readonly averageTotal: number;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly hospitalId: string | null;
  readonly bestTotal: number;
  readonly scenarios: number;
  readonly lastEndedAt: Date;
}

export interface ScenarioReport extends Counts {
  readonly averageTotal: number;
  readonly scenarioId: string;
  readonly oftenMissed: ReadonlyArray<{ readonly id: string; readonly runs: number }>;
}

export interface TrainingReport extends Counts {
  readonly operators: readonly OperatorReport[];
  readonly scenarios: readonly ScenarioReport[];
}

const MAX_OFTEN_MISSED = 5;

/** Counts runs by operator, the most first, and by scenario, the lowest average first. */
export function reportOf(runs: readonly ReportedRun[]): TrainingReport {
  const operators = [...Map.groupBy(runs, ({ operatorId }) => operatorId).values()].map(operatorReport);
  const scenarios = [...Map.groupBy(runs, ({ scenarioId }) => scenarioId).values()].map(scenarioReport);
  return {
    ...counts(runs),
    operators: operators.sort((a, b) => b.runs - a.runs || a.operatorId.localeCompare(b.operatorId)),
    scenarios: scenarios.sort(
      (a, b) => a.averageTotal - b.averageTotal || a.scenarioId.localeCompare(b.scenarioId),
    ),
  };
}

function operatorReport(runs: readonly ReportedRun[]): OperatorReport {
  const last = runs.reduce((latest, run) => (run.endedAt > latest.endedAt ? run : latest));
  const { operatorId, operatorName, hospitalId } = last;
  return {
    operatorId,
    operatorName,
    hospitalId,
    ...counts(runs),
    averageTotal: average(runs),
    bestTotal: Math.max(...runs.map(({ total }) => total)),
    scenarios: new Set(runs.map(({ scenarioId }) => scenarioId)).size,
    lastEndedAt: last.endedAt,
  };
}

function scenarioReport(runs: readonly ReportedRun[]): ScenarioReport {
  const missed = new Map<string, number>();
  for (const id of runs.flatMap((run) => run.missed)) missed.set(id, (missed.get(id) ?? 0) + 1);
  const often = [...missed].map(([id, count]) => ({ id, runs: count }));
  return {
    scenarioId: (runs[0] as ReportedRun).scenarioId,
    ...counts(runs),
    averageTotal: average(runs),
    oftenMissed: often.sort((a, b) => b.runs - a.runs || a.id.localeCompare(b.id)).slice(0, MAX_OFTEN_MISSED),
  };
}

function counts(runs: readonly ReportedRun[]): Counts {
  return {
    runs: runs.length,
    passed: runs.filter(({ passed }) => passed).length,
    averageTotal: runs.length === 0 ? null : average(runs),
  };
}

function average(runs: readonly ReportedRun[]): number {
  const sum = runs.reduce((total, run) => total + run.total, 0);
  return Math.round((sum / runs.length) * 10) / 10;
}
