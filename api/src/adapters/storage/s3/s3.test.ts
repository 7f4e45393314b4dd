import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { sized } from '../../../../test/support/size.ts';
import { BUCKET_ACCOUNT, startBucket } from '../../../../test/support/storage/buckets.ts';
import {
  type IndependentServer,
  startIndependentServer,
} from '../../../../test/support/storage/independent-server.ts';
import {
  directTransfersSuite,
  type StorageUnderTest,
  storageContractSuite,
} from '../../../../test/support/suites/storage-contract-suite.ts';
import type { StoragePort } from '../../../ports/storage.ts';
import type { StorageSandboxFault } from '../sandbox/faults.ts';
import type { StorageSandbox } from '../sandbox/server.ts';
import { connectS3 } from './client.ts';
import { type S3Options, S3Storage } from './s3.ts';

const MIB = 1024 * 1024;
const PART_BYTES = 5 * MIB;

async function inSandbox(): Promise<StorageUnderTest> {
  const { storage, sandbox } = await startBucket({ partBytes: PART_BYTES, sandbox: { page: 3 } });
  return {
    storage,
    damage: async (key) => {
      sandbox.bucket.objects.get(key)?.content.reverse();
    },
    close: () => sandbox.stop(),
  };
}

let independent: Promise<IndependentServer> | null = null;
let buckets = 0;
afterAll(async () => (await independent)?.stop());

async function atIndependentServer(): Promise<StorageUnderTest> {
  independent ??= startIndependentServer();
  const { endpoint } = await independent;
  buckets += 1;
  const account = {
    ...BUCKET_ACCOUNT,
    region: 'us-east-1',
    bucket: `files-${buckets}`,
    endpoint,
    addressing: 'path' as const,
  };
  const { client } = await connectS3(account, { connectMs: 5_000, requestMs: 60_000, attempts: 3 });
  await client.send(new CreateBucketCommand({ Bucket: account.bucket }));
  return {
    storage: new S3Storage({ ...account, partBytes: PART_BYTES }),
    async damage(key) {
      const at = { Bucket: account.bucket, Key: key };
      const { Body, Metadata } = await client.send(new GetObjectCommand(at));
      const content = (await Body?.transformToByteArray()) ?? new Uint8Array();
      await client.send(new PutObjectCommand({ ...at, Metadata, Body: content.reverse() }));
    },
    close: async () => client.destroy(),
  };
}

/** The independent server at the full size, as it is installed. */
const SERVERS = sized<readonly [string, () => Promise<StorageUnderTest>][]>({
  small: [['a bucket in the sandbox', inSandbox]],
  full: [
    ['a bucket in the sandbox', inSandbox],
    ['a bucket at an independent server', atIndependentServer],
  ],
});
for (const [name, start] of SERVERS) {
  storageContractSuite(name, start);
  directTransfersSuite(name, start);
}

describe('storage in a bucket', () => {
  let sandbox: StorageSandbox;
  let storage: StoragePort;
  let other: (options: Partial<S3Options>) => StoragePort;
  const start = async (options: Parameters<typeof startBucket>[0] = {}) => {
    ({ sandbox, storage, other } = await startBucket(options));
  };
  afterEach(() => sandbox.stop());

  const CONTENT = randomBytes(100);
  const keysIn = async (folder: string, by = storage) => {
    const keys: string[] = [];
    for await (const { key } of by.list(folder)) keys.push(key);
    return keys;
  };
  /** Each of the port's methods, of a file `a/b` that is stored. */
  const METHODS: Readonly<Record<string, (by: StoragePort) => Promise<unknown>>> = {
    put: (by) => by.put('a/b', CONTENT),
    get: (by) => by.get('a/b'),
    delete: (by) => by.delete('a/b'),
    list: (by) => keysIn('a', by),
  };

  /** Impatient where the fault is that nothing comes. */
  const meeting = ({ kind }: StorageSandboxFault): StoragePort =>
    other({ limits: { attempts: 1, ...(kind === 'hang' || kind === 'drip' ? { requestMs: 1_000 } : {}) } });
  const FAULTS: readonly [StorageSandboxFault, string][] = [
    [{ kind: 'reset', at: 'headers' }, 'unavailable'],
    [{ kind: 'hang', at: 'headers' }, 'unavailable'],
    [{ kind: 'html' }, 'unavailable'],
    [{ kind: 'status', status: 500, code: 'InternalError' }, 'unavailable'],
    [{ kind: 'status', status: 503, code: 'SlowDown' }, 'unavailable'],
    [{ kind: 'status', status: 429, code: 'TooManyRequests' }, 'unavailable'],
    [{ kind: 'status', status: 400, code: 'RequestTimeout' }, 'unavailable'],
    [{ kind: 'status', status: 403, code: 'AccessDenied' }, 'refused'],
    [{ kind: 'status', status: 404, code: 'NoSuchBucket' }, 'refused'],
    [{ kind: 'status', status: 507, code: 'StorageFull' }, 'full'],
    [{ kind: 'redirect', status: 301, location: 'http://127.0.0.1:9/' }, 'refused'],
  ];

  it.each(FAULTS)('calls it by its kind whatever is asked: %j', async (fault, failure) => {
    await start();
    const by = meeting(fault);
    for (const [name, ask] of Object.entries(METHODS)) {
      // What is reset or garbled on its way back may have happened.
      await storage.put('a/b', CONTENT);
      sandbox.failNext(fault);
      const error = await ask(by).catch((caught: unknown) => caught);
      expect([name, error]).toMatchObject([name, { failure, retryable: failure === 'unavailable' }]);
    }
  });

  it.each<[StorageSandboxFault, string, string]>([
    [{ kind: 'reset', at: 'reply' }, 'get', 'unavailable'],
    [{ kind: 'hang', at: 'reply' }, 'get', 'unavailable'],
    [{ kind: 'drip', bytes: 1, everyMs: 100 }, 'get', 'unavailable'],
    [{ kind: 'truncated' }, 'get', 'unavailable'],
    [{ kind: 'cut' }, 'get', 'damaged'],
    [{ kind: 'corrupted' }, 'get', 'damaged'],
    [{ kind: 'status', status: 404, code: 'NoSuchKey' }, 'get', 'not_found'],
    [{ kind: 'reset', at: 'reply' }, 'list', 'unavailable'],
    [{ kind: 'drip', bytes: 1, everyMs: 100 }, 'list', 'unavailable'],
    [{ kind: 'truncated' }, 'list', 'unavailable'],
    [{ kind: 'cut' }, 'list', 'unavailable'],
  ])('takes no half reply for a whole one: %j of %s', async (fault, method, failure) => {
    await start();
    await storage.put('a/b', CONTENT);
    sandbox.failNext(fault);
    await expect(METHODS[method]?.(meeting(fault))).rejects.toMatchObject({ failure });
  });

  it('tries again what the server was too busy for', async () => {
    await start();
    const busy = { kind: 'status', status: 503, code: 'SlowDown' } as const;
    sandbox.failNext(busy, { kind: 'reset', at: 'headers' });
    await storage.put('a/b', CONTENT);
    expect(sandbox.asked.length).toBe(3);
    expect(await keysIn('')).toEqual(['a']);
  });

  it('says that nobody answers', async () => {
    await start();
    await sandbox.stop();
    await expect(storage.get('a/b')).rejects.toMatchObject({ failure: 'unavailable', code: 'ECONNREFUSED' });
  });

  it.each([
    ['another secret', { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
    ['an unknown account', { accessKeyId: 'AKIDOTHER' }, 'InvalidAccessKeyId'],
    ['a bucket that is not there', { bucket: 'absent' }, 'NoSuchBucket'],
  ])('is refused with %s', async (_, options, code) => {
    await start(options);
    for (const ask of Object.values(METHODS)) {
      await expect(ask(storage)).rejects.toMatchObject({ failure: 'refused', code, retryable: false });
    }
    expect(sandbox.bucket.objects.size).toBe(0);
  });

  it.each([
    [{ kind: 'provider' }, { 'x-amz-server-side-encryption': 'AES256' }],
    [
      { kind: 'key_service', keyId: 'key-1' },
      {
        'x-amz-server-side-encryption': 'aws:kms',
        'x-amz-server-side-encryption-aws-kms-key-id': 'key-1',
      },
    ],
  ] as const)('has it encrypted, however it is stored: %j', async (encryption, headers) => {
    await start({ encryption, partBytes: PART_BYTES });
    await storage.put('whole', CONTENT);
    await storage.put('parts', randomBytes(6 * MIB));
    const direct = await storage.direct?.upload('direct', {
      size: CONTENT.length,
      contentType: 'image/png',
      expiresInSeconds: 60,
    });
    expect(direct?.headers).toMatchObject(headers);
    const sent = { method: 'PUT', body: CONTENT };
    const statuses = [{ headers: direct?.headers ?? {} }, { headers: { 'content-type': 'image/png' } }].map(
      async (given) => (await fetch(direct?.url ?? '', { ...sent, ...given })).status,
    );
    // It cannot be left out.
    expect(await Promise.all(statuses)).toEqual([200, 403]);
    for (const key of ['whole', 'parts', 'direct']) {
      expect([key, sandbox.bucket.objects.get(key)?.headers]).toMatchObject([key, headers]);
    }
  });

  describe('in parts', () => {
    const LARGE = randomBytes(11 * MIB);

    it.each<[string, number, StorageSandboxFault]>([
      ['the beginning', 0, { kind: 'status', status: 500, code: 'InternalError' }],
      ['a part', 2, { kind: 'status', status: 500, code: 'InternalError' }],
      ['a part that a proxy answers', 2, { kind: 'html' }],
      ['the end', 4, { kind: 'error_in_reply', code: 'InternalError' }],
    ])('stores nothing and leaves nothing when it fails: %s', async (_, after, fault) => {
      await start({ partBytes: PART_BYTES, limits: { attempts: 1 } });
      const fine = { kind: 'drip', bytes: MIB, everyMs: 0 } as const;
      sandbox.failNext(...Array.from({ length: after }, () => fine), fault);
      await expect(storage.put('large', LARGE)).rejects.toMatchObject({ failure: 'unavailable' });
      expect(await keysIn('')).toEqual([]);
      await eventually('nothing is left', () => sandbox.bucket.uploads.size === 0);
    });

    it('begins again where one fails', async () => {
      await start({ partBytes: PART_BYTES });
      sandbox.failNext({ kind: 'drip', bytes: MIB, everyMs: 0 }, { kind: 'reset', at: 'headers' });
      await storage.put('large', LARGE);
      expect(LARGE.equals(await storage.get('large'))).toBe(true);
    });
  });

  it.each<[string, number, readonly [string, string], number]>([
    ['as it was made', 59_000, ['', ''], 200],
    ['after its time', 61_000, ['', ''], 403],
    ['for another file', 0, ['/one', '/two'], 403],
    ['for a longer time', 0, ['Expires=60', 'Expires=6000'], 403],
  ])('answers a signed address only as it was made: %s', async (_, laterMs, [from, to], status) => {
    let now = Date.now();
    await start({ sandbox: { now: () => now } });
    await storage.put('one', CONTENT);
    await storage.put('two', CONTENT);
    const given = { contentType: 'image/png', fileName: 'x', expiresInSeconds: 60 };
    const { url = '' } = (await storage.direct?.download('one', given)) ?? {};
    now = Date.now() + laterMs;
    expect((await fetch(url.replace(from, to))).status).toBe(status);
  });
});
