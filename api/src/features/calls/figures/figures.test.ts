import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { closeCall } from '../../../../test/support/worlds/close-call.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import type { World } from '../../../../test/support/worlds/world.ts';
import { type CountedCall, figuresOf } from './figures.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 27, 9, 0, second));

describe('figures of a period', () => {
  const call = (id: string, changes: Partial<CountedCall>): CountedCall => ({
    id,
    state: 'ended',
    urgency: 2,
    createdAt: at(0),
    claimedAt: null,
    alertedAt: null,
    bookingId: null,
    ...changes,
  });
  const calls = [
    call('a', { claimedAt: at(10), alertedAt: at(12), urgency: 1 }),
    call('b', { claimedAt: at(15) }),
    call('c', { claimedAt: at(40), urgency: null }),
    call('d', { state: 'abandoned', urgency: null }),
    call('e', { state: 'missed' }),
  ];
  const entries = [
    { callId: 'a', type: 'first_words', at: at(11) },
    { callId: 'a', type: 'decided', at: at(30) },
    { callId: 'a', type: 'unit_assigned', at: at(33) },
    { callId: 'a', type: 'decided', at: at(50) },
    { callId: 'a', type: 'unit_assigned', at: at(55) },
    { callId: 'c', type: 'audio_lost', at: at(41) },
    { callId: 'c', type: 'audio_lost', at: at(42) },
  ];
  const bookings = [
    { id: '1', state: 'requested', assignBreached: true, arriveBreached: false },
    { id: '2', state: 'completed', assignBreached: false, arriveBreached: true },
    { id: '3', state: 'cancelled', assignBreached: false, arriveBreached: false },
  ] as const;
  const figures = figuresOf(calls, entries, bookings);

  it('counts what became of calls, answered in time at the target itself', () => {
    expect(figures.calls).toEqual({
      received: 5,
      answered: 3,
      answeredInTime: 2,
      answerTargetSeconds: 15,
      abandoned: 1,
      missed: 1,
      audioLost: 1,
    });
  });

  it('takes the first time a call reached a stage, as measured', () => {
    const of = (stage: string) => figures.stages.find((found) => found.stage === stage);
    expect(of('answered')).toEqual({ stage: 'answered', calls: 3, medianSeconds: 15, p90Seconds: 40 });
    expect(of('alert_to_action')).toEqual({
      stage: 'alert_to_action',
      calls: 1,
      medianSeconds: 18,
      p90Seconds: 18,
    });
    expect(of('unit_assigned')).toMatchObject({ calls: 1, medianSeconds: 33 });
    expect(of('unit_on_scene')).toEqual({
      stage: 'unit_on_scene',
      calls: 0,
      medianSeconds: null,
      p90Seconds: null,
    });
  });

  it('lists urgencies from the most urgent to the unknown', () => {
    expect(figures.urgencies).toEqual([
      { urgency: 1, calls: 1 },
      { urgency: 2, calls: 2 },
      { urgency: null, calls: 2 },
    ]);
  });

  it('counts open, unassigned and late bookings', () => {
    expect(figures.bookings).toEqual({
      made: 3,
      open: 1,
      unassigned: 1,
      assignBreached: 1,
      arriveBreached: 1,
    });
  });
});

describe('figures of a desk', () => {
  let app: TestApp;
  let world: World;
  beforeAll(async () => {
    ({ app, world } = await startTestWorld());
  });
  afterAll(() => app.stop());

  const read = (query: { hospitalId?: string; from?: string } = {}, kiwi = world.here.hospital.admin.kiwi) =>
    kiwi.get('/v1/call-figures', { query });
  const ring = () =>
    world.here.community.residents[0]?.kiwi.post('/v1/calls', { body: { channel: 'typed' } }) ?? never();
  const never = (): never => {
    throw new Error('the world has no resident');
  };

  it('shows who waits, who talks to whom and what is left to wrap up', async () => {
    const { nurse } = world.here.hospital;
    const call = await ring();
    expect(await read()).toMatchObject({
      hospitalId: world.here.hospital.id,
      complete: true,
      now: { waiting: 1, longestWaitSince: call.createdAt, active: 0 },
      calls: { received: 1, answered: 0 },
      urgencies: [{ urgency: null, calls: 1 }],
      models: { state: 'off' },
    });
    await nurse.kiwi.post('/v1/calls/{callId}/claim', { path: { callId: call.id } });
    const busy = await read();
    expect(busy.now).toMatchObject({ waiting: 0, longestWaitSince: null, active: 1 });
    expect(busy.operators).toContainEqual(
      expect.objectContaining({ id: nurse.id, state: 'in_call', callId: call.id }),
    );
    await nurse.kiwi.post('/v1/calls/{callId}/hold', { path: { callId: call.id } });
    expect((await read()).operators).toContainEqual(
      expect.objectContaining({ id: nurse.id, state: 'on_hold' }),
    );
    await closeCall(world, nurse.kiwi, call.id);
    const after = await read();
    expect(after.now).toMatchObject({ active: 0, held: 0, toWrapUp: 0 });
    expect(after.operators.filter(({ id }) => id === nurse.id).map(({ state }) => state)).not.toContain(
      'in_call',
    );
    expect(after.calls).toMatchObject({ received: 1, answered: 1 });
  });

  it('counts neither test alarms nor calls of other desks', async () => {
    const before = await read();
    await world.there.community.residents[0]?.kiwi.post('/v1/calls', { body: { channel: 'typed' } });
    const { calls, operators } = await read();
    expect(calls.received).toBe(before.calls.received);
    expect(operators.every(({ hospitalId }) => hospitalId === world.here.hospital.id)).toBe(true);
    const all = await read({}, world.superAdmin);
    expect(all.calls.received).toBeGreaterThan(calls.received);
    expect(all.hospitalId).toBeNull();
    const one = await read({ hospitalId: world.here.hospital.id }, world.superAdmin);
    expect(one.calls).toEqual(calls);
  });

  it('rejects a foreign desk, a period of more than a week and a nurse', async () => {
    await expect(read({ hospitalId: world.there.hospital.id })).rejects.toMatchObject({ status: 404 });
    await expect(read({ from: '2026-01-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/query/from' }],
    });
    await expect(read({}, world.here.hospital.nurse.kiwi)).rejects.toMatchObject({ status: 403 });
  });
});
