import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { closeCall } from '../../../../test/support/worlds/close-call.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import { PASSWORD, signIn, stateOf, type World } from '../../../../test/support/worlds/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app?.stop());

const path = (callId: string) => ({ path: { callId } });
let count = 0;

/** A new operator of the hospital. */
async function operator() {
  count += 1;
  const email = `desk.${count}@test.example`;
  const { id } = await world.superAdmin.post('/v1/staff', {
    body: {
      role: 'nurse',
      name: `Desk ${count}`,
      email,
      password: PASSWORD,
      hospitalId: world.here.hospital.id,
      duties: ['dispatch'],
    },
  });
  return { id, kiwi: await signIn(app.url, { email, password: PASSWORD }) };
}

/** A call that a new operator has. */
async function answered() {
  const absent = await operator();
  const { id } = await world.superAdmin.post('/v1/calls', {
    body: { channel: 'phone', hospitalId: world.here.hospital.id },
  });
  await absent.kiwi.post('/v1/calls/{callId}/claim', path(id));
  return { absent, id };
}
const takeOver = (by: Awaited<ReturnType<typeof operator>>, id: string) =>
  by.kiwi.post('/v1/calls/{callId}/take-over', path(id));

describe('a call whose operator is gone', () => {
  it.each([
    ['is deactivated', { active: false }],
    ['loses the duty', { duties: [] }],
  ])('is taken over at once when the operator %s', async (_, change) => {
    const { absent, id } = await answered();
    const colleague = await operator();
    await expect(takeOver(colleague, id)).rejects.toMatchObject({ status: 409, code: 'operator_present' });
    await world.superAdmin.patch('/v1/staff/{staffId}', { path: { staffId: absent.id }, body: change });
    expect(await takeOver(colleague, id)).toMatchObject({ state: 'active', operator: { id: colleague.id } });
    // Who has it keeps it.
    const { version } = await takeOver(colleague, id);
    expect(version).toBe((await takeOver(colleague, id)).version);
    await closeCall(world, colleague.kiwi, id);
  });

  it('is taken over when the connection of the operator has been gone for a minute', async () => {
    const { absent, id } = await answered();
    const colleague = await operator();
    const socket = io(`${app.url}/calls`, {
      auth: { token: await stateOf(absent.kiwi).session?.accessToken },
      transports: ['websocket'],
      forceNew: true,
    });
    expect(await socket.emitWithAck('join', { callId: id })).toMatchObject({ ok: true, side: 'operator' });
    const lease = async () => {
      const [row] = await app.testDatabase.owner('call_audio').where({ call_id: id, speaker: 'operator' });
      return (row.lease_until as Date).getTime();
    };
    const connected = await lease();
    socket.disconnect();
    await eventually('the end of the connection', async () => (await lease()) < connected);
    await expect(takeOver(colleague, id)).rejects.toMatchObject({ code: 'operator_present' });
    await app.testDatabase.owner.raw(
      `update call_audio set lease_until = now() - interval '61 seconds' where call_id = ?`,
      [id],
    );
    expect(await takeOver(colleague, id)).toMatchObject({ operator: { id: colleague.id } });
    await expect(absent.kiwi.post('/v1/calls/{callId}/hold', path(id))).rejects.toMatchObject({
      code: 'not_call_operator',
    });
    // What is known of the connection is about the former operator alone.
    await expect(takeOver(await operator(), id)).rejects.toMatchObject({ code: 'operator_present' });
    const { data } = await colleague.kiwi.get('/v1/calls/{callId}/events', path(id));
    expect(data.map(({ type }) => type)).toEqual(['received', 'claimed', 'taken_over']);
    await closeCall(world, colleague.kiwi, id);
  });

  it('is taken over by an administrator with the duty, and never at another desk', async () => {
    const { id } = await answered();
    const foreign = { id: world.there.hospital.nurse.id, kiwi: world.there.hospital.nurse.kiwi };
    await expect(takeOver(foreign, id)).rejects.toMatchObject({ status: 404 });
    const admin = world.here.hospital.admin;
    await expect(takeOver(admin, id)).rejects.toMatchObject({ code: 'duty_required' });
    await world.superAdmin.patch('/v1/staff/{staffId}', {
      path: { staffId: admin.id },
      body: { duties: ['dispatch'] },
    });
    expect(await takeOver(admin, id)).toMatchObject({ operator: { id: admin.id } });
    await closeCall(world, admin.kiwi, id);
  });
});
