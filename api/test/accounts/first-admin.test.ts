import { afterAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

const FIRST = 'first@admin.example';
const PASSWORD = 'slow-tram-through-monsoon';

const apps: TestApp[] = [];
afterAll(async () => {
  for (const app of apps.toReversed()) await app.stop();
});

/** Demo accounts exist in development only: without an invitation, no one could sign in to a new installation. */
describe('a new installation', () => {
  it('invites the configured super admin once, and no one after that', async () => {
    const env = { KIWIMESH_FIRST_ADMIN: FIRST };
    const app = await startTestApp({ env });
    apps.push(app);
    const post = (path: string, body: unknown) =>
      fetch(`${app.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const mails = async (to: string) => {
      await app.settled();
      const reply = await fetch(`${app.url}/dev/messages?to=${encodeURIComponent(to)}`);
      return ((await reply.json()) as { data: { body: string }[] }).data;
    };

    // Started again with the same address in capitals, and with another address.
    for (const email of [FIRST, 'FIRST@admin.example', 'second@admin.example']) {
      apps.push(await startTestApp({ on: app, env: { KIWIMESH_FIRST_ADMIN: email } }));
    }
    const sent = await mails(FIRST);
    expect(sent).toHaveLength(1);
    expect(await mails('second@admin.example')).toEqual([]);

    // The invitation expired unused: the next start sends another, and the one after does not.
    await app.testDatabase.owner('account_link').update({ expires_at: new Date(Date.now() - 1_000) });
    expect(await app.app.features.identity.inviteFirstAdmin(FIRST)).toBe(true);
    expect(await app.app.features.identity.inviteFirstAdmin(FIRST)).toBe(false);
    const [newest] = await mails(FIRST);
    const token = /#invitation=([\w-]+)/.exec(newest?.body ?? '')?.[1];
    const accepted = await post('/v1/auth/invitations/acceptance', { token, password: PASSWORD });
    expect(accepted.ok, await accepted.text()).toBe(true);
    const signedIn = await post('/v1/auth/login', { email: FIRST, password: PASSWORD });
    const { accessToken } = (await signedIn.json()) as { accessToken: string };
    const me = await fetch(`${app.url}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(await me.json()).toMatchObject({ role: 'super_admin', email: FIRST });

    await app.testDatabase.owner('account_link').update({ expires_at: new Date(Date.now() - 1_000) });
    expect(await app.app.features.identity.inviteFirstAdmin(FIRST)).toBe(false);
    expect(await app.app.features.identity.inviteFirstAdmin('third@admin.example')).toBe(false);
  });
});
