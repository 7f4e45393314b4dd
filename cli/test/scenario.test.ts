import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { sized } from '../../api/test/support/size.ts';
import { speechEngine } from '../../api/test/support/speech/spoken.ts';
import { signInByCode } from '../../api/test/support/worlds/world.ts';
import { accounts, clock } from './account-steps.ts';
import { managesWebhooks, publishesAnnouncements, readsInboundWebhooks } from './announcement-steps.ts';
import { attachesFiles } from './attachment-steps.ts';
import { booksEmergencies } from './booking-steps.ts';
import { takesCalls } from './calls-steps.ts';
import { keepsDefibrillators, keepsVolunteers } from './neighbourhood-steps.ts';
import { keepsPlacesAndDevices } from './places-steps.ts';
import { CliUser, endCommands } from './run-cli.ts';
import {
  auditsWhatWasDone,
  backsUpAndRestores,
  COMMUNITY,
  checksPolicyFiles,
  HOSPITAL,
  type Imported,
  keepsKeys,
  keepsRecords,
  type Listed,
  ONBOARDING,
  type Onboarded,
  retriesDeadLetters,
  tellsOfRegions,
  tellsWhoMayDoWhat,
  watch,
} from './scenario-steps.ts';
import { keepsShapes } from './shape-steps.ts';
import { practises } from './training-steps.ts';
import { assesses } from './triage-steps.ts';
import { readsNotifications, watchesUnits, wordsNotifications } from './unit-steps.ts';

/** A platform admin's day at a terminal, against the real service. */
let app: TestApp;
let speech: Awaited<ReturnType<typeof speechEngine>>;
let admin: CliUser;
let onboarded: Onboarded;

const file = (name: string, text: string) => admin.file(name, text);
/** The first administrator of the hospital that was onboarded. */
async function signedInAsha(): Promise<CliUser> {
  const asha = new CliUser(app.url);
  const [first] = onboarded.passwords;
  const env = { KIWIMESH_PASSWORD: first?.password ?? '' };
  await asha.json(['login', '--email', 'asha@sahyadri.example'], { env });
  return asha;
}

afterAll(endCommands);
beforeAll(async () => {
  speech = await speechEngine();
  app = await startTestApp({ clock: clock.now, env: speech.env });
  admin = new CliUser(app.url);
  const { email, password } = app.superAdmin;
  const login = await admin.run(['login', '--email', email, '--password-stdin'], {
    stdin: `${password}\n`,
    ownProcess: true,
  });
  // The scenario may take longer than a sign-in counts as recent.
  admin.env.KIWIMESH_PASSWORD = password;
  expect(login).toMatchObject({ code: 0, stderr: '' });
});
afterAll(async () => {
  await app?.stop();
  await speech?.sandbox.stop();
});

describe('signing in', () => {
  it('refuses a wrong password: exit 3, and who is signed in stays', async () => {
    const wrong = await admin.run(['login', '--email', app.superAdmin.email], {
      env: { KIWIMESH_PASSWORD: 'not it at all' },
      ownProcess: true,
    });
    expect(wrong).toMatchObject({ code: 3, stdout: '' });
    expect(wrong.stderr).toMatch(/^Error: /);
    expect(await admin.json(['whoami'])).toMatchObject({
      role: 'super_admin',
      api: app.url,
      credential: 'session',
    });
  });
});

describe('onboarding a hospital from nothing', () => {
  it('shows what it would do, and does nothing in a dry run', async () => {
    const dry = await admin.run(['onboard', '--file', file('hospital.yaml', ONBOARDING), '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain(`+ hospital   ${HOSPITAL}`);
    expect(dry.stdout).toContain('7 to create, 0 already exist.');
    expect(await admin.json<Listed>(['hospitals', 'list', '--search', HOSPITAL])).toMatchObject({ data: [] });
  });

  it('does all of it, and shows first passwords once', async () => {
    onboarded = await admin.json<Onboarded>([
      'onboard',
      '--file',
      join(admin.home, 'hospital.yaml'),
      '--generate-passwords',
      '--yes',
    ]);
    expect(onboarded.changed).toBe(true);
    expect(onboarded.steps.map((step) => `${step.action} ${step.kind}`)).toEqual([
      'create hospital',
      'create community',
      'create link',
      'create staff',
      'create staff',
      'create staff',
      'create widget_key',
    ]);
    expect(onboarded.passwords.map((one) => one.email)).toEqual([
      'asha@sahyadri.example',
      'ravi@sahyadri.example',
      'dev@meadows.example',
    ]);
    expect(onboarded.widgetKey).toMatch(/^pk_/);
  });

  it('changes nothing the second time, and says so', async () => {
    const path = join(admin.home, 'hospital.yaml');
    const again = await admin.run(['onboard', '--file', path, '--yes']);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toContain('Everything already exists: nothing to do.');
    const told = await admin.json<Onboarded>(['onboard', '--file', path]);
    expect(told).toMatchObject({
      changed: false,
      passwords: [],
      hospitalId: onboarded.hospitalId,
      widgetKey: onboarded.widgetKey,
    });
    expect((await admin.json<Listed>(['staff', 'list', '--hospital', HOSPITAL])).data).toHaveLength(2);
  });

  it('adds only what is new, by flags, and leaves what differs as it is', async () => {
    const more = await admin.run([
      'onboard',
      ...['--hospital', HOSPITAL.toUpperCase(), '--phone', '+918040009999'],
      ...['--community', COMMUNITY, '--community', 'Lake View@12.98,77.60'],
      ...['--staff', 'nurse,Meera Nair,meera@sahyadri.example', '--yes'],
    ]);
    expect(more).toMatchObject({ code: 0, stderr: '' });
    expect(more.stdout).toContain(
      `= hospital   ${HOSPITAL}  (has a different phone, which is left unchanged)`,
    );
    expect(more.stdout).toContain('+ community  Lake View');
    expect(more.stdout).toContain('meera@sahyadri.example');
    expect(await admin.json(['hospitals', 'show', HOSPITAL])).toMatchObject({ phone: '+918040001234' });
  });

  it('lets the new administrator sign in and see only their hospital', async () => {
    await admin.json(['hospitals', 'create', '--name', 'Elsewhere Clinic']);
    const asha = await signedInAsha();
    expect((await asha.json<Listed>(['hospitals', 'list'])).data.map((one) => one.name)).toEqual([HOSPITAL]);
    const foreign = await asha.run(['hospitals', 'show', 'Elsewhere Clinic']);
    expect(foreign).toMatchObject({ code: 4, stdout: '' });
    expect(foreign.stderr).toContain('No hospital has the name "Elsewhere Clinic"');
  });
});

describe('importing residents', () => {
  const CSV = [
    '\uFEFFFull name;Mobile;Flat;Date of birth',
    'Arjun Rao;+919811110001;B-404;1961-04-30',
    '"Rao; Kavya";+919811110002;B-404;',
    'No Phone;;A-1;',
    'Bad Phone;12;A-2;',
    'Impossible Day;+919811110003;A-3;1961-02-31',
    'अर्जुन शर्मा;+91 98111 10004;C-1;1990-01-01',
    '',
  ].join('\r\n');
  const args = (path: string) => ['residents', 'import', path, '--community', COMMUNITY];

  it('imports valid rows, reports each other row by its line, and exits with 7', async () => {
    const report = join(admin.home, 'report.csv');
    const result = await admin.run([...args(file('residents.csv', CSV)), '--report', report]);
    expect(result.code).toBe(7);
    expect(result.stdout).toContain('3 created, 0 updated, 0 unchanged, 3 failed');
    expect(result.stdout).toMatch(/line 4 {2}phone: /);
    expect(result.stdout).toMatch(/line 5 {2}phone: /);
    expect(result.stdout).toMatch(/line 6 {2}dateOfBirth: /);
    expect(result.stderr).toBe('Error: 3 of 6 rows failed; the others were imported.\n');
    const lines = readFileSync(report, 'utf8').trim().split('\r\n');
    expect(lines[0]).toBe('line,status,id,faults');
    expect(lines.map((line) => line.split(',').slice(0, 2).join(' ')).slice(1)).toEqual([
      '2 created',
      '3 created',
      '4 failed',
      '5 failed',
      '6 failed',
      '7 created',
    ]);
  });

  it('creates no duplicates', async () => {
    const again = await admin.json<Imported>(args(join(admin.home, 'residents.csv')), { code: 7 });
    expect(again).toMatchObject({ rows: 6, created: 0, updated: 0, unchanged: 3, failed: 3 });
    const { data } = await admin.json<Listed>(['residents', 'list', '--community', COMMUNITY]);
    expect(data.map((one) => one.name).sort()).toEqual(['Arjun Rao', 'Rao; Kavya', 'अर्जुन शर्मा']);
  });

  it('erases a resident, who can take it back until it is due', async () => {
    const erasure = ['residents', 'erase', '+919811110001', '--reason', 'moved_away'];
    expect((await admin.run([...erasure, '--confirm', 'Somebody Else'])).code).not.toBe(0);
    const told = await admin.json<{ state: string }>([...erasure, '--confirm', 'Arjun Rao']);
    expect(told).toMatchObject({ state: 'scheduled', requestedBy: 'staff', openBookings: [] });
  });

  it('imports corrected rows and changed cells', async () => {
    const corrected = CSV.replace('Bad Phone;12', 'Good Phone;+919811110005').replace(
      'B-404;1961',
      'B-405;1961',
    );
    const result = await admin.json<Imported>(args(file('corrected.csv', corrected)), { code: 7 });
    expect(result).toMatchObject({ created: 1, updated: 1, unchanged: 2, failed: 2 });
    expect(await admin.json(['residents', 'show', '+919811110001'])).toMatchObject({ unit: 'B-405' });
  });

  it('explains header mistakes before anything is sent', async () => {
    const wrong = await admin.run(args(file('wrong.csv', 'nmae,phone,phone number\nX,+919811110009,1\n')));
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('"nmae" is not a column; did you mean "name"?');
    expect(wrong.stderr).toContain('both map to phone');
    const missing = await admin.run(['residents', 'import', join(admin.home, 'residents.csv')]);
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.stderr).toContain('set --community NAME for all rows');
    const dryRun = [...args(join(admin.home, 'residents.csv')), '--dry-run'];
    const dry = await admin.json<Imported>(dryRun, { code: 7 });
    expect(dry).toMatchObject({ dryRun: true, rows: 6, created: 0, updated: 1, unchanged: 2, failed: 3 });
    const { unit } = await admin.json<{ unit: string }>(['residents', 'show', '+919811110001']);
    expect(unit).toBe('B-405');
  });

  it('brings in thousands of rows, and knows them all again', async () => {
    const ROWS = sized({ small: 400, full: 10_000 });
    const rows = Array.from(
      { length: ROWS },
      (_, n) => `Person ${n},+9170${String(n).padStart(8, '0')},B-${n}`,
    );
    const many = file('many.csv', `name,phone,unit\n${rows.join('\n')}\n`);
    const community = ['--community', 'Lake View'];
    const first = await admin.json<Imported & { seconds: number }>([
      'residents',
      'import',
      many,
      ...community,
    ]);
    expect(first).toMatchObject({ rows: ROWS, created: ROWS, failed: 0 });
    expect(first.seconds).toBeGreaterThan(0);
    const again = await admin.json<Imported>(['residents', 'import', many, ...community]);
    expect(again).toMatchObject({ created: 0, unchanged: ROWS, failed: 0 });
  });

  it('imports hospitals, communities and staff, which refer to each other by name', async () => {
    const communities = file(
      'communities.csv',
      `name,hospitals,lat,lng\nHill Top,${HOSPITAL},12.9,77.5\nOrphan,No Such Place,,\n`,
    );
    expect(await admin.json<Imported>(['communities', 'import', communities], { code: 7 })).toMatchObject({
      created: 1,
      failed: 1,
    });
    const hospitals = file(
      'hospitals.csv',
      'Name,Communities,Time zone\nHill Clinic,Hill Top,Asia/Kolkata\n',
    );
    expect(await admin.json<Imported>(['hospitals', 'import', hospitals])).toMatchObject({ created: 1 });
    const staff = file(
      'staff.csv',
      'role,name,email,community\nnurse,Nila Das,nila@hill.example,\nCommunity manager,Om Jain,om@hill.example,Hill Top\n',
    );
    const imported = await admin.json<Imported>(['staff', 'import', staff, '--hospital', 'Hill Clinic']);
    expect(imported).toMatchObject({ created: 2, failed: 0 });
    expect(await admin.json(['hospitals', 'show', 'Hill Clinic'])).toMatchObject({
      communityIds: [expect.any(String)],
    });
  });
});

describe('a booking, from request to end', () => {
  let resident: Kiwimesh;
  let asha: CliUser;
  let bookingId: string;
  let ravi: string;

  beforeAll(async () => {
    resident = await signInByCode(app.url, '+919811110001');
    asha = await signedInAsha();
    ravi = (await asha.json<{ id: string }>(['staff', 'show', 'ravi@sahyadri.example'])).id;
    const booking = await resident.post('/v1/bookings', { body: { serviceType: 'ambulance' } });
    bookingId = booking.id;
  });

  it('is listed, watched live, assigned, moved and shown with its timeline', async () => {
    const listed = await asha.json<{ data: { id: string }[] }>(['bookings', 'list', '--state', 'requested']);
    expect(listed.data.map((one) => one.id)).toContain(bookingId);

    const board = watch(asha, ['bookings', 'watch', '--json']);
    const one = watch(asha, ['bookings', 'watch', bookingId]);
    await expect.poll(() => one.text()).toContain('requested');
    await expect.poll(() => board.text()).toContain('"up":true');

    // The dispatcher searches first and finds no one on duty.
    await expect
      .poll(async () => (await asha.run(['bookings', 'show', bookingId])).stdout)
      .toContain('offers exhausted');
    const assigned = await asha.run(['bookings', 'assign', bookingId, 'ravi@sahyadri.example']);
    expect(assigned).toEqual({
      code: 0,
      stderr: '',
      stdout: 'ambulance is now assigned to Ravi Kumar (assigned).\n',
    });
    await expect.poll(() => one.text()).toMatch(/requested > assigned {2}with Ravi Kumar/);
    await expect.poll(() => board.text()).toContain('"state":"assigned"');

    const unexplained = await asha.run(['bookings', 'move', bookingId, 'en_route']);
    expect(unexplained).toMatchObject({ code: 4, stdout: '' });
    for (const state of ['en_route', 'in_service', 'completed']) {
      await asha.json(['bookings', 'move', bookingId, state, '--reason', 'Reported by phone']);
    }
    expect(await one.ended).toBe(0);
    expect(one.text()).toMatch(/in_service > completed/);
    expect(one.notes()).toBe('');
    board.child.kill('SIGINT');
    expect(await board.ended).toBe(130);
    for (const line of board.text().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('event');

    const shown = await asha.json<{ state: string; timeline: { type: string; to: string }[] }>([
      'bookings',
      'show',
      bookingId,
    ]);
    expect(shown.state).toBe('completed');
    expect(shown.timeline.filter((entry) => entry.to).map((entry) => entry.to)).toEqual(
      expect.arrayContaining(['requested', 'assigned', 'en_route', 'in_service', 'completed']),
    );
    const text = await asha.run(['bookings', 'show', bookingId]);
    for (const words of ['Arjun Rao', 'Reported by phone']) expect(text.stdout).toContain(words);
    expect(text.stdout).toMatch(/requested > assigned\s+Ravi Kumar/);
  });

  it('reports a rejected transition with the allowed ones', async () => {
    const late = await asha.run(['bookings', 'assign', bookingId, ravi]);
    expect(late).toMatchObject({ code: 4, stdout: '' });
    expect(late.stderr).toContain('It can move to: nowhere');
  });

  it('is cancelled only with its name repeated, and a watch until another state fails', async () => {
    const { id } = await resident.post('/v1/bookings', { body: { serviceType: 'first_aid' } });
    const asked = await asha.run(['bookings', 'cancel', id, '--reason', 'Booked twice']);
    expect(asked).toMatchObject({ code: 2, stdout: '' });
    expect(asked.stderr).toContain('--confirm first_aid');
    const waiting = asha.run(['bookings', 'watch', id, '--until', 'completed']);
    expect(
      await asha.run(['bookings', 'cancel', id, '--reason', 'Booked twice', '--confirm', 'first_aid']),
    ).toMatchObject({
      code: 0,
      stdout: 'first_aid was cancelled.\n',
    });
    expect(await waiting).toMatchObject({ code: 4 });
    // Once more, as programs see it: assigned, unassigned, cancelled; the second time it is so already.
    const { id: next } = await resident.post('/v1/bookings', { body: { serviceType: 'first_aid' } });
    expect(await asha.json(['bookings', 'assign', next, ravi])).toMatchObject({ state: 'assigned' });
    expect(await asha.run(['bookings', 'assign', next, ravi])).toMatchObject({
      code: 0,
      stdout: 'first_aid is already assigned to Ravi Kumar (assigned).\n',
    });
    const taken = await asha.run(['bookings', 'assign', next, 'asha@sahyadri.example']);
    expect(taken).toMatchObject({ code: 2, stdout: '' });
    expect(taken.stderr).toContain('The booking is assigned to Ravi Kumar; nothing was changed.');
    expect(taken.stderr).toContain('--reason');
    expect(await asha.json(['bookings', 'move', next, 'requested', '--reason', 'Off sick'])).toMatchObject({
      assignee: null,
    });
    expect(await asha.run(['bookings', 'move', next, 'requested'])).toMatchObject({
      code: 0,
      stdout: 'first_aid is already requested.\n',
    });
    const cancel = ['bookings', 'cancel', next, '--reason', 'Off sick', '--confirm', 'first_aid'];
    expect(await asha.json(cancel)).toMatchObject({ state: 'cancelled' });
    expect(await asha.json(cancel)).toMatchObject({ state: 'cancelled' });
  });
});

describe('booking for a resident', () => {
  it('asks before a second emergency of one person, and takes it for another person', async () => {
    const asha = await signedInAsha();
    await booksEmergencies(app, asha);
  });
});

describe('what a hospital offers', () => {
  it('is listed with its times, and changed by its administrator', async () => {
    const asha = await signedInAsha();
    const services = ['hospitals', 'services', 'Sahyadri General'];
    expect((await asha.run(services)).stdout).toMatch(/ambulance +yes +from the policy/);
    expect(await asha.json([...services, 'blood_test', '--capacity', '3'])).toMatchObject({
      data: [{ serviceType: 'blood_test', enabled: true, capacity: 3 }],
    });
    expect(await asha.run([...services, '--no-enabled'])).toMatchObject({ code: 2 });
    const times = await asha.json<{ data: { capacity: number }[] }>([
      'availability',
      '--service-type',
      'blood_test',
    ]);
    expect(times.data[0]).toMatchObject({ capacity: 3 });
    expect((await asha.run(['availability', '--service-type', 'blood_test'])).stdout).toContain('of 3');
  });

  it('has keys that belong to the hospital of who makes them, and can be changed', async () => {
    const asha = await signedInAsha();
    const me = await asha.json<{ hospitalId: string }>(['whoami']);
    const create = ['keys', 'create', '--name', 'Lobby', '--kind', 'publishable', '--origin'];
    const made = await asha.json<{ hospitalId: string }>([...create, 'https://lobby.example']);
    expect(made.hospitalId).toBe(me.hospitalId);
    const changed = await asha.json([
      'keys',
      'update',
      'Lobby',
      '--name',
      'Hall',
      '--origin',
      'https://hall.example',
    ]);
    expect(changed).toMatchObject({ name: 'Hall', allowedOrigins: ['https://hall.example'] });
    expect(await asha.run(['keys', 'update', 'Hall'])).toMatchObject({ code: 2, stdout: '' });
    await asha.json(['keys', 'revoke', 'Hall', '--confirm', 'Hall']);
  });
});

describe('deactivation', () => {
  it('asks for the name, does it once, and can be undone', async () => {
    const refused = await admin.run(['hospitals', 'deactivate', 'Elsewhere Clinic']);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--confirm "Elsewhere Clinic"');
    const other = await admin.run(['hospitals', 'deactivate', 'Elsewhere Clinic', '--confirm', HOSPITAL]);
    expect(other.code).toBe(2);
    const confirmed = ['hospitals', 'deactivate', 'Elsewhere Clinic', '--confirm', 'Elsewhere Clinic'];
    expect(await admin.json(confirmed)).toMatchObject({ active: false });
    expect((await admin.run(confirmed)).stdout).toContain('is already deactivated');
    expect(await admin.json(['hospitals', 'update', 'Elsewhere Clinic', '--active'])).toMatchObject({
      active: true,
    });
  });

  it('publishes, lists and withdraws announcements', () => publishesAnnouncements(admin));
  it('manages webhook endpoints and forwards events', () => managesWebhooks(admin));

  it('shows what providers sent, and has it handled again', () => readsInboundWebhooks(app, admin));

  it('keeps a register of defibrillators', () => keepsDefibrillators(admin));
  it('prints codes of places and registers devices', () => keepsPlacesAndDevices(admin));

  it('verifies volunteers, and asks them to respond', () => keepsVolunteers(app, admin));
  it('lists units and puts one out of service', () => watchesUnits(admin));
  it('shows people their notifications', () => readsNotifications(app.url, onboarded));
  it('previews and replaces what notifications say', () => wordsNotifications(admin));
  it('attaches a file to a booking, and reads and deletes it', () => attachesFiles(admin));
  it('assesses urgency, explains it and evaluates cases', () => assesses(admin));

  it('practises with a scenario, reports it and checks scenario files', () => practises(app, admin));

  it('plays a recording into a call, which is listed, shown and watched', () => takesCalls(app, admin));

  it('makes, lists, rotates and revokes keys, showing a secret once', () => keepsKeys(app, admin));
});

describe('accounts', () => accounts(() => ({ app, admin })));

describe('everything else', () => {
  it('creates, changes and lists one by one', () => keepsRecords(app, admin));

  it('asks for health, services and keys, and checks policy files', async () => {
    expect(await admin.json(['health'])).toMatchObject({ ready: true, live: true });
    const types = await admin.json<{ data: { id: string }[] }>(['service-types', 'list']);
    expect(types.data.length).toBeGreaterThanOrEqual(9);
    await admin.json(['keys', 'list']);
    await checksPolicyFiles(admin, file);
  });

  it('lists and retries dead letters', () => retriesDeadLetters(app, admin));

  it('shows, exports and verifies the audit log', () =>
    auditsWhatWasDone(app, admin, join(admin.home, 'audit.csv')));

  it('backs up and restores the database, with its name as confirmation', () =>
    backsUpAndRestores(app, admin, file));

  it('shows and checks region packs', () => tellsOfRegions(admin, file));

  it('shows who may call each operation', () => tellsWhoMayDoWhat(admin));

  it('keeps the shape of every --json (KIWIMESH_UPDATE_SHAPES=1 rewrites them)', keepsShapes);
});
