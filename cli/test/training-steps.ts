import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { TestApp } from '../../api/test/support/app.ts';
import { closeCall } from '../../api/test/support/worlds/close-call.ts';
import { signIn } from '../../api/test/support/worlds/world.ts';
import type { CliUser } from './run-cli.ts';
import type { Listed } from './scenario-steps.ts';

const PRANK = new URL('../../api/src/features/training/data/scenarios/prank.yaml', import.meta.url);
const SCRIPT = `# What an operator does with children who play
What happened?
Is this a real emergency? Does anyone need help?
/decide 5 false_call
/end
`;

/** `training list|show|run|runs|report|assign|validate`. @param admin signed in as the super admin. */
export async function practises(app: TestApp, admin: CliUser): Promise<void> {
  const { email } = app.superAdmin;
  const kiwi = await signIn(app.url, app.superAdmin);
  const { data } = await admin.json<Listed>(['training', 'list']);
  expect(data.length).toBeGreaterThanOrEqual(14);
  expect((await admin.run(['training', 'show', 'prank'])).stdout).toContain('Wrong turns');
  await admin.json(['training', 'show', 'prank']);

  const script = admin.file('prank.txt', SCRIPT);
  const play = ['training', 'run', 'prank', '--script', script, '--cohort', 'first'];
  const refused = await admin.run(play);
  expect([refused.code, refused.stdout]).toEqual([4, '']);
  await admin.json(['staff', 'update', email, '--duty', 'dispatch']);
  const spoken = await admin.run([...play, '--audio']);
  expect(spoken).toMatchObject({ code: 4, stderr: expect.stringContaining('no synthesiser') });
  const run = await admin.json<{ id: string; total: number }>(play);
  expect(run).toMatchObject({ state: 'ended', cohort: 'first', score: { total: run.total } });
  expect((await admin.run(['training', 'show', run.id])).stdout).toMatch(/elephant[\s\S]*of 100/);
  expect(await admin.json(['training', 'runs', '--cohort', 'first'])).toMatchObject({
    data: [{ id: run.id }],
  });
  expect(await admin.json(['training', 'report', '--cohort', 'first'])).toMatchObject({ runs: 1 });

  const assigned = await admin.json<{ callId: string }>(['training', 'assign', 'prank', '--operator', email]);
  expect(assigned).toMatchObject({ state: 'waiting', scenarioId: 'prank', mode: 'text' });
  expect((await admin.run(['training', 'assign', 'prank', '--operator', 'no@where.example'])).code).toBe(4);
  await closeCall({ superAdmin: kiwi }, kiwi, assigned.callId);

  const wrong = admin.file('wrong.txt', 'Hello\n/decide 9 dispatch\n/jump\n');
  const faulty = await admin.run(['training', 'run', 'prank', '--script', wrong]);
  expect([faulty.code, faulty.stdout]).toEqual([2, '']);
  expect(faulty.stderr).toMatch(/line 2: [\s\S]*line 3: /);
  expect((await admin.run(['training', 'run', 'prank'])).code).toBe(2);
  await validates(admin);
}

async function validates(admin: CliUser): Promise<void> {
  const text = readFileSync(PRANK, 'utf8');
  const valid = admin.file('prank.yaml', text);
  expect(await admin.json(['training', 'validate', valid])).toMatchObject({ valid: true });
  const invalid = admin.file('prank.yaml', text.replace('ask-alone: 150', 'ask-lone: 150'));
  const refused = await admin.run(['training', 'validate', invalid]);
  expect(refused.code).toBe(2);
  expect(refused.stdout).toMatch(/prank\.yaml:\d+:\d+ {2}There is no intent ask-lone/);
}
