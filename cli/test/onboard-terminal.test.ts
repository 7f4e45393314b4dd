import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { CliUser, endCommands } from './run-cli.ts';
import { Terminal } from './terminal.ts';

let app: TestApp;
let admin: CliUser;
let terminal: Terminal | undefined;

afterAll(endCommands);
beforeAll(async () => {
  app = await startTestApp();
  admin = new CliUser(app.url);
});
afterAll(async () => {
  terminal?.kill();
  await app?.stop();
});

it('usage errors have the same text on a terminal as in a pipe', async () => {
  terminal = new Terminal(admin, ['keys', 'create']);
  await terminal.exit(2);
  expect(terminal.text.replaceAll('\r', '')).toBe(
    'Error: --kind is missing.\n  --name is missing.\nAdd --help to see how the command is used.\n',
  );
});

it('an admin at a terminal signs in and onboards a hospital by answering questions', async () => {
  terminal = new Terminal(admin, ['login', '--email', app.superAdmin.email]);
  await terminal.answer('Password:', app.superAdmin.password);
  await terminal.exit(0);
  expect(terminal.text).not.toContain(app.superAdmin.password);

  terminal = new Terminal(admin, ['onboard']);
  await terminal.answer('Name of the hospital:', 'Sahyadri General');
  await terminal.answer('Phone, with country code (optional):', '+918040001234');
  // The region's, wherever this computer stands.
  await terminal.answer('Time zone: (Asia/Kolkata)', '');
  await terminal.answer('Address of Sahyadri General (optional):', '4 Temple Street');
  await terminal.answer('Coordinates', '12.9652, 77.6011');
  await terminal.answer('Name of the first community it serves:', 'Green Meadows');
  await terminal.answer('Address of Green Meadows (optional):', '');
  await terminal.answer('Coordinates', '');
  await terminal.answer('Another community (empty to continue):', '');
  await terminal.answer('Full name of the first administrator:', 'Asha Rao');
  await terminal.answer('Email, to sign in with:', 'asha');
  await terminal.shows('Such as name@example.org.');
  // The typed text stays, so that it can be corrected: the rest is added to it.
  await terminal.answer('', '@sahyadri.example');
  await terminal.answer('Phone, with country code (optional):', '');
  await terminal.answer('Add another member of staff?', 'n');
  await terminal.answer('Web pages with the booking widget', 'https://www.sahyadri.example');
  await terminal.answer('Continue?', 'y');
  await terminal.exit(0);
  expect(terminal.text).toContain('<kiwi-booking publishable-key="pk_');

  const { data } = await admin.json<{ data: object[] }>(['staff', 'list']);
  expect(data).toContainEqual(
    expect.objectContaining({ email: 'asha@sahyadri.example', role: 'hospital_admin' }),
  );
});
