import { expect } from 'vitest';
import { CliUser } from './run-cli.ts';
import { HOSPITAL, type Onboarded } from './scenario-steps.ts';

interface Preferences {
  readonly classes: readonly { class: string; channels: string[] }[];
  readonly quietHours: unknown;
}

interface Inbox {
  readonly data: readonly { id: string; template: string; readAt: string | null }[];
}

/** `notifications …` of a paramedic whom somebody assigned a booking. */
export async function readsNotifications(url: string, { passwords }: Onboarded): Promise<void> {
  const ravi = new CliUser(url);
  const { email = '', password = '' } = passwords.find((one) => one.email.startsWith('ravi')) ?? {};
  await ravi.json(['login', '--email', email], { env: { KIWIMESH_PASSWORD: password } });
  const { data } = await ravi.json<Inbox>(['notifications', 'list', '--unread']);
  expect(data.map(({ template }) => template)).toContain('work_assigned');
  expect((await ravi.run(['notifications', 'list', '--limit', '1'])).stdout).toMatch(/not yet/);
  const [, second] = data;
  expect(await ravi.json(['notifications', 'read', String(second?.id)])).toEqual({ unread: 1 });
  expect((await ravi.run(['notifications', 'read'])).stdout).toContain('Nothing is unread.');
  expect((await ravi.json<Inbox>(['notifications', 'list', '--unread'])).data).toEqual([]);
  const sent = await ravi.json<{ data: { channel: string }[] }>([
    'notifications',
    'deliveries',
    String(second?.id),
  ]);
  expect(sent.data.map(({ channel }) => channel)).toContain('push');
  expect((await ravi.run(['notifications', 'deliveries', String(second?.id)])).stdout).toMatch(/no_device/);
  await changesPreferences(ravi);
}

/** `notifications preferences show|set`. */
async function changesPreferences(ravi: CliUser): Promise<void> {
  const set = (...args: string[]) => ravi.run(['notifications', 'preferences', 'set', ...args]);
  expect((await set('bookings=push,email', 'community=none', '--quiet', '22:00-07:00')).code).toBe(0);
  await ravi.json(['notifications', 'preferences', 'set', 'dispatch=push']);
  const { stdout } = await ravi.run(['notifications', 'preferences', 'show']);
  expect(stdout).toMatch(/dispatch +push\n/);
  expect(stdout).toMatch(/bookings +push, email\n/);
  expect(stdout).toMatch(/quiet hours +22:00 to 07:00 \(Asia\/Kolkata\)/);
  expect(stdout).toMatch(/daily mail +none/);
  const daily = await set('--digest', '18:00', '--digest-class', 'community', '--digest-class', 'reminders');
  expect(daily.stdout).toMatch(/daily mail +at 18:00 \(Asia\/Kolkata\): community, reminders/);
  expect((await set('bookings=push')).stdout).toContain('at 18:00');
  expect((await set('--digest', 'none')).stdout).toMatch(/daily mail +none/);
  const shown = await ravi.json<Preferences>(['notifications', 'preferences', 'show']);
  expect(shown.classes).toContainEqual({ class: 'community', channels: [], required: [] });
  expect(
    (await ravi.json<Preferences>(['notifications', 'preferences', 'set', '--quiet', 'none'])).quietHours,
  ).toBeNull();
  for (const [wrong, said] of [
    [[], 'bookings=push,email, or --quiet, or --digest'],
    [['parties=push'], '“parties” is no class'],
    [['bookings'], 'bookings=push'],
    [['bookings=pigeon'], '“pigeon” is no channel'],
    [['--quiet', 'at night'], '22:00-07:00'],
    [['emergency=push'], 'keep sms'],
  ] as const) {
    const { code, stderr } = await set(...wrong);
    expect([code, stderr]).toEqual([wrong[0] === 'emergency=push' ? 4 : 2, expect.stringContaining(said)]);
  }
}

interface Text {
  readonly template: string;
  readonly title: string | null;
  readonly outside: string | null;
  readonly version: number;
}

/** `notifications templates|preview` and `notifications texts list|set|reset`. */
export async function wordsNotifications(admin: CliUser): Promise<void> {
  const shown = await admin.run(['notifications', 'templates']);
  expect(shown.stdout).toMatch(/visit_reminder +reminders +\{service\} \{time\}/);
  await admin.json(['notifications', 'templates']);
  const preview = ['notifications', 'preview', 'responder_en_route', '--hospital', HOSPITAL];
  const of = [HOSPITAL, 'responder_en_route', '--language', 'en'];
  const texts = (verb: string, ...args: string[]) => ['notifications', 'texts', verb, ...args];
  expect((await admin.run(texts('list', HOSPITAL))).stdout).toContain('All texts are those of the platform.');
  await admin.json<Text>(texts('set', ...of, '--title', 'Nearly there'));
  const set = await admin.json<Text>(texts('set', ...of, '--outside', 'We are on the way.'));
  expect(set).toMatchObject({ title: 'Nearly there', outside: 'We are on the way.', version: 2 });
  expect((await admin.json<{ data: Text[] }>(texts('list', HOSPITAL))).data).toEqual([set]);
  const { stdout } = await admin.run([...preview, '--service-type', 'home_nursing']);
  expect(stdout).toMatch(
    /title +Nearly there\nbody +Home nursing: the team is on its way\.\noutside +We are/,
  );
  expect(stdout).toMatch(/SMS +1 message \(18 units of GSM-7\)\nown parts +title, outside/);
  expect(await admin.json([...preview, '--language', 'hi'])).toMatchObject({
    previews: [{ language: 'hi', own: [], sms: { encoding: 'ucs2' } }],
  });
  const refused = await admin.run(texts('set', ...of, '--outside', 'The ambulance of {service} comes'));
  expect([refused.code, refused.stderr]).toEqual([
    4,
    expect.stringMatching(/\{service\} tells.*“ambulance” tells/s),
  ]);
  expect(await admin.run(texts('set', ...of))).toMatchObject({ code: 2, stdout: '' });
  expect(await admin.json(texts('reset', ...of, '--part', 'title'))).toEqual({ parts: ['title'] });
  expect(await admin.json(texts('reset', ...of))).toEqual({ parts: ['outside'] });
  expect((await admin.run(texts('reset', ...of))).stdout).toContain('already');
}
