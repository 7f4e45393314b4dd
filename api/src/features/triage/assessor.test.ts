import { expect, it } from 'vitest';
import type { Ask, Asked } from '../../llm/ask.ts';
import { deidentify } from '../../llm/deidentify/deidentify.ts';
import { Assessor, type AssessorDeps } from './assessor.ts';
import { loadKnowledge } from './knowledge/load.ts';

const loaded = loadKnowledge();
const assessorWith = (deps: Partial<AssessorDeps>) =>
  new Assessor({
    loaded,
    knowledgeVersion: 'x',
    prompt: { name: 'triage.extract', version: 1, system: '' },
    models: {} as never,
    onFault() {},
    ...deps,
  });

it.each([
  [{ ageYears: 78, ageMonths: 6 }, 942],
  [{ ageYears: 78 }, 936],
  [{ ageMonths: 6 }, 6],
])('reads the age of the context %j as %i months', (context, ageMonths) => {
  expect(assessorWith({}).byRules({ text: 'He fell' }, context).reading.patient.ageMonths).toBe(ageMonths);
});

it.each([
  [{ ageYears: 84, ageMonths: 6 }, { ageYears: 84 }],
  [{ ageYears: 95 }, { ageYears: '90+' }],
  [{ ageMonths: 30 }, { ageMonths: 30 }],
  [{}, { ageMonths: null }],
])('tells a model in the cloud the age of %j as %j', async (context, age) => {
  let sent: unknown;
  const models = {
    configured: true,
    async ask<T>({ messages, deidentify: options }: Ask<T>): Promise<Asked<T>> {
      const cleaned = deidentify(messages, options ?? { known: [] });
      sent = JSON.parse(cleaned?.messages[0]?.content ?? '{}').patient;
      return { ok: false, reason: 'all_failed', latencyMs: 1, costMicros: 0, attempts: [], candidates: [] };
    },
  };
  const limits = { tenant: 'x', known: [], maxCostMicros: 1 };
  await assessorWith({ models }).assess({ text: 'He has a headache' }, context, 30_000, limits);
  expect(sent).toEqual({ ...age, sex: 'male', pregnant: null });
});

it('takes what the rules cannot read for an emergency, and says so', () => {
  const faults: unknown[] = [];
  const assessor = assessorWith({ onFault: (error) => faults.push(error) });
  const unreadable = { text: null as never };
  expect(assessor.byRules(unreadable, {})).toMatchObject({ urgency: 2, insufficient: true });
  expect(faults).toEqual([expect.any(TypeError)]);
});
