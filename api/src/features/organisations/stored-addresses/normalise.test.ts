import type { Kiwimesh } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { sealedRow } from '../../../../test/support/worlds/data-keys.ts';
import { PASSWORD, signIn, signInByCode } from '../../../../test/support/worlds/world.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import { foundBy } from '../../../kernel/privacy/blind-index.ts';
import { Community, Hospital, Resident, Staff } from '../models.ts';
import { KINDS, NORMALISATION, type NormalisationReport, normaliseStoredAddresses } from './normalise.ts';

let app: TestApp;
let root: Kiwimesh;
let communityId: string;
let hospitalId: string;
const SCOPE = systemScope('test');
const run = (dryRun = false) => normaliseStoredAddresses(app.database, { batch: 2, dryRun });

beforeAll(async () => {
  app = await startTestApp();
  root = await signIn(app.url, app.superAdmin);
  const site = { timezone: 'Asia/Kolkata' };
  communityId = (await root.post('/v1/communities', { body: { name: 'Green Meadows', ...site } })).id;
  hospitalId = (await root.post('/v1/hospitals', { body: { name: 'Kaveri', ...site } })).id;
  await root.put('/v1/hospitals/{hospitalId}/communities/{communityId}', {
    path: { hospitalId, communityId },
  });
});
afterAll(() => app.stop());

let count = 0;
/** A resident as stored under the earlier rules, written to the database directly. */
async function resident(stored: { phone?: string; email?: string; active?: boolean }): Promise<string> {
  count += 1;
  const phone = `+9197000${String(20_000 + count)}`;
  const { id } = await root.post('/v1/residents', { body: { communityId, name: `R ${count}`, phone } });
  const { active = true, ...values } = stored;
  const row = sealedRow('resident', { id, phone, ...values }, ['phone', 'email']);
  const ended = active ? {} : { active, deactivated_at: new Date(), deactivated_by_role: 'super_admin' };
  await app.testDatabase
    .owner('resident')
    .where({ id })
    .update({ ...row, ...ended });
  return id;
}

async function staff(email: string): Promise<string> {
  count += 1;
  const body = { role: 'nurse', name: `S ${count}`, email: `s${count}@care.example`, hospitalId } as const;
  const { id } = await root.post('/v1/staff', { body: { ...body, password: PASSWORD } });
  await app.testDatabase.owner('staff').where({ id }).update({ email });
  return id;
}

const of = (report: NormalisationReport, id: string) => ({
  changed: report.changed.filter((each) => each.id === id).map(({ field }) => field),
  conflicts: report.conflicts
    .filter((each) => each.id === id)
    .map(({ field, with: other }) => [field, other]),
  unreadable: report.unreadable.filter((each) => each.id === id).map(({ field }) => field),
});
const done = (field: string) => ({ changed: [field], conflicts: [], unreadable: [] });
const conflict = (field: string, other: string[]) => ({
  changed: [],
  conflicts: [[field, other]],
  unreadable: [],
});

describe('stored phones and emails', () => {
  it('of old forms are normalised like requests and can sign in', async () => {
    const trunk = await resident({ phone: '+9109700000201', email: 'mailto:asha@münchen.example' });
    const plain = await resident({ phone: '+919700000202' });
    const nurse = await staff('<nurse@care。example>');
    await app.testDatabase.owner('hospital').where({ id: hospitalId }).update({ phone: '+9108023456789' });
    const before = await app.testDatabase.owner('resident').where({ id: trunk }).first('version');

    const tried = await run(true);
    expect(of(tried, trunk)).toEqual({ changed: ['phone', 'email'], conflicts: [], unreadable: [] });
    expect(await app.testDatabase.owner('resident').where({ id: trunk }).first('version')).toEqual(before);

    const report = await run();
    expect(report).toMatchObject({ checked: { hospital: 1, resident: 2 }, conflicts: [], unreadable: [] });
    expect(of(report, trunk)).toEqual(of(tried, trunk));
    expect(of(report, nurse)).toEqual(done('email'));
    expect(of(report, hospitalId)).toEqual(done('phone'));
    expect(of(report, plain)).toEqual({ changed: [], conflicts: [], unreadable: [] });
    expect(JSON.stringify(report)).not.toMatch(/9700000|asha|nurse@/);
    const [one] = await app.database.run(SCOPE, async () =>
      Resident.query().whereIn(...foundBy(Resident, 'phone', ['+919700000201'])),
    );
    expect(one).toMatchObject({
      id: trunk,
      email: 'asha@xn--mnchen-3ya.example',
      version: before.version + 2,
    });
    expect((await root.get('/v1/hospitals/{hospitalId}', { path: { hospitalId } })).phone).toBe(
      '+918023456789',
    );

    const kiwi = await signInByCode(app.url, '+919700000201');
    expect(await kiwi.get('/v1/me')).toMatchObject({ id: trunk });
    const signed = await signIn(app.url, { email: 'nurse@care.example', password: PASSWORD });
    expect(await signed.get('/v1/me')).toMatchObject({ id: nurse });

    await app.settled();
    const events = await app.testDatabase
      .owner('outbox_event')
      .where({ aggregate_id: trunk, type: 'resident.updated' });
    expect(events).toHaveLength(2);
    const entries = await eventually('entries of the audit log', async () => {
      const sealed = app.testDatabase
        .owner('audit_event')
        .where({ action: NORMALISATION, outcome: 'succeeded' });
      const rows = await sealed.whereRaw('? = any(record_ids)', [trunk]);
      return rows.length === 2 ? rows : undefined;
    });
    expect(entries[0]).toMatchObject({
      actor_kind: 'system',
      record_type: 'resident',
      community_id: communityId,
    });
  });

  it('that are invalid are reported and left unchanged', async () => {
    const twice = await resident({ phone: '+91917000100200' });
    const accent = await resident({ email: 'āsha@care.example' });
    const report = await run();
    expect(of(report, twice)).toEqual({ changed: [], conflicts: [], unreadable: ['phone'] });
    expect(of(report, accent)).toEqual({ changed: [], conflicts: [], unreadable: ['email'] });
    expect((await root.get('/v1/residents/{residentId}', { path: { residentId: twice } })).phone).toBe(
      '+91917000100200',
    );
  });

  it('that two active people would share are reported and left unchanged', async () => {
    const holder = await resident({ phone: '+919700000301' });
    const old = await resident({ phone: '+9109700000301' });
    const left = await resident({ phone: '+9109700000301', active: false });
    const first = await staff('twin@care.example.');
    const second = await staff('mailto:twin@care.example');
    const nurse = await staff('nurse2@care.example');
    const other = await staff('nurse2@care.example.');
    const report = await run();
    expect(of(report, holder)).toEqual({ changed: [], conflicts: [], unreadable: [] });
    expect(of(report, old)).toEqual(conflict('phone', [holder]));
    expect(of(report, left)).toEqual(done('phone'));
    expect(of(report, first)).toEqual(conflict('email', [second]));
    expect(of(report, second)).toEqual(conflict('email', [first]));
    expect(of(report, other)).toEqual(conflict('email', [nurse]));
    const { phone } = await root.get('/v1/residents/{residentId}', { path: { residentId: old } });
    expect(phone).toBe('+9109700000301');
    const emails = app.testDatabase.owner('staff').whereIn('id', [first, second]).orderBy('id');
    expect(await emails.pluck('email')).toEqual(['twin@care.example.', 'mailto:twin@care.example']);
  });

  it('that are normalised do not change when it runs again or concurrently', async () => {
    const id = await resident({ phone: '+9109700000401' });
    const both = await Promise.all([run(), run()]);
    expect(both.filter((report) => of(report, id).changed.length === 1)).toHaveLength(1);
    expect((await run()).changed).toEqual([]);
  });
});

it('covers every column of people and hospitals with a phone or an email', async () => {
  const models = [Community, Hospital, Staff, Resident];
  const columns = await app.testDatabase
    .owner('information_schema.columns')
    .where({ table_schema: 'public' })
    .whereIn(
      'table_name',
      models.map(({ tableName }) => tableName),
    )
    .whereIn('column_name', ['phone', 'email'])
    .orderBy(['table_name', 'column_name'])
    .select('table_name', 'column_name');
  const covered = KINDS.flatMap(({ record, fields }) => fields.map((field) => `${record}.${field}`));
  expect(columns.map((each) => `${each.table_name}.${each.column_name}`)).toEqual(covered.sort());
});
