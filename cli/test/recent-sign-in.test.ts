import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { CliUser, endCommands } from './run-cli.ts';

let app: TestApp;
let root: CliUser;

afterAll(endCommands);
beforeAll(async () => {
  app = await startTestApp();
  root = new CliUser(app.url);
  const { email, password } = app.superAdmin;
  await root.run(['login', '--email', email, '--password-stdin'], { stdin: `${password}\n` });
  await app.testDatabase.owner('session').update({ created_at: new Date(Date.now() - 16 * 60_000) });
});
afterAll(() => app.stop());

const admin = [
  'staff',
  'create',
  '--role',
  'super_admin',
  '--name',
  'Second',
  '--email',
  'second@test.example',
];

it('says how to confirm the password where no one can be asked', async () => {
  const refused = await root.run([...admin, '--json']);
  expect(refused.code).toBe(4);
  expect(JSON.parse(refused.stderr).error).toMatchObject({
    code: 'reauthentication_required',
    hint: expect.stringContaining('KIWIMESH_PASSWORD'),
  });
});

it('reports a wrong password and changes nothing', async () => {
  const refused = await root.run([...admin, '--json'], { env: { KIWIMESH_PASSWORD: 'not the password' } });
  expect(refused.code).toBe(4);
  expect(JSON.parse(refused.stderr).error.message).toContain('password');
  expect(await app.testDatabase.owner('staff').where({ email: 'second@test.example' })).toEqual([]);
});

it('confirms the password from the environment and repeats the request', async () => {
  const made = await root.json(admin, { env: { KIWIMESH_PASSWORD: app.superAdmin.password } });
  expect(made).toMatchObject({ email: 'second@test.example', role: 'super_admin' });
});
