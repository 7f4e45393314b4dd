import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  storageContractSuite,
  streamedFilesSuite,
} from '../../../test/support/suites/storage-contract-suite.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { FolderStorage } from './folder.ts';

const CONTENT = Buffer.from('content');

const inFolder = async () => {
  const root = path.join(temporaryFolder(), 'files');
  return {
    storage: new FolderStorage(root),
    damage: async (key: string) => {
      const stored = readFileSync(path.join(root, key));
      writeFileSync(path.join(root, key), stored.with(0, (stored[0] ?? 0) ^ 1));
    },
    close: async () => {},
  };
};
storageContractSuite('a folder', inFolder);
streamedFilesSuite('a folder', inFolder);

describe('the folder of files', () => {
  let root: string;
  let storage: FolderStorage;
  beforeEach(() => {
    root = path.join(temporaryFolder(), 'files');
    storage = new FolderStorage(root);
  });

  it('is readable by its owner alone', async () => {
    await storage.put('a/b', CONTENT);
    expect(statSync(path.join(root, 'a')).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(root, 'a/b')).mode & 0o777).toBe(0o600);
  });

  it('is not left through a symbolic link', async () => {
    const outside = temporaryFolder();
    writeFileSync(path.join(outside, 'secret'), 'secret');
    await storage.put('a/b', CONTENT);
    symlinkSync(outside, path.join(root, 'link'));
    symlinkSync(path.join(outside, 'secret'), path.join(root, 'a/file'));
    await expect(storage.put('link/new', CONTENT)).rejects.toMatchObject({ failure: 'invalid_key' });
    await expect(storage.get('link/secret')).rejects.toMatchObject({ failure: 'invalid_key' });
    await expect(storage.delete('link/secret')).rejects.toMatchObject({ failure: 'invalid_key' });
    await expect(storage.get('a/file')).rejects.toMatchObject({ failure: 'not_found' });
    expect(readdirSync(outside)).toEqual(['secret']);
  });

  it.each([
    ['cut off', (stored: Buffer) => stored.subarray(0, -1)],
    ['emptied', () => Buffer.alloc(0)],
    ['lengthened', (stored: Buffer) => Buffer.concat([Buffer.from('x'), stored])],
    ['without its checksum', () => CONTENT],
  ])('does not return a file that was %s', async (_, change) => {
    await storage.put('a', CONTENT);
    writeFileSync(path.join(root, 'a'), change(readFileSync(path.join(root, 'a'))));
    await expect(storage.get('a')).rejects.toMatchObject({ failure: 'damaged' });
  });

  it('tidies what a process left that ended while it wrote', async () => {
    const parts = path.join(root, '.parts');
    mkdirSync(parts, { recursive: true });
    for (const name of ['old', 'new']) writeFileSync(path.join(parts, name), 'half');
    utimesSync(path.join(parts, 'old'), new Date(0), new Date(0));
    await storage.put('a', CONTENT);
    expect(readdirSync(parts)).toEqual(['new']);
  });

  it('removes folders that have become empty', async () => {
    await storage.put('a/b/c', CONTENT);
    await storage.delete('a/b/c');
    expect(existsSync(path.join(root, 'a'))).toBe(false);
  });

  it('says that it cannot be written', async () => {
    const blocked = path.join(temporaryFolder(), 'blocked');
    writeFileSync(blocked, 'a file where the folder should be');
    await expect(new FolderStorage(blocked).put('a', CONTENT)).rejects.toMatchObject({
      failure: 'unavailable',
    });
  });

  it('keeps what was there when the file system takes no more', async () => {
    await storage.put('a', CONTENT);
    // In a process that may not write files of more than 4 KiB, where the rest of one fails with EFBIG.
    const put = `
      const { FolderStorage } = await import(process.argv[1]);
      await new FolderStorage(process.argv[2]).put('a', new Uint8Array(10_000)).catch(({ failure }) => console.log(failure));`;
    const adapter = new URL('./folder.ts', import.meta.url).href;
    const program = `ulimit -f 8; exec "$0" --input-type=module -e "$1" "$2" "$3"`;
    const { stdout } = spawnSync('sh', ['-c', program, process.execPath, put, adapter, root], {
      encoding: 'utf8',
    });
    expect(stdout.trim()).toBe('full');
    expect(Buffer.from(await storage.get('a'))).toEqual(CONTENT);
    expect(readdirSync(path.join(root, '.parts'))).toEqual([]);
  });
});
