import { expect } from 'vitest';
import type { CliUser } from './run-cli.ts';
import { HOSPITAL, type Listed } from './scenario-steps.ts';

// Announcements are the events that the webhooks of the scenario have.
export { managesWebhooks, readsInboundWebhooks } from './webhook-steps.ts';

/** `announcements publish|list|withdraw`. */
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
}
