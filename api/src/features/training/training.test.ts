import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { makeWorld, type World } from '../../../test/support/worlds/world.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import { TrainingRun } from './models.ts';
import { pruneRuns } from './runs/prune.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await makeWorld({ url: app.url, superAdmin: app.superAdmin });
});
afterAll(() => app.stop());

const operator = () => world.here.hospital.nurse.kiwi;
const admin = () => world.here.hospital.admin.kiwi;
const runOf = (runId: string, kiwi = operator()) =>
  kiwi.get('/v1/training/runs/{runId}', { path: { runId } });

async function start(scenarioId: string, cohort?: string) {
  const run = await operator().post('/v1/training/runs', {
    body: { scenarioId, mode: 'text', ...(cohort === undefined ? {} : { cohort }) },
  });
  await operator().post('/v1/calls/{callId}/claim', { path: { callId: run.callId } });
  return run;
}

/** What the caller has said so far. */
async function heard(callId: string): Promise<readonly string[]> {
  const { data } = await operator().get('/v1/calls/{callId}/transcript', { path: { callId } });
  return data.filter(({ speaker }) => speaker === 'caller').map(({ text }) => text);
}

/** Says something, and waits for the caller to answer it. */
async function say(callId: string, text: string): Promise<string> {
  const before = (await heard(callId)).length;
  await operator().post('/v1/calls/{callId}/messages', {
    path: { callId },
    body: { text, speaker: 'operator' },
  });
  return eventually(
    'an answer of the caller',
    async () => (await heard(callId)).slice(before).join(' ') || null,
  );
}

async function end(runId: string, callId: string) {
  await operator().post('/v1/calls/{callId}/end', { path: { callId }, body: { disposition: 'training' } });
  return eventually('the end of the run', async () => {
    const run = await runOf(runId);
    return run.state === 'ended' && run;
  });
}

describe('a run', () => {
  it('is a call of training, in which the caller answers what the operator asks', async () => {
    const { id, callId, state } = await start('prank', 'first-course');
    expect(state).toBe('waiting');
    const call = await operator().get('/v1/calls/{callId}', { path: { callId } });
    expect(call).toMatchObject({ channel: 'training', training: true, residentId: null, bookingId: null });
    const opening = await eventually('the opening', async () => (await heard(callId))[0]);
    expect(opening).toMatch(/elephant/);
    const live = await operator().liveCalls();
    const spoken: string[] = [];
    live.join(callId, { onTranscript: ({ committed }) => spoken.push(...committed.map(({ text }) => text)) });
    await eventually('the operator has joined', () => spoken.length > 0);
    expect(await say(callId, 'What is your name?')).toMatch(/Shahrukh/);
    expect(await say(callId, 'Is this a real emergency? Does anyone need help?')).toMatch(
      /a little emergency/,
    );
    expect(await say(callId, 'Tell me once more, is it a joke?')).toMatch(/only playing/);
    await eventually('the operator sees it live', () => spoken.join(' ').includes('only playing'));
    live.close();
    expect(await runOf(id)).toMatchObject({ state: 'active', total: null, score: null });
    await operator().post('/v1/calls/{callId}/decision', {
      path: { callId },
      body: { urgency: 5, action: 'dispatch', booking: { serviceType: 'ambulance' }, reason: 'An exercise.' },
    });
    expect(await operator().get('/v1/calls/{callId}', { path: { callId } })).toMatchObject({
      bookingId: null,
    });
    expect((await operator().get('/v1/bookings', { query: {} })).data).toEqual([]);

    const run = await end(id, callId);
    expect(run).toMatchObject({ passed: false, cohort: 'first-course', scenarioTitle: 'Boys at the window' });
    const marks = Object.fromEntries(run.score?.items.map((item) => [item.id, item.outcome]) ?? []);
    expect(marks).toMatchObject({
      'ask-really-emergency': 'met',
      'ask-alone': 'missed',
      action: 'missed',
      urgency: 'met',
    });
    expect(run.score?.items.map((item) => item.id)).toContain('dispatches');
    const done = run.timeline.filter(({ kind }) => kind !== 'caller');
    expect(done.map(({ kind }) => kind)).toEqual(['operator', 'operator', 'operator', 'decision', 'end']);
    expect(done[3]?.decision).toEqual({ urgency: 5, action: 'dispatch', serviceType: 'ambulance' });
    expect(done[1]?.intents).toContain('ask-really-emergency');
  });

  it('is seen by its operator and the administrator, not by others', async () => {
    const { id, callId } = await start('prank');
    const colleague = world.here.hospital.paramedic.kiwi;
    const elsewhere = world.there.hospital.admin.kiwi;
    expect(await runOf(id, admin())).toMatchObject({ id });
    for (const kiwi of [colleague, elsewhere]) {
      await expect(runOf(id, kiwi)).rejects.toMatchObject({ status: 404 });
      expect((await kiwi.get('/v1/training/runs', { query: {} })).data).toEqual([]);
    }
    await end(id, callId);
  });

  it('needs the duty to dispatch, and a synthesiser to be spoken', async () => {
    const body = { scenarioId: 'stroke', mode: 'text' } as const;
    const start = (kiwi: ReturnType<typeof operator>, more = {}) =>
      kiwi.post('/v1/training/runs', { body: { ...body, ...more } });
    await expect(start(world.here.hospital.paramedic.kiwi)).rejects.toMatchObject({ code: 'duty_required' });
    await expect(start(operator(), { scenarioId: 'unknown' })).rejects.toMatchObject({ status: 404 });
    await expect(start(operator(), { mode: 'audio' })).rejects.toMatchObject({
      code: 'training_audio_unavailable',
    });
  });
});

describe('a run that an administrator assigns', () => {
  const assign = (operatorId: string, kiwi = admin()) =>
    kiwi.post('/v1/training/runs', { body: { scenarioId: 'prank', mode: 'text', operatorId } });

  it('rings for the operator, who practises and is scored', async () => {
    const { nurse } = world.here.hospital;
    const run = await assign(nurse.id);
    expect(run).toMatchObject({ operator: { id: nurse.id }, hospitalId: world.here.hospital.id });
    const call = await operator().get('/v1/calls/{callId}', { path: { callId: run.callId } });
    expect(call).toMatchObject({ state: 'waiting', training: true, offeredTo: nurse.id });
    await operator().post('/v1/calls/{callId}/claim', { path: { callId: run.callId } });
    expect(await end(run.id, run.callId)).toMatchObject({ operator: { id: nurse.id } });
  });

  it('is refused for who takes no calls, is elsewhere, or is assigned by a colleague', async () => {
    const { paramedic, nurse } = world.here.hospital;
    await expect(assign(paramedic.id)).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ pointer: '/operatorId' }],
    });
    await expect(assign(world.there.hospital.nurse.id)).rejects.toMatchObject({ status: 404 });
    await expect(assign(world.here.hospital.admin.id, nurse.kiwi)).rejects.toMatchObject({
      code: 'role_not_allowed',
    });
  });
});

describe('a scenario', () => {
  it('gives nothing away before it was run', async () => {
    const { data } = await operator().get('/v1/training/scenarios');
    expect(data.length).toBeGreaterThanOrEqual(14);
    expect(JSON.stringify(data)).not.toMatch(/embolism is|summary|facts/);
    const of = (kiwi: ReturnType<typeof operator>, scenarioId: string) =>
      kiwi.get('/v1/training/scenarios/{scenarioId}', { path: { scenarioId } });
    expect((await of(operator(), 'snakebite')).debrief).toBeNull();
    expect((await of(operator(), 'prank')).debrief).toMatchObject({ summary: expect.any(String) });
    const { debrief } = await of(admin(), 'snakebite');
    expect(debrief?.criteria.reduce((sum, { points }) => sum + points, 0)).toBe(100);
    expect(debrief?.sources).not.toEqual([]);
  });
});

describe('the report', () => {
  it('counts runs by operator and scenario, for administrators', async () => {
    const report = (kiwi = admin()) => kiwi.get('/v1/training/report', { query: { cohort: 'first-course' } });
    expect(await report()).toMatchObject({
      runs: 1,
      passed: 0,
      operators: [{ operator: { id: world.here.hospital.nurse.id }, runs: 1, scenarios: 1 }],
      scenarios: [{ scenarioId: 'prank', runs: 1 }],
    });
    const [prank] = (await report()).scenarios;
    expect(prank?.oftenMissed.map(({ label }) => label)).toContain('Decides: false_call');
    expect(await report(world.there.hospital.admin.kiwi)).toMatchObject({ runs: 0, averageTotal: null });
    await expect(report(operator())).rejects.toMatchObject({ status: 403 });
  });
});

describe('retention', () => {
  it('deletes runs as old as the calls that are deleted', async () => {
    const run = await operator().post('/v1/training/runs', { body: { scenarioId: 'dengue', mode: 'text' } });
    const system = { settings: { current: async () => ({ calls: { retentionDays: 30 } }) } } as never;
    expect(await pruneRuns(app.database, system)).toBe(0);
    await app.database.run(systemScope('test'), async (uow) =>
      TrainingRun.query(uow.trx)
        .findById(run.id)
        .patch({ createdAt: new Date(0) }),
    );
    expect(await pruneRuns(app.database, system)).toBe(1);
    await expect(runOf(run.id)).rejects.toMatchObject({ status: 404 });
  });
});
