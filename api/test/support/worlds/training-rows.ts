import { v7 } from 'uuid';
import { TrainingRun } from '../../../src/features/training/models.ts';
import type { UnitOfWork } from '../../../src/kernel/db/unit/unit-of-work.ts';

/** A run of a scenario that waits for its call to be answered. @returns its id. */
export async function insertTrainingRun(
  { trx, now }: UnitOfWork,
  row: Pick<TrainingRun, 'operatorId' | 'hospitalId'>,
): Promise<string> {
  const id = v7();
  await TrainingRun.query(trx).insert({
    id,
    scenarioId: 'stroke',
    mode: 'text',
    cohort: null,
    state: 'waiting',
    callId: v7(),
    operatorName: 'Operator',
    ...row,
    heard: 0,
    entries: [],
    score: null,
    total: null,
    passed: null,
    missed: [],
    spoken: [],
    voiceBy: null,
    voiceUntil: null,
    version: 1,
    createdAt: now,
    startedAt: null,
    endedAt: null,
  });
  return id;
}
