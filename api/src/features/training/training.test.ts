import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { speechEngine } from '../../../test/support/speech/spoken.ts';
import { SynthesisSandbox } from '../../../test/support/speech/synthesis-sandbox.ts';
import { folderWith } from '../../../test/support/temporary-folder.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import { insertTrainingRun } from '../../../test/support/worlds/training-rows.ts';
import type { World } from '../../../test/support/worlds/world.ts';
import { decodeWav } from '../../adapters/audio/wav.ts';
import { speakTones, understandTones } from '../../adapters/speech/sandbox/tones.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import type { ExercisesFace } from '../calls/index.ts';
import { loadKnowledge } from '../triage/index.ts';
import { TrainingRun } from './models.ts';
import { phrasingKey } from './phrasing/phrase.ts';
import { advanceRunJob } from './runs/driver.ts';
import { pruneRuns } from './runs/prune.ts';
import { loadScenarios, SHIPPED } from './scenarios/load.ts';

/** A shipped scenario with a short beginning and a steady noise, which the engine of the tests hears through. */
const OPENING = 'Good morning. My husband dropped his cup of tea.';
const SPOKEN = readFileSync(join(SHIPPED, 'scenarios', 'stroke.yaml'), 'utf8')
  .replace('id: stroke', 'id: spoken-stroke')
  .replace(/ {2}say: Good morning.*/, `  say: ${OPENING}`)
  .replace('kind: kitchen', 'kind: wind');
const VOCABULARY = [...new Set(SPOKEN.match(/[^\s"]+/g))];
const scenarios = folderWith({ 'spoken-stroke.yaml': SPOKEN });
const voice = new SynthesisSandbox({ speak: (text) => speakTones(text, VOCABULARY).samples });
let engine: Awaited<ReturnType<typeof speechEngine>>;
let app: TestApp;
let world: World;

beforeAll(async () => {
  engine = await speechEngine({ vocabulary: VOCABULARY, record: false });
  ({ app, world } = await startTestWorld({
    env: {
      ...engine.env,
      SYNTHESIS_BASE_URL: `${await voice.start()}/v1`,
      KIWIMESH_SCENARIOS_DIR: scenarios,
    },
  }));
});
afterAll(async () => {
  await app.stop();
  await engine.sandbox.stop();
  await voice.stop();
});

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

const call = (callId: string) => ({ path: { callId } });

/** Takes the call of a spoken run, and notes what comes of its caller. */
async function answerSpoken() {
  const { id, callId } = await operator().post('/v1/training/runs', {
    body: { scenarioId: 'spoken-stroke', mode: 'audio' },
  });
  await operator().post('/v1/calls/{callId}/claim', call(callId));
  const live = await operator().liveCalls();
  const said: string[] = [];
  live.join(callId, {
    onTranscript({ committed }) {
      said.push(...committed.flatMap(({ speaker, text }) => (speaker === 'caller' ? [text] : [])));
    },
  });
  const heard: Int16Array[] = [];
  live.listen(callId, { onSound: ({ samples }) => heard.push(samples) });
  return {
    id,
    callId,
    /** What the operator heard in the headset, as the engine would understand it. */
    understood: () =>
      understandTones(Int16Array.from(heard.flatMap((samples) => [...samples])), VOCABULARY)
        .map(({ text }) => text)
        .join(' '),
    hears: (text: string) => eventually(`the words "${text}"`, () => said.join(' ').includes(text)),
    says: (text: string) =>
      operator().post('/v1/calls/{callId}/messages', {
        ...call(callId),
        body: { text, speaker: 'operator' },
      }),
    close: () => live.close(),
  };
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

  it('needs the duty to dispatch', async () => {
    const body = { scenarioId: 'stroke', mode: 'text' } as const;
    const start = (kiwi: ReturnType<typeof operator>, more = {}) =>
      kiwi.post('/v1/training/runs', { body: { ...body, ...more } });
    await expect(start(world.here.hospital.paramedic.kiwi)).rejects.toMatchObject({ code: 'duty_required' });
    await expect(start(operator(), { scenarioId: 'unknown' })).rejects.toMatchObject({ status: 404 });
  });
});

describe('a spoken run', () => {
  it('is transcribed as every call, and answers what the operator asks', async () => {
    const { data } = await operator().get('/v1/training/scenarios');
    const scenario = data.find((one) => one.id === 'spoken-stroke');
    expect(scenario).toMatchObject({ modes: ['text', 'audio'], audioUnavailable: null });
    const { id, callId, hears, says, understood, close } = await answerSpoken();
    await hears(OPENING);
    await eventually('the voice itself', () => understood().includes('cup of tea.'));
    await says('Is he awake?');
    await hears('his eyes are open');

    // Twice without an answer: the line comes as text.
    voice.failNext({ kind: 'status', status: 500 }, { kind: 'status', status: 500 });
    await says('What is the address?');
    await hears('Row house 17 in Palm Meadows');
    expect(await runOf(id)).toMatchObject({ mode: 'audio', audio: { linesSpoken: 2, linesAsText: 1 } });

    await operator().post('/v1/calls/{callId}/hold', call(callId));
    await says('Is he breathing?');
    await operator().post('/v1/calls/{callId}/resume', call(callId));
    await hears('His breathing is normal.');
    close();
    const transcript = await operator().get('/v1/calls/{callId}/transcript', call(callId));
    const sources = transcript.data.flatMap(({ speaker, source, text }) =>
      speaker === 'caller' ? [[source, text.includes('Palm')]] : [],
    );
    expect(sources).toContainEqual(['speech', false]);
    expect(sources.filter(([source]) => source === 'typed')).toEqual([['typed', true]]);

    const run = await end(id, callId);
    expect(run.timeline.flatMap(({ intents }) => intents)).toContain('ask-awake');
    expect((await operator().get('/v1/bookings', { query: {} })).data).toEqual([]);
    const file = await operator().get('/v1/training/runs/{runId}/audio', { path: { runId: id } });
    const samples = decodeWav(new Uint8Array(await file.arrayBuffer()));
    const words = understandTones(samples, VOCABULARY).map(({ text }) => text);
    expect(words.join(' ')).toMatch(/^Good morning\. .* cup of tea\..*His breathing is normal\.$/);
    expect(words).not.toContain('Palm');
    expect(samples.some((one) => one !== 0 && Math.abs(one) < 300)).toBe(true);
  });

  it('goes on where the process that spoke was killed', async () => {
    const { id, callId, hears, says, close } = await answerSpoken();
    const row = () =>
      app.database.run(systemScope('test'), async ({ trx }) => TrainingRun.query(trx).findById(id));
    await eventually('somebody who speaks', async () => (await row())?.voiceBy);
    // As if another process had been the one, and said no more since.
    const killed = v7();
    const voiceUntil = new Date(app.database.now().getTime() + 1_000);
    await app.database.run(systemScope('test'), async ({ trx }) =>
      TrainingRun.query(trx).findById(id).patch({ voiceBy: killed, voiceUntil }),
    );
    await says('Is he awake?');
    await hears('cup of tea.');
    await hears('his eyes are open');
    expect((await row())?.voiceBy).not.toBe(killed);
    close();
    await end(id, callId);
  });

  it('has audio where one of text has none', async () => {
    const { id, audio } = await operator().post('/v1/training/runs', {
      body: { scenarioId: 'spoken-stroke', mode: 'text' },
    });
    expect(audio).toBeNull();
    await expect(
      operator().get('/v1/training/runs/{runId}/audio', { path: { runId: id } }),
    ).rejects.toMatchObject({ status: 404, code: 'training_run_not_spoken' });
  });
});

describe('a caller in other words', () => {
  it('says what the models make of a line', async () => {
    const said: string[] = [];
    const calls = {
      exerciseProgress: async () => ({
        answeredAt: app.database.now(),
        overAt: null,
        onHold: false,
        words: [],
        decisions: [],
      }),
      sayInExercise: async (_: unknown, __: string, { text }: { readonly text: string }) => {
        said.push(text);
      },
    } as unknown as ExercisesFace;
    const loaded = loadScenarios(loadKnowledge());
    const runId = await app.database.run(systemScope('test'), (uow) =>
      insertTrainingRun(uow, {
        operatorId: world.here.hospital.nurse.id,
        hospitalId: world.here.hospital.id,
      }),
    );
    const job = advanceRunJob({
      database: app.database,
      calls,
      scenarios: () => loaded,
      phrase: async (_, lines) => new Map(lines.map((line) => [phrasingKey(line), 'In other words.'])),
    });
    await job.handle({ runId }, { key: runId, attempt: 1 });
    expect(said).toEqual(['In other words.']);
    expect((await runOf(runId)).timeline).toMatchObject([{ kind: 'caller', text: 'In other words.' }]);
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
