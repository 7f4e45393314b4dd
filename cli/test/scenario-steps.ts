import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TestApp } from '../../api/test/app.ts';
import { TEST_DATA_KEY } from '../../api/test/data-keys.ts';
import { CliUser } from './run-cli.ts';

/** What the scenario is told about, and the longer of its steps. */
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
  expect((await admin.run(['jobs', 'dead-letters', 'list'])).stdout).toBe(
    'No dead letters: all work went through.\n',
  );
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

/** A command that goes on: what it has said so far, and how it ends. */
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

/** `keys create|list|rotate|revoke`: a secret is shown once, and the one before it goes on for a while. */
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
