import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { encodeWav } from '../../api/src/adapters/audio/wav.ts';
import type { TestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { framesOf } from '../../api/test/support/speech/spoken.ts';
import { signIn } from '../../api/test/support/worlds/world.ts';
import type { CliUser } from './run-cli.ts';
import type { Listed } from './scenario-steps.ts';

const SAID = 'my father has chest pain and is sweating';
/** As fast as it may be played: the words are the same. */
const FAST = ['--speed', '8'];

/** `calls play|list|show|watch`. @param admin has the duty `dispatch`. */
export async function takesCalls(app: TestApp, admin: CliUser): Promise<void> {
  const kiwi = await signIn(app.url, app.superAdmin);
  const calls = { retentionDays: 1_826, recording: { enabled: true, retentionDays: 90 } };
  await kiwi.put('/v1/system/settings', { body: { calls } });
  const samples = framesOf(SAID).flatMap((frame) => [...frame]);
  const file = admin.file('emergency.wav', encodeWav(Int16Array.from(samples), 16_000));
  const played = await admin.json<{ callId: string; frames: { sent: number } }>([
    'calls',
    'play',
    file,
    ...FAST,
  ]);
  const { callId, frames } = played;
  expect(played).toMatchObject({
    frames: { acknowledged: frames.sent },
    firstUrgency: { urgency: expect.any(Number) },
    urgency: 1,
    connectionsLost: 0,
    triage: { urgency: 1 },
    prefill: { serviceType: { value: 'ambulance', source: 'triage' } },
    call: { state: 'ended', disposition: 'test' },
  });
  const unusable = await admin.run(['calls', 'play', admin.file('song.wav', 'no audio'), ...FAST]);
  expect(unusable).toMatchObject({ code: 2, stdout: '' });
  expect(unusable.stderr).toMatch(/song\.wav cannot be played: it is not a WAV file\.\nConvert it/);

  const ended = await admin.json<Listed>(['calls', 'list', '--state', 'ended']);
  expect(ended.data.map(({ id }) => id)).toContain(callId);
  expect((await admin.run(['calls', 'list', '--queue'])).stdout).toBe('No call waits.\n');
  expect(await admin.json(['calls', 'figures'])).toMatchObject({ now: { waiting: 0, active: 0 } });
  expect((await admin.run(['calls', 'figures'])).stdout).toMatch(
    /^0 calls waiting, 0 active, .*Language models: off/s,
  );
  const shortId = callId.slice(-8);
  expect(await admin.json(['calls', 'show', shortId])).toMatchObject({
    call: { id: callId },
    timingsMs: { answered: expect.any(Number), firstUrgency: expect.any(Number) },
  });
  const shown = (await admin.run(['calls', 'show', shortId])).stdout;
  for (const part of [
    /caller +my father has chest pain and/,
    '“sweating”',
    /ambulance +triage/,
    'wrapped up',
    'first urgency',
    // Its audio is kept from now on, and it says until when.
    /Recording +recorded; kept until \d/,
  ]) {
    expect(shown).toMatch(part);
  }
  const out = join(admin.home, 'call.wav');
  const path = { callId };
  await eventually('the recording', async () => {
    const { sides } = await kiwi.get('/v1/calls/{callId}/recording', { path });
    return sides.length > 0;
  });
  expect(await admin.json(['calls', 'recording', shortId, '--out', out])).toMatchObject({
    state: 'recorded',
    incomplete: null,
    transcript: expect.arrayContaining([expect.objectContaining({ speaker: 'caller' })]),
    file: out,
  });
  const wav = readFileSync(out);
  expect([wav.toString('latin1', 0, 4), wav.length > 10_000]).toEqual(['RIFF', true]);
  expect(await admin.run(['calls', 'recording', shortId, '--out', out])).toMatchObject({
    code: 2,
    stdout: '',
  });
  const heard = await admin.run(['calls', 'recording', callId]);
  expect(heard.stdout).toMatch(
    /Recording +recorded[\s\S]*caller +0:0\d-0:0\d[\s\S]*my father has chest pain/,
  );
  await watches(app, admin, file);
}

/** A call that goes on is watched until it ends, and the desk until Ctrl-C. */
async function watches(app: TestApp, admin: CliUser, file: string): Promise<void> {
  const kept = await admin.run(['calls', 'play', file, ...FAST, '--keep']);
  expect(kept.stderr).toBe('');
  for (const part of [/caller +my.* \+\d/, /urgency 1/, 'found ', 'acknowledged', 'The call is with you']) {
    expect(kept.stdout).toMatch(part);
  }
  const callId = /^Call (\S+):/.exec(kept.stdout)?.[1] ?? '';
  const kiwi = await signIn(app.url, app.superAdmin);
  const path = { callId };
  let stopped = false;
  const desk = admin.run(['calls', 'watch', '--json'], { interruptAt: '"event":"change"' }).finally(() => {
    stopped = true;
  });
  // Nothing tells when the desk is followed: the call changes until it is.
  await eventually('a change at the desk', async () => {
    await kiwi.post('/v1/calls/{callId}/hold', { path });
    await kiwi.post('/v1/calls/{callId}/resume', { path });
    return stopped;
  });
  const { code, stdout, stderr } = await desk;
  expect(code, stderr).toBe(130);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events[0]).toEqual({ event: 'connection', up: true });
  expect(events).toContainEqual({
    event: 'call',
    call: expect.objectContaining({ id: callId, channel: 'web' }),
  });
  expect(events.at(-1)).toMatchObject({ event: 'change', change: { callId, urgency: 1 } });

  const text = 'he is not breathing';
  await kiwi.post('/v1/calls/{callId}/messages', { path, body: { text, speaker: 'caller' } });
  await kiwi.post('/v1/calls/{callId}/end', { path, body: { disposition: 'test' } });
  const over = await admin.run(['calls', 'watch', callId]);
  expect(over).toMatchObject({ code: 0, stderr: '' });
  expect(over.stdout).toMatch(/caller +my[\s\S]*caller +he is not breathing/);
  expect(over.stdout).toContain('urgency 1');
}
