import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertBooking } from '../../../../test/authorisation/rows.ts';
import type { TestApp } from '../../../../test/support/app.ts';
import { png } from '../../../../test/support/attachments/samples.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { BUCKET_ACCOUNT } from '../../../../test/support/storage/buckets.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../../test/support/worlds/world.ts';
import { StorageSandbox } from '../../../adapters/storage/sandbox/server.ts';

/* Attachments where devices reach the bucket themselves: the service hands out addresses and looks at what came. */

let app: TestApp;
let world: World;
let sandbox: StorageSandbox;
const ACCOUNT = { ...BUCKET_ACCOUNT, secretAccessKey: 'secret-of-the-tests' };
/** Of the bucket, ahead of the machine's, milliseconds. */
let ahead = 0;

beforeAll(async () => {
  sandbox = new StorageSandbox({ ...ACCOUNT, now: () => Date.now() + ahead });
  const endpoint = await sandbox.start();
  ({ app, world } = await startTestWorld({
    env: {
      S3_BUCKET: ACCOUNT.bucket,
      S3_REGION: ACCOUNT.region,
      S3_ENDPOINT: endpoint,
      AWS_ACCESS_KEY_ID: ACCOUNT.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ACCOUNT.secretAccessKey,
    },
  }));
});
afterAll(async () => {
  await app?.stop();
  await sandbox.stop();
});

const nurse = () => world.here.hospital.nurse.kiwi;
const of = (attachmentId: string) => ({ path: { attachmentId } });

async function announce(content: Uint8Array) {
  const { hospital, community } = world.here;
  const side = { hospitalId: hospital.id, communityId: community.id };
  const id = await insertBooking(app, side, (community.residents[0] as Signed).id, undefined);
  return nurse().post('/v1/attachments', {
    body: {
      record: { type: 'booking', id },
      fileName: 'नुस्खा.png',
      contentType: 'image/png',
      size: content.length,
    },
  });
}

const ready = (id: string) =>
  eventually('the file was looked at', async () => {
    const read = await nurse().get('/v1/attachments/{attachmentId}', of(id));
    return read.state === 'ready' ? read : undefined;
  });

it('devices store and read a file at the bucket itself', async () => {
  const content = png(20_000);
  const { id, upload } = await announce(content);
  expect(new URL(upload.url).origin).not.toBe(new URL(app.url).origin);
  const { url, method, headers } = upload;
  expect((await fetch(url, { method, headers, body: png(20_001) })).status).toBe(403);
  const html = { ...headers, 'content-type': 'text/html' };
  expect((await fetch(url, { method, headers: html, body: content })).status).toBe(403);
  expect((await fetch(url, { method, headers, body: content })).status).toBe(200);
  await nurse().post('/v1/attachments/{attachmentId}/complete', of(id));
  const { download } = await ready(id);
  const reply = await fetch(download?.url ?? '');
  expect(reply.headers.get('content-type')).toBe('image/png');
  expect(reply.headers.get('content-disposition')).toContain('attachment; filename*=');
  expect(content.equals(Buffer.from(await reply.arrayBuffer()))).toBe(true);
  ahead = 301_000;
  expect((await fetch(download?.url ?? '')).status).toBe(403);
  ahead = 0;
});

it('what is stored again after the check is never downloaded', async () => {
  const [content, other] = [png(900), png(900)];
  const { id, upload } = await announce(content);
  const { url, method, headers } = upload;
  await fetch(url, { method, headers, body: content });
  await nurse().post('/v1/attachments/{attachmentId}/complete', of(id));
  const { download } = await ready(id);
  expect((await fetch(url, { method, headers, body: other })).status).toBe(200);
  const reply = await fetch(download?.url ?? '');
  expect(content.equals(Buffer.from(await reply.arrayBuffer()))).toBe(true);
});

it('a bucket that fails delays the check, and leaves the file to be checked', async () => {
  const content = png(900);
  const { id, upload } = await announce(content);
  const { url, method, headers } = upload;
  await fetch(url, { method, headers, body: content });
  const down = { kind: 'status', status: 503, code: 'SlowDown' } as const;
  // Three attempts of the client each.
  sandbox.failNext(down, down, down);
  const request = { ...of(id), retries: 0, idempotencyKey: id };
  await expect(nurse().post('/v1/attachments/{attachmentId}/complete', request)).rejects.toMatchObject({
    code: 'dependency_down',
  });
  await nurse().post('/v1/attachments/{attachmentId}/complete', request);
  expect(await ready(id)).toMatchObject({ size: 900 });
});

it('a deleted file leaves the bucket', async () => {
  const content = png(900);
  const { id, upload } = await announce(content);
  const { url, method, headers } = upload;
  await fetch(url, { method, headers, body: content });
  await nurse().post('/v1/attachments/{attachmentId}/complete', of(id));
  await ready(id);
  await nurse().delete('/v1/attachments/{attachmentId}', of(id));
  await eventually('the file is gone', () =>
    [...sandbox.bucket.objects.keys()].every((key) => !key.includes(id)),
  );
});
