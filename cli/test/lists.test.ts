import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { signIn } from '../../api/test/support/worlds/world.ts';
import { textWidth } from '../src/base/output.ts';
import { CliUser, endCommands } from './run-cli.ts';

/**
 * Every `list` command on a terminal of 80 columns, with names and addresses as long as people's are: a line that is
 * wider wraps, and the table becomes unreadable.
 */
const BIN = fileURLToPath(new URL('../bin/run.js', import.meta.url));
const WIDTH = 80;
const LISTS = Object.keys(
  JSON.parse(readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8')).commands,
).filter((id) => id.endsWith(':list'));

const PASSWORD = 'four umbrellas paint slowly';
const LONG = 'Venkatanarasimharajuvaripeta Subrahmanyam Ramanathan';
const HOSPITAL = `${LONG} Memorial Hospital and Research Centre`;
const COMMUNITY = `${LONG} Cooperative Housing Society, Phase Two`;
const OF_COMMUNITY = ['announcements', 'defibrillators', 'devices', 'place-codes', 'volunteers'];
const EMAIL = 'venkatanarasimharajuvaripeta.subrahmanyam@sahyadri-general-hospital.example';

/** In place of the id of a booking that has a file. */
const BOOKING = 'BOOKING';
let bookingId: string;

let app: TestApp;
let user: CliUser;

/** Runs a command as if on a terminal of 80 columns. @returns the lines it showed. */
async function shown(args: readonly string[]): Promise<string[]> {
  const { code, stdout, stderr } = await user.run(args, { columns: WIDTH });
  expect(code, stderr).toBe(0);
  return lines(stdout);
}

/** As `shown`, on a real pseudo-terminal. */
async function shownOnTerminal(args: readonly string[]): Promise<string[]> {
  const words = [process.execPath, BIN, ...args].map((word) => `'${word}'`).join(' ');
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, TERM: 'xterm', XDG_CONFIG_HOME: user.home, ...user.env };
  const command = `stty cols ${WIDTH} rows 40; exec ${words}`;
  const child = spawn('script', ['-qefc', command, '/dev/null'], { env, cwd: user.home });
  child.stdin.end();
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const code = await new Promise((done, failed) => child.once('error', failed).once('close', done));
  expect(code, text).toBe(0);
  return lines(text);
}

const lines = (text: string) => stripVTControlCharacters(text).replaceAll('\r', '').split('\n');

afterAll(endCommands);
beforeAll(async () => {
  app = await startTestApp();
  user = new CliUser(app.url);
  const root = await signIn(app.url, app.superAdmin);
  const hospital = await root.post('/v1/hospitals', {
    body: { name: HOSPITAL, phone: '+911244000000' },
  });
  const community = await root.post('/v1/communities', {
    body: { name: COMMUNITY },
  });
  const path = { hospitalId: hospital.id, communityId: community.id };
  await root.put('/v1/hospitals/{hospitalId}/communities/{communityId}', { path });
  const location = {
    latitude: 18.52,
    longitude: 73.85,
    address: `${LONG} Road, opposite the municipal garden`,
  };
  await root.post('/v1/communities/{communityId}/announcements', {
    path,
    body: { title: `${LONG} announces`, message: 'No water on Monday.' },
  });
  await root.post('/v1/communities/{communityId}/places', { path, body: { name: `${LONG} gate`, location } });
  await root.post('/v1/communities/{communityId}/alarm-devices', {
    path,
    body: { deviceId: 'PND-SAHYADRI-24-2404-0000000001', kind: 'pendant' },
  });
  await root.post('/v1/communities/{communityId}/defibrillators', {
    path,
    body: { name: `${LONG} clubhouse`, location },
  });
  await root.post('/v1/staff', {
    body: {
      role: 'hospital_admin',
      name: LONG,
      email: EMAIL,
      hospitalId: hospital.id,
      password: PASSWORD,
    },
  });
  const resident = await root.post('/v1/residents', {
    body: {
      communityId: community.id,
      name: LONG,
      phone: '+919800000004',
      unit: 'Tower Sahyadri, 24th floor, 2404',
    },
  });
  await root.put('/v1/hospitals/{hospitalId}/notification-texts/{template}/{language}', {
    path: { hospitalId: hospital.id, template: 'work_urgency_changed', language: 'en' },
    body: { title: 'Look again', body: 'Open the booking.', outside: 'A request has changed.' },
  });
  const booking = await root.post('/v1/bookings', {
    body: {
      serviceType: 'neighbor_sos',
      residentId: resident.id,
      location: { latitude: 18.52, longitude: 73.85 },
    },
  });
  bookingId = booking.id;
  await root.post('/v1/attachments', {
    body: {
      record: { type: 'booking', id: bookingId },
      fileName: `${LONG} prescription of last week.pdf`,
      contentType: 'application/pdf',
      size: 12_345_678,
    },
  });
  await root.post('/v1/calls', { body: { channel: 'phone', residentId: resident.id } });
  await root.post('/v1/api-keys', {
    body: {
      name: `${LONG} laboratory`,
      kind: 'publishable',
      hospitalId: hospital.id,
      allowedOrigins: [
        'https://www.sahyadri-general-hospital.example',
        'https://booking.sahyadri-general-hospital.example',
      ],
    },
  });
  // A refusal with a long code, and a person who is signed in.
  const twice = (name: string) => root.post('/v1/communities', { body: { name }, idempotencyKey: 'one' });
  await twice('Lotus');
  await expect(twice('Rose')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  await signIn(app.url, { email: EMAIL, password: PASSWORD });
  await app.settled();
  await user.run(['login', '--email', app.superAdmin.email, '--password-stdin'], {
    stdin: `${app.superAdmin.password}\n`,
  });
});
afterAll(() => app?.stop());

/** What a list is asked for, where it needs more than its name. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  'attachments list': ['--booking', BOOKING],
  'notifications texts list': [HOSPITAL],
  'staff sessions list': [EMAIL],
  ...Object.fromEntries(OF_COMMUNITY.map((what) => [`communities ${what} list`, [COMMUNITY]])),
};
const cases: [string, string[]][] = LISTS.map((id) => id.replaceAll(':', ' ')).map((command) => [
  command,
  [...command.split(' '), ...(MORE[command] ?? [])],
]);
cases.push(['operations list --role nurse', ['operations', 'list', '--role', 'nurse']]);

describe('on a terminal of 80 columns', () => {
  test('all lists are looked at', () => {
    expect(LISTS.length).toBeGreaterThan(10);
  });

  test.each(cases)('%s fits', async (_command, args) => {
    const text = await shown(args.map((each) => (each === BOOKING ? bookingId : each)));
    expect(text.join('').length).toBeGreaterThan(10);
    expect(text.filter((line) => textWidth(line) > WIDTH)).toEqual([]);
  });

  test('audit list shows outcomes and records on a real terminal', async () => {
    const [head = '', ...rows] = await shownOnTerminal(['audit', 'list']);
    expect([head, ...rows].filter((line) => textWidth(line) > WIDTH)).toEqual([]);
    for (const column of ['WHEN', 'WHO', 'ACTION', 'OUTCOME', 'ABOUT']) expect(head).toContain(column);
  });
});
