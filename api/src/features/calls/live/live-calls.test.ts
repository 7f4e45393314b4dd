import { Kiwimesh, memoryStore } from '@kiwimesh/sdk';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { sized } from '../../../../test/support/size.ts';
import {
  bytesOf,
  framesOf,
  Network,
  SAID,
  speechEngine,
  wordsIn,
} from '../../../../test/support/speech/spoken.ts';
import { closeCall } from '../../../../test/support/worlds/close-call.ts';
import {
  clientOf,
  makeWorld,
  type Signed,
  stateOf,
  tokenOf,
  type World,
} from '../../../../test/support/worlds/world.ts';
import type { SpeechSandbox } from '../../../adapters/speech/sandbox/server.ts';
import { callerAbsentJob, Presence } from './presence.ts';

let app: TestApp;
let world: World;
let engine: SpeechSandbox;
const closing: (() => void | Promise<void>)[] = [];

beforeAll(async () => {
  const speech = await speechEngine();
  engine = speech.sandbox;
  app = await startTestApp({ env: speech.env });
  world = await makeWorld({ url: app.url, superAdmin: app.superAdmin });
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
afterAll(async () => {
  await app?.stop();
  await engine?.stop();
});

const resident = (nth = 0) => world.here.community.residents[nth] as Signed;
const operator = () => world.here.hospital.nurse.kiwi;
const path = (callId: string) => ({ path: { callId } });

/** A call of a resident, wrapped up after the test. */
async function ring(nth = 0) {
  const call = await resident(nth).kiwi.post('/v1/calls', { body: { channel: 'web' } });
  closing.push(() => closeCall(world, operator(), call.id));
  return call;
}
const textOf = async (callId: string, speaker = 'caller') => {
  const said: string[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof transcriptAfter>> = await transcriptAfter(callId, after);
    said.push(...page.data.filter((one) => one.speaker === speaker).map(({ text }) => text));
    after = page.nextSequence;
  }
  return said.join(' ');
};
const transcriptAfter = (callId: string, after: number) =>
  operator().get('/v1/calls/{callId}/transcript', { ...path(callId), query: { after } });

/** A socket without the SDK. */
async function socketOf(kiwi: Signed['kiwi'], url = app.url): Promise<Socket> {
  const token = await tokenOf(kiwi);
  const socket = io(`${url}/calls`, {
    auth: { token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  closing.push(() => void socket.disconnect());
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** A resident says the same again and again, and their connection breaks in the middle of it. */
async function speakThroughBreaks(nth: number, said: string, breaks: number) {
  const { id: callId } = await ring(nth);
  const network = new Network(() => Number(new URL(app.url).port));
  const live = await clientOf(await network.start(), stateOf(resident(nth).kiwi)).liveCalls();
  closing.push(
    () => live.close(),
    () => network.stop(),
  );
  let joins = 0;
  let taken = 0;
  const line = live.join(callId, {
    onJoined: () => {
      joins += 1;
    },
    onFrameTaken: () => {
      taken += 1;
    },
  });
  const frames = framesOf(said);
  let sent = 0;
  // Spoken without pauses, however long the machine takes to send it.
  const began = performance.now();
  let spokenMs = 0;
  const speak = () => {
    const frame = frames[sent % frames.length] as Int16Array;
    sent += 1;
    spokenMs += frame.length / 16;
    line.send(frame, began + spokenMs);
  };
  for (let nthBreak = 0; nthBreak < breaks; nthBreak += 1) {
    const before = joins;
    const acknowledged = taken;
    for (let count = 0; count < 7; count += 1) speak();
    await eventually('it goes on', () => taken > acknowledged);
    network.cut();
    await eventually('it is back', () => joins > before);
  }
  while (sent % frames.length !== 0) speak();
  await line.finish();
  return { callId, times: sent / frames.length };
}

describe('a spoken call', () => {
  it('becomes words and urgency, of both sides, before and after it is claimed', async () => {
    const call = await ring();
    const caller = await resident().kiwi.liveCalls();
    const desk = await operator().liveCalls();
    closing.push(
      () => caller.close(),
      () => desk.close(),
    );
    // The one who listens from the start sees each assessment; who joins later reads the one there is.
    const urgencies: number[] = [];
    const supervisor = await world.here.hospital.admin.kiwi.liveCalls();
    closing.push(() => supervisor.close());
    await new Promise<void>((resolve) =>
      supervisor.join(
        call.id,
        { onJoined: () => resolve(), onTriage: ({ triage }) => urgencies.push(triage.urgency) },
        { side: 'listener' },
      ),
    );
    const heard: string[] = [];
    const mine = caller.join(call.id, {
      onTranscript: ({ committed }) => heard.push(...committed.map(({ text }) => text)),
    });
    for (const frame of framesOf(SAID)) mine.send(frame);
    await operator().post('/v1/calls/{callId}/claim', path(call.id));
    const tentative: string[] = [];
    const theirs = desk.join(call.id, {
      onTranscript: (words) => tentative.push(words.tentative),
    });
    for (const frame of framesOf('is my father sweating')) theirs.send(frame);
    await Promise.all([mine.finish(), theirs.finish()]);
    expect(await textOf(call.id)).toBe(wordsIn(SAID));
    expect(await textOf(call.id, 'operator')).toBe('is my father sweating');
    await eventually('the urgency', () => Math.min(...urgencies) <= 2);
    await eventually('the words of both sides', () => heard.join(' ').includes('is my father sweating'));
    expect(await operator().get('/v1/calls/{callId}', path(call.id))).toMatchObject({
      urgency: Math.min(...urgencies),
    });
  });

  it(
    'loses no word and has none twice when its connection breaks again and again',
    async () => {
      const said = [
        'my father has chest pain and is sweating please send an ambulance to gate two ...',
        'please send an ambulance my father has chest pain ...',
        'is an ambulance sweating and my gate has two father please send pain ...',
      ];
      // Three callers at once: each waits for their own connection alone.
      const breaks = sized({ small: 7, full: 334 });
      await Promise.all(
        said.map(async (words, nth) => {
          const { callId, times } = await speakThroughBreaks(nth, words, breaks);
          const expected = Array.from({ length: times }, () => wordsIn(words)).join(' ');
          expect(await textOf(callId)).toBe(expected);
        }),
      );
    },
    sized({ small: 300_000, full: 1_800_000 }),
  );

  it('brings words that were missed, however often asking for them fails', async () => {
    const call = await ring(2);
    await resident(2).kiwi.post('/v1/calls/{callId}/messages', {
      ...path(call.id),
      body: { text: 'He fell' },
    });
    let failures = 0;
    const kiwi = new Kiwimesh({
      baseUrl: app.url,
      store: memoryStore(stateOf(resident(2).kiwi).session),
      retries: 0,
      fetch: async (input, init) => {
        const { url } = new Request(input, init);
        if (!url.includes('/transcript') || failures === 3) return fetch(input, init);
        failures += 1;
        throw new TypeError('the network is gone');
      },
    });
    const live = await kiwi.liveCalls();
    closing.push(() => live.close());
    const [heard, problems]: [string[], Error[]] = [[], []];
    live.join(call.id, {
      onTranscript: ({ committed }) => heard.push(...committed.map(({ text }) => text)),
      onProblem: (problem) => problems.push(problem),
    });
    await eventually('the words', () => heard.length > 0);
    expect(heard).toEqual(['He fell']);
    expect(problems).toHaveLength(3);
    // Those that are typed meanwhile come by themselves.
    const body = { text: 'He fell' };
    await resident(2).kiwi.post('/v1/calls/{callId}/messages', { ...path(call.id), body });
    await eventually('the typed words', () => heard.length > 1);
    expect(heard).toEqual(['He fell', 'He fell']);
  });

  it('counts as left when the caller does not come back, and not when they do', async () => {
    const call = await ring(2);
    const job = callerAbsentJob(app.database);
    const run = { attempt: 1, signal: new AbortController().signal } as never;
    const first = await socketOf(resident(2).kiwi);
    await first.emitWithAck('join', { callId: call.id });
    first.disconnect();
    const second = await socketOf(resident(2).kiwi);
    await second.emitWithAck('join', { callId: call.id });
    await job.handle({ callId: call.id, epoch: 1 }, run);
    expect(await operator().get('/v1/calls/{callId}', path(call.id))).toMatchObject({ state: 'waiting' });
    // While the connection is there, and its process says so, the caller is.
    await job.handle({ callId: call.id, epoch: 2 }, run);
    expect(await operator().get('/v1/calls/{callId}', path(call.id))).toMatchObject({ state: 'waiting' });
    const pending = await app.testDatabase.owner('agenda_job').where({ name: 'call-caller-absent' });
    expect(pending.length).toBeGreaterThan(0);
    let renew = () => {};
    const after = (_: number, run: () => void) => {
      renew = run;
      return () => {};
    };
    const presence = new Presence(app.database, { error: () => {} } as never, { now: () => 0, after });
    presence.hold({ callId: call.id, speaker: 'caller', epoch: 2 });
    const lease = async () => {
      const [row] = await app.testDatabase.owner('call_audio').where({ call_id: call.id, speaker: 'caller' });
      return (row.lease_until as Date).getTime();
    };
    const before = await lease();
    renew();
    await eventually('the lease is renewed', async () => (await lease()) > before);
    await presence.stop();
    // Its process was killed: nobody closes the connection, and nobody renews its lease.
    await app.testDatabase.owner.raw(
      `update call_audio set lease_until = now() - interval '1 second' where call_id = ?`,
      [call.id],
    );
    await job.handle({ callId: call.id, epoch: 2 }, run);
    expect(await operator().get('/v1/calls/{callId}', path(call.id))).toMatchObject({ state: 'abandoned' });
  });
});

describe('frames', () => {
  const header = (callId: string, seq: number) => ({
    callId,
    seq,
    encoding: 'pcm_s16le',
    sampleRate: 16_000,
  });

  it('are put in order, taken once, and a gap counts as silence', async () => {
    const call = await ring();
    const socket = await socketOf(resident().kiwi);
    const joined = await socket.emitWithAck('join', { callId: call.id });
    expect(joined).toMatchObject({
      ok: true,
      side: 'caller',
      nextSeq: 1,
      deskTelephone: false,
      degraded: null,
      state: 'waiting',
      sequence: 0,
    });
    const frames = framesOf('my father has chest pain ... please send an ambulance');
    const send = (seq: number) =>
      socket.emitWithAck('audio', header(call.id, seq), bytesOf(frames[seq - 1] as Int16Array));
    // Silence is lost between the two sentences: 19 and 20 of the frames.
    const order = frames.map((_, nth) => nth + 1).filter((seq) => seq !== 19 && seq !== 20);
    for (let at = 0; at + 1 < 16; at += 2)
      [order[at], order[at + 1]] = [order[at + 1] as number, order[at] as number];
    for (const seq of [...order, ...order.slice(0, 10)]) {
      expect(await send(seq)).toEqual({ ok: true, seq });
    }
    expect(await socket.emitWithAck('finish', { callId: call.id })).toEqual({
      ok: true,
      nextSeq: frames.length + 1,
    });
    expect(await textOf(call.id)).toBe('my father has chest pain please send an ambulance');
    const { data } = await operator().get('/v1/calls/{callId}/events', {
      ...path(call.id),
      query: { limit: 100 },
    });
    expect(data.filter(({ type }) => type === 'audio_lost').map(({ data }) => data)).toEqual([
      { speaker: 'caller', ms: 200 },
    ]);
  });

  it('are taken from the connection that joined last, and from no other', async () => {
    const call = await ring(1);
    const [one, two] = [await socketOf(resident(1).kiwi), await socketOf(resident(1).kiwi)];
    const frame = bytesOf(framesOf('my')[0] as Int16Array);
    const send = (socket: Socket, seq: number) => socket.emitWithAck('audio', header(call.id, seq), frame);
    expect(await send(one, 1)).toMatchObject({ ok: false, problem: { status: 422 } });
    await one.emitWithAck('join', { callId: call.id });
    expect(await send(one, 1)).toMatchObject({ ok: true });
    expect(await two.emitWithAck('join', { callId: call.id })).toMatchObject({ side: 'caller', nextSeq: 2 });
    expect(await send(one, 2)).toMatchObject({ ok: false, problem: { code: 'audio_taken_over' } });
    expect(await send(two, 2)).toMatchObject({ ok: true });
    expect(await two.emitWithAck('audio', header(call.id, 3), Buffer.alloc(16_001))).toMatchObject({
      problem: { status: 413 },
    });
    const mulaw = { ...header(call.id, 3), encoding: 'mulaw' };
    expect(await two.emitWithAck('audio', mulaw, frame)).toMatchObject({ problem: { status: 400 } });
    const supervisor = await socketOf(world.here.hospital.admin.kiwi);
    expect(await supervisor.emitWithAck('join', { callId: call.id })).toMatchObject({
      side: 'listener',
      nextSeq: null,
    });
    expect(await send(supervisor, 3)).toMatchObject({ ok: false, problem: { status: 422 } });
    expect(await supervisor.emitWithAck('join', { callId: call.id, side: 'operator' })).toMatchObject({
      problem: { code: 'not_call_operator' },
    });
    for (const kiwi of [
      world.there.hospital.nurse.kiwi,
      world.there.community.residents[0]?.kiwi as Signed['kiwi'],
      resident(2).kiwi,
    ]) {
      const stranger = await socketOf(kiwi);
      expect(await stranger.emitWithAck('join', { callId: call.id })).toMatchObject({
        ok: false,
        problem: { status: 404 },
      });
    }
    const queue = await socketOf(world.there.hospital.nurse.kiwi);
    const { id: hospitalId } = world.here.hospital;
    expect(await queue.emitWithAck('watch', { hospitalId })).toMatchObject({ problem: { status: 404 } });
    expect(await queue.emitWithAck('watch', { hospitalId: 'platform' })).toMatchObject({
      problem: { status: 404 },
    });
  });

  it('of a queue show its calls to its operators alone', async () => {
    const desk = await operator().liveCalls();
    const other = await world.there.hospital.nurse.kiwi.liveCalls();
    closing.push(
      () => desk.close(),
      () => other.close(),
    );
    const [seen, foreign]: [string[], string[]] = [[], []];
    let up = 0;
    const watch = (live: typeof desk, hospitalId: string, into: string[]) =>
      live.queue(hospitalId, {
        onConnection: () => {
          up += 1;
        },
        onCall: ({ type, callId }) => into.push(`${type} ${callId}`),
      });
    watch(desk, world.here.hospital.id, seen);
    watch(other, world.there.hospital.id, foreign);
    await eventually('both watch', () => up === 2);
    const call = await ring(2);
    await operator().post('/v1/calls/{callId}/claim', path(call.id));
    await operator().post('/v1/calls/{callId}/transfer', {
      ...path(call.id),
      body: { to: world.there.hospital.id, note: 'x' },
    });
    await eventually('the transfer at both', () =>
      [seen, foreign].every((all) => all.includes(`call.transferred ${call.id}`)),
    );
    // Calls of earlier tests are still being wrapped up.
    const own = seen.filter((change) => change.endsWith(call.id));
    expect(own).toEqual(['received', 'claimed', 'transferred'].map((type) => `call.${type} ${call.id}`));
    expect(foreign).toEqual([`call.transferred ${call.id}`]);
  });
});
