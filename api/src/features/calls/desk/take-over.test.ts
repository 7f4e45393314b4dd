import type { Kiwimesh } from '@kiwimesh/sdk';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { sized } from '../../../../test/support/size.ts';
import { closeCall } from '../../../../test/support/worlds/close-call.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import { PASSWORD, signIn, tokenOf, type World } from '../../../../test/support/worlds/world.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import { appendSegment, lockCall } from '../record/store.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app?.stop());

const path = (callId: string) => ({ path: { callId } });
let count = 0;

async function socketOf(kiwi: Kiwimesh): Promise<Socket> {
  return io(`${app.url}/calls`, {
    auth: { token: await tokenOf(kiwi) },
    transports: ['websocket'],
    forceNew: true,
  });
}

/** A new operator of the hospital. */
async function operator(hospitalId = world.here.hospital.id, onDuty = false) {
  count += 1;
  const email = `desk.${count}@test.example`;
  const { id } = await world.superAdmin.post('/v1/staff', {
    body: {
      role: 'nurse',
      name: `Desk ${count}`,
      email,
      password: PASSWORD,
      hospitalId,
      onDuty,
      duties: ['dispatch'],
    },
  });
  return { id, email, kiwi: await signIn(app.url, { email, password: PASSWORD }) };
}

type Channel = 'phone' | 'typed';
async function ring(channel: Channel = 'typed', hospitalId = world.here.hospital.id) {
  const body = { channel, hospitalId };
  return (await world.superAdmin.post('/v1/calls', { body })).id;
}
/** A call that a new operator has. */
async function answered(channel?: Channel) {
  const absent = await operator();
  const id = await ring(channel);
  await absent.kiwi.post('/v1/calls/{callId}/claim', path(id));
  return { absent, id };
}
const callOf = (id: string) => world.superAdmin.get('/v1/calls/{callId}', path(id));
const timelineOf = async (id: string) =>
  (await world.superAdmin.get('/v1/calls/{callId}/events', path(id))).data;
const change = (staffId: string, body: { active?: boolean; onDuty?: boolean; duties?: 'dispatch'[] }) =>
  world.superAdmin.patch('/v1/staff/{staffId}', { path: { staffId }, body });
const signOut = (staffId: string) =>
  world.superAdmin.delete('/v1/staff/{staffId}/sessions', { path: { staffId } });
/** As if so many seconds had passed since the operator did something in it. */
const unseenFor = (id: string, seconds: number) =>
  app.testDatabase.owner.raw(
    `update call set operator_seen_at = now() - ? * interval '1 second' where id = ?`,
    [seconds, id],
  );
const takeOver = ({ kiwi }: { readonly kiwi: Kiwimesh }, id: string) =>
  kiwi.post('/v1/calls/{callId}/take-over', path(id));

describe('a call whose operator is gone', () => {
  it.each([
    ['deactivated', 'deactivated', (id: string) => change(id, { active: false })],
    ['without the duty', 'duty_revoked', (id: string) => change(id, { duties: [] })],
    ['signed out everywhere', 'signed_out', signOut],
  ])('rings at the desk again when the operator is %s', async (_, reason, end) => {
    const { absent, id } = await answered();
    const caller = await socketOf(world.superAdmin);
    expect(await caller.emitWithAck('join', { callId: id, side: 'caller' })).toMatchObject({ ok: true });
    const heard: string[] = [];
    caller.on('call', ({ type, state }) => heard.push(`${type} ${state}`));
    await end(absent.id);
    await eventually('the call rings', async () => (await callOf(id)).state === 'waiting');
    await eventually('the caller sees it ring', () => heard.includes('call.operator_gone waiting'));
    expect(caller.connected).toBe(true);
    const entry = (await timelineOf(id)).at(-1);
    expect(entry).toMatchObject({
      type: 'operator_gone',
      actor: { kind: 'system' },
      data: { operatorId: absent.id, reason },
    });
    const colleague = await operator();
    await colleague.kiwi.post('/v1/calls/{callId}/claim', path(id));
    expect(await callOf(id)).toMatchObject({ state: 'active', operator: { id: colleague.id } });
    caller.disconnect();
    await closeCall(world, colleague.kiwi, id);
  });

  it('rings to all of the desk when it was meant for the operator who is gone', async () => {
    const { absent: first, id } = await answered();
    const gone = await operator();
    await first.kiwi.post('/v1/calls/{callId}/transfer', { ...path(id), body: { to: gone.id } });
    expect(await callOf(id)).toMatchObject({ state: 'waiting', offeredTo: gone.id });
    await signOut(gone.id);
    await eventually('it is meant for all', async () => (await callOf(id)).offeredTo === null);
    await closeCall(world, first.kiwi, id);
  });

  it('stays with an operator until their last session ends', async () => {
    const { absent, id } = await answered();
    const other = await signIn(app.url, { email: absent.email, password: PASSWORD });
    await absent.kiwi.post('/v1/auth/logout');
    expect(await other.post('/v1/calls/{callId}/hold', path(id))).toMatchObject({ state: 'held' });
    await other.post('/v1/auth/logout');
    await eventually('the call rings', async () => (await callOf(id)).state === 'waiting');
    await closeCall(world, world.superAdmin, id);
  });

  it('rings at the next desk when its whole hospital is deactivated', async () => {
    const hospital = {
      name: 'Closing',
      timezone: 'Asia/Kolkata',
      location: { latitude: 13, longitude: 77.6 },
    };
    const { id: hospitalId } = await world.superAdmin.post('/v1/hospitals', { body: hospital });
    const gone = await operator(hospitalId, true);
    const id = await ring('typed', hospitalId);
    await gone.kiwi.post('/v1/calls/{callId}/claim', path(id));
    const { id: rootId } = await world.superAdmin.get('/v1/me');
    await change(rootId, { onDuty: true, duties: ['dispatch'] });
    await world.superAdmin.patch('/v1/hospitals/{hospitalId}', {
      path: { hospitalId },
      body: { active: false },
    });
    await eventually('the call rings at the platform', async () => {
      const { state, hospitalId: desk } = await callOf(id);
      return state === 'waiting' && desk === null;
    });
    expect((await timelineOf(id)).map(({ type }) => type)).toEqual([
      ...['received', 'claimed', 'operator_gone', 'desk_changed'],
    ]);
    await change(rootId, { onDuty: false });
    await closeCall(world, world.superAdmin, id);
  });

  it('is not left with who is gone when both claim it meanwhile', async () => {
    const colleague = await operator();
    const ways = [
      (id: string) => change(id, { active: false }),
      (id: string) => change(id, { duties: [] }),
      signOut,
    ];
    for (let round = 0; round < sized({ small: 3, full: 60 }); round += 1) {
      const gone = await operator();
      const id = await ring();
      const end = ways[round % ways.length] as (typeof ways)[number];
      const claims = [gone, colleague].map(({ kiwi }) => kiwi.post('/v1/calls/{callId}/claim', path(id)));
      const [, ...claimed] = await Promise.allSettled([end(gone.id), ...claims]);
      for (const one of claimed) {
        if (one.status === 'rejected') expect([401, 403, 409]).toContain(one.reason.status);
      }
      // Either it rings, or the colleague has it.
      const { state } = await eventually('the one who is gone has it no more', async () => {
        const call = await callOf(id);
        return call.operator?.id === gone.id ? null : call;
      });
      expect(state).toBe(claimed[1]?.status === 'fulfilled' ? 'active' : 'waiting');
      if (state === 'waiting') await colleague.kiwi.post('/v1/calls/{callId}/claim', path(id));
      await closeCall(world, colleague.kiwi, id);
    }
  });

  it('is taken over when the connection of the operator has been gone for a minute', async () => {
    const { absent, id } = await answered('phone');
    const colleague = await operator();
    const socket = await socketOf(absent.kiwi);
    expect(await socket.emitWithAck('join', { callId: id })).toMatchObject({ ok: true, side: 'operator' });
    const lease = async () => {
      const [row] = await app.testDatabase.owner('call_audio').where({ call_id: id, speaker: 'operator' });
      return (row.lease_until as Date).getTime();
    };
    const connected = await lease();
    socket.disconnect();
    await eventually('the end of the connection', async () => (await lease()) < connected);
    await expect(takeOver(colleague, id)).rejects.toMatchObject({ code: 'operator_present' });
    await unseenFor(id, 62);
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
    expect((await timelineOf(id)).map(({ type }) => type)).toEqual(['received', 'claimed', 'taken_over']);
    await closeCall(world, colleague.kiwi, id);
  });

  const acts: ((kiwi: Kiwimesh, id: string) => Promise<unknown>)[] = [
    (kiwi, id) => kiwi.post('/v1/calls/{callId}/hold', path(id)),
    (kiwi, id) => kiwi.post('/v1/calls/{callId}/messages', { ...path(id), body: { text: 'Stay there' } }),
    (kiwi, id) => kiwi.post('/v1/calls/{callId}/correction', { ...path(id), body: { notes: 'Gate 2' } }),
    (kiwi, id) =>
      kiwi.post('/v1/calls/{callId}/decision', {
        ...path(id),
        body: { urgency: 4, action: 'advise', reason: 'Calm' },
      }),
    (kiwi, id) => kiwi.post('/v1/calls/{callId}/take-over', path(id)),
  ];
  it('is taken over after two minutes without an act or a connection', async () => {
    const { absent, id } = await answered();
    const colleague = await operator();
    const refused = () =>
      expect(takeOver(colleague, id)).rejects.toMatchObject({ status: 409, code: 'operator_present' });
    await refused();
    for (const act of acts) {
      await unseenFor(id, 121);
      await act(absent.kiwi, id);
      await refused();
    }
    await unseenFor(id, 121);
    // What others do says nothing of the operator.
    await world.superAdmin.post('/v1/calls/{callId}/messages', { ...path(id), body: { text: 'Hello?' } });
    expect(await takeOver(colleague, id)).toMatchObject({ state: 'active', operator: { id: colleague.id } });
    // Who has it keeps it, and counts from when they took it.
    const { version } = await takeOver(colleague, id);
    expect(version).toBe((await takeOver(colleague, id)).version);
    await expect(takeOver(absent, id)).rejects.toMatchObject({ code: 'operator_present' });
    await closeCall(world, colleague.kiwi, id);
  });

  it('is wrapped up by a colleague once it has ended', async () => {
    const caller = world.here.community.residents[0]?.kiwi as Kiwimesh;
    const { id } = await caller.post('/v1/calls', { body: { channel: 'web' } });
    const [absent, colleague] = [await operator(), await operator()];
    await absent.kiwi.post('/v1/calls/{callId}/claim', path(id));
    const wrapUp = () =>
      colleague.kiwi.post('/v1/calls/{callId}/end', { ...path(id), body: { disposition: 'advised' } });
    await unseenFor(id, 121);
    // While it goes on it has to be taken over: nobody ends a conversation that they are not in.
    await expect(wrapUp()).rejects.toMatchObject({ code: 'not_call_operator' });
    await caller.post('/v1/calls/{callId}/hang-up', path(id));
    await absent.kiwi.post('/v1/calls/{callId}/correction', { ...path(id), body: { notes: 'Gate 2' } });
    await expect(wrapUp()).rejects.toMatchObject({ code: 'not_call_operator' });
    await unseenFor(id, 121);
    expect(await wrapUp()).toMatchObject({ operator: { id: absent.id }, disposition: 'advised' });
    expect((await timelineOf(id)).at(-1)).toMatchObject({
      type: 'wrapped_up',
      actor: { kind: 'staff', id: colleague.id },
    });
  });

  it('is left to an operator on the telephone for a quarter of an hour', async () => {
    const { id } = await answered('phone');
    const colleague = await operator();
    await unseenFor(id, 890);
    const refused = () => expect(takeOver(colleague, id)).rejects.toMatchObject({ code: 'operator_present' });
    await refused();
    await unseenFor(id, 901);
    const words = { source: 'speech', language: 'en', text: 'Press hard', startMs: 0, endMs: 900 } as const;
    await app.database.run(systemScope('test'), async (uow) =>
      appendSegment(uow, await lockCall(uow, id), { ...words, speaker: 'operator' }),
    );
    await refused();
    await unseenFor(id, 901);
    expect(await takeOver(colleague, id)).toMatchObject({ operator: { id: colleague.id } });
    await closeCall(world, colleague.kiwi, id);
  });

  it('is taken over by an administrator with the duty, and never at another desk', async () => {
    const { id } = await answered();
    await expect(takeOver(world.there.hospital.nurse, id)).rejects.toMatchObject({ status: 404 });
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
