import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../test/support/worlds/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app.stop());

const operator = () => world.here.hospital.nurse.kiwi;
const path = (callId: string) => ({ path: { callId } });

/** A call whose words are assessed, claimed by the operator. */
async function answered(text: string, nth = 0) {
  const resident = world.here.community.residents[nth] as Signed;
  const { id } = await resident.kiwi.post('/v1/calls', { body: { channel: 'typed' } });
  await resident.kiwi.post('/v1/calls/{callId}/messages', { ...path(id), body: { text } });
  await operator().post('/v1/calls/{callId}/claim', path(id));
  const call = await eventually('the call is assessed', async () => {
    const found = await operator().get('/v1/calls/{callId}', path(id));
    return found.triageId === null ? undefined : found;
  });
  return { resident, call };
}
const end = (callId: string, disposition = 'test') =>
  operator().post('/v1/calls/{callId}/end', { ...path(callId), body: { disposition } });

describe('an operator', () => {
  it('sees who calls, what is filled in, and where it comes from', async () => {
    const { resident, call } = await answered('He has chest pain, we are in tower B flat 204');
    const seen = await operator().get('/v1/calls/{callId}/context', path(call.id));
    expect(seen).toMatchObject({
      resident: { id: resident.id },
      triage: { id: call.triageId },
      prefill: {
        serviceType: { value: 'ambulance', source: 'triage' },
        residentId: { value: resident.id, source: 'caller' },
        location: { source: 'home' },
        notes: { source: 'words' },
        saidPlace: { text: 'tower B flat 204', sequence: 1 },
      },
    });
    expect(seen.prefill.notes.value).toMatch(/chest pain.*flat 204/i);
    await operator().post('/v1/calls/{callId}/correction', {
      ...path(call.id),
      body: { serviceType: 'first_aid', location: { latitude: 12.9, longitude: 77.5 } },
    });
    const corrected = await operator().get('/v1/calls/{callId}/context', path(call.id));
    expect(corrected.prefill).toMatchObject({
      serviceType: { value: 'first_aid', source: 'operator' },
      location: { value: { latitude: 12.9 }, source: 'operator' },
    });
    await end(call.id);
  });

  it('books and dispatches in one step, and the crew shows in the timeline of the call', async () => {
    const { resident, call } = await answered('My father is not breathing and does not wake up');
    const decided = await operator().post('/v1/calls/{callId}/decision', {
      ...path(call.id),
      body: { urgency: 1, action: 'dispatch' },
    });
    expect(decided).toMatchObject({ urgency: 1, state: 'active', bookingId: expect.any(String) });
    const bookingId = decided.bookingId as string;
    const booking = await resident.kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } });
    expect(booking).toMatchObject({ serviceType: 'ambulance', urgency: 1, residentId: resident.id });
    // What is said after the booking is still assessed, and the crew's hospital still sees it.
    await resident.kiwi.post('/v1/calls/{callId}/messages', {
      ...path(call.id),
      body: { text: 'He is blue' },
    });
    await eventually('the new words are assessed', async () => {
      const triage = await world.here.hospital.paramedic.kiwi.get('/v1/triage/{triageId}', {
        path: { triageId: call.triageId as string },
      });
      return triage.text?.includes('He is blue');
    });
    // Deciding again sends nothing twice.
    const again = await operator().post('/v1/calls/{callId}/decision', {
      ...path(call.id),
      body: { urgency: 1, action: 'dispatch' },
    });
    expect(again.bookingId).toBe(bookingId);
    await world.here.hospital.admin.kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId },
      body: { to: 'assigned', assigneeId: world.here.hospital.paramedic.id },
    });
    const types = await eventually('the crew in the timeline', async () => {
      const { data } = await operator().get('/v1/calls/{callId}/events', path(call.id));
      const all = data.map(({ type }) => type);
      return all.includes('unit_assigned') ? all : undefined;
    });
    expect(types).toEqual(
      expect.arrayContaining(['received', 'claimed', 'first_words', 'decided', 'unit_assigned']),
    );
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(
      /kiwimesh_call_stage_seconds_count\{stage="alert_to_action",channel="typed"\} [1-9]/,
    );
    await end(call.id, 'dispatched');
  });

  it('asks neighbours with a decision, and dispatches where none can help', async () => {
    const { call } = await answered('My father is not breathing and does not wake up', 2);
    const decided = await operator().post('/v1/calls/{callId}/decision', {
      ...path(call.id),
      body: { urgency: 1, action: 'dispatch', neighbours: true },
    });
    expect(decided.bookingId).toEqual(expect.any(String));
    const { data } = await operator().get('/v1/calls/{callId}/events', path(call.id));
    expect(data.map(({ type }) => type).join()).toMatch(/neighbours_(asked|unavailable)/);
    await end(call.id, 'dispatched');
  });

  it('says why the urgency is another, and advises without sending a unit', async () => {
    const { call } = await answered('I have a runny nose since yesterday', 1);
    const decide = (body: object) =>
      operator().post('/v1/calls/{callId}/decision', { ...path(call.id), body: body as never });
    const other = call.urgency === 2 ? 4 : 2;
    await expect(decide({ urgency: other, action: 'advise' })).rejects.toMatchObject({
      code: 'decision_reason_required',
    });
    const decided = await decide({ urgency: other, action: 'advise', reason: 'Sounds worse than it reads.' });
    expect(decided).toMatchObject({ urgency: other, bookingId: null });
    const triage = await operator().get('/v1/triage/{triageId}', {
      path: { triageId: call.triageId as string },
    });
    expect(triage).toMatchObject({ urgency: other, override: { reason: 'Sounds worse than it reads.' } });
    await end(call.id, 'advised');
  });

  it('sees a decided call become more urgent when the patient gets worse', async () => {
    const { resident, call } = await answered('I have a runny nose since yesterday', 1);
    await operator().post('/v1/calls/{callId}/decision', {
      ...path(call.id),
      body: { urgency: 4, action: 'advise', reason: 'A cold.' },
    });
    await resident.kiwi.post('/v1/calls/{callId}/messages', {
      ...path(call.id),
      body: { text: 'Now he does not breathe any more and is blue' },
    });
    await eventually('the call is urgent again', async () => {
      const found = await operator().get('/v1/calls/{callId}', path(call.id));
      return found.urgency === 1;
    });
    await end(call.id);
  });

  it('books for no one out of reach', async () => {
    const { call } = await answered('He has chest pain', 2);
    const stranger = world.there.community.residents[0] as Signed;
    await expect(
      operator().post('/v1/calls/{callId}/decision', {
        ...path(call.id),
        body: {
          urgency: 2,
          reason: 'Chest pain.',
          action: 'dispatch',
          booking: { serviceType: 'ambulance', residentId: stranger.id },
        },
      }),
    ).rejects.toMatchObject({ status: 404 });
    await end(call.id);
  });

  it('cannot decide a call of another operator, or one that nobody claimed', async () => {
    const resident = world.here.community.residents[2] as Signed;
    const { id } = await resident.kiwi.post('/v1/calls', { body: { channel: 'typed' } });
    const body = { urgency: 3, action: 'advise' as const };
    await expect(operator().post('/v1/calls/{callId}/decision', { ...path(id), body })).rejects.toMatchObject(
      {
        code: 'illegal_call_transition',
      },
    );
    await operator().post('/v1/calls/{callId}/claim', path(id));
    await world.superAdmin.patch('/v1/staff/{staffId}', {
      path: { staffId: world.here.hospital.admin.id },
      body: { duties: ['dispatch'] },
    });
    await expect(
      world.here.hospital.admin.kiwi.post('/v1/calls/{callId}/decision', { ...path(id), body }),
    ).rejects.toMatchObject({ code: 'not_call_operator' });
    await end(id);
  });
});
