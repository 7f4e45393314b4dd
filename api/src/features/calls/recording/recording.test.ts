import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { startBucket } from '../../../../test/support/storage/buckets.ts';
import { insertCall } from '../../../../test/support/worlds/call-rows.ts';
import { closeCall } from '../../../../test/support/worlds/close-call.ts';
import { TEST_DATA_KEY } from '../../../../test/support/worlds/data-keys.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import { type Signed, tokenOf, type World } from '../../../../test/support/worlds/world.ts';
import { FolderStorage } from '../../../adapters/storage/folder.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import { connect } from '../../../kernel/db/connection.ts';
import { Database } from '../../../kernel/db/unit/database.ts';
import { PROCESS_TIME } from '../../../kernel/network/time.ts';
import { reencrypt } from '../../../kernel/privacy/reencrypt.ts';
import { DataKeys } from '../../../kernel/sealing/data-keys.ts';
import { fileKeyOf } from '../../../kernel/sealing/sealed-bytes.ts';
import { StorageError, type StoragePort } from '../../../ports/storage.ts';
import type { SystemFace } from '../../system/index.ts';
import type { CallChannel } from '../engine/types.ts';
import { Call, type Speaker } from '../models.ts';
import { callRecords } from '../personal-data.ts';
import { piecesOf } from './files.ts';
import { recordingOf } from './law.ts';
import { CallRecording } from './models.ts';
import { WavFile } from './playback.ts';
import { CallRecorder, type RecorderDeps } from './recorder.ts';
import { sweepRecordings } from './sweep.ts';

/*
 * Recordings from the microphone to the file that is heard. The process that dies and storage that fails are played by
 * recorders of their own on the database and the folder of the service.
 */

let app: TestApp;
let world: World;
let files: string;
let storage: FolderStorage;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
  files = path.join(app.config.dataDir, 'files');
  storage = new FolderStorage(files);
});
afterAll(() => app.stop());

const resident = (nth = 0) => world.here.community.residents[nth] as Signed;
const operator = () => world.here.hospital.nurse;
const of = (callId: string) => ({ path: { callId } });
const metadata = (callId: string, by = operator()) => by.kiwi.get('/v1/calls/{callId}/recording', of(callId));
const systemOf = (enabled: boolean, retentionDays = 90) =>
  ({
    settings: { current: async () => ({ calls: { recording: { enabled, retentionDays } } }) },
  }) as unknown as SystemFace;
const log = { debug() {}, info() {}, warn() {}, error() {} } as unknown as RecorderDeps['log'];
const recorderOf = (more: Partial<RecorderDeps> = {}) =>
  new CallRecorder({ database: app.database, storage, time: PROCESS_TIME, log, ...more });
const sweep = (retentionDays?: number) =>
  sweepRecordings({ database: app.database, storage, system: systemOf(true, retentionDays) });
/** A steady level, 16,000 samples a second. */
const tone = (seconds: number, level = 8_000) => new Int16Array(seconds * 16_000).fill(level);
const run = <T>(work: Parameters<typeof app.database.run<T>>[1]) =>
  app.database.run(systemScope('test'), work);

async function enable(enabled: boolean): Promise<void> {
  const calls = { retentionDays: 1_826, recording: { enabled, retentionDays: 90 } };
  await world.superAdmin.put('/v1/system/settings', { body: { calls } });
}

/** A call that is recorded once somebody speaks, as if a resident of `here` had called. */
const announced = (): Promise<string> =>
  run((uow) =>
    insertCall(uow, {
      residentId: resident(2).id,
      communityId: world.here.community.id,
      hospitalId: world.here.hospital.id,
      state: 'waiting',
      recording: 'announced',
    }),
  );

/** Records pieces of a call and ends like a process that stops. */
async function record(
  callId: string,
  pieces: readonly (readonly [seconds: number, atMs: number])[],
  more?: Partial<RecorderDeps>,
): Promise<void> {
  const recorder = recorderOf(more);
  for (const [seconds, atMs] of pieces) recorder.push(callId, 'caller', tone(seconds), atMs);
  await recorder.stop();
}

async function hear(callId: string, by = operator()): Promise<Response> {
  const authorization = `Bearer ${await tokenOf(by.kiwi)}`;
  return fetch(`${app.url}/v1/calls/${callId}/recording/audio`, { headers: { authorization } });
}

/** The samples of one side at these times, as they are heard. */
async function levels(callId: string, side: Speaker, seconds: readonly number[]): Promise<readonly number[]> {
  const wav = Buffer.from(await (await hear(callId)).arrayBuffer());
  const at = (second: number) => 44 + Math.round(second * 8_000) * 4 + (side === 'caller' ? 0 : 2);
  return seconds.map((second) => (at(second) < wav.length ? wav.readInt16LE(at(second)) : Number.NaN));
}
const loud = (level: number) => Math.abs(level - 8_000) < 400;

const rowOf = (callId: string, database = app.database) =>
  database.run(systemScope('test'), async (uow) =>
    CallRecording.query(uow.trx).findOne({ call_id: callId }).throwIfNotFound(),
  );
const folderOf = async (callId: string) => path.join(files, 'recordings', (await rowOf(callId)).id);

describe('whether a call is recorded', () => {
  it.each<[string, CallChannel, 'allowed' | 'forbidden', boolean, Call['recording']]>([
    ['a browser where it is switched on', 'web', 'allowed', true, 'announced'],
    ['a telephone where it is switched on', 'phone', 'allowed', true, 'announced'],
    ['a browser as shipped', 'web', 'allowed', false, 'off'],
    ['a browser where the law forbids it', 'web', 'forbidden', true, 'off'],
    ['an exercise', 'training', 'allowed', true, 'off'],
    ['a typed call', 'typed', 'allowed', true, 'off'],
    ['a device, which shows nothing', 'device', 'allowed', true, 'off'],
  ])('depends on law and settings: %s', async (_name, channel, callRecording, enabled, state) => {
    const rules = { system: systemOf(enabled), region: { callRecording } };
    expect(await recordingOf(rules, channel)).toBe(state);
  });

  it('is off as shipped, and nothing is kept', async () => {
    const call = await resident(1).kiwi.post('/v1/calls', { body: { channel: 'web' } });
    expect(call.recording).toEqual({ state: 'off' });
    await record(call.id, [[1, 0]]);
    expect(await metadata(call.id)).toMatchObject({ state: 'off', sides: [], deleteAfter: null });
    const reply = await hear(call.id);
    expect([reply.status, await reply.json()]).toMatchObject([404, { code: 'call_not_recorded' }]);
    expect(await storage.list('recordings')[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
    await closeCall(world, operator().kiwi, call.id);
  });
});

describe('a recording', () => {
  it('is announced, kept sealed, and heard at the times of the transcript', async () => {
    await enable(true);
    const { id } = await resident(1).kiwi.post('/v1/calls', { body: { channel: 'web' } });
    const shown = async (by = operator()) =>
      (await by.kiwi.get('/v1/calls/{callId}', of(id))).recording.state;
    expect([await shown(), await shown(resident(1))]).toEqual(['announced', 'announced']);
    await operator().kiwi.post('/v1/calls/{callId}/claim', of(id));
    const lines = await Promise.all([resident(1), operator()].map(({ kiwi }) => kiwi.liveCalls()));
    for (const [nth, line] of lines.entries()) {
      const side = line.join(id, {});
      for (let frame = 0; frame < 10; frame += 1) side.send(tone(0.1, nth === 0 ? 8_000 : -8_000));
      await side.finish();
      line.close();
    }
    const { sides } = await eventually('both sides are stored', async () => {
      const found = await metadata(id);
      return found.sides.length === 2 && found;
    });
    expect(await shown()).toBe('recording');
    const [at = 0, other = 0] = sides.map(({ stretches }) => (stretches[0]?.startMs ?? 0) / 1_000);
    expect(loud((await levels(id, 'caller', [at + 0.5]))[0] ?? 0)).toBe(true);
    expect(loud(-((await levels(id, 'operator', [other + 0.5]))[0] ?? 0))).toBe(true);
    const stored = readdirSync(await folderOf(id)).map((name) => name.replace(/-.*/, ''));
    expect(stored).toEqual(['caller', 'operator']);
    for (const name of readdirSync(await folderOf(id))) {
      const bytes = readFileSync(path.join(await folderOf(id), name));
      // A level is the same byte again and again: sealed, no byte is frequent.
      expect(
        Math.max(...[...bytes].reduce((n, b) => n.with(b, (n[b] ?? 0) + 1), new Array(256).fill(0))),
      ).toBeLessThan(bytes.length / 20);
    }
    await closeCall(world, operator().kiwi, id);
    expect(await shown()).toBe('recorded');
    const { data } = await operator().kiwi.get('/v1/calls/{callId}/events', of(id));
    expect(data.map(({ type }) => type)).toContain('recording_started');
  });

  it('keeps what a killed process has stored, and marks the gap until another goes on', async () => {
    const callId = await announced();
    const killed = recorderOf();
    killed.push(callId, 'caller', tone(11), 1_000);
    await eventually('the first part', async () => (await metadata(callId)).durationMs > 0);
    await record(callId, [
      [1, 14_000],
      [2, 15_000],
      [1, 20_000],
    ]);
    const found = await metadata(callId);
    expect(found).toMatchObject({ durationMs: 21_000, incomplete: null });
    expect(found.sides).toEqual([
      {
        side: 'caller',
        stretches: [
          { startMs: 1_000, endMs: 11_999 },
          { startMs: 14_000, endMs: 17_000 },
          { startMs: 20_000, endMs: 21_000 },
        ].map(({ startMs, endMs }) => ({ startMs, endMs: expect.closeTo(endMs, -1) })),
      },
    ]);
    const heard = await levels(callId, 'caller', [0.5, 5, 13, 16, 18, 20.5]);
    expect(heard.map(loud)).toEqual([false, true, false, true, false, true]);
    expect(heard[2]).toBe(0);
    await killed.stop();
  });

  it.each<[string, Partial<RecorderDeps>]>([
    ['storage_full', { storage: failing(new StorageError('full', 'ENOSPC')) }],
    ['storage_unavailable', { storage: failing(new StorageError('unavailable', 'EROFS')) }],
    ['overloaded', { maxWaitingBytes: 100 }],
  ])('says that it is incomplete and why: %s', async (reason, more) => {
    const callId = await announced();
    await record(callId, [[1, 0]], more);
    await record(callId, [[1, 1_000]]);
    await eventually('the reason', async () => (await metadata(callId)).incomplete === reason);
    expect((await metadata(callId)).sides).toMatchObject([{ stretches: [{ startMs: 1_000 }] }]);
    expect(await operator().kiwi.get('/v1/calls/{callId}', of(callId))).toMatchObject({ state: 'waiting' });
    const { data } = await operator().kiwi.get('/v1/calls/{callId}/events', of(callId));
    expect(data.at(-1)).toMatchObject({ type: 'recording_incomplete', data: { reason } });
  });

  it('is not heard when a file was altered, moved or is missing', async () => {
    const callId = await announced();
    await record(callId, [
      [4, 0],
      [4, 6_000],
      [4, 12_000],
    ]);
    const folder = await folderOf(callId);
    const [first = '', second = '', third = ''] = readdirSync(folder).map((name) => path.join(folder, name));
    const sealed = readFileSync(first);
    writeFileSync(first, sealed.with(40, (sealed[40] ?? 0) ^ 1));
    expect((await hear(callId)).status).toBe(500);
    renameSync(second, first);
    expect((await hear(callId)).status).toBe(500);
    writeFileSync(first, sealed);
    rmSync(third);
    writeFileSync(third, Buffer.alloc(100));
    // The beginning opens, so the reply has begun: it ends before its length.
    await expect(hear(callId).then((reply) => reply.arrayBuffer())).rejects.toThrow();
  });

  it('is kept in a bucket as in a folder', async () => {
    const bucket = await startBucket();
    const callId = await announced();
    await record(callId, [[1, 1_000]], { storage: bucket.storage });
    const row = await rowOf(callId);
    const pieces = await piecesOf(bucket.storage, row.id);
    const wav = new WavFile(bucket.storage, fileKeyOf(row.key), pieces, ['caller', 'operator']);
    const blocks: Uint8Array[] = [];
    for await (const block of wav.read()) blocks.push(block);
    const heard = Buffer.concat(blocks);
    expect([500, 1_500].map((ms) => loud(heard.readInt16LE(44 + ms * 32)))).toEqual([false, true]);
    await run(async (uow) => CallRecording.query(uow.trx).deleteById(row.id));
    const swept = { database: app.database, storage: bucket.storage, system: systemOf(true) };
    expect(await sweepRecordings(swept)).toBe(1);
    expect(bucket.sandbox.bucket.objects.size).toBe(0);
    await bucket.sandbox.stop();
  });

  it('is for the desk alone, and each hearing is in the audit log', async () => {
    const callId = await announced();
    await record(callId, [[1, 0]]);
    const { hospital, community } = world.here;
    const answers = await Promise.all(
      [
        operator(),
        hospital.admin,
        hospital.paramedic,
        community.manager,
        resident(2),
        world.there.hospital.nurse,
      ].map(async (by) => (await hear(callId, by)).status),
    );
    expect(answers).toEqual([200, 200, 403, 403, 403, 404]);
    const query = { recordId: callId, action: 'getCallRecordingAudio', outcome: 'succeeded' as const };
    await eventually('the audit log names who heard it', async () => {
      const { data } = await hospital.admin.kiwi.get('/v1/audit-events', { query });
      const heard = data.map(({ actor }) => actor.id).toSorted();
      return isDeepStrictEqual(heard, [operator().id, hospital.admin.id].toSorted());
    });
  });

  it('is deleted after its time, with its resident, and where it belongs to no call', async () => {
    await sweep();
    const [old, erased, kept] = [await announced(), await announced(), await announced()];
    for (const callId of [old, erased, kept]) await record(callId, [[1, 0]]);
    const folders = await Promise.all([old, erased, kept].map(folderOf));
    const orphan = 'recordings/0193a5f0-7c1e-7000-8000-000000000001/caller-000000000000-00000000';
    await storage.put(orphan, Buffer.alloc(40));
    const { id } = resident(0);
    const calls = callRecords({ forget: async () => {} });
    await run(async (uow) => {
      await CallRecording.query(uow.trx)
        .patch({ createdAt: new Date(0) })
        .where('call_id', old);
      await Call.query(uow.trx).patch({ residentId: id }).where('id', erased);
      const subject = { residentId: id, phone: '+919800000000' } as Parameters<typeof calls.erase>[1];
      await calls.erase(uow, subject);
    });
    expect(await sweep()).toBe(3);
    expect(folders.map((folder) => statSync(folder, { throwIfNoEntry: false }) !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
    expect(await metadata(old)).toMatchObject({ state: 'deleted', sides: [], deleteAfter: null });
    expect((await metadata(kept)).deleteAfter).not.toBeNull();
    // Nothing is recorded of it again.
    await record(old, [[1, 5_000]]);
    expect((await metadata(old)).sides).toEqual([]);
  });

  it('is heard after a change of the data key', async () => {
    const callId = await announced();
    await record(callId, [[1, 0]]);
    const before = await rowOf(callId);
    const keys = new DataKeys([`another ${TEST_DATA_KEY}`, TEST_DATA_KEY]);
    const database = new Database(connect(app.testDatabase.url, { as: 'app', poolMax: 2 }), {
      dataKeys: keys,
    });
    await reencrypt(database);
    // The files are sealed under the key that this column holds, so they stay as they are.
    expect((await rowOf(callId, database)).key).toBe(before.key);
    await expect(rowOf(callId)).rejects.toThrow('data key');
    await database.close();
  });
});

/** Storage that stores nothing. */
function failing(error: StorageError): StoragePort {
  return {
    direct: null,
    streamed: null,
    put: () => Promise.reject(error),
    get: () => Promise.reject(error),
    delete: () => Promise.reject(error),
    async *list() {
      yield* [];
    },
  };
}
