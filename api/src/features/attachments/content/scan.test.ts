import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Schema } from '@kiwimesh/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertBooking } from '../../../../test/authorisation/rows.ts';
import type { TestApp } from '../../../../test/support/app.ts';
import { png } from '../../../../test/support/attachments/samples.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import {
  EICAR,
  type ScannerFault,
  ScannerSandbox,
} from '../../../../test/support/scanning/scanner-sandbox.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../../test/support/worlds/world.ts';

/* Attachments where a scanner looks at each: what it finds, and what becomes of files while it does not answer. */

const SCANNED_BYTES = 50_000;
const scanner = new ScannerSandbox(SCANNED_BYTES);
const lines: string[] = [];
let app: TestApp;
let world: World;

beforeAll(async () => {
  const { host, port } = await scanner.start();
  ({ app, world } = await startTestWorld({
    env: { CLAMAV_HOST: host, CLAMAV_PORT: String(port), CLAMAV_TIMEOUT_SECONDS: '1' },
    backoff: { first: 1, most: 20 },
    onLogLine: (line) => lines.push(line),
  }));
});
afterAll(async () => {
  await app?.stop();
  await scanner.stop();
});

const nurse = () => world.here.hospital.nurse.kiwi;
const of = (attachmentId: string) => ({ path: { attachmentId } });

async function send(content: Uint8Array): Promise<string> {
  const { hospital, community } = world.here;
  const side = { hospitalId: hospital.id, communityId: community.id };
  const bookingId = await insertBooking(app, side, (community.residents[0] as Signed).id, undefined);
  const { id, upload } = await nurse().post('/v1/attachments', {
    body: {
      record: { type: 'booking', id: bookingId },
      fileName: 'photo.png',
      contentType: 'image/png',
      size: content.length,
    },
  });
  await fetch(upload.url, { method: upload.method, headers: upload.headers, body: content });
  await nurse().post('/v1/attachments/{attachmentId}/complete', of(id));
  return id;
}

const checked = (id: string): Promise<Schema<'Attachment'>> =>
  eventually('the file was looked at', async () => {
    const read = await nurse().get('/v1/attachments/{attachmentId}', of(id));
    return read.state === 'checking' ? undefined : read;
  });

const kept = (): string[] => {
  try {
    return readdirSync(path.join(app.config.dataDir, 'files', 'attachments'));
  } catch {
    return [];
  }
};

it('a file with malicious software is never kept, and the log says what it is', async () => {
  const id = await send(Buffer.concat([png(1_000), Buffer.from(EICAR)]));
  expect(await checked(id)).toMatchObject({ state: 'rejected', rejection: 'malware', download: null });
  expect(kept()).not.toContain(id);
  expect(lines.filter((line) => line.includes('Eicar-Test-Signature') && line.includes(id))).toHaveLength(1);
});

it('a file that the scanner does not take is rejected', async () => {
  const id = await send(png(SCANNED_BYTES + 1));
  expect(await checked(id)).toMatchObject({ state: 'rejected', rejection: 'not_scannable' });
});

it.each<readonly [string, readonly ScannerFault[]]>([
  ['is down', [{ kind: 'reset' }, { kind: 'reset' }]],
  ['is slow', [{ kind: 'hang' }]],
  ['answers half', [{ kind: 'text', text: 'stream: OK', open: true }]],
  ['answers something else', [{ kind: 'text', text: 'UNKNOWN COMMAND' }]],
])('a file waits while the scanner %s, and is scanned again', async (_, faults) => {
  scanner.failNext(...faults);
  const before = scanner.scanned;
  const id = await send(png(1_000));
  expect(await checked(id)).toMatchObject({ state: 'ready' });
  expect(scanner.scanned - before).toBe(faults.length + 1);
});
