import { expect } from 'vitest';
import { CliUser } from './run-cli.ts';
import type { Onboarded } from './scenario-steps.ts';

interface Inbox {
  readonly data: readonly { id: string; template: string; readAt: string | null }[];
}

/** `notifications list|read` of a paramedic whom somebody assigned a booking. */
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
}
