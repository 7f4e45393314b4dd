import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { CliUser, endCommands } from './run-cli.ts';

interface Recovered {
  readonly id: string;
  readonly outcome: string;
  readonly link: string;
}

let app: TestApp;
let operator: CliUser;

afterAll(endCommands);
beforeAll(async () => {
  app = await startTestApp();
  operator = new CliUser(app.url);
});
afterAll(() => app.stop());

const PASSWORD = 'slow-tram-through-monsoon';
const env = () => ({
  DATABASE_URL: app.testDatabase.url,
  KIWIMESH_SECRET: app.config.secrets[0],
  KIWIMESH_PUBLIC_URL: 'https://care.example/',
});
const recover = (email: string, ...more: string[]) =>
  operator.json<Recovered>(['db', 'recover-admin', '--email', email, ...more], { env: env() });

/** Chooses a password behind the link and signs in; the role of who that is. */
async function roleBehind({ link }: Recovered, email: string): Promise<string> {
  const [, purpose, token] =
    /^https:\/\/care\.example\/account#(invitation|password-reset)=(.+)$/.exec(link) ?? [];
  const post = async (path: string, body: object): Promise<Record<string, string>> => {
    const reply = await fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(reply.status, await reply.clone().text()).toBe(200);
    return (await reply.json()) as Record<string, string>;
  };
  const path = purpose === 'invitation' ? 'invitations/acceptance' : 'password-resets/confirmation';
  await post(`/v1/auth/${path}`, { token, password: PASSWORD });
  const { accessToken } = await post('/v1/auth/login', { email, password: PASSWORD });
  const me = await fetch(`${app.url}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
  return ((await me.json()) as { role: string }).role;
}

describe('kiwimesh db recover-admin', () => {
  it('adds a super admin who was not there, by a link that works once', async () => {
    const email = 'new.root@test.example';
    const made = await recover('New.Root@test.example');
    expect(made).toMatchObject({ outcome: 'added', secondFactorReset: false });
    expect(await roleBehind(made, email)).toBe('super_admin');
  });

  it('reactivates the last one, takes the second factor away and ends the lock', async () => {
    const { email } = app.superAdmin;
    const owner = app.testDatabase.owner;
    const { id } = await owner('staff').where({ email }).first();
    // As a fault or an edit of the database could leave it: the trigger prevents this state.
    await owner.transaction(async (trx) => {
      await trx.raw('set local session_replication_role = replica');
      await trx('staff').where({ role: 'super_admin' }).update({ active: false, deactivated_at: new Date() });
    });
    await owner('staff_totp').insert({
      staff_id: id,
      sealed_secret: Buffer.alloc(8),
      confirmed_at: new Date(),
      created_at: new Date(),
      last_step: 0,
    });
    const back = await recover(email, '--reset-two-factor');
    expect(back).toMatchObject({ id, outcome: 'reactivated', secondFactorReset: true });
    expect(await roleBehind(back, email)).toBe('super_admin');
    expect(await recover(email)).toMatchObject({ id, outcome: 'present', secondFactorReset: false });
  });

  it('is recorded in the audit log', async () => {
    const { id } = await app.testDatabase.owner('staff').where({ email: app.superAdmin.email }).first();
    const stored = async (table: string) =>
      app.testDatabase.owner(table).whereRaw('? = any(record_ids)', [id]).where('action', 'like', 'recover%');
    const entries = [...(await stored('audit_intake')), ...(await stored('audit_event'))];
    expect(entries.length).toBeGreaterThan(0);
    expect(entries[0]).toMatchObject({ actor_kind: 'system', record_type: 'staff', outcome: 'succeeded' });
  });

  it('refuses the email of staff in another role, and a missing secret', async () => {
    await app.testDatabase.owner('community').insert({
      id: '00000000-0000-7000-8000-0000000000c1',
      name: 'Riverside',
      timezone: 'Asia/Kolkata',
    });
    await app.testDatabase.owner('staff').insert({
      id: '00000000-0000-7000-8000-0000000000a1',
      role: 'community_manager',
      name: 'Manager',
      email: 'manager@test.example',
      community_id: '00000000-0000-7000-8000-0000000000c1',
    });
    const refused = await operator.run(['db', 'recover-admin', '--email', 'manager@test.example'], {
      env: env(),
    });
    expect(refused).toMatchObject({ code: 4, stdout: '' });
    const { KIWIMESH_SECRET: _, ...secretless } = env();
    const args = ['db', 'recover-admin', '--email', 'a@test.example'];
    expect(await operator.run(args, { env: secretless })).toMatchObject({ code: 2, stdout: '' });
  });
});
