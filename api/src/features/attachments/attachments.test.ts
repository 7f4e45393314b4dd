import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Schema } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertBooking } from '../../../test/authorisation/rows.ts';
import type { TestApp } from '../../../test/support/app.ts';
import { png } from '../../../test/support/attachments/samples.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { insertCall } from '../../../test/support/worlds/call-rows.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../test/support/worlds/world.ts';
import { FolderStorage } from '../../adapters/storage/folder.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import type { StoragePort } from '../../ports/storage.ts';
import { SignedAddresses } from './content/addresses.ts';
import { AttachmentFiles } from './content/files.ts';
import { sweepAttachments } from './content/sweep.ts';

/* Attachments where files pass through the service into a folder, sealed; in a bucket: content/bucket.test.ts. */

let app: TestApp;
let world: World;
let files: string;
/** Of the service, ahead of the machine's, milliseconds. */
let ahead = 0;

beforeAll(async () => {
  ({ app, world } = await startTestWorld({
    clock: () => new Date(Date.now() + ahead),
    env: { KIWIMESH_ATTACHMENT_MAX_BYTES: '200000', KIWIMESH_ATTACHMENTS_PER_RECORD: '3' },
  }));
  files = path.join(app.config.dataDir, 'files');
});
afterAll(() => app.stop());

type Attachment = Schema<'Attachment'>;
type Upload = Schema<'AttachmentCreated'>['upload'];

const nurse = () => world.here.hospital.nurse;
const resident = (nth = 0) => world.here.community.residents[nth] as Signed;
const run = <T>(work: Parameters<typeof app.database.run<T>>[1]) =>
  app.database.run(systemScope('test'), work);
const of = (attachmentId: string) => ({ path: { attachmentId } });

/** Of a resident, with the hospital of `here` or a volunteer. */
async function booking(by = resident(), volunteer?: Signed): Promise<Schema<'AttachmentRecord'>> {
  const { hospital, community } = world.here;
  const side = { hospitalId: hospital.id, communityId: community.id };
  const holder = volunteer === undefined ? undefined : ({ id: volunteer.id, role: 'resident' } as const);
  return { type: 'booking', id: await insertBooking(app, side, by.id, holder) };
}

const announce = (record: Schema<'AttachmentRecord'>, content: Uint8Array, by = nurse(), more: object = {}) =>
  by.kiwi.post('/v1/attachments', {
    body: { record, fileName: 'photo.png', contentType: 'image/png', size: content.length, ...more },
  });

const send = ({ url, method, headers }: Upload, content: Uint8Array | string) =>
  fetch(url, { method, headers, body: content });

/** What was decided of it. */
const checked = (id: string, by = nurse()): Promise<Attachment> =>
  eventually('the file was looked at', async () => {
    const read = await by.kiwi.get('/v1/attachments/{attachmentId}', of(id));
    return read.state === 'ready' || read.state === 'rejected' ? read : undefined;
  });

async function attach(content: Uint8Array, by = nurse(), record?: Schema<'AttachmentRecord'>) {
  const { id, upload } = await announce(record ?? (await booking()), content, by);
  expect((await send(upload, content)).status).toBe(204);
  await by.kiwi.post('/v1/attachments/{attachmentId}/complete', of(id));
  return checked(id, by);
}

const eventsOf = (id: string) =>
  run(async ({ trx }) => {
    // The outbox has no model.
    const { rows } = await trx.raw(
      `select type, data from outbox_event where data->>'attachmentId' = ? order by position`,
      [id],
    );
    return rows.map(({ type, data }: { type: string; data: { reason?: string } }) =>
      [type, data.reason].filter(Boolean).join(' '),
    );
  });

const download = ({ download: link }: Attachment) => fetch(link?.url ?? '');
const storedIn = (folder: string): string[] => {
  try {
    return readdirSync(path.join(files, folder));
  } catch {
    return [];
  }
};
const failure = async (reply: Response) => [reply.status, ((await reply.json()) as { code: string }).code];
const sweep = (storage: StoragePort = new FolderStorage(files)) => {
  const addresses = new SignedAddresses({ secrets: ['x'], publicUrl: () => '', clock: () => new Date() });
  return sweepAttachments({ database: app.database, files: new AttachmentFiles(storage, addresses) });
};

describe('a file', () => {
  it('is attached to a booking and downloaded as it was', async () => {
    const content = png(150_000);
    const ready = await attach(content);
    expect(ready).toMatchObject({
      state: 'ready',
      fileName: 'photo.png',
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      createdBy: { kind: 'staff', id: nurse().id },
    });
    const reply = await download(ready);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': "attachment; filename*=UTF-8''photo.png",
      'content-length': String(content.length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    expect(content.equals(Buffer.from(await reply.arrayBuffer()))).toBe(true);
    expect(await eventsOf(ready.id)).toEqual(['attachment.ready']);
    const page = await resident().kiwi.get('/v1/attachments', {
      query: { recordType: 'booking', recordId: ready.record.id },
    });
    expect(page.data.map(({ id }) => id)).toEqual([ready.id]);
  });

  it('is unreadable in the folder, and its upload is gone', async () => {
    const content = png(1_000);
    const { id } = await attach(content);
    const stored = readFileSync(path.join(files, 'attachments', id, 'file'));
    expect(stored.includes(content.subarray(100, 150))).toBe(false);
    await eventually('the upload is deleted', () => !storedIn('attachment-uploads').includes(id));
  });

  it('is what its content says, not what it is called', async () => {
    const html = Buffer.from('<html><script>alert(1)</script></html>');
    const script = await attach(html);
    expect(script).toMatchObject({ state: 'rejected', rejection: 'wrong_type', download: null });
    expect(await eventsOf(script.id)).toEqual(['attachment.rejected wrong_type']);
    expect(storedIn('attachments')).not.toContain(script.id);
    await eventually('the upload is deleted', () => !storedIn('attachment-uploads').includes(script.id));
  });

  it('belongs to a call as to a booking, and goes with it', async () => {
    const callId = await run((uow) =>
      insertCall(uow, {
        residentId: resident().id,
        communityId: world.here.community.id,
        hospitalId: world.here.hospital.id,
        state: 'ended',
      }),
    );
    await world.superAdmin.patch('/v1/staff/{staffId}', {
      path: { staffId: nurse().id },
      body: { duties: ['dispatch'] },
    });
    const { id } = await attach(png(500), nurse(), { type: 'call', id: callId });
    expect(storedIn('attachments')).toContain(id);
    await run(({ trx }) => trx.raw('delete from call where id = ?', [callId]));
    await sweep();
    expect(storedIn('attachments')).not.toContain(id);
    await expect(nurse().kiwi.get('/v1/attachments/{attachmentId}', of(id))).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('an upload', () => {
  it('has exactly the announced size', async () => {
    const content = png(500);
    const { id, upload } = await announce(await booking(), content);
    expect(await failure(await send(upload, png(501)))).toEqual([422, 'unprocessable']);
    expect(await failure(await send(upload, png(499)))).toEqual([422, 'unprocessable']);
    const streamed = new ReadableStream({
      start(stream) {
        stream.enqueue(png(400));
        stream.enqueue(png(400));
        stream.close();
      },
    });
    const unannounced = await fetch(upload.url, {
      method: 'PUT',
      headers: upload.headers,
      body: streamed,
      duplex: 'half',
    } as RequestInit);
    expect(await failure(unannounced)).toEqual([422, 'unprocessable']);
    expect(storedIn('attachment-uploads')).not.toContain(id);
    await expect(nurse().kiwi.post('/v1/attachments/{attachmentId}/complete', of(id))).rejects.toMatchObject({
      code: 'attachment_not_uploaded',
    });
    const unlabelled = await fetch(upload.url, { method: 'PUT', body: 'text' });
    expect(await failure(unlabelled)).toEqual([415, 'unsupported_media_type']);
    expect((await send(upload, content)).status).toBe(204);
  });

  it('can be replaced until it is completed', async () => {
    const [first, second] = [png(500), png(500)];
    const { id, upload } = await announce(await booking(), first);
    await send(upload, first);
    await send(upload, second);
    await nurse().kiwi.post('/v1/attachments/{attachmentId}/complete', of(id));
    expect(await failure(await send(upload, first))).toEqual([409, 'attachment_closed']);
    const reply = await download(await checked(id));
    expect(second.equals(Buffer.from(await reply.arrayBuffer()))).toBe(true);
  });

  it('is checked once, however often it is completed', async () => {
    const content = png(500);
    const { id, upload } = await announce(await booking(), content);
    await send(upload, content);
    const complete = () => nurse().kiwi.post('/v1/attachments/{attachmentId}/complete', of(id));
    const states = await Promise.all([complete(), complete(), complete()]);
    expect(states.map(({ id: each }) => each)).toEqual([id, id, id]);
    await checked(id);
    await app.settled();
    expect(await complete()).toMatchObject({ state: 'ready' });
    expect(await eventsOf(id)).toEqual(['attachment.ready']);
  });

  it('takes no address that is altered, of another purpose, or expired', async () => {
    const content = png(500);
    const ready = await attach(content);
    const other = await announce(await booking(), content);
    const url = new URL(ready.download?.url ?? '');
    const changed = (name: string, value: string) => {
      const each = new URL(url);
      each.searchParams.set(name, value);
      return each;
    };
    const altered = [
      changed('expires', String(Number(url.searchParams.get('expires')) + 1)),
      changed('signature', randomBytes(32).toString('base64url')),
      new URL(url.href.replace(ready.id, other.id)),
    ];
    for (const each of altered) expect(await failure(await fetch(each))).toEqual([401, 'unauthenticated']);
    const put = { ...other.upload, url: url.href };
    expect(await failure(await send(put, content))).toEqual([401, 'unauthenticated']);
    expect(await failure(await fetch(other.upload.url))).toEqual([401, 'unauthenticated']);
    ahead = 301_000;
    expect(await failure(await fetch(url))).toEqual([401, 'unauthenticated']);
    ahead = 901_000;
    expect(await failure(await send(other.upload, content))).toEqual([401, 'unauthenticated']);
    ahead = 0;
  });

  it('that nobody completes is deleted a day later', async () => {
    const content = png(500);
    const { id, upload } = await announce(await booking(), content);
    await send(upload, content);
    await sweep();
    expect(storedIn('attachment-uploads')).toContain(id);
    ahead = 25 * 3_600_000;
    await sweep();
    ahead = 0;
    expect(storedIn('attachment-uploads')).not.toContain(id);
    await expect(nurse().kiwi.get('/v1/attachments/{attachmentId}', of(id))).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('attaching a file', () => {
  it.each([['../../etc/passwd'], ['..'], ['C:\\boot.ini'], ['a\u0000b.png'], ['   '], ['x'.repeat(201)]])(
    'refuses the name %j',
    async (fileName) => {
      const attempt = announce({ type: 'booking', id: resident().id }, png(10), nurse(), { fileName });
      await expect(attempt).rejects.toMatchObject({ status: 400 });
    },
  );

  it('refuses types and sizes that no file may have, and one file too many', async () => {
    const record = await booking();
    const html = announce(record, png(10), nurse(), { contentType: 'text/html' });
    await expect(html).rejects.toMatchObject({ status: 400 });
    await expect(announce(record, png(10), nurse(), { size: 200_001 })).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ pointer: '/size' }],
    });
    const all = await Promise.allSettled([1, 2, 3, 4, 5].map(() => announce(record, png(10))));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(all.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'too_many_attachments' },
    });
  });

  it('is for those who may read the record, and no volunteer', async () => {
    const record = await booking(resident(), resident(1));
    const ready = await attach(png(500), resident(), record);
    const read = (by: Signed) => by.kiwi.get('/v1/attachments/{attachmentId}', of(ready.id));
    const list = (by: Signed) =>
      by.kiwi.get('/v1/attachments', { query: { recordType: 'booking', recordId: record.id } });
    await expect(announce(record, png(10), resident(1))).rejects.toMatchObject({ code: 'role_not_allowed' });
    await expect(list(resident(1))).rejects.toMatchObject({ code: 'role_not_allowed' });
    for (const by of [resident(1), nurse(), world.there.hospital.admin]) {
      await expect(read(by)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(read(world.here.community.manager)).rejects.toMatchObject({ code: 'role_not_allowed' });
    await expect(announce(record, png(10), world.there.hospital.admin)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is undone by who attached it or an administrator', async () => {
    const ready = await attach(png(500), resident());
    const remove = (by: Signed) => by.kiwi.delete('/v1/attachments/{attachmentId}', of(ready.id));
    await expect(remove(nurse())).rejects.toMatchObject({ code: 'not_uploader' });
    await remove(world.here.hospital.admin);
    await expect(remove(world.here.hospital.admin)).rejects.toMatchObject({ code: 'not_found' });
    expect(await failure(await download(ready))).toEqual([404, 'not_found']);
    await eventually('the file is deleted', () => !storedIn('attachments').includes(ready.id));
    expect(await eventsOf(ready.id)).toEqual(['attachment.ready', 'attachment.deleted']);
  });
});

describe('a person', () => {
  it('finds files in the export, and none after the erasure', async () => {
    const person = resident(2);
    const record = await booking(person);
    const ready = await attach(png(500), nurse(), record);
    const { attachments, attachmentsComplete } = await person.kiwi.get('/v1/me/export');
    expect([attachments.map((each) => each.id), attachmentsComplete]).toEqual([[ready.id], true]);
    await nurse().kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId: record.id },
      body: { to: 'cancelled', reason: 'No longer needed' },
    });
    await world.superAdmin.put('/v1/system/settings', { body: { privacy: { erasureDelayDays: 0 } } });
    await world.superAdmin.post('/v1/residents/{residentId}/erasure', {
      path: { residentId: person.id },
      body: { reason: 'deceased' },
    });
    await eventually('the file is deleted', () => !storedIn('attachments').includes(ready.id));
    expect(await failure(await download(ready))).toEqual([404, 'not_found']);
  });
});
