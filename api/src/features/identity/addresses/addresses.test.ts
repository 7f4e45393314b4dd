import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, type IdentityHarness, PASSWORD } from '../../../../test/support/worlds/identity-world.ts';
import {
  freshPhone,
  SESSION,
  type Side,
  twoSides,
} from '../../../../test/support/worlds/organisations-world.ts';
import type { ApiKeyPrincipal, Principal } from '../../../kernel/auth/principal.ts';
import { WAITING_HOURS } from './record.ts';

let world: IdentityHarness;
let here: Side;
let second: Principal;

beforeAll(async () => {
  ({ world, here } = await twoSides());
  const body = { role: 'super_admin' as const, name: 'Second', email: 'second@test.example' };
  const { id } = (await people().createStaff(call(world.superAdmin, { body }))).body;
  second = { ...world.superAdmin, id } as Principal;
});
afterAll(() => world.close());

const HOUR = 3_600_000;
const anonymous = { kind: 'anonymous' } as const;
const people = () => world.organisations.operations;
const ops = () => world.identity.operations;

interface Someone {
  readonly id: string;
  readonly phone: string;
  me: Principal;
}

async function resident(body: object = {}): Promise<Someone> {
  const phone = freshPhone();
  const fields = { communityId: here.communityId, name: 'Asha', phone, ...body };
  const { id } = (await people().createResident(call(world.superAdmin, { body: fields }))).body;
  return { id, phone, me: anonymous };
}

/** A resident who has signed in once with a code sent to their phone. */
async function known(body: object = {}): Promise<Someone> {
  const someone = await resident(body);
  await signIn(someone);
  return someone;
}

async function signIn(someone: Someone): Promise<void> {
  const tokens = await byCode(someone.phone, 'sms');
  someone.me = await world.identity.authenticator.verify({ kind: 'bearer', token: tokens ?? '' });
}

const codeIn = (text: string | undefined) => /\b\d{6}\b/.exec(text ?? '')?.[0];
const smsTo = (phone: string) => world.sent.filter(({ to }) => to === phone).map(({ body }) => body);
const mailsTo = (email: string) => world.mails.filter(({ to }) => to === email).map(({ text }) => text);

/** Signs in if a code is sent. @returns the access token; null if no code was sent. */
async function byCode(
  phone: string,
  channel: 'sms' | 'email',
  email = '',
  deviceId: string = crypto.randomUUID(),
): Promise<string | null> {
  // After the pause between two messages to one phone.
  world.advance(60_000);
  const read = () => (channel === 'email' ? mailsTo(email) : smsTo(phone));
  const before = read().length;
  await ops().requestOtp(call(anonymous, { body: { phone, channel, deviceId } }));
  await world.settle();
  if (read().length === before) return null;
  const code = codeIn(read().at(-1)) ?? '';
  return (await ops().verifyOtp(call(anonymous, { body: { phone, code, deviceId } }))).body.accessToken;
}

const patch = (by: Principal, id: string, body: object) =>
  people().updateResident(call(by, { params: { residentId: id }, body }));
const begin = (me: Principal, body: object) => ops().beginMyAddressChange(call(me, { body }));
const confirm = (me: Principal, addressChangeId: string, code: string) =>
  ops().confirmMyAddressChange(call(me, { params: { addressChangeId }, body: { code } }));
const approve = (by: Principal, addressChangeId: string) =>
  ops().approveAddressChange(call(by, { params: { addressChangeId } }));
const recordOf = async (id: string) =>
  (await people().getResident(call(world.superAdmin, { params: { residentId: id } }))).body;
const isSignedIn = (me: Principal) =>
  world.db
    .owner('session')
    .where({ id: (me as { sessionId: string }).sessionId })
    .whereNull('revoked_at')
    .then((rows: unknown[]) => rows.length === 1);

describe('an email that another person entered', () => {
  test('gets no code until its owner has proven it', async () => {
    const email = 'asha.one@test.example';
    const asha = await known();
    expect((await patch(here.admin, asha.id, { email })).body).toMatchObject({
      email,
      emailProven: false,
      phoneProven: true,
      pendingAddresses: [],
    });
    expect(await byCode(asha.phone, 'email', email)).toBeNull();
    await signIn(asha);
    const { body: change } = await begin(asha.me, { email });
    await world.settle();
    await confirm(asha.me, change.id, codeIn(mailsTo(email).at(-1)) ?? '');
    expect(await recordOf(asha.id)).toMatchObject({ email, emailProven: true });
    expect(await byCode(asha.phone, 'email', email)).not.toBeNull();
    await expect(patch(here.admin, asha.id, { email: null })).rejects.toMatchObject({
      code: 'owner_required',
    });
    expect(await recordOf(asha.id)).toMatchObject({ email, emailProven: true });
  });

  test('invalidates codes sent to the previous one', async () => {
    const [before, after] = ['before@test.example', 'after@test.example'];
    const asha = await known();
    const prove = async (email: string) => {
      await signIn(asha);
      const { body: change } = await begin(asha.me, { email });
      await world.settle();
      await confirm(asha.me, change.id, codeIn(mailsTo(email).at(-1)) ?? '');
    };
    await prove(before);
    const { phone } = asha;
    const deviceId = crypto.randomUUID();
    await ops().requestOtp(call(anonymous, { body: { phone, channel: 'email', deviceId } }));
    await world.settle();
    const code = codeIn(mailsTo(before).at(-1)) ?? '';
    await prove(after);
    const verified = ops().verifyOtp(call(anonymous, { body: { phone, code, deviceId } }));
    await expect(verified).rejects.toMatchObject({ code: 'invalid_credentials' });
  });

  test('can be replaced by an import only until it is proven', async () => {
    const asha = await known({ email: 'first@test.example' });
    const row = { name: 'Asha', phone: asha.phone, communityId: here.communityId };
    const importing = async (email: string) =>
      (
        await people().importRows(
          call(here.manager, { params: { kind: 'residents' }, body: { rows: [{ ...row, email }] } }),
        )
      ).body.results[0];
    expect(await importing('other@test.example')).toMatchObject({ status: 'updated' });
    const { body: change } = await begin(asha.me, { email: 'other@test.example' });
    await world.settle();
    await confirm(asha.me, change.id, codeIn(mailsTo('other@test.example').at(-1)) ?? '');
    expect(await importing('third@test.example')).toMatchObject({
      status: 'failed',
      errors: [{ field: 'email' }],
    });
    expect(await recordOf(asha.id)).toMatchObject({ email: 'other@test.example', emailProven: true });
  });
});

describe('a phone in use for sign-in', () => {
  test('stays in use until the new one is confirmed, and gets a notice', async () => {
    const asha = await known();
    const phone = freshPhone();
    const { body } = await patch(here.admin, asha.id, { phone });
    expect(body).toMatchObject({
      phone: asha.phone,
      pendingAddresses: [{ channel: 'phone', address: phone }],
    });
    await world.settle();
    expect(smsTo(asha.phone).at(-1)).toContain('A new phone number was entered');
    expect(await byCode(phone, 'sms')).toBeNull();
    expect(await isSignedIn(asha.me)).toBe(true);
    await signIn(asha);
    const other = asha.me;
    await signIn(asha);
    const { body: change } = await begin(asha.me, { phone });
    expect(change.id).toBe(body.pendingAddresses?.[0]?.id);
    await world.settle();
    await confirm(asha.me, change.id, codeIn(smsTo(phone).at(-1)) ?? '');
    await world.settle();
    expect(await recordOf(asha.id)).toMatchObject({ phone, phoneProven: true, pendingAddresses: [] });
    expect(smsTo(asha.phone).at(-1)).toContain('was changed');
    expect([await isSignedIn(asha.me), await isSignedIn(other)]).toEqual([true, false]);
    expect(await byCode(asha.phone, 'sms')).toBeNull();
  });

  test('is kept when the change is declined or the old number entered again', async () => {
    const asha = await known();
    const { body } = await patch(here.admin, asha.id, { phone: freshPhone() });
    const addressChangeId = body.pendingAddresses?.[0]?.id ?? '';
    await ops().declineMyAddressChange(call(asha.me, { params: { addressChangeId } }));
    expect((await recordOf(asha.id)).pendingAddresses).toEqual([]);
    await patch(here.admin, asha.id, { phone: freshPhone() });
    await patch(here.admin, asha.id, { phone: asha.phone });
    expect((await recordOf(asha.id)).pendingAddresses).toEqual([]);
  });

  test('is replaced after the waiting period by a second super admin', async () => {
    const asha = await known();
    const phone = freshPhone();
    const { body } = await patch(world.superAdmin, asha.id, { phone });
    const id = body.pendingAddresses?.[0]?.id ?? '';
    await expect(approve(second, id)).rejects.toMatchObject({ code: 'change_waiting', status: 409 });
    const listed = await ops().listAddressChanges(call(second));
    expect(listed.body.data.map((one) => one.id)).toContain(id);
    world.advance((WAITING_HOURS + 1) * HOUR);
    await expect(approve(world.superAdmin, id)).rejects.toMatchObject({ code: 'role_not_allowed' });
    await approve(second, id);
    expect(await recordOf(asha.id)).toMatchObject({ phone, phoneProven: false });
    expect(await isSignedIn(asha.me)).toBe(false);
    await world.settle();
    expect(smsTo(asha.phone).at(-1)).toContain('was changed');
    expect(await byCode(phone, 'sms')).not.toBeNull();
    expect(await recordOf(asha.id)).toMatchObject({ phoneProven: true });
  });
});

describe('a phone that was never used for sign-in', () => {
  test('changes immediately with a notice, and stays unproven until a sign-in', async () => {
    const asha = await resident();
    const phone = freshPhone();
    const { body } = await patch(here.manager, asha.id, { phone });
    expect(body).toMatchObject({ phone, phoneProven: false, pendingAddresses: [] });
    await world.settle();
    expect(smsTo(asha.phone).at(-1)).toContain('was changed');
    expect(await byCode(phone, 'sms')).not.toBeNull();
    expect(await recordOf(asha.id)).toMatchObject({ phoneProven: true });
  });

  test('is not proven by a code that was also sent by email', async () => {
    const email = 'both@test.example';
    const asha = await known();
    const { body: change } = await begin(asha.me, { email });
    await world.settle();
    await confirm(asha.me, change.id, codeIn(mailsTo(email).at(-1)) ?? '');
    await world.db.owner('resident').where({ id: asha.id }).update({ phone_proven_at: null });
    expect(await byCode(asha.phone, 'email', email)).not.toBeNull();
    expect((await recordOf(asha.id)).phoneProven).toBe(false);
  });
});

describe('an API key', () => {
  test.each([
    ['of a hospital', () => here.hospitalId],
    ['of the platform', () => null],
  ])('%s cannot change the address of an existing person', async (_name, hospitalId) => {
    const key: ApiKeyPrincipal = { kind: 'api_key', id: SESSION, hospitalId: hospitalId(), scopes: [] };
    for (const asha of [await resident(), await known()]) {
      for (const body of [{ phone: freshPhone() }, { email: 'taken.over@test.example' }]) {
        await expect(patch(key, asha.id, body)).rejects.toMatchObject({ code: 'person_required' });
      }
      await expect(patch(key, asha.id, { phone: asha.phone, unit: 'B-1' })).resolves.toBeDefined();
    }
    const body = { email: 'taken.over@test.example' };
    const change = people().updateStaff(call(key, { params: { staffId: here.nurse.id }, body }));
    await expect(change).rejects.toMatchObject({ code: 'person_required' });
  });
});

describe('the email of staff with a password', () => {
  test('stays until the new one is confirmed with a code', async () => {
    const [email, next] = ['lata.one@test.example', 'lata.two@test.example'];
    const made = await people().createStaff(
      call(here.admin, { body: { role: 'nurse', name: 'Lata', email, password: PASSWORD } }),
    );
    const params = { staffId: made.body.id };
    const { body } = await people().updateStaff(call(here.admin, { params, body: { email: next } }));
    expect(body).toMatchObject({ email, pendingAddresses: [{ channel: 'email', address: next }] });
    await world.settle();
    expect(mailsTo(email).at(-1)).toContain('A new email address was entered');
    await ops().requestPasswordReset(call(anonymous, { body: { email: next } }));
    await world.settle();
    expect(mailsTo(next)).toEqual([]);
    const login = (typed: string) =>
      ops().login(call(anonymous, { body: { email: typed, password: PASSWORD } }));
    const { accessToken } = (await login(email)).body;
    const me = await world.identity.authenticator.verify({ kind: 'bearer', token: accessToken });
    const { body: change } = await begin(me, { email: next });
    await world.settle();
    await confirm(me, change.id, codeIn(mailsTo(next).at(-1)) ?? '');
    await expect(login(email)).rejects.toMatchObject({ code: 'invalid_credentials' });
    await expect(login(next)).resolves.toBeDefined();
  });
});

describe('one’s own address', () => {
  test('is changed with a code and not by editing the record', async () => {
    const params = { staffId: (here.admin as { id: string }).id };
    const body = { email: 'own.choice@test.example' };
    await expect(people().updateStaff(call(here.admin, { params, body }))).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ pointer: '/email' }],
    });
  });
});

describe('proving an address', () => {
  test('requires a sign-in within the last 15 minutes', async () => {
    const asha = await known();
    world.advance(16 * 60_000);
    await expect(begin(asha.me, { phone: freshPhone() })).rejects.toMatchObject({
      code: 'reauthentication_required',
    });
  });

  test('allows five guesses, only at the newest code', async () => {
    const asha = await known();
    const phone = freshPhone();
    const { body: change } = await begin(asha.me, { phone });
    await world.settle();
    const code = codeIn(smsTo(phone).at(-1)) ?? '';
    const wrong = code === '000000' ? '111111' : '000000';
    for (let guess = 0; guess < 5; guess += 1) {
      await expect(confirm(asha.me, change.id, wrong)).rejects.toMatchObject({ code: 'unprocessable' });
    }
    await expect(confirm(asha.me, change.id, code)).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(begin(asha.me, { phone })).rejects.toMatchObject({ code: 'rate_limited' });
    world.advance(60_000);
    await begin(asha.me, { phone });
    await world.settle();
    await expect(confirm(asha.me, change.id, code)).rejects.toMatchObject({ code: 'unprocessable' });
    await confirm(asha.me, change.id, codeIn(smsTo(phone).at(-1)) ?? '');
    expect((await recordOf(asha.id)).phone).toBe(phone);
  });

  test('reveals that an address is in use only to its reader', async () => {
    const [asha, other] = [await known(), await known()];
    const { body: change } = await begin(asha.me, { phone: other.phone });
    await world.settle();
    const code = codeIn(smsTo(other.phone).at(-1)) ?? '';
    await expect(confirm(asha.me, change.id, code)).rejects.toMatchObject({ code: 'already_exists' });
    expect((await recordOf(asha.id)).phone).toBe(asha.phone);
  });

  test('is not possible with the change of another person', async () => {
    const [asha, other] = [await known(), await known()];
    const { body: change } = await begin(asha.me, { phone: freshPhone() });
    await expect(confirm(other.me, change.id, '000000')).rejects.toMatchObject({ code: 'not_found' });
    const declined = ops().declineMyAddressChange(call(other.me, { params: { addressChangeId: change.id } }));
    await expect(declined).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('an email that its owner removes', () => {
  const remove = (me: Principal) => ops().removeMyEmail(call(me, {}));

  test('gets a notice, gets no more codes and ends the other sessions', async () => {
    const email = 'leaving@test.example';
    const asha = await known({ email });
    const other = asha.me;
    await signIn(asha);
    const { body: proof } = await begin(asha.me, { email });
    await world.settle();
    await confirm(asha.me, proof.id, codeIn(mailsTo(email).at(-1)) ?? '');
    world.advance(60_000);
    const { body: waiting } = await begin(asha.me, { email: 'next@test.example' });
    await world.settle();
    const texts = smsTo(asha.phone).length;

    await remove(asha.me);
    await world.settle();
    expect(await recordOf(asha.id)).toMatchObject({ email: null, emailProven: false, pendingAddresses: [] });
    expect(mailsTo(email).at(-1)).toContain('was removed');
    expect(smsTo(asha.phone)).toHaveLength(texts + 1);
    expect(await isSignedIn(asha.me)).toBe(true);
    expect(await isSignedIn(other)).toBe(false);
    expect(await byCode(asha.phone, 'email', email)).toBeNull();
    await expect(confirm(asha.me, waiting.id, '000000')).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove(asha.me)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is kept if nothing else is proven, and for staff', async () => {
    const asha = await known({ email: 'only@test.example' });
    await world.db.owner('resident').where({ id: asha.id }).update({ phone_proven_at: null });
    await expect(remove(asha.me)).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(remove(second)).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await recordOf(asha.id)).toMatchObject({ email: 'only@test.example' });
  });
});
