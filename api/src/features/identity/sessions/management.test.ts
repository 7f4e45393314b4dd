import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { sized } from '../../../../test/support/size.ts';
import {
  call,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
} from '../../../../test/support/worlds/identity-world.ts';
import { ANONYMOUS, type Principal, type StaffPrincipal } from '../../../kernel/auth/principal.ts';
import type { Tokens } from './service.ts';

/** No events are delivered here: sessions must end in the transaction of the change. */
let world: IdentityHarness;
let hospitals: { readonly id: string; readonly admin: string; readonly nurse: string }[];
let communityId: string;
let count = 0;

const CHROME =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36';
const refused = { code: 'unauthenticated', status: 401 };
const absent = { code: 'not_found', status: 404 };

async function member(role: StaffPrincipal['role'], belongs: object): Promise<{ id: string; email: string }> {
  count += 1;
  const email = `${role}.${count}@test.example`;
  const { body } = await world.organisations.operations.createStaff(
    call(world.superAdmin, { body: { role, name: 'M', email, password: PASSWORD, ...belongs } }),
  );
  return { id: body.id, email };
}

beforeAll(async () => {
  world = await identityHarness();
  const { operations } = world.organisations;
  hospitals = [];
  for (const name of ['Here', 'There']) {
    const { id } = (await operations.createHospital(call(world.superAdmin, { body: { name } }))).body;
    const [admin, nurse] = [
      await member('hospital_admin', { hospitalId: id }),
      await member('nurse', { hospitalId: id }),
    ];
    hospitals.push({ id, admin: admin.email, nurse: nurse.email });
  }
  communityId = (await operations.createCommunity(call(world.superAdmin, { body: { name: 'Green Park' } })))
    .body.id;
});
afterAll(() => world.close());
beforeEach(() => world.advance(3_600_001));

const ops = () => world.identity.operations;
const signIn = async (email: string, userAgent = 'curl/8.5'): Promise<Tokens> => {
  const headers = { 'user-agent': userAgent };
  return (await ops().login(call(ANONYMOUS, { body: { email, password: PASSWORD }, headers }))).body;
};
const verify = ({ accessToken }: Tokens) =>
  world.identity.authenticator.verify({ kind: 'bearer', token: accessToken });
const who = async (tokens: Tokens) => (await verify(tokens)) as StaffPrincipal;
const refresh = async ({ refreshToken }: Tokens): Promise<Tokens> =>
  (await ops().refreshSession(call(ANONYMOUS, { body: { refreshToken } }))).body;
const isOver = async (tokens: Tokens) => {
  await expect(verify(tokens)).rejects.toMatchObject(refused);
  await expect(refresh(tokens)).rejects.toMatchObject(refused);
};
const nurseAt = (index: 0 | 1) => hospitals[index]?.nurse ?? '';
const adminAt = (index: 0 | 1) => hospitals[index]?.admin ?? '';

describe('my own sessions', () => {
  it('are listed with device and last use, without those of other people', async () => {
    const phone = await signIn(nurseAt(0), CHROME);
    const me = await who(phone);
    const { data } = (await ops().listSessions(call(me))).body;
    expect(data[0]).toMatchObject({ device: 'Chrome on Android', current: true, id: me.sessionId });
    const admin = await who(await signIn(adminAt(0)));
    const listed = (await ops().listSessions(call(admin))).body.data;
    expect(listed.map((one) => one.id)).toEqual([admin.sessionId]);
  });

  it('record their last use on calls, once a minute, and on a refresh', async () => {
    const tokens = await signIn(nurseAt(0));
    const me = await who(tokens);
    const lastUse = async () => {
      const { data } = (await ops().listSessions(call(me))).body;
      return Date.parse(data.find((one) => one.id === me.sessionId)?.lastUsedAt ?? '');
    };
    const opened = await lastUse();
    world.advance(90_000);
    await verify(tokens);
    const used = await eventually('the use is written', async () => {
      const at = await lastUse();
      return at > opened + 89_000 && at;
    });
    await verify(tokens);
    world.advance(30_000);
    await verify(tokens);
    expect(await lastUse()).toBe(used);
    await refresh(tokens);
    expect(await lastUse()).toBeGreaterThanOrEqual(used + 30_000);
  });

  it('can be ended one at a time, or all except the current one', async () => {
    const [one, two, three] = [
      await signIn(nurseAt(0)),
      await signIn(nurseAt(0)),
      await signIn(nurseAt(0)),
    ] as const;
    const me = await who(three);
    const sessionId = (await who(one)).sessionId;
    await ops().endSession(call(me, { params: { sessionId } }));
    await isOver(one);
    await ops().endSession(call(me, { params: { sessionId } }));
    await expect(verify(two)).resolves.toBeDefined();
    await ops().endOtherSessions(call(me));
    await isOver(two);
    await expect(refresh(three)).resolves.toBeDefined();
    expect((await ops().listSessions(call(me))).body.data).toHaveLength(1);
  });

  it('cannot be ended by other people', async () => {
    const tokens = await signIn(nurseAt(0));
    const { sessionId } = await who(tokens);
    const strangers: Principal[] = [
      await who(await signIn(nurseAt(1))),
      await who(await signIn(adminAt(0))),
      world.superAdmin,
    ];
    for (const stranger of strangers) {
      await expect(ops().endSession(call(stranger, { params: { sessionId } }))).rejects.toMatchObject(absent);
    }
    await expect(verify(tokens)).resolves.toBeDefined();
  });
});

describe('sessions of staff', () => {
  it('are managed by the admins of their hospital and by super admins', async () => {
    for (const admin of [await who(await signIn(adminAt(0))), world.superAdmin]) {
      const [one, two] = [await signIn(nurseAt(0)), await signIn(nurseAt(0), CHROME)];
      const { id: staffId, sessionId } = await who(one);
      const { data } = (await ops().listStaffSessions(call(admin, { params: { staffId } }))).body;
      expect(data[0]).toMatchObject({ device: 'Chrome on Android', current: false });
      expect(data.map((session) => session.id)).toContain(sessionId);
      await ops().endStaffSession(call(admin, { params: { staffId, sessionId } }));
      await isOver(one);
      await expect(verify(two)).resolves.toBeDefined();
      await ops().endStaffSessions(call(admin, { params: { staffId } }));
      await isOver(two);
      await expect(verify(await signIn(nurseAt(0)))).resolves.toBeDefined();
    }
  });

  it('are not found for the admin of another hospital', async () => {
    const tokens = await signIn(nurseAt(0));
    const { id: staffId, sessionId } = await who(tokens);
    const foreign = await who(await signIn(adminAt(1)));
    const params = { staffId };
    await expect(ops().listStaffSessions(call(foreign, { params }))).rejects.toMatchObject(absent);
    await expect(ops().endStaffSessions(call(foreign, { params }))).rejects.toMatchObject(absent);
    await expect(
      ops().endStaffSession(call(foreign, { params: { staffId, sessionId } })),
    ).rejects.toMatchObject(absent);
    const own = await who(await signIn(nurseAt(1)));
    await expect(
      ops().endStaffSession(call(foreign, { params: { staffId: own.id, sessionId } })),
    ).rejects.toMatchObject(absent);
    await expect(verify(tokens)).resolves.toBeDefined();
  });
});

describe('in the same transaction, sessions end', () => {
  const patch = (staffId: string, body: object) =>
    world.organisations.operations.updateStaff(call(world.superAdmin, { params: { staffId }, body }));

  it('when staff are deactivated or change role or hospital', async () => {
    for (const change of [{ active: false }, { role: 'paramedic' }, { hospitalId: hospitals[1]?.id }]) {
      const { id, email } = await member('nurse', { hospitalId: hospitals[0]?.id });
      const all = [await signIn(email), await signIn(email)];
      const elsewhere = await world.another();
      await patch(id, change);
      const there = () =>
        elsewhere.authenticator.verify({ kind: 'bearer', token: all[0]?.accessToken ?? '' }).then(
          () => false,
          () => true,
        );
      await eventually('the other process refuses', there, 1_000);
      for (const tokens of all) await isOver(tokens);
    }
  });

  it('when an import deactivates staff or residents', async () => {
    const { operations } = world.organisations;
    const { id, email } = await member('nurse', { hospitalId: hospitals[0]?.id });
    const phone = '+919800099001';
    await operations.createResident(call(world.superAdmin, { body: { communityId, name: 'R', phone } }));
    const both = [await signIn(email), await signInByCode(phone)];
    const rows = {
      staff: { email, role: 'nurse', name: 'M', hospitalId: hospitals[0]?.id ?? '', active: 'no' },
      residents: { phone, communityId, name: 'R', active: 'no' },
    };
    for (const kind of ['staff', 'residents'] as const) {
      const { body } = await operations.importRows(
        call(world.superAdmin, { params: { kind }, body: { rows: [rows[kind]] } }),
      );
      expect(body.results).toMatchObject([{ status: 'updated' }]);
    }
    for (const tokens of both) await isOver(tokens);
    expect(await world.db.owner('session').where({ staff_id: id }).whereNull('revoked_at')).toEqual([]);
  });

  it('when a resident moves or is deactivated', async () => {
    const { operations } = world.organisations;
    const other = await operations.createCommunity(
      call(world.superAdmin, { body: { name: `Hill Side ${count}` } }),
    );
    for (const [index, body] of [{ communityId: other.body.id }, { active: false }].entries()) {
      const phone = `+91980009901${index}`;
      const made = await operations.createResident(
        call(world.superAdmin, { body: { communityId, name: 'R', phone } }),
      );
      const tokens = await signInByCode(phone);
      await operations.updateResident(call(world.superAdmin, { params: { residentId: made.body.id }, body }));
      await isOver(tokens);
    }
  });

  it('but not when the change is rolled back', async () => {
    const { id, email } = await member('nurse', { hospitalId: hospitals[0]?.id });
    const tokens = await signIn(email);
    await expect(patch(id, { active: false, email: nurseAt(1) })).rejects.toMatchObject({
      code: 'already_exists',
    });
    await expect(verify(tokens)).resolves.toBeDefined();
  });

  it('even when a sign-in races with the change', async () => {
    for (let round = 0; round < sized({ small: 3, full: 10 }); round += 1) {
      const { id, email } = await member('nurse', { hospitalId: hospitals[0]?.id });
      const racing = Array.from({ length: 8 }, () => signIn(email));
      await Promise.any(racing);
      await patch(id, { active: false });
      for (const outcome of await Promise.allSettled(racing)) {
        if (outcome.status === 'fulfilled') await isOver(outcome.value);
        else expect(outcome.reason).toMatchObject({ code: 'invalid_credentials' });
      }
      const left = await world.db.owner('session').where({ staff_id: id }).whereNull('revoked_at');
      expect(left).toEqual([]);
    }
  });
});

async function signInByCode(phone: string): Promise<Tokens> {
  await ops().requestOtp(call(ANONYMOUS, { body: { phone } }));
  await world.settle();
  const code = world.sent.at(-1)?.body.match(/\d{6}/)?.[0] ?? '';
  return (await ops().verifyOtp(call(ANONYMOUS, { body: { phone, code } }))).body;
}
