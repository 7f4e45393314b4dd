import type { HeardSound } from '@kiwimesh/sdk';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { Network } from '../../../../test/support/speech/spoken.ts';
import { closeCall } from '../../../../test/support/worlds/close-call.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import {
  clientOf,
  type Signed,
  stateOf,
  tokenOf,
  type World,
} from '../../../../test/support/worlds/world.ts';

let app: TestApp;
/** Another process of the same service. */
let other: TestApp;
let world: World;
const closing: (() => void | Promise<void>)[] = [];

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
  other = await startTestApp({ on: app });
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
afterAll(async () => {
  await other?.stop();
  await app?.stop();
});

const resident = (nth = 0) => world.here.community.residents[nth] as Signed;
const operator = () => world.here.hospital.nurse.kiwi;
const elsewhere = (kiwi: Signed['kiwi']) => clientOf(other.url, stateOf(kiwi));
const path = (callId: string) => ({ path: { callId } });
const claim = (kiwi: Signed['kiwi'], callId: string) => kiwi.post('/v1/calls/{callId}/claim', path(callId));

async function ring(nth = 0) {
  const { id } = await resident(nth).kiwi.post('/v1/calls', { body: { channel: 'web' } });
  closing.push(() => closeCall(world, operator(), id));
  return id;
}

const SAMPLES = 1_600;
/** Frames of a tone, 100 ms each: its pitch says whose they are. */
const tone = (hertz: number, frames: number) =>
  Array.from({ length: frames }, (_, nth) =>
    Int16Array.from(new Int16Array(SAMPLES), (_, at) =>
      Math.round(8_000 * Math.sin((2 * Math.PI * hertz * (nth * SAMPLES + at)) / 16_000)),
    ),
  );
/** How often the samples cross zero upwards, a second. */
function pitchOf(sounds: readonly HeardSound[]): number {
  const samples = sounds.flatMap((sound) => [...sound.samples]);
  const crossings = samples.filter((value, at) => value >= 0 && (samples[at - 1] ?? 0) < 0).length;
  return Math.round((crossings / samples.length) * 16_000);
}
const msOf = (sounds: readonly HeardSound[]) =>
  sounds.reduce((sum, { samples }) => sum + samples.length, 0) / 16;

/** Speaks in a call on the own side of it. */
async function speaker(kiwi: Signed['kiwi'], callId: string) {
  const live = await kiwi.liveCalls();
  closing.push(() => live.close());
  let taken = 0;
  const line = live.join(callId, { onFrameTaken: () => (taken += 1) });
  let began: number | undefined;
  let saidMs = 0;
  return async (hertz: number, frames = 10) => {
    const until = taken + frames;
    began ??= performance.now();
    for (const frame of tone(hertz, frames)) {
      saidMs += 100;
      line.send(frame, began + saidMs);
    }
    await eventually('the service has it', () => taken >= until);
  };
}

/** Hears a call. */
async function listener(kiwi: Signed['kiwi'], callId: string) {
  const live = await kiwi.liveCalls();
  closing.push(() => live.close());
  const heard: HeardSound[] = [];
  const hears: string[] = [];
  let isHeard = false;
  const problems: Error[] = [];
  const stop = live.listen(callId, {
    onHears: (speakers, by) => {
      isHeard = by;
      if (speakers.join(' and ') !== hears.at(-1)) hears.push(speakers.join(' and '));
    },
    onSound: (sound) => heard.push(sound),
    onProblem: (problem) => problems.push(problem),
  });
  await eventually('the answer', () => hears.length + problems.length > 0);
  return { heard, hears, isHeard: () => isHeard, problems, stop };
}
const refusalTo = async (kiwi: Signed['kiwi'], callId: string) =>
  (await listener(kiwi, callId)).problems.map((problem) => (problem as { code?: string }).code);

describe('the sound of a call', () => {
  it('reaches the operator who has it and its caller, each the other', async () => {
    const id = await ring();
    const theirs = await listener(resident().kiwi, id);
    expect([theirs.hears, theirs.isHeard()]).toEqual([[''], false]);
    await claim(operator(), id);
    await eventually('the caller hears somebody', () => theirs.hears.at(-1) === 'operator');
    const desk = await listener(operator(), id);
    expect([desk.hears, desk.isHeard()]).toEqual([['caller'], true]);
    // The caller learns that somebody listens: their microphone is worth opening, also where no speech is recognised.
    await eventually('the caller is heard', () => theirs.isHeard());
    const [say, answer] = [await speaker(resident().kiwi, id), await speaker(operator(), id)];
    await say(400);
    await answer(1_000);
    await eventually('a second each way', () => msOf(desk.heard) >= 1_000 && msOf(theirs.heard) >= 1_000);
    expect(new Set(desk.heard.map((one) => one.speaker))).toEqual(new Set(['caller']));
    expect(new Set(theirs.heard.map((one) => one.speaker))).toEqual(new Set(['operator']));
    expect(pitchOf(desk.heard)).toBeGreaterThan(380);
    expect(pitchOf(desk.heard)).toBeLessThan(420);
    expect(pitchOf(theirs.heard)).toBeGreaterThan(980);
    // In its order, on the time axis of the transcript.
    const starts = desk.heard.map(({ startMs }) => startMs);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    desk.stop();
    await eventually('nobody hears the caller', () => !theirs.isHeard());
    await say(400, 5);
    await eventually('the rest is taken', () => msOf(theirs.heard) >= 1_000);
    expect(msOf(desk.heard)).toBe(1_000);
  });

  it('is of no one else, and stops with the right to it', async () => {
    const id = await ring();
    const say = await speaker(resident().kiwi, id);
    await claim(operator(), id);
    const former = await listener(operator(), id);
    await say(400);
    await eventually('the operator hears it', () => msOf(former.heard) === 1_000);
    expect(await refusalTo(resident(1).kiwi, id)).toEqual(['not_found']);
    expect(await refusalTo(world.there.hospital.nurse.kiwi, id)).toEqual(['not_found']);
    expect(await refusalTo(world.here.hospital.paramedic.kiwi, id)).toEqual(['duty_required']);
    const { id: colleague } = world.here.hospital.paramedic;
    const duties = (given: 'dispatch'[]) =>
      world.superAdmin.patch('/v1/staff/{staffId}', {
        path: { staffId: colleague },
        body: { duties: given },
      });
    await duties(['dispatch']);
    expect(await refusalTo(world.here.hospital.paramedic.kiwi, id)).toEqual(['not_call_operator']);
    await duties([]);

    // On hold neither hears the other.
    await operator().post('/v1/calls/{callId}/hold', path(id));
    await eventually('nobody is heard', () => former.hears.at(-1) === '');
    await say(500, 5);
    await operator().post('/v1/calls/{callId}/resume', path(id));
    await eventually('the caller is heard again', () => former.hears.at(-1) === 'caller');
    await say(600);
    await eventually('what follows is heard', () => msOf(former.heard) === 2_000);

    await operator().post('/v1/calls/{callId}/transfer', {
      ...path(id),
      body: { to: world.there.hospital.id, note: 'Nearer' },
    });
    await eventually('the former operator hears nobody', () => former.hears.at(-1) === '');
    await claim(world.there.hospital.nurse.kiwi, id);
    const latter = await listener(world.there.hospital.nurse.kiwi, id);
    await say(700);
    await eventually('the latter hears it', () => msOf(latter.heard) === 1_000);
    expect(msOf(former.heard)).toBe(2_000);
    await world.there.hospital.nurse.kiwi.post('/v1/calls/{callId}/end', {
      ...path(id),
      body: { disposition: 'advised' },
    });
    await eventually('it is over', () => latter.hears.at(-1) === '');
  });

  it('is heard by an administrator who listens in, as timeline and audit say', async () => {
    const id = await ring();
    const { admin } = world.here.hospital;
    const say = await speaker(resident().kiwi, id);
    const first = await listener(admin.kiwi, id);
    expect(first.hears).toEqual(['caller']);
    await claim(operator(), id);
    await eventually('both are heard', () => first.hears.at(-1) === 'caller and operator');
    const answer = await speaker(operator(), id);
    await Promise.all([say(400), answer(1_000)]);
    await eventually('both sides', () => msOf(first.heard) >= 2_000);
    await listener(admin.kiwi, id);
    const { data } = await operator().get('/v1/calls/{callId}/events', {
      ...path(id),
      query: { limit: 100 },
    });
    const acts = data.filter(({ type }) => type === 'listened_in');
    expect(acts).toMatchObject([{ actor: { kind: 'staff', id: admin.id } }]);
    const listened = async () => {
      const { data } = await world.superAdmin.get('/v1/audit-events', {
        query: { recordId: id, action: 'socket listen', limit: 100 },
      });
      return data.filter(({ actor }) => actor.id === admin.id).length;
    };
    await eventually('the audit log has both times', async () => (await listened()) === 2);
    expect(await refusalTo(world.there.hospital.admin.kiwi, id)).toEqual(['not_found']);
  });

  it('goes between two processes, and on where its caller comes back to the other', async () => {
    const id = await ring();
    await claim(operator(), id);
    let port = Number(new URL(app.url).port);
    const network = new Network(() => port);
    const kiwi = clientOf(await network.start(), stateOf(resident().kiwi));
    closing.push(() => network.stop());
    const say = await speaker(kiwi, id);
    const desk = await listener(elsewhere(operator()), id);
    const theirs = await listener(resident().kiwi, id);
    const answer = await speaker(elsewhere(operator()), id);
    // Processes learn of each other, and of who listens.
    const both = () => msOf(desk.heard) > 0 && msOf(theirs.heard) > 0;
    await eventually('both are heard', async () => {
      await Promise.all([say(400, 2), answer(1_000, 2)]);
      return both();
    });
    desk.heard.length = 0;
    await say(400);
    await eventually('a second of it', () => msOf(desk.heard) >= 1_000);
    const pitch = pitchOf(desk.heard);
    expect(pitch).toBeGreaterThan(380);
    expect(pitch).toBeLessThan(420);
    desk.heard.length = 0;
    port = Number(new URL(other.url).port);
    network.cut();
    await say(400);
    await eventually('what is said at the other process', () => msOf(desk.heard) >= 1_000);
    // What was sent again is heard once.
    const starts = desk.heard.map(({ startMs }) => startMs);
    expect(new Set(starts).size).toBe(starts.length);
    await operator().post('/v1/calls/{callId}/hold', path(id));
    await eventually('a change elsewhere counts here', () => desk.hears.at(-1) === '');
  });

  it('is left out for a connection that does not take it', async () => {
    const id = await ring();
    await claim(operator(), id);
    const socket = io(`${app.url}/calls`, {
      auth: { token: await tokenOf(operator()) },
      transports: ['websocket'],
      forceNew: true,
    }) as Socket;
    closing.push(() => void socket.disconnect());
    const got: number[] = [];
    const answers: (() => void)[] = [];
    let takes = false;
    socket.on('sound', ({ startMs }, _bytes, answer) => {
      got.push(startMs);
      if (takes) answer();
      else answers.push(answer);
    });
    expect(await socket.emitWithAck('listen', { callId: id })).toMatchObject({ ok: true, hears: ['caller'] });
    const say = await speaker(resident().kiwi, id);
    await say(400, 80);
    await eventually('two seconds on their way', () => got.length === 20);
    // The last second waits; the five before it are left out.
    takes = true;
    for (const answer of answers.splice(0)) answer();
    await eventually('the last second', () => got.length === 30);
    expect((got[20] ?? 0) - (got[19] ?? 0)).toBe(5_100);
    await say(400, 1);
    await eventually('and what follows', () => got.length === 31);
  });
});
