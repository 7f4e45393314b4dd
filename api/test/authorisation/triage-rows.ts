import { v7 } from 'uuid';
import { Triage } from '../../src/features/triage/models.ts';
import { systemScope } from '../../src/kernel/auth/scope.ts';
import type { TestApp } from '../support/app.ts';

/** An assessment about a resident that their hospital's staff see. */
export async function insertTriage(
  { database }: TestApp,
  { hospitalId, communityId }: { hospitalId: string; communityId: string },
  residentId: string,
): Promise<string> {
  const id = v7();
  await database.run(systemScope('test'), async ({ trx, now }) => {
    await Triage.query(trx).insert({
      id,
      residentId,
      communityId,
      hospitalId,
      bookingId: null,
      createdByKind: 'resident',
      createdById: residentId,
      wordsShared: true,
      language: 'en',
      urgency: 3,
      rulesFloor: 3,
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
  });
  return id;
}
