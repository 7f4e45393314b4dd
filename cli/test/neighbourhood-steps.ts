import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TestApp } from '../../api/test/support/app.ts';
import { temporaryFolder } from '../../api/test/support/temporary-folder.ts';
import type { CliUser } from './run-cli.ts';
import { COMMUNITY, type Listed } from './scenario-steps.ts';

const SHEET = `Name,Latitude,Longitude,Access hint,Hours,Last checked on
Gate 2,12.9718,77.5950,Ask the guard,24/7,2026-01-02
Pool,12.9720,77.5952,,"Mon-Fri 06:00-22:00; Sat,Sun 08:00-20:00",
Lift,far,77.59,,,
`;

interface Row {
  status: string;
  error: string | null;
}

/** `communities defibrillators …`. */
export async function keepsDefibrillators(admin: CliUser): Promise<void> {
  const topic = (verb: string, ...args: string[]) => [
    'communities',
    'defibrillators',
    verb,
    COMMUNITY,
    ...args,
  ];
  const place = ['--latitude', '12.9719', '--longitude', '77.5951'];
  const added = await admin.json<{ id: string }>(
    topic(
      'add',
      '--name',
      'Clubhouse',
      ...place,
      '--hours',
      'Fri-Mon 20:00-02:00',
      '--access',
      'By the door',
    ),
  );
  expect(added).toMatchObject({
    usable: false,
    check: 'lapsed',
    hours: [{ days: [5, 6, 7, 1], from: '20:00', to: '02:00' }],
  });
  expect((await admin.run(topic('add', '--name', 'X', ...place, '--hours', 'always'))).code).toBe(2);
  expect(await admin.json(topic('check', 'Clubhouse'))).toMatchObject({ check: 'current' });
  const faulty = await admin.run(topic('check', 'clubhouse', '--faulty', 'Battery'));
  expect(faulty.stdout).toContain('no: Battery');
  expect(await admin.json(topic('show', added.id))).toMatchObject({ inService: false });

  const file = join(temporaryFolder(), 'defibrillators.csv');
  await writeFile(file, SHEET);
  const { results } = await admin.json<{ results: Row[] }>(topic('import', file), { code: 7 });
  expect(results.map(({ status }) => status)).toEqual(['created', 'created', 'failed']);
  expect(results[2]?.error).toContain('latitude must be a number');
  const again = JSON.parse((await admin.run([...topic('import', file), '--json'])).stdout) as {
    results: Row[];
  };
  expect(again.results.map(({ status }) => status)).toEqual(['unchanged', 'unchanged', 'failed']);
  expect((await admin.json<Listed>(topic('list'))).data).toHaveLength(3);

  expect((await admin.run(topic('remove', 'Pool', '--confirm', 'pool'))).code).toBe(2);
  await admin.json(topic('remove', 'Pool', '--confirm', 'Pool'));
  expect((await admin.run(topic('list'))).stdout).not.toContain('Pool');
}

/** `communities volunteers …` and `bookings response`. */
export async function keepsVolunteers(app: TestApp, admin: CliUser): Promise<void> {
  const [resident] = await app.testDatabase.owner('resident').where({ active: true }).limit(1);
  const skill = {
    id: '0193a5f0-7c1e-7000-8000-0000000000aa',
    resident_id: resident.id,
    community_id: resident.community_id,
    ...{ skill: 'cpr', certified_on: '2026-01-01', expires_on: '2028-01-01', state: 'declared', version: 1 },
    ...{ created_at: new Date(), updated_at: new Date() },
  };
  await app.testDatabase.owner('volunteer_skill').insert(skill);
  const list = ['communities', 'volunteers', 'list', resident.community_id];
  expect((await admin.json<Listed>([...list, '--state', 'declared'])).data).toMatchObject([{ id: skill.id }]);
  const decide = ['communities', 'volunteers', 'decide', skill.id];
  expect((await admin.run([...decide, '--reject', 'Unreadable'])).stdout).toContain('cpr is rejected.');
  expect(await admin.json(decide)).toMatchObject({ state: 'verified' });

  const create = ['bookings', 'create', '--service-type', 'ambulance', '--resident', '+919811110001'];
  const { id } = await admin.json<{ id: string }>(create);
  const response = ['bookings', 'response', id.slice(-8)];
  expect((await admin.run(response)).code).toBe(4);
  expect(await admin.json([...response, '--ask', '--access', 'Lift B'])).toMatchObject({ bookingId: id });
  expect((await admin.run(response)).stdout).toMatch(/planning|active/);
  expect(await admin.json([...response, '--stand-down', 'Awake'])).toMatchObject({ state: 'ended' });
  await admin.json(['bookings', 'cancel', id, '--reason', 'Test', '--confirm', 'ambulance']);
}
