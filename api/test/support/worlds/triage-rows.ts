import { v7 } from 'uuid';
import type { Urgency } from '../../../src/features/triage/engine/types.ts';
import { Triage } from '../../../src/features/triage/models.ts';
import type { UnitOfWork } from '../../../src/kernel/db/unit/unit-of-work.ts';

export interface TriageRow {
  readonly residentId: string;
  readonly communityId: string;
  readonly urgency: Urgency;
  /** Absent: no hospital has it yet. */
  readonly hospitalId?: string;
  /** Absent: the resident did not share the words. */
  readonly wordsShared?: boolean;
}

/** Stores an assessment by rules as triage does. @returns its id. */
export async function insertTriage({ trx, now }: UnitOfWork, row: TriageRow): Promise<string> {
  const { residentId, communityId, urgency, hospitalId = null, wordsShared = false } = row;
  const id = v7();
  await Triage.query(trx).insert({
    id,
    residentId,
    communityId,
    hospitalId,
    bookingId: null,
    createdByKind: 'resident',
    createdById: residentId,
    wordsShared,
    language: 'en',
    urgency,
    rulesFloor: urgency,
    insufficient: false,
    degraded: false,
    text: 'words',
    assessment: {
      findings: [],
      redFlags: [],
      questions: [],
      advice: [],
      recommendedServiceType: 'consultation',
    },
    decision: {
      knowledgeVersion: 'test',
      prompt: null,
      provider: null,
      model: null,
      source: 'rules',
      modelUrgency: null,
      droppedFindings: 0,
      attempts: [],
      candidates: [],
      costMicros: 0,
      latencyMs: 1,
    },
    version: 1,
    createdAt: now,
  });
  return id;
}
