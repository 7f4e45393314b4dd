import { expect, it } from 'vitest';
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

it('takes what the rules cannot read for an emergency, and says so', () => {
  const faults: unknown[] = [];
  const assessor = assessorWith({ onFault: (error) => faults.push(error) });
  const unreadable = { text: null as never };
  expect(assessor.byRules(unreadable, {})).toMatchObject({ urgency: 2, insufficient: true });
  expect(faults).toEqual([expect.any(TypeError)]);
});
