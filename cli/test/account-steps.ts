import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { CliUser } from './run-cli.ts';

const STEP = 30_000;
const NEW_PASSWORD = 'four umbrellas paint slowly';
const CLINIC = 'Banyan Clinic';
const EMAIL = 'tara@banyan.example';

/** The clock of the service: each code of an app is good once, and the next comes 30 s later. */
export const clock = {
  ahead: 0,
  now: (): Date => new Date(Date.now() + clock.ahead),
};

const login = async (user: CliUser, email: string, secret: string, more: readonly string[] = []) =>
  user.run(['login', '--email', email, '--password-stdin', '--json', ...more], { stdin: `${secret}\n` });

/** What members of staff do about their own sign-in, and administrators about that of others. */
export function accounts(of: () => { readonly app: TestApp; readonly admin: CliUser }): void {
  let app: TestApp;
  let admin: CliUser;
  let tara: CliUser;
  let password: string;

  beforeAll(async () => {
    ({ app, admin } = of());
    tara = new CliUser(app.url);
    await admin.json(['hospitals', 'create', '--name', CLINIC, '--timezone', 'Asia/Kolkata']);
    const person = ['--role', 'nurse', '--name', 'Tara Bose', '--email', EMAIL, '--hospital', CLINIC];
    const created = await admin.json<{ generatedPassword: string }>([
      'staff',
      'create',
      ...person,
      '--generate-password',
    ]);
    password = created.generatedPassword;
    expect(await login(tara, EMAIL, password)).toMatchObject({ code: 0 });
  });

  describe('the own password', () => {
    it('is changed with the present one, and the rule is explained', async () => {
      const change = (old: string, fresh: string) =>
        tara.run(['password', 'change', '--passwords-stdin'], { stdin: `${old}\n${fresh}\n` });
      const short = await change(password, 'short');
      expect(short).toMatchObject({ code: 4, stdout: '' });
      expect(short.stderr).toContain('it needs at least 15');
      expect((await change('not the password', NEW_PASSWORD)).code).toBe(4);
      const changed = ['password', 'change', '--passwords-stdin'];
      const stdin = `${password}\n${NEW_PASSWORD}\n`;
      expect(await tara.json(changed, { stdin })).toEqual({ changed: true });
      expect(await tara.json(['whoami'])).toMatchObject({ email: EMAIL });
      expect((await login(new CliUser(app.url), EMAIL, password)).code).toBe(3);
    });
  });

  describe('the email one signs in with', () => {
    const codeFor = (to: string) =>
      eventually(`a code for ${to}`, async () => {
        const reply = await fetch(`${app.url}/dev/messages?to=${encodeURIComponent(to)}`);
        const { data } = (await reply.json()) as { data: { body: string }[] };
        return data.map(({ body }) => /\b\d{6}\b/.exec(body)?.[0]).find((code) => code !== undefined);
      });

    it('is changed with a code that is sent to the new one', async () => {
      const email = 'tara.bose@banyan.example';
      const change = ['addresses', 'change', '--email', email];
      expect((await login(tara, EMAIL, NEW_PASSWORD)).code).toBe(0);
      expect(await tara.json(change)).toEqual({ email, changed: false });
      expect(await tara.json([...change, '--code', await codeFor(email)])).toEqual({ email, changed: true });
      const back = ['addresses', 'change', '--email', EMAIL];
      clock.ahead += STEP + 1_000;
      expect(await tara.json(back)).toEqual({ email: EMAIL, changed: false });
      expect(await tara.json([...back, '--code', await codeFor(EMAIL)])).toMatchObject({ changed: true });
    });

    it('waits when an administrator enters another, until a second super admin approves it', async () => {
      const email = 'tara.lost@banyan.example';
      const { pendingAddresses } = await admin.json<{ pendingAddresses: { id: string }[] }>([
        ...['staff', 'update', EMAIL, '--email', email],
      ]);
      const id = pendingAddresses[0]?.id ?? '';
      expect(await admin.json(['addresses', 'list'])).toMatchObject({ data: [{ id, address: email }] });
      const person = ['--role', 'super_admin', '--name', 'Second Root', '--email', 'second@kiwimesh.example'];
      const { generatedPassword } = await admin.json<{ generatedPassword: string }>([
        ...['staff', 'create', ...person, '--generate-password'],
      ]);
      const second = new CliUser(app.url);
      expect((await login(second, 'second@kiwimesh.example', generatedPassword)).code).toBe(0);
      expect((await second.run(['addresses', 'approve', id])).stderr).toContain('can object');
      await app.testDatabase
        .owner('address_change')
        .where({ id })
        .update({ approvable_at: new Date(0) });
      expect(await second.json(['addresses', 'approve', id])).toEqual({ id, approved: true });
      await app.testDatabase.owner('staff').where({ email }).update({ email: EMAIL });
      expect((await login(tara, EMAIL, NEW_PASSWORD)).code).toBe(0);
    });
  });

  describe('the second factor', () => {
    it('is switched on, asked for, replaced by recovery codes, switched off and reset', async () => {
      const begun = await tara.json<{ secret: string; uri: string }>(['two-factor', 'enable']);
      const totp = new TOTP({ secret: Secret.fromBase32(begun.secret) });
      const next = () => {
        clock.ahead += STEP;
        return totp.generate({ timestamp: clock.now().getTime() });
      };
      expect(begun.uri).toContain(encodeURIComponent(EMAIL));
      const on = await tara.json<{ recoveryCodes: string[] }>(['two-factor', 'enable', '--code', next()]);
      expect(on.recoveryCodes).toHaveLength(10);

      const without = await login(tara, EMAIL, NEW_PASSWORD);
      expect(without.code).toBe(2);
      expect(without.stderr).toContain('A code from the authenticator app');
      expect((await login(tara, EMAIL, NEW_PASSWORD, ['--code', '000000'])).code).toBe(3);
      expect(await login(tara, EMAIL, NEW_PASSWORD, ['--code', next()])).toMatchObject({ code: 0 });
      const [first = '', second = ''] = on.recoveryCodes;
      expect(await login(tara, EMAIL, NEW_PASSWORD, ['--code', first])).toMatchObject({ code: 0 });
      expect((await login(tara, EMAIL, NEW_PASSWORD, ['--code', first])).code).toBe(3);

      const renewed = ['two-factor', 'recovery-codes', '--code', second];
      const { recoveryCodes } = await tara.json<{ recoveryCodes: string[] }>(renewed);
      expect(recoveryCodes).not.toContain(second);
      expect(await tara.json(['two-factor', 'disable', '--code', next()])).toEqual({ enabled: false });
      expect(await login(tara, EMAIL, NEW_PASSWORD)).toMatchObject({ code: 0 });

      const again = await tara.json<{ secret: string }>(['two-factor', 'enable']);
      const fresh = new TOTP({ secret: Secret.fromBase32(again.secret) });
      clock.ahead += STEP;
      await tara.json([
        'two-factor',
        'enable',
        '--code',
        fresh.generate({ timestamp: clock.now().getTime() }),
      ]);
      expect(await admin.json(['staff', 'reset-two-factor', EMAIL, '--confirm', EMAIL])).toMatchObject({
        reset: true,
      });
      expect((await tara.run(['whoami'])).code).toBe(3);
      expect(await login(tara, EMAIL, NEW_PASSWORD)).toMatchObject({ code: 0 });
    });
  });

  describe('settings and lockout', () => {
    it('are shown and changed by path', async () => {
      const shown = await admin.run(['settings', 'show']);
      expect(shown.stdout).toMatch(/lockout\.nurse\.attempts\s+10/);
      const changed = await admin.run([
        ...['settings', 'set', 'lockout.nurse.attempts=3', 'secondFactor.requiredRoles=paramedic'],
      ]);
      expect(changed).toMatchObject({ code: 0, stderr: '' });
      expect(changed.stdout).toMatch(/lockout\.nurse\.attempts\s+3/);
      expect(changed.stdout).not.toContain('hospital_admin');
      expect(await admin.json(['settings', 'show'])).toMatchObject({
        lockout: { nurse: { attempts: 3 }, paramedic: { attempts: 10 } },
        secondFactor: { requiredRoles: ['paramedic'] },
      });
      const set = ['settings', 'set', 'invitations.validHours=48'];
      expect(await admin.json(set)).toMatchObject({
        invitations: { validHours: 48 },
        lockout: { nurse: { attempts: 3 } },
      });
      for (const [assignment, said] of [
        ['lockout.doctor.attempts=3', 'no setting'],
        ['lockout.nurse.attempts=many', 'is a number'],
      ] as const) {
        const refused = await admin.run(['settings', 'set', assignment]);
        expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(said)]);
      }
      expect((await admin.run(['settings', 'set', 'lockout.nurse.attempts=2'])).code).toBe(4);
      expect((await tara.run(['settings', 'show'])).code).toBe(4);
    });

    it('locks a nurse after three wrong passwords, until an administrator unlocks', async () => {
      for (let n = 0; n < 3; n += 1) expect((await login(tara, EMAIL, 'not the password')).code).toBe(3);
      const locked = await login(tara, EMAIL, NEW_PASSWORD);
      // Asks for patience, as any 429.
      expect(locked.code).toBe(5);
      expect(locked.stderr).toContain('sign_in_locked');
      expect(await admin.json(['staff', 'unlock', EMAIL])).toMatchObject({ unlocked: true });
      expect(await login(tara, EMAIL, NEW_PASSWORD)).toMatchObject({ code: 0 });
    });

    it('lets a role that needs a second factor do nothing but enrol', async () => {
      const email = 'omar@banyan.example';
      const person = ['--role', 'paramedic', '--name', 'Omar Dey', '--email', email, '--hospital', CLINIC];
      const created = await admin.json<{ generatedPassword: string }>([
        'staff',
        'create',
        ...person,
        '--generate-password',
      ]);
      const omar = new CliUser(app.url);
      expect(await login(omar, email, created.generatedPassword)).toMatchObject({ code: 0 });
      const refused = await omar.run(['bookings', 'list']);
      expect(refused.code).toBe(4);
      expect(refused.stderr).toContain('kiwimesh two-factor enable');
      const { secret } = await omar.json<{ secret: string }>(['two-factor', 'enable']);
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
        timestamp: clock.now().getTime(),
      });
      await omar.json(['two-factor', 'enable', '--code', code]);
      expect((await omar.run(['bookings', 'list'])).code).toBe(0);
    });
  });
}
