import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageError, type StoragePort, type StoredEntry } from '../../../src/ports/storage.ts';

export interface StorageUnderTest {
  readonly storage: StoragePort;
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

    it('deletes a file once and for all', async () => {
      await under.storage.put(KEY, CONTENT);
      await under.storage.delete(KEY);
      await under.storage.delete(KEY);
      await expect(read(KEY)).rejects.toMatchObject({ failure: 'not_found' });
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
