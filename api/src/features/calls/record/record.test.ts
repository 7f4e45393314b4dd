import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { closeCall } from '../../../../test/support/worlds/close-call.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../../test/support/worlds/world.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import { Call } from '../models.ts';
import { appendSegment, lockCall } from './store.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app?.stop());

const operator = () => world.here.hospital.nurse.kiwi;
const resident = (nth: number) => world.here.community.residents[nth] as Signed;
const path = (callId: string) => ({ path: { callId } });
const ring = (nth: number, body: object = {}) =>
  resident(nth).kiwi.post('/v1/calls', { body: { channel: 'typed', ...body } });
const say = (nth: number, callId: string, text: string) =>
  resident(nth).kiwi.post('/v1/calls/{callId}/messages', { ...path(callId), body: { text } });
const assessed = (callId: string, urgency: (found: number) => boolean) =>
  eventually('the call is assessed', async () => {
    const found = await operator().get('/v1/calls/{callId}', path(callId));
    return found.triageId !== null && urgency(found.urgency ?? 0) ? found : undefined;
  });

describe('the record of a call', () => {
  it('keeps where a caller was when they come back from elsewhere', async () => {
    const [gate, lift] = [
      { latitude: 12.91, longitude: 77.51 },
      { latitude: 12.92, longitude: 77.52 },
    ];
    const { id } = await ring(0, { location: gate });
    await resident(0).kiwi.post('/v1/calls/{callId}/hang-up', path(id));
    expect(await ring(0, { location: lift })).toMatchObject({ id, location: lift });
    const locations = async () =>
      (await operator().get('/v1/calls/{callId}/context', path(id))).locations
        .slice(0, 3)
        .map(({ location }) => location.latitude);
    expect(await locations()).toEqual([12.92, 12.91, expect.anything()]);
    // What an operator found out stays first.
    await operator().post('/v1/calls/{callId}/correction', {
      ...path(id),
      body: { location: { latitude: 12.93, longitude: 77.53 } },
    });
    expect(await ring(0, { location: { latitude: 12.94, longitude: 77.54 } })).toMatchObject({
      location: { latitude: 12.93 },
    });
    expect(await locations()).toEqual([12.93, 12.94, 12.91]);
    await closeCall(world, operator(), id);
  });

  it('keeps the notes of every operator', async () => {
    const { id } = await ring(0);
    await operator().post('/v1/calls/{callId}/claim', path(id));
    const to = world.here.hospital.nurse.id;
    await operator().post('/v1/calls/{callId}/transfer', {
      ...path(id),
      body: { to, note: 'Hard of hearing.' },
    });
    await operator().post('/v1/calls/{callId}/claim', path(id));
    const done = await operator().post('/v1/calls/{callId}/end', {
      ...path(id),
      body: { disposition: 'advised', notes: 'Sees a doctor tomorrow.' },
    });
    expect(done.notes).toBe('Hard of hearing.\nSees a doctor tomorrow.');
  });

  it('takes words of a call that is open for a month', async () => {
    const { id } = await ring(0);
    await app.database.run(systemScope('test'), async ({ trx, now }) => {
      const createdAt = new Date(now.getTime() - 30 * 86_400_000);
      await Call.query(trx).findById(id).patch({ createdAt });
    });
    const words = await say(0, id, 'Hello');
    expect(words).toMatchObject({ startMs: 2_147_483_647, endMs: 2_147_483_647 });
    await closeCall(world, operator(), id);
  });

  it('says where sentences start and words are missing, and assesses the rest', async () => {
    const { id } = await ring(0);
    const [speech, missing] = [{ source: 'speech' as const }, { source: 'missing' as const, text: '' }];
    await app.database.run(systemScope('test of missing words'), async (uow) => {
      const row = await lockCall(uow, id);
      const said = { speaker: 'caller' as const, language: 'en' };
      for (const words of [
        { ...missing, startMs: 0, endMs: 900 },
        { ...speech, text: 'my father has chest', startMs: 1_000, endMs: 1_900 },
        { ...speech, text: 'pain', startMs: 2_000, endMs: 2_300 },
        { ...missing, startMs: 2_400, endMs: 2_900 },
        { ...speech, text: 'and is sweating', startMs: 3_000, endMs: 4_000 },
      ])
        await appendSegment(uow, row, { ...said, ...words });
    });
    const { data } = await operator().get('/v1/calls/{callId}/transcript', path(id));
    expect(data.map(({ source, startsSentence }) => [source, startsSentence])).toEqual([
      ['missing', true],
      ['speech', true],
      ['speech', false],
      ['missing', true],
      ['speech', true],
    ]);
    // The speech of a call is assessed by the process that hears it. Here nobody hears: the next words lead to it.
    await say(0, id, 'Please hurry');
    await assessed(id, (urgency) => urgency <= 2);
    await closeCall(world, operator(), id);
  });

  it('decides to dispatch the recommended service without naming it', async () => {
    const { id } = await ring(1);
    await say(1, id, 'My father is not breathing and does not wake up');
    await operator().post('/v1/calls/{callId}/claim', path(id));
    await assessed(id, (urgency) => urgency === 1);
    const { bookingId } = await operator().post('/v1/calls/{callId}/decision', {
      ...path(id),
      body: { urgency: 1, action: 'dispatch', booking: { notes: 'Second gate' } },
    });
    const booking = await operator().get('/v1/bookings/{bookingId}', {
      path: { bookingId: bookingId as string },
    });
    expect(booking).toMatchObject({ serviceType: 'ambulance', notes: 'Second gate' });
    await closeCall(world, operator(), id);
  });
});

describe('the queue', () => {
  it('skips and repeats nothing while calls rise and fall between its pages', async () => {
    const calls = [await ring(0), await ring(1), await ring(2)];
    const [first, second, third] = calls.map(({ id }) => id) as [string, string, string];
    const page = (cursor?: string) =>
      operator().get('/v1/calls', {
        query: { state: ['waiting'], limit: 1, ...(cursor === undefined ? {} : { cursor }) },
      });
    const start = await page();
    expect(start.data.map(({ id }) => id)).toEqual([first]);
    await say(0, first, 'I want to book a blood test for next week');
    await say(2, third, 'My father is not breathing and does not wake up');
    await assessed(first, (urgency) => urgency > 2);
    await assessed(third, (urgency) => urgency === 1);
    const seen: string[] = [];
    for (let next = start.nextCursor; next !== null; ) {
      const { data, nextCursor } = await page(next);
      seen.push(...data.map(({ id }) => id));
      next = nextCursor;
    }
    expect(seen).toEqual([second, third]);
    const { data } = await operator().get('/v1/calls', { query: { state: ['waiting'] } });
    expect(data.map(({ id }) => id)).toEqual([third, second, first]);
    await expect(page('bm90IGEgY3Vyc29y')).rejects.toMatchObject({ status: 400 });
    for (const { id } of calls) await closeCall(world, operator(), id);
  });
});

describe('a call that turned out to be about another', () => {
  it('takes its assessment along, and is erased with who made it', async () => {
    const caller = resident(2);
    const { name } = await caller.kiwi.get('/v1/me');
    const { id } = await ring(2, { language: 'en' });
    await say(2, id, 'My neighbour has chest pain');
    const { triageId } = await assessed(id, () => true);
    await operator().post('/v1/calls/{callId}/correction', {
      ...path(id),
      body: { residentId: resident(1).id },
    });
    const triage = { path: { triageId: triageId as string } };
    expect(await operator().get('/v1/triage/{triageId}', triage)).toMatchObject({
      residentId: resident(1).id,
    });
    await closeCall(world, operator(), id);

    const { version: _, updatedAt: __, ...settings } = await world.superAdmin.get('/v1/system/settings');
    await world.superAdmin.put('/v1/system/settings', {
      body: { ...settings, privacy: { erasureDelayDays: 0 } },
    });
    await caller.kiwi.post('/v1/me/erasure', { body: { confirm: 'erase' } });
    await eventually('the caller is erased', async () => {
      const { rows } = await app.testDatabase.owner.raw('select erased_at from resident where id = ?', [
        caller.id,
      ]);
      return rows[0].erased_at !== null;
    });
    await expect(operator().get('/v1/calls/{callId}', path(id))).rejects.toMatchObject({ status: 404 });
    await expect(operator().get('/v1/triage/{triageId}', triage)).rejects.toMatchObject({ status: 404 });
    const left = await app.testDatabase.owner('call_event').where({ actor_name: name });
    expect(left).toEqual([]);
  });
});
