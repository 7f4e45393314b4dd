import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  call,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
} from '../../../../test/support/worlds/identity-world.ts';
import type { StaffPrincipal } from '../../../kernel/auth/principal.ts';

const EMAIL = 'nurse@reset.example';
const NEW = 'quiet harbour lantern seven';
const STEP = 30_000;
const anonymous = { kind: 'anonymous' } as const;

let world: IdentityHarness;
beforeAll(async () => {
  world = await identityHarness();
});
afterAll(() => world.close());

it('a password reset does not change the second factor', async () => {
  const { operations } = world.identity;
  const hospital = await world.organisations.operations.createHospital(
    call(world.superAdmin, { body: { name: 'City' } }),
  );
  await world.organisations.operations.createStaff(
    call(world.superAdmin, {
      body: { role: 'nurse', name: 'N', email: EMAIL, password: PASSWORD, hospitalId: hospital.body.id },
    }),
  );
  await world.settle();
  const login = async (password: string, code?: string) =>
    (
      await operations.login(
        call(anonymous, { body: { email: EMAIL, password, ...(code === undefined ? {} : { code }) } }),
      )
    ).body;
  const { accessToken } = await login(PASSWORD);
  const me = (await world.identity.authenticator.verify({
    kind: 'bearer',
    token: accessToken,
  })) as StaffPrincipal;
  const { secret } = (await operations.beginTotp(call(me))).body;
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  await operations.confirmTotp(call(me, { body: { code: app.generate() } }));

  await operations.requestPasswordReset(call(anonymous, { body: { email: EMAIL } }));
  await world.settle();
  const mail = world.mails.filter(({ to }) => to === EMAIL).at(-1);
  const token = /#password-reset=([\w-]{43})$/m.exec(mail?.text ?? '')?.[1] ?? '';
  await operations.confirmPasswordReset(call(anonymous, { body: { token, password: NEW } }));

  world.advance(2 * STEP);
  const code = app.generate({ timestamp: Date.now() + 2 * STEP });
  await expect(login(NEW)).rejects.toMatchObject({ code: 'second_factor_required' });
  await expect(login(PASSWORD, code)).rejects.toMatchObject({ code: 'invalid_credentials' });
  expect((await login(NEW, code)).tokenType).toBe('Bearer');
});
