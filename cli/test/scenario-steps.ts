import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { TestApp } from '../../api/test/support/app.ts';
import { TEST_DATA_KEY } from '../../api/test/support/worlds/data-keys.ts';
import { CliUser } from './run-cli.ts';

/** The inputs of the scenario, and its longer steps. */
export const HOSPITAL = 'Sahyadri General';
export const COMMUNITY = 'Green Meadows';
export const ONBOARDING = `
hospital:
  name: ${HOSPITAL}
  phone: "+918040001234"
  timezone: Asia/Kolkata
  location: { latitude: 12.9652, longitude: 77.6011 }
communities:
  - name: ${COMMUNITY}
    timezone: Asia/Kolkata
    location: { latitude: 12.9716, longitude: 77.5946 }
admin: { name: Asha Rao, email: asha@sahyadri.example }
staff:
  - { role: paramedic, name: Ravi Kumar, email: ravi@sahyadri.example, phone: "+919800000001" }
  - { role: community_manager, name: Dev Shah, email: dev@meadows.example }
widget:
  origins: ["https://www.sahyadri.example"]
`;

export interface Onboarded {
  changed: boolean;
  hospitalId: string;
  steps: { kind: string; action: string; id: string }[];
  passwords: { email: string; password: string }[];
  widgetKey: string;
}
export interface Imported {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  results: { line: number; status: string; id: string | null; errors: { field: string; detail: string }[] }[];
}
export interface Listed {
  data: { id: string; name: string; email?: string; phone?: string }[];
  more: boolean;
}

/** `db status|migrate|backup|restore`: what an operator does before and after something went wrong. */
export async function backsUpAndRestores(
  app: TestApp,
  admin: CliUser,
  file: (name: string, text: string) => string,
): Promise<void> {
  const env = { DATABASE_URL: app.testDatabase.url };
  const name = new URL(app.testDatabase.url).pathname.slice(1);
  expect(await admin.json(['db', 'status'], { env })).toMatchObject({ upToDate: true, pending: [] });
  expect(await admin.json(['db', 'migrate'], { env })).toEqual({ applied: [] });
  const keyed = { ...env, KIWIMESH_DATA_KEY: TEST_DATA_KEY };
  const sealed = await admin.json<{ rows: Record<string, number> }>(['db', 'reencrypt'], { env: keyed });
  expect(sealed).toMatchObject({ done: true, rows: { resident: 0, booking: 0 } });
  const keyless = await admin.run(['db', 'reencrypt', '--status'], {
    env: { ...env, KIWIMESH_DATA_DIR: admin.home },
  });
  expect(keyless).toMatchObject({ code: 2, stdout: '' });
  const secret = { ...env, KIWIMESH_SECRET: app.config.secrets[0] };
  const normalised = await admin.json(['db', 'normalise'], { env: { ...keyed, ...secret } });
  expect(normalised).toMatchObject({ dryRun: false, changed: [], conflicts: [], unreadable: [] });
  const recovering = ['db', 'recover-admin', '--email', app.superAdmin.email];
  expect(await admin.json(recovering, { env: secret })).toMatchObject({ outcome: 'present' });
  const copy = join(admin.home, 'copy.gz');
  const taken = await admin.json<{ tables: Record<string, number> }>(['db', 'backup', '--file', copy], {
    env,
  });
  expect(taken.tables.hospital).toBeGreaterThan(2);
  const asked = await admin.run(['db', 'restore', copy], { env });
  expect(asked).toMatchObject({ code: 2, stdout: '' });
  expect(asked.stderr).toContain(`--confirm ${name}`);
  await app.testDatabase.owner.raw('create database restored_by_cli');
  const empty = new URL(app.testDatabase.url);
  empty.pathname = '/restored_by_cli';
  const restored = await admin.json<{ tables: Record<string, number> }>(['db', 'restore', copy], {
    env: { DATABASE_URL: empty.href },
  });
  expect(restored.tables).toEqual(taken.tables);
  await app.testDatabase.owner.raw('drop database restored_by_cli with (force)');
  expect(await admin.run(['db', 'restore', file('no.gz', 'no backup')], { env })).toMatchObject({
    code: 4,
  });
  const nowhere = { DATABASE_URL: 'postgres://x:secret@127.0.0.1:1/y' };
  const unreachable = await admin.run(['db', 'status'], { env: nowhere });
  expect(unreachable).toMatchObject({ code: 5, stdout: '' });
  expect(unreachable.stderr).not.toContain('secret');
  expect(await admin.run(['db', 'status'])).toMatchObject({ code: 2 });
}

/** `jobs dead-letters`: what failed too often is seen, retried, and gone. */
export async function retriesDeadLetters(app: TestApp, admin: CliUser): Promise<void> {
  expect((await admin.run(['jobs', 'dead-letters', 'list'])).stdout).toBe('There are no dead letters.\n');
  await app.testDatabase.owner.raw(`update outbox_delivery set state = 'dead', failed_at = now(), delivered_at = null,
    attempts = 9, last_error = 'Error at somewhere' where id = (select max(id) from outbox_delivery)`);
  const { data } = await admin.json<{ data: { id: string }[] }>(['jobs', 'dead-letters', 'list']);
  expect(data).toHaveLength(1);
  expect((await admin.run(['jobs', 'dead-letters', 'list'])).stdout).toContain('1 dead letter');
  expect(await admin.run(['jobs', 'dead-letters', 'retry'])).toMatchObject({ code: 2 });
  expect(await admin.json(['jobs', 'dead-letters', 'retry', '--all'])).toEqual({ retried: [data[0]?.id] });
  expect(await admin.json(['jobs', 'dead-letters', 'retry', '--all'])).toEqual({ retried: [] });
}

/** `audit`: what was done is listed and exported, and a change of it is found. */
export async function auditsWhatWasDone(app: TestApp, admin: CliUser, file: string): Promise<void> {
  await app.app.sealer.sealAll();
  const listed = await admin.json<{ data: { action: string }[] }>([
    'audit',
    'list',
    '--action',
    'createHospital',
  ]);
  expect(listed.data[0]).toMatchObject({ action: 'createHospital', outcome: 'succeeded' });
  expect((await admin.run(['audit', 'list', '--limit', '2'])).stdout).toContain(
    '2 entries shown; there are more',
  );
  const exported = await admin.json<{ entries: number }>([
    'audit',
    'export',
    '--format',
    'csv',
    '--file',
    file,
  ]);
  expect(exported.entries).toBeGreaterThan(listed.data.length);
  expect((await readFile(file, 'utf8')).split('\r\n')).toHaveLength(exported.entries + 2);
  expect(await admin.run(['audit', 'export', '--file', file])).toMatchObject({ code: 2 });

  const { head } = await admin.json<{ head: { number: string; hash: string } }>(['audit', 'verify']);
  const expected = `${head.number}:${head.hash}`;
  expect(await admin.run(['audit', 'verify', '--head', expected])).toMatchObject({ code: 0 });
  const other = `${head.number}:${head.hash.replace(/./g, '0')}`;
  expect(await admin.run(['audit', 'verify', '--head', other])).toMatchObject({ code: 8 });
  const entry = await app.testDatabase.owner('audit_event').where({ position: 3 }).first();
  const become = (outcome: string) =>
    app.testDatabase.owner('audit_event').where({ position: 3 }).update({ outcome });
  await become(entry.outcome === 'failed' ? 'succeeded' : 'failed');
  const found = await admin.run(['audit', 'verify']);
  expect(found).toMatchObject({ code: 8 });
  expect(found.stderr).toContain('The entry at position 3 was changed.');
  await become(entry.outcome);
  expect(await admin.run(['audit', 'verify'])).toMatchObject({ code: 0 });
}

/** A running command: its output so far, and how it ends. */
export function watch(user: CliUser, args: readonly string[]) {
  const child = user.start(args);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  let notes = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    notes += chunk;
  });
  const ended = new Promise<number | null>((done) => {
    child.once('close', done);
  });
  return { child, ended, text: () => text, notes: () => notes };
}

/** `sessions` and `staff sessions`: `person` is signed in and ends up signed out. */
export async function signsOut(admin: CliUser, person: CliUser, email: string): Promise<void> {
  type Sessions = { data: { id: string; device: string; current: boolean }[] };
  const own = await person.json<Sessions>(['sessions', 'list']);
  expect(own.data).toMatchObject([{ device: 'Kiwimesh command line', current: true }]);
  expect(await person.run(['sessions', 'revoke'])).toMatchObject({ code: 2, stdout: '' });
  expect(await person.json(['sessions', 'revoke', '--others'])).toMatchObject({ ended: 'others' });
  const seen = await admin.json<Sessions>(['staff', 'sessions', 'list', email]);
  expect(seen.data).toMatchObject([{ id: own.data[0]?.id, current: false }]);
  const revoke = ['staff', 'sessions', 'revoke', email];
  expect(await admin.run(revoke)).toMatchObject({ code: 2, stdout: '' });
  expect(await admin.json([...revoke, '--confirm', email])).toEqual({ id: null, ended: 'all' });
  expect(await person.run(['sessions', 'list'])).toMatchObject({ code: 3 });
}

/** `keys create|list|rotate|revoke`: a secret is shown once, and the previous one keeps working for a while. */
export async function keepsKeys(app: TestApp, admin: CliUser): Promise<void> {
  const made = await admin.json<{ id: string; secret: string }>([
    ...[
      'keys',
      'create',
      '--name',
      'Lab system',
      '--kind',
      'secret',
      '--hospital',
      HOSPITAL,
      '--scope',
      'bookings:read',
    ],
  ]);
  expect(made.secret).toMatch(/^sk_/);
  const partner = new CliUser(app.url);
  const env = { KIWIMESH_API_KEY: made.secret };
  expect(await partner.json(['bookings', 'list'], { env })).toMatchObject({ more: false });
  expect(await partner.run(['residents', 'list'], { env })).toMatchObject({ code: 4 });
  const rotated = await admin.json<{ secret: string }>(['keys', 'rotate', 'Lab system']);
  for (const secret of [made.secret, rotated.secret]) {
    const either = { KIWIMESH_API_KEY: secret };
    expect(await partner.run(['bookings', 'list'], { env: either })).toMatchObject({ code: 0 });
  }
  expect(await admin.run(['keys', 'rotate', 'Lab system', '--overlap', '0'])).toMatchObject({ code: 2 });
  const keys = await admin.run(['keys', 'list', '--hospital', HOSPITAL]);
  expect(keys.stdout).toContain('Lab system');
  expect(keys.stdout).not.toContain(made.secret);
  expect(await admin.json(['keys', 'revoke', 'Lab system', '--confirm', 'Lab system'])).toMatchObject({
    active: false,
  });
  expect(await partner.run(['bookings', 'list'], { env })).toMatchObject({ code: 3 });
}

/** `service-types validate`: a good file, and one with a mistake reported by line. */
export async function checksPolicyFiles(
  admin: CliUser,
  file: (name: string, text: string) => string,
): Promise<void> {
  const good = fileURLToPath(
    new URL('../../api/src/features/booking/policies/ambulance.yaml', import.meta.url),
  );
  expect(await admin.json(['service-types', 'validate', good])).toMatchObject({ valid: true });
  const text = (await readFile(good, 'utf8')).replace(/^fulfilledBy:.*$/m, 'fulfiledBy: nobody');
  const bad = await admin.run(['service-types', 'validate', good, file('bad.yaml', text)]);
  expect(bad.code).toBe(2);
  expect(bad.stdout).toMatch(/^ok {2}.*ambulance\.yaml\n.*bad\.yaml:\d+:\d+ {2}/);
  expect(bad.stderr).toMatch(/^Error: \d+ mistakes? in 1 file\.\n$/);
  await admin.json(['service-types', 'validate', join(admin.home, 'bad.yaml')], { code: 2 });
}

/** `regions list|show|validate`. */
export async function tellsOfRegions(
  admin: CliUser,
  file: (name: string, text: string) => string,
): Promise<void> {
  const { data } = await admin.json<{ data: { id: string; firstDayOfWeek: number }[] }>(['regions', 'list']);
  expect(data.map(({ id, firstDayOfWeek }) => [id, firstDayOfWeek])).toEqual([
    ['ae', 1],
    ['in', 7],
  ]);
  expect(await admin.json(['regions', 'show'])).toMatchObject({ id: 'in', emergencyNumber: '112' });
  expect((await admin.run(['regions', 'show', 'ae'])).stdout).toMatch(/AED[\s\S]*998[\s\S]*Monday/);
  expect(await admin.run(['regions', 'show', 'zz'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no region pack zz'),
  });

  const good = fileURLToPath(new URL('../../api/src/regions/ae.yaml', import.meta.url));
  expect(await admin.json(['regions', 'validate', good])).toMatchObject({ valid: true });
  const text = (await readFile(good, 'utf8')).replace('currency: AED', 'currency: AEX');
  const bad = await admin.run(['regions', 'validate', good, file('ae.yaml', text)]);
  expect(bad.code).toBe(2);
  expect(bad.stdout).toMatch(/^ok {2}.*ae\.yaml\n.*ae\.yaml:4:1 {2}Use a code of ISO 4217/);
  expect(bad.stderr).toMatch(/^Error: 1 mistake in 1 file\.\n$/);
  await checksMessageFiles(admin, file);
}

/** `gateways validate`, `sms-templates validate` and `notifications costs`. */
async function checksMessageFiles(
  admin: CliUser,
  file: (name: string, text: string) => string,
): Promise<void> {
  const templates = new URL('../../api/src/adapters/messaging/gateway/templates/', import.meta.url);
  const good = fileURLToPath(new URL('exotel.yaml', templates));
  expect(await admin.json(['gateways', 'validate', good])).toMatchObject({ valid: true });
  const text = (await readFile(good, 'utf8')).replace('{to}', '{phone}');
  expect(await admin.run(['gateways', 'validate', file('exotel.yaml', text)])).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('Nothing fills {phone} here'),
  });
  const costs = await admin.json<{ data: { provider: string; micros: number | null }[] }>([
    'notifications',
    'costs',
  ]);
  expect(costs.data.every(({ provider, micros }) => provider === 'sandbox' && micros === null)).toBe(true);
  const ids = (second: string) =>
    file(
      'ids.yaml',
      `entity: "1101234567890"\ntemplates: { a_text: { en: "11071600001" }, b_text: { en: "${second}" } }\n`,
    );
  expect(await admin.json(['sms-templates', 'validate', ids('11071600002')])).toMatchObject({ valid: true });
  expect(await admin.run(['sms-templates', 'validate', ids('11071600001')])).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('Use another id: a_text in en has this one'),
  });
}

/** `operations list|show`. */
export async function tellsWhoMayDoWhat(admin: CliUser): Promise<void> {
  const { data } = await admin.json<{ data: { id: string }[] }>(['operations', 'list', '--tag', 'privacy']);
  expect(data.map(({ id }) => id)).toContain('eraseResident');
  expect(await admin.json(['operations', 'show', 'eraseResident'])).toMatchObject({
    path: '/v1/residents/{residentId}/erasure',
    callers: { community_manager: 'tenant' },
  });
}

/** `create`, `update`, `show`, `list` and `deactivate` of what a platform is made of. */
export async function keepsRecords(app: TestApp, admin: CliUser): Promise<void> {
  const place = [
    '--latitude',
    '12.9',
    '--longitude',
    '77.5',
    '--address',
    '1 Park Road',
    '--timezone',
    'Asia/Kolkata',
  ];
  await admin.json(['communities', 'create', '--name', 'Palm Court', ...place]);
  await admin.json(['hospitals', 'create', '--name', 'Palm Clinic', '--phone', '+918040005555', ...place]);
  expect(await admin.json(['communities', 'update', 'palm court', '--address', ''])).toMatchObject({
    address: null,
  });
  expect(await admin.json(['hospitals', 'link', 'Palm Clinic', 'Palm Court'])).toMatchObject({
    changed: true,
  });
  expect(await admin.json(['hospitals', 'link', 'Palm Clinic', 'Palm Court'])).toMatchObject({
    changed: false,
  });
  expect(await admin.json(['communities', 'show', 'Palm Court'])).toMatchObject({
    hospitalIds: [expect.any(String)],
  });
  expect((await admin.json<Listed>(['communities', 'list', '--hospital', 'Palm Clinic'])).data).toHaveLength(
    1,
  );
  const unlink = ['hospitals', 'unlink', 'Palm Clinic', 'Palm Court', '--confirm', 'Palm Court'];
  expect(await admin.json(unlink)).toMatchObject({ linked: false, changed: true });
  expect(await admin.json(unlink)).toMatchObject({ linked: false, changed: false });
  const gone = ['communities', 'deactivate', 'Palm Court', '--confirm', 'Palm Court'];
  expect(await admin.json(gone)).toMatchObject({ active: false });

  const person = [
    '--role',
    'nurse',
    '--name',
    'Tara Bose',
    '--email',
    'tara@palm.example',
    '--hospital',
    'Palm Clinic',
  ];
  const created = await admin.json<{ generatedPassword: string }>([
    ...['staff', 'create', ...person, '--duty', 'dispatch', '--generate-password'],
  ]);
  const tara = new CliUser(app.url);
  const login = ['login', '--email', 'tara@palm.example', '--password-stdin'];
  expect(await tara.run(login, { stdin: `${created.generatedPassword}\n` })).toMatchObject({ code: 0 });
  await signsOut(admin, tara, 'tara@palm.example');
  expect(await tara.run(login, { stdin: `${created.generatedPassword}\n` })).toMatchObject({ code: 0 });
  expect(await tara.json(['logout'])).toMatchObject({ signedOut: true });
  expect(await admin.json(['staff', 'update', 'tara@palm.example', '--on-duty'])).toMatchObject({
    onDuty: true,
  });
  const dispatchers = ['staff', 'list', '--duty', 'dispatch', '--role', 'nurse'];
  const [email, duties] = ['tara@palm.example', ['dispatch']];
  expect(await admin.json(dispatchers)).toMatchObject({ data: [{ email, duties }] });
  expect(await admin.json(['staff', 'update', email, '--no-duties'])).toMatchObject({ duties: [] });
  expect(await admin.json(dispatchers)).toMatchObject({ data: [] });
  expect(await admin.json(['staff', 'update', email, '--duty', 'dispatch'])).toMatchObject({ duties });
  const twice = await admin.run(['staff', 'create', ...person]);
  expect(twice).toMatchObject({ code: 4, stdout: '' });
  expect(await admin.run(['staff', 'invite', 'tara@palm.example'])).toMatchObject({ code: 4, stdout: '' });
  const uma = [
    '--role',
    'nurse',
    '--name',
    'Uma Rao',
    '--email',
    'uma@palm.example',
    '--hospital',
    'Palm Clinic',
  ];
  await admin.json(['staff', 'create', ...uma]);
  await app.settled();
  expect(await admin.json(['staff', 'show', 'uma@palm.example'])).toMatchObject({
    invitation: { sentAt: expect.any(String), acceptedAt: null },
  });
  // Within a minute of the last mail no other is sent.
  expect((await admin.run(['staff', 'invite', 'uma@palm.example'])).stderr).toContain('Try again in');
  await app.testDatabase.owner('account_link').update({ asked_at: new Date(Date.now() - 120_000) });
  expect(await admin.json(['staff', 'invite', 'uma@palm.example'])).toMatchObject({ acceptedAt: null });
  expect(await tara.json(['password', 'reset', '--email', 'uma@palm.example'])).toEqual({
    email: 'uma@palm.example',
  });
  await admin.json(['staff', 'deactivate', 'tara@palm.example', '--confirm', 'tara@palm.example']);
  expect(await tara.run(login, { stdin: `${created.generatedPassword}\n` })).toMatchObject({ code: 3 });

  const resident = [
    '--community',
    COMMUNITY,
    '--name',
    'Uma Sen',
    '--phone',
    '+919811110077',
    '--unit',
    'D-4',
  ];
  await admin.json(['residents', 'create', ...resident]);
  expect(await admin.json(['residents', 'update', '+919811110077', '--unit', ''])).toMatchObject({
    unit: null,
  });
  expect(await admin.run(['residents', 'update', '+919811110077'])).toMatchObject({ code: 2 });
  await admin.json(['residents', 'deactivate', 'Uma Sen', '--confirm', 'Uma Sen']);
  expect(
    (await admin.json<Listed>(['residents', 'list', '--no-active'])).data.map((one) => one.name),
  ).toEqual(['Uma Sen']);
  expect((await admin.json<Listed>(['residents', 'list', '--limit', '2'])).more).toBe(true);
}
