import { expect } from 'vitest';
import type { CliUser } from './run-cli.ts';
import { COMMUNITY, HOSPITAL, type Listed } from './scenario-steps.ts';

// Announcements are the events that the webhooks of the scenario have.
export { managesWebhooks, readsInboundWebhooks } from './webhook-steps.ts';

/** `announcements publish|list|withdraw`, and those of communities. */
export async function publishesAnnouncements(admin: CliUser): Promise<void> {
  const text = ['--title', 'Pharmacy closed', '--message', 'Closed on Sunday.'];
  const publish = ['announcements', 'publish', HOSPITAL, ...text];
  const { id } = await admin.json<{ id: string }>([...publish, '--until', '2099-11-30']);
  const listed = () => admin.json<Listed>(['announcements', 'list', '--hospital', HOSPITAL]);
  expect((await listed()).data).toMatchObject([{ id, title: 'Pharmacy closed' }]);
  const late = await admin.run([...publish, '--until', '2020-01-01']);
  expect([late.code, late.stdout]).toEqual([4, '']);
  expect(late.stderr).toContain('Send a time in the future');
  expect(await admin.json(['announcements', 'withdraw', id])).toEqual({ id });
  expect((await listed()).data).toEqual([]);
  await announcesToCommunity(admin);
}

/** `communities announcements preview|publish|list|withdraw`. */
async function announcesToCommunity(admin: CliUser): Promise<void> {
  const command = (verb: string, ...args: string[]) => [
    'communities',
    'announcements',
    verb,
    COMMUNITY,
    ...args,
  ];
  const text = ['--title', 'No water', '--message', 'On Monday.'];
  const { stdout } = await admin.run(command('preview', ...text));
  expect(stdout).toMatch(/in their list alone +\d+\ncan be published +3 of 3 in 24 hours/);
  expect(stdout).toMatch(/en, for \d+\ntitle +News of your community/);
  await admin.json(command('preview', ...text));
  const refused = await admin.run(command('publish', ...text));
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringMatching(/\d+ residents? of .+ will be notified/),
  ]);
  const confirmed = command('publish', ...text, '--confirm', COMMUNITY);
  const { id } = await admin.json<{ id: string }>(confirmed);
  expect((await admin.json<Listed>(command('list'))).data).toMatchObject([{ id, title: 'No water' }]);
  expect(await admin.json(command('withdraw', id))).toEqual({ id });
  expect((await admin.run(command('list'))).stdout).toContain('There are no current announcements.');
  await admin.json(confirmed);
  await admin.json(confirmed);
  const { code, stderr } = await admin.run(confirmed);
  expect([code, stderr]).toEqual([
    expect.any(Number),
    expect.stringContaining('3 announcements in 24 hours'),
  ]);
}
