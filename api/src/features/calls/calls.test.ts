import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { sized } from '../../../test/support/size.ts';
import { closeCall } from '../../../test/support/worlds/close-call.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import { PASSWORD, type Signed, signIn, type World } from '../../../test/support/worlds/world.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import { Call } from './models.ts';
import { pruneCalls } from './record/prune.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app.stop());

const resident = (nth = 0) => world.here.community.residents[nth] as Signed;
const operator = () => world.here.hospital.nurse.kiwi;
const path = (callId: string) => ({ path: { callId } });

/** A call of a resident that no other test has. */
async function ring(nth = 0) {
  const kiwi = resident(nth).kiwi;
  const call = await kiwi.post('/v1/calls', { body: { channel: 'typed' } });
  return { kiwi, call };
}
const close = (callId: string, by = operator()) => closeCall(world, by, callId);

describe('a call', () => {
  it('goes from a resident to an operator and is wrapped up', async () => {
    const { kiwi, call } = await ring();
    expect(call).toMatchObject({
      state: 'waiting',
      residentId: resident().id,
      hospitalId: world.here.hospital.id,
      communityId: world.here.community.id,
      operator: null,
      training: false,
    });
    await kiwi.post('/v1/calls/{callId}/messages', {
      ...path(call.id),
      body: { text: 'My father fell down', speaker: 'operator' },
    });
    const claimed = await operator().post('/v1/calls/{callId}/claim', path(call.id));
    expect(claimed).toMatchObject({ state: 'active', operator: { id: world.here.hospital.nurse.id } });
    await operator().post('/v1/calls/{callId}/messages', {
      ...path(call.id),
      body: { text: 'Is he awake?', speaker: 'operator' },
    });
    const { data } = await kiwi.get('/v1/calls/{callId}/transcript', path(call.id));
    expect(data.map(({ speaker, text, sequence }) => [sequence, speaker, text])).toEqual([
      [1, 'caller', 'My father fell down'],
      [2, 'operator', 'Is he awake?'],
    ]);
    await operator().post('/v1/calls/{callId}/hold', path(call.id));
    await operator().post('/v1/calls/{callId}/resume', path(call.id));
    const left = await kiwi.post('/v1/calls/{callId}/hang-up', path(call.id));
    expect(left).toMatchObject({ state: 'ended', wrappedUpAt: null });
    const done = await operator().post('/v1/calls/{callId}/end', {
      ...path(call.id),
      body: { disposition: 'advised', notes: 'Will see a doctor.' },
    });
    expect(done).toMatchObject({ state: 'ended', disposition: 'advised', notes: 'Will see a doctor.' });
    // Notes are for colleagues.
    expect(await kiwi.get('/v1/calls/{callId}', path(call.id))).toMatchObject({ notes: null });
    const { data: ownCalls } = await kiwi.get('/v1/calls');
    expect(ownCalls.find(({ id }) => id === call.id)).toMatchObject({ notes: null });
    const events = await operator().get('/v1/calls/{callId}/events', path(call.id));
    const byPeople = events.data.filter(({ actor }) => actor.kind !== 'system');
    expect(byPeople.map(({ type }) => type)).toEqual([
      'received',
      'claimed',
      'held',
      'resumed',
      'caller_left',
      'wrapped_up',
    ]);
  });

  it('is triaged as it is typed, and rises in the queue at once', async () => {
    const calm = await ring(1);
    await calm.kiwi.post('/v1/calls/{callId}/messages', {
      ...path(calm.call.id),
      body: { text: 'I want to book a blood test for next week' },
    });
    const { kiwi, call } = await ring(2);
    await kiwi.post('/v1/calls/{callId}/messages', {
      ...path(call.id),
      body: { text: 'My father is not breathing and he does not wake up' },
    });
    const assessed = await eventually('the call is assessed', async () => {
      const found = await operator().get('/v1/calls/{callId}', path(call.id));
      return found.urgency === 1 ? found : undefined;
    });
    const triage = await operator().get('/v1/triage/{triageId}', {
      path: { triageId: assessed.triageId as string },
    });
    expect(triage).toMatchObject({
      urgency: 1,
      recommendedServiceType: 'ambulance',
      residentId: resident(2).id,
    });
    expect(triage.text).toContain('not breathing');
    const { data } = await operator().get('/v1/calls', { query: { state: ['waiting'] } });
    const order = data.map(({ id }) => id);
    expect(order.indexOf(call.id)).toBeLessThan(order.indexOf(calm.call.id));
    const events = await operator().get('/v1/calls/{callId}/events', path(call.id));
    expect(events.data.map(({ type }) => type)).toEqual(['received', 'first_words', 'first_urgency']);
    await close(call.id);
    await close(calm.call.id);
  });

  it('is the same one for a caller who was cut off', async () => {
    const { kiwi, call } = await ring();
    await kiwi.post('/v1/calls/{callId}/hang-up', path(call.id));
    const again = await kiwi.post('/v1/calls', { body: { channel: 'web' } });
    expect(again).toMatchObject({ id: call.id, state: 'waiting' });
    await close(call.id);
    const next = await kiwi.post('/v1/calls', { body: { channel: 'web' } });
    expect(next.id).not.toBe(call.id);
    await close(next.id);
  });

  it('knows where the device is after it began to ring, and where it was before', async () => {
    const { kiwi, call } = await ring();
    const report = (latitude: number, accuracyMetres: number) =>
      kiwi.post('/v1/calls/{callId}/positions', {
        ...path(call.id),
        body: { latitude, longitude: 77.59, accuracyMetres },
      });
    const seen = () => operator().get('/v1/calls/{callId}/context', path(call.id));
    expect(call).toMatchObject({ location: null, locationSource: null });
    expect((await seen()).prefill.location.source).toBe('home');
    expect(await report(12.9, 30)).toMatchObject({ location: { latitude: 12.9 }, locationSource: 'browser' });
    // More exact, of the same place: it replaces the first.
    await report(12.9001, 8);
    // Without satellites it says less than before, and nothing changes.
    await report(12.91, 3_000);
    await report(12.95, 10);
    const { prefill, locations } = await seen();
    expect(prefill.location).toMatchObject({ value: { latitude: 12.95 }, source: 'browser' });
    const known = locations.map(({ source, location }) => [source, location.latitude]);
    expect(known.slice(0, 2)).toEqual([
      ['browser', 12.95],
      ['browser', 12.9001],
    ]);
    expect(known[2]?.[0]).toBe('home');
    await operator().post('/v1/calls/{callId}/correction', {
      ...path(call.id),
      body: { location: { latitude: 13, longitude: 77.6, address: 'Gate 2' } },
    });
    // What an operator found out stays first.
    expect(await report(12.96, 10)).toMatchObject({
      location: { address: 'Gate 2' },
      locationSource: 'operator',
    });
    expect((await seen()).locations[1]).toMatchObject({ source: 'browser', location: { latitude: 12.96 } });
    const { data } = await operator().get('/v1/calls/{callId}/events', path(call.id));
    const located = data.filter(({ type }) => type === 'located');
    expect(located.map((entry) => entry.data)).toEqual(
      [30, 8, 10, 10].map((metres) => ({ accuracyMetres: metres })),
    );
    await expect(
      resident(1).kiwi.post('/v1/calls/{callId}/positions', {
        ...path(call.id),
        body: { latitude: 0, longitude: 0, accuracyMetres: 1 },
      }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await close(call.id);
    await expect(report(12.9, 10)).rejects.toMatchObject({ code: 'illegal_call_transition' });
  });

  it('is one for a caller who calls several times at once', async () => {
    const kiwi = resident(1).kiwi;
    const calls = await Promise.all(
      Array.from({ length: 6 }, () => kiwi.post('/v1/calls', { body: { channel: 'web' } })),
    );
    expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
    await close(calls[0]?.id as string);
  });

  it('finds the resident by the number that calls', async () => {
    const { phone } = await resident(1).kiwi.get('/v1/me');
    const call = await world.here.hospital.nurse.kiwi.post('/v1/calls', {
      body: { channel: 'phone', callerPhone: phone as string },
    });
    expect(call).toMatchObject({ residentId: resident(1).id, callerPhone: phone });
    const foreign = await world.there.hospital.nurse.kiwi.post('/v1/calls', {
      body: { channel: 'phone', callerPhone: phone as string },
    });
    // Another hospital learns nothing about residents of communities that it does not serve, and gets its own call.
    expect(foreign).toMatchObject({ residentId: null });
    expect(foreign.id).not.toBe(call.id);
    await close(call.id);
    await close(foreign.id, world.there.hospital.nurse.kiwi);
  });

  it('is claimed by exactly one of many operators', async () => {
    const operators = sized({ small: 8, full: 50 });
    const people: Signed['kiwi'][] = [];
    // One after another: passwords are hashed. They claim at once.
    for (let nth = 0; nth < operators; nth += 1) {
      const email = `operator.${nth}@test.example`;
      await world.superAdmin.post('/v1/staff', {
        body: {
          role: 'nurse',
          name: `Operator ${nth}`,
          email,
          password: PASSWORD,
          hospitalId: world.here.hospital.id,
          duties: ['dispatch'],
        },
      });
      people.push(await signIn(app.url, { email, password: PASSWORD }));
    }
    const { call } = await ring();
    const answers = await Promise.allSettled(
      people.map((kiwi) => kiwi.post('/v1/calls/{callId}/claim', path(call.id))),
    );
    const won = answers.filter(({ status }) => status === 'fulfilled');
    const codes = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [(answer.reason as { code: string }).code] : [],
    );
    expect([won.length, new Set(codes)]).toEqual([1, new Set(['call_not_waiting'])]);
    const winner = people[answers.findIndex(({ status }) => status === 'fulfilled')] as (typeof people)[0];
    await winner.post('/v1/calls/{callId}/end', { ...path(call.id), body: { disposition: 'test' } });
  });

  it('is transferred to another desk, which sees it with its note', async () => {
    const { call } = await ring(2);
    await operator().post('/v1/calls/{callId}/claim', path(call.id));
    const given = await operator().post('/v1/calls/{callId}/transfer', {
      ...path(call.id),
      body: { to: world.there.hospital.id, note: 'Lives near you.' },
    });
    expect(given).toMatchObject({ state: 'waiting', hospitalId: world.there.hospital.id, operator: null });
    const other = world.there.hospital.nurse.kiwi;
    const { data } = await other.get('/v1/calls', { query: { state: ['waiting'] } });
    expect(data.find(({ id }) => id === call.id)).toMatchObject({ notes: 'Lives near you.' });
    await expect(operator().post('/v1/calls/{callId}/claim', path(call.id))).rejects.toMatchObject({
      code: 'duty_required',
    });
    const own = await operator().get('/v1/calls', { query: { state: ['waiting'] } });
    expect(own.data.map(({ id }) => id)).not.toContain(call.id);
    await close(call.id, other);
    await expect(
      operator().post('/v1/calls/{callId}/transfer', { ...path(call.id), body: { to: resident().id } }),
    ).rejects.toMatchObject({ status: 422 });
  });

  it('is kept from staff without the duty, and from a channel that is not theirs', async () => {
    const { kiwi, call } = await ring(2);
    const paramedic = world.here.hospital.paramedic.kiwi;
    const rejected = { code: 'duty_required' };
    await expect(paramedic.get('/v1/calls/{callId}', path(call.id))).rejects.toMatchObject(rejected);
    await expect(paramedic.post('/v1/calls/{callId}/claim', path(call.id))).rejects.toMatchObject(rejected);
    // The number of somebody who was cut off shows nobody their call.
    const { phone } = await kiwi.get('/v1/me');
    await expect(
      paramedic.post('/v1/calls', { body: { channel: 'phone', callerPhone: phone as string } }),
    ).rejects.toMatchObject(rejected);
    await expect(kiwi.post('/v1/calls', { body: { channel: 'device' } })).rejects.toMatchObject({
      status: 422,
    });
    await expect(kiwi.post('/v1/calls', { body: { channel: 'training' } })).rejects.toMatchObject({
      status: 422,
    });
    await close(call.id);
    await expect(
      kiwi.post('/v1/calls/{callId}/messages', { ...path(call.id), body: { text: 'More' } }),
    ).rejects.toMatchObject({ code: 'illegal_call_transition' });
  });

  it('is deleted with its words when its time is over', async () => {
    const { kiwi, call } = await ring(2);
    await kiwi.post('/v1/calls/{callId}/messages', { ...path(call.id), body: { text: 'Hello' } });
    await close(call.id);
    const settings = { settings: { current: async () => ({ calls: { retentionDays: 30 } }) } };
    expect(await pruneCalls(app.database, settings as never)).toBe(0);
    await app.database.run(systemScope('test'), async ({ trx, now }) => {
      const createdAt = new Date(now.getTime() - 31 * 86_400_000);
      await Call.query(trx).findById(call.id).patch({ createdAt });
    });
    expect(await pruneCalls(app.database, settings as never)).toBe(1);
    await expect(operator().get('/v1/calls/{callId}', path(call.id))).rejects.toMatchObject({ status: 404 });
  });

  it('that nobody answered is called back', async () => {
    const { kiwi, call } = await ring(2);
    expect(await kiwi.post('/v1/calls/{callId}/hang-up', path(call.id))).toMatchObject({
      state: 'abandoned',
    });
    const { data } = await operator().get('/v1/calls', { query: { state: ['abandoned', 'missed'] } });
    expect(data.map(({ id }) => id)).toContain(call.id);
    const back = await operator().post('/v1/calls/{callId}/call-back', path(call.id));
    expect(back).toMatchObject({ state: 'active', endedAt: null });
    await operator().post('/v1/calls/{callId}/end', { ...path(call.id), body: { disposition: 'no_answer' } });
  });
});
