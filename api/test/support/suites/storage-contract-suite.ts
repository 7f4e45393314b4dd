import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type DirectTransfers,
  StorageError,
  type StoragePort,
  type StoredEntry,
  type StreamedFiles,
} from '../../../src/ports/storage.ts';

export interface StorageUnderTest {
  readonly storage: StoragePort;
  /** Changes the content of what is stored, behind the adapter's back. */
  damage(key: string): Promise<void>;
  close(): Promise<void>;
}

const KEY = 'recordings/one/caller-000000001';
const CONTENT = Buffer.from('0123456789');

/** What every adapter of storage does. @param start with nothing stored. */
export function storageContractSuite(name: string, start: () => Promise<StorageUnderTest>): void {
  describe(`storage of ${name}`, () => {
    let under: StorageUnderTest;
    beforeEach(async () => {
      under = await start();
    });
    afterEach(() => under.close());

    const read = async (key: string): Promise<string> => Buffer.from(await under.storage.get(key)).toString();
    const list = async (folder: string): Promise<StoredEntry[]> => {
      const entries: StoredEntry[] = [];
      for await (const entry of under.storage.list(folder)) entries.push(entry);
      return entries;
    };

    it('returns what was stored, and replaces it', async () => {
      await under.storage.put(KEY, CONTENT);
      expect(await read(KEY)).toBe('0123456789');
      await under.storage.put(KEY, Buffer.from('other'));
      expect(await read(KEY)).toBe('other');
    });

    it('stores a file without bytes', async () => {
      await under.storage.put('empty', Buffer.alloc(0));
      expect(await read('empty')).toBe('');
    });

    it('lists what is directly in a folder, in order', async () => {
      for (const key of ['a/two', 'a/one', 'a/b/three', 'ab/four']) await under.storage.put(key, CONTENT);
      expect(await list('a')).toEqual([
        { key: 'a/b', size: null },
        { key: 'a/one', size: 10 },
        { key: 'a/two', size: 10 },
      ]);
      expect((await list('')).map(({ key }) => key)).toEqual(['a', 'ab']);
      expect(await list('absent')).toEqual([]);
    });

    it('lists in the order of bytes, folders by their key with a slash', async () => {
      for (const key of ['a/b/c', 'a/b.d', 'a/b-d', 'a/b0']) await under.storage.put(key, CONTENT);
      expect((await list('a')).map(({ key }) => key)).toEqual(['a/b-d', 'a/b.d', 'a/b', 'a/b0']);
    });

    it('keeps a large file byte for byte', async () => {
      const content = randomBytes(12 * 1024 * 1024 + 1);
      await under.storage.put(KEY, content);
      expect(content.equals(await under.storage.get(KEY))).toBe(true);
      expect((await list('recordings/one')).map(({ size }) => size)).toEqual([content.length]);
    });

    it.each([10, 6_000_000])('does not return what was altered since: %d bytes', async (size) => {
      await under.storage.put(KEY, randomBytes(size));
      await under.damage(KEY);
      await expect(under.storage.get(KEY)).rejects.toMatchObject({ failure: 'damaged', retryable: false });
    });

    it('deletes a file once and for all', async () => {
      await under.storage.put(KEY, CONTENT);
      await under.storage.delete(KEY);
      await under.storage.delete(KEY);
      await expect(read(KEY)).rejects.toMatchObject({ failure: 'not_found', retryable: false });
      expect(await list('')).toEqual([]);
    });

    it('keeps writers and deleters of one folder apart', async () => {
      const keys = Array.from({ length: 20 }, (_, index) => `a/b/${index}`);
      await Promise.all(
        keys.map(async (key, index) => {
          await under.storage.put(key, CONTENT);
          if (index % 2 === 0) await under.storage.delete(key);
        }),
      );
      expect((await list('a/b')).length).toBe(10);
    });

    it.each([
      '../outside',
      'a/../../outside',
      '/etc/passwd',
      'a//b',
      'a/',
      '.parts/a',
      'a/.hidden',
      'a\0b',
      'A',
      '',
      'a'.repeat(101),
    ])('rejects the key %j', async (key) => {
      const rejected = expect.objectContaining({ failure: 'invalid_key' });
      await expect(under.storage.put(key, CONTENT)).rejects.toEqual(rejected);
      await expect(read(key)).rejects.toEqual(rejected);
      await expect(under.storage.delete(key)).rejects.toEqual(rejected);
    });

    it('names no path of the machine in its errors', async () => {
      const error = await read('absent/file').catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(StorageError);
      expect(String(error)).not.toMatch(/absent|\//);
    });
  });
}

const UPLOAD = { size: 10, contentType: 'image/png', expiresInSeconds: 60 };
const DOWNLOAD = { contentType: 'image/png', fileName: 'नाम, "1".png', expiresInSeconds: 60 };

/** What storage does that devices reach themselves. @param start with nothing stored. */
export function directTransfersSuite(name: string, start: () => Promise<StorageUnderTest>): void {
  describe(`direct transfers of ${name}`, () => {
    let under: StorageUnderTest;
    beforeEach(async () => {
      under = await start();
    });
    afterEach(() => under.close());

    const direct = (): DirectTransfers => {
      if (under.storage.direct === null) throw new Error('devices do not reach this storage');
      return under.storage.direct;
    };

    it('store and return a file', async () => {
      const { url, method, headers } = await direct().upload(KEY, UPLOAD);
      const stored = await fetch(url, { method, headers, body: CONTENT });
      expect([stored.status, await stored.text()]).toEqual([200, '']);
      expect(Buffer.from(await under.storage.get(KEY))).toEqual(CONTENT);
      const request = await direct().download(KEY, DOWNLOAD);
      const reply = await fetch(request.url, request);
      expect(reply.headers.get('content-type')).toBe('image/png');
      expect(reply.headers.get('content-disposition')).toBe(
        `attachment; filename*=UTF-8''%E0%A4%A8%E0%A4%BE%E0%A4%AE%2C%20%221%22.png`,
      );
      expect(await reply.text()).toBe('0123456789');
    });

    it.each(['../outside', '', 'a//b'])('exist for no key like %j', async (key) => {
      const rejected = expect.objectContaining({ failure: 'invalid_key' });
      await expect(direct().upload(key, UPLOAD)).rejects.toEqual(rejected);
      await expect(direct().download(key, DOWNLOAD)).rejects.toEqual(rejected);
    });
  });
}

/** What storage does whose files pass through the service. @param start with nothing stored. */
export function streamedFilesSuite(name: string, start: () => Promise<StorageUnderTest>): void {
  describe(`streamed files of ${name}`, () => {
    let under: StorageUnderTest;
    beforeEach(async () => {
      under = await start();
    });
    afterEach(() => under.close());

    const streamed = (): StreamedFiles => {
      if (under.storage.streamed === null) throw new Error('devices reach this storage themselves');
      return under.storage.streamed;
    };
    async function* pieces(content: Uint8Array, size = 100_003): AsyncIterable<Uint8Array> {
      for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
    }
    const whole = async (key: string) => {
      const found: Uint8Array[] = [];
      for await (const piece of streamed().read(key)) found.push(piece);
      return Buffer.concat(found);
    };

    it.each([0, 1, 65_536, 65_600, 1_000_000])('return %d bytes as they were stored', async (size) => {
      const content = randomBytes(size);
      await streamed().store(KEY, pieces(content));
      expect(content.equals(await whole(KEY))).toBe(true);
      expect(content.equals(await under.storage.get(KEY))).toBe(true);
    });

    it('keep what was there when the pieces fail, whose error is passed on', async () => {
      await under.storage.put(KEY, CONTENT);
      const failing = async function* () {
        yield randomBytes(200_000);
        throw new RangeError('the device is gone');
      };
      await expect(streamed().store(KEY, failing())).rejects.toThrow(RangeError);
      expect(await whole(KEY)).toEqual(CONTENT);
    });

    it('do not end where they were altered', async () => {
      await streamed().store(KEY, pieces(randomBytes(300_000)));
      await under.damage(KEY);
      await expect(whole(KEY)).rejects.toMatchObject({ failure: 'damaged' });
      await expect(whole('absent')).rejects.toMatchObject({ failure: 'not_found' });
    });

    it.each(['../outside', '', 'a//b'])('have no key like %j', async (key) => {
      const rejected = { failure: 'invalid_key' };
      await expect(streamed().store(key, pieces(CONTENT))).rejects.toMatchObject(rejected);
      await expect(whole(key)).rejects.toMatchObject(rejected);
    });
  });
}
