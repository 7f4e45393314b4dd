import type { CallJoined, Schema } from '@kiwimesh/sdk';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { closeCall } from '../../../../test/support/worlds/close-call.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../../test/support/worlds/world.ts';
import { SpeechSandbox } from '../../../adapters/speech/sandbox/server.ts';
import { speakTones } from '../../../adapters/speech/sandbox/tones.ts';
import type { SandboxCall } from '../../../adapters/telephony/sandbox/call.ts';
import { SandboxTelephone } from '../../../adapters/telephony/sandbox/server.ts';
import { SandboxStream } from '../../../adapters/telephony/sandbox/stream.ts';
import { decodeMulaw, encodeMulaw } from '../../../speech/audio/mulaw.ts';
import { downsample } from '../../../speech/audio/resample.ts';

/*
 * Calls from telephones through the gateway's real protocol: webhooks, its WebSocket and its REST API are played by the
 * sandbox, what is said is heard by the speech sandbox, and what became of it is read over HTTP.
 */

const WORDS = ['my', 'father', 'fell', 'and', 'does', 'not', 'wake', 'up', 'help'];
const LINE = '+918045678900';
const BROKEN_LINE = '+918045678909';
const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token-of-the-sandbox' };
const gateway = new SandboxTelephone(account);
const speech = new SpeechSandbox({ protocol: 'openai', vocabulary: WORDS });

let app: TestApp;
let world: World;
let env: Record<string, string>;

beforeAll(async () => {
  const [gatewayUrl, speechUrl] = await Promise.all([gateway.start(), speech.start()]);
  env = {
    KIWIMESH_TELEPHONY: 'twilio',
    KIWIMESH_TELEPHONY_FROM: '+918045678999',
    // No hospital has this id: a call on that line cannot be taken.
    KIWIMESH_TELEPHONY_LINES: `${BROKEN_LINE}=0193a5f0-7c1e-7000-8000-00000000dead`,
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_BASE_URL: gatewayUrl,
    SPEECH_BASE_URL: `${speechUrl}/v1`,
  };
  ({ app, world } = await startTestWorld({ env }));
  const { id: staffId } = await world.superAdmin.get('/v1/me');
  await world.superAdmin.patch('/v1/staff/{staffId}', {
    path: { staffId },
    body: { duties: ['dispatch'] },
  });
});
afterAll(async () => {
  await gateway.stop();
  await app?.stop();
  await speech.stop();
});

/** Of the platform, who may take a call at whichever desk it rings by now. */
const operator = () => world.superAdmin;
const resident = (nth: number) => world.here.community.residents[nth] as Signed;
const path = (callId: string) => ({ path: { callId } });
const phoneOf = async (nth: number) => (await resident(nth).kiwi.get('/v1/me')).phone as string;
/** With the silence that a telephone goes on sending. */
const spoken = (text: string) => encodeMulaw(downsample(speakTones(`${text} ...`, WORDS).samples));

function ring(from: string | null, more: Partial<Parameters<SandboxTelephone['ring']>[0]> = {}): SandboxCall {
  const voiceUrl = `${app.url}/v1/webhooks/voice/twilio`;
  return gateway.ring({ from, to: LINE, voiceUrl, statusUrl: `${voiceUrl}/status`, ...more });
}

/** The call for help that a call at the gateway is part of: its stream was opened for it. */
async function callOf(ringing: SandboxCall): Promise<Schema<'Call'>> {
  await ringing.streaming();
  const [, id = ''] = /name="call" value="([^"]+)"/.exec(ringing.documents.at(-1) ?? '') ?? [];
  return operator().get('/v1/calls/{callId}', path(id));
}

async function inState(callId: string, state: Schema<'Call'>['state']): Promise<Schema<'Call'>> {
  return eventually(`the call is ${state}`, async () => {
    const call = await operator().get('/v1/calls/{callId}', path(callId));
    return call.state === state && call;
  });
}

const wordsOf = async (callId: string) =>
  (await operator().get('/v1/calls/{callId}/transcript', path(callId))).data
    .map(({ text }) => text)
    .join(' ');

const heard = (callId: string, words: string) =>
  eventually(`"${words}" is in the transcript`, async () => (await wordsOf(callId)).includes(words));

const wrapUp = (callId: string) => closeCall(world, operator(), callId);

afterEach(async () => {
  await Promise.all(gateway.calls.map((call) => call.hangUp()));
});

describe('a call from a telephone', () => {
  it('waits at the desk with its resident and is transcribed until it ends', async () => {
    const ringing = ring(await phoneOf(0));
    const call = await callOf(ringing);
    expect(call).toMatchObject({
      state: 'waiting',
      channel: 'phone',
      residentId: resident(0).id,
      hospitalId: world.here.hospital.id,
    });
    expect(ringing.said[0]?.text).toMatch(/^You have reached the emergency desk/);
    const queue = await world.here.hospital.nurse.kiwi.get('/v1/calls', { query: { state: ['waiting'] } });
    expect(queue.data.map(({ id }) => id)).toContain(call.id);
    const stream = await ringing.streaming();
    await stream.play(spoken('my father fell and does not wake up'));
    await heard(call.id, 'father fell and does not wake up');
    await ringing.hangUp();
    await inState(call.id, 'abandoned');
    await wrapUp(call.id);
  });

  it('is answered at the desk by voice, and hears nothing on hold', async () => {
    const ringing = ring(await phoneOf(0));
    const call = await callOf(ringing);
    const stream = await ringing.streaming();
    await operator().post('/v1/calls/{callId}/claim', path(call.id));
    const desk = await operator().liveCalls();
    let taken = 0;
    const line = desk.join(call.id, { onFrameTaken: () => (taken += 1) });
    // A tone of 500 hertz at 16,000 samples a second, 200 ms.
    const tone = Int16Array.from(new Int16Array(3_200), (_, at) =>
      Math.round(8_000 * Math.sin(at * 0.19635)),
    );
    const played = () => decodeMulaw(new Uint8Array(Buffer.concat(stream.played)));
    for (let nth = 0; nth < 5; nth += 1) line.send(tone);
    await eventually('the caller hears a second of it', () => played().length === 8_000);
    const crossings = played().filter((value, at, all) => value >= 0 && (all[at - 1] ?? 0) < 0).length;
    expect(Math.abs(crossings - 500)).toBeLessThan(10);
    expect(stream.marks).toHaveLength(5);
    await operator().post('/v1/calls/{callId}/hold', path(call.id));
    // What was not played yet is dropped as well.
    await eventually('the caller hears nothing', () => stream.played.length === 0);
    line.send(tone);
    await eventually('it came in', () => taken === 6);
    await operator().post('/v1/calls/{callId}/resume', path(call.id));
    await eventually('the caller hears what follows', async () => {
      line.send(tone);
      return stream.played.length > 0;
    });
    desk.close();
    await ringing.hangUp();
    await wrapUp(call.id);
  });

  it('keeps the words of a telephone at the desk until the operator chooses', async () => {
    // A process with a telephone at the desk: the console is at the other one.
    const other = await startTestApp({ on: app, env: { ...env, KIWIMESH_TELEPHONY_DESK: '+918045678901' } });
    const voiceUrl = `${other.url}/v1/webhooks/voice/twilio`;
    const talk = Promise.withResolvers<'completed'>();
    const ringing = ring('+919812300007', {
      voiceUrl,
      statusUrl: `${voiceUrl}/status`,
      dialled: () => talk.promise,
    });
    const { id } = await callOf(ringing);
    const stream = await ringing.streaming();
    await operator().post('/v1/calls/{callId}/claim', path(id));
    const console = await operator().liveCalls();
    const joins: Pick<CallJoined, 'nextSeq' | 'deskTelephone'>[] = [];
    const handlers = {
      onJoined: ({ nextSeq, deskTelephone }: CallJoined) => void joins.push({ nextSeq, deskTelephone }),
    };
    const line = console.join(id, handlers);
    await eventually('the console has joined', () => joins.length === 1);
    await stream.play(spoken('help'), 'fast', 'outbound');
    await heard(id, 'help');
    line.stop();
    console.join(id, handlers, { takeAudio: true });
    await eventually('the operator speaks at the console', () => joins.length === 2);
    console.close();
    // The page is loaded again: what the caller hears is the telephone still.
    const reloaded = await operator().liveCalls();
    reloaded.join(id, handlers);
    await eventually('the page has joined again', () => joins.length === 3);
    expect(joins).toEqual([
      { nextSeq: null, deskTelephone: true },
      { nextSeq: expect.any(Number), deskTelephone: true },
      { nextSeq: expect.any(Number), deskTelephone: true },
    ]);
    reloaded.close();
    talk.resolve('completed');
    await ringing.hangUp();
    await wrapUp(id);
    await other.stop();
  });

  it('of a caller who rings again lands on the same call', async () => {
    const phone = await phoneOf(0);
    const first = ring(phone);
    const call = await callOf(first);
    await first.hangUp();
    await inState(call.id, 'abandoned');
    const second = ring(phone);
    expect((await callOf(second)).id).toBe(call.id);
    // The leg that is over reports its end once more: the caller is on the other one.
    await inState(call.id, 'waiting');
    await second.hangUp();
    await inState(call.id, 'abandoned');
    await wrapUp(call.id);
  });

  it('goes on when its stream breaks, with all that was said', async () => {
    const ringing = ring('+919812300001');
    const call = await callOf(ringing);
    expect(call).toMatchObject({ residentId: null, hospitalId: null });
    const broken = await ringing.streaming();
    await broken.play(spoken('my father fell'));
    await broken.cut();
    const next = await ringing.streaming();
    expect(next).not.toBe(broken);
    await next.play(spoken('help'));
    await heard(call.id, 'my father fell');
    await heard(call.id, 'help');
  });

  it('of a caller who withholds the number is taken all the same', async () => {
    expect(await callOf(ring(null))).toMatchObject({ state: 'waiting', channel: 'phone', callerPhone: null });
  });

  it('is hung up when the operator ends it', async () => {
    const ringing = ring(await phoneOf(1));
    const call = await callOf(ringing);
    await operator().post('/v1/calls/{callId}/claim', path(call.id));
    await operator().post('/v1/calls/{callId}/end', { ...path(call.id), body: { disposition: 'advised' } });
    expect(await ringing.ended).toBe('completed');
    expect(await inState(call.id, 'ended')).toMatchObject({ disposition: 'advised' });
  });

  it('that cannot be taken announces the emergency number in each language', async () => {
    const ringing = ring('+919812300002', { to: BROKEN_LINE });
    expect(await ringing.ended).toBe('completed');
    expect(ringing.said).toEqual([
      { text: expect.stringContaining('hang up and dial 1 1 2'), language: 'en-IN' },
      { text: expect.stringContaining('1 1 2'), language: 'hi-IN' },
    ]);
  });
});

describe('a caller who was not answered', () => {
  async function abandoned(phone: string): Promise<Schema<'Call'>> {
    const ringing = ring(phone);
    const { id } = await callOf(ringing);
    await ringing.hangUp();
    return inState(id, 'abandoned');
  }

  it('is rung by the gateway when an operator calls back, and transcribed', async () => {
    const phone = await phoneOf(2);
    const { id } = await abandoned(phone);
    await operator().post('/v1/calls/{callId}/call-back', path(id));
    const placed = await eventually('the gateway rings', () =>
      gateway.calls.find(({ direction, to }) => direction === 'outbound-api' && to === phone),
    );
    const stream = await placed.streaming();
    await stream.play(spoken('help'));
    await heard(id, 'help');
    await placed.hangUp();
    await inState(id, 'ended');
    await wrapUp(id);
  });

  it('and does not pick up has left', async () => {
    const phone = '+919812300009';
    gateway.whenCalled(phone, 'no-answer');
    const { id } = await abandoned(phone);
    await operator().post('/v1/calls/{callId}/call-back', path(id));
    await inState(id, 'ended');
    await wrapUp(id);
  });

  it('who cannot be rung is left to the operator, and the call says so', async () => {
    const { id } = await abandoned('+15005550001');
    await operator().post('/v1/calls/{callId}/call-back', path(id));
    const failed = await eventually('the timeline says so', async () => {
      const { data } = await operator().get('/v1/calls/{callId}/events', path(id));
      return data.find(({ type }) => type === 'call_back_failed');
    });
    expect(failed.data).toEqual({ reason: 'invalid_number' });
    await wrapUp(id);
  });
});

describe('the gateway', () => {
  it('is believed only where it signed', async () => {
    const before = await operator().get('/v1/calls', {});
    const ringing = ring(await phoneOf(1), { signWith: 'guessed' });
    expect(await ringing.ended).toBe('failed');
    expect(ringing.replies).toEqual([401, 401]);
    const after = await operator().get('/v1/calls', {});
    expect(after.data.map(({ id }) => id)).toEqual(before.data.map(({ id }) => id));
  });

  it('tells the caller before it is recorded', async () => {
    const enable = (enabled: boolean) =>
      world.superAdmin.put('/v1/system/settings', {
        body: { calls: { retentionDays: 1_826, recording: { enabled, retentionDays: 90 } } },
      });
    await enable(true);
    const ringing = ring('+919812300005');
    expect(await callOf(ringing)).toMatchObject({
      recording: { state: expect.stringMatching(/announced|recording/) },
    });
    expect(ringing.said.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^You have reached/),
      'This call is recorded.',
    ]);
    await enable(false);
  });

  it('opens a stream once, with the token of its own call', async () => {
    const ringing = ring('+919812300003');
    const call = await callOf(ringing);
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(ringing.documents.at(-1) ?? '') ?? [];
    const url = `${app.url.replace('http', 'ws')}/v1/webhooks/voice/twilio/stream`;
    const attempt = async (callSid: string, parameters: Record<string, string>) => {
      const stream = new SandboxStream({
        url,
        headers: {},
        ...account,
        callSid,
        tracks: ['inbound'],
        parameters,
      });
      await stream.begin();
      return stream.closed;
    };
    expect(await attempt(ringing.sid, { call: call.id, token })).toBe(1008);
    expect(await attempt(ringing.sid, { call: call.id, token: 'guessed' })).toBe(1008);
    expect(await attempt(ringing.sid, {})).toBe(1008);
    expect(await attempt(`CA${'0'.repeat(32)}`, { call: call.id, token })).toBe(1008);
    expect(await inState(call.id, 'waiting')).toMatchObject({ id: call.id });
  });

  it('is refused a handshake with a wrong signature and a malformed message', async () => {
    const url = `${app.url.replace('http', 'ws')}/v1/webhooks/voice/twilio/stream`;
    const signed = (headers: Record<string, string>) =>
      new SandboxStream({ url, headers, ...account, callSid: 'CA1', tracks: ['inbound'], parameters: {} });
    const wrong = signed({ 'x-twilio-signature': 'bm90IGEgc2lnbmF0dXJl' });
    expect(await wrong.begin()).toBe(false);
    expect(wrong.refusedWith).toBe(401);
    const ringing = ring('+919812300004');
    const stream = await ringing.streaming();
    await stream.raw(new Uint8Array([1, 2, 3]));
    expect(await stream.closed).toBe(1007);
    // The caller is still there and gets another stream.
    expect(await ringing.streaming()).not.toBe(stream);
  });
});

it('a switchboard that only shows who calls posts the call with its key', async () => {
  const key = await world.superAdmin.post('/v1/api-keys', {
    body: {
      name: 'Switchboard',
      kind: 'secret',
      hospitalId: world.here.hospital.id,
      scopes: ['calls:write', 'calls:read'],
    },
  });
  const reply = await fetch(`${app.url}/v1/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key.secret ?? '' },
    body: JSON.stringify({ channel: 'phone', callerPhone: await phoneOf(1) }),
  });
  expect([reply.status, await reply.json()]).toMatchObject([
    201,
    { channel: 'phone', residentId: resident(1).id, hospitalId: world.here.hospital.id },
  ]);
});
