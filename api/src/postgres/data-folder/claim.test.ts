import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { claimDataFolder, DataFolderInUse } from './claim.ts';
import { successorOf } from './lock-file.ts';

const base = mkdtempSync(path.join(tmpdir(), 'kiwimesh claim '));
afterAll(() => rmSync(base, { recursive: true, force: true }));

let folders = 0;
const folder = () => path.join(base, String(++folders));
const RUN = { program: 'make run', address: 'http://localhost:8080', embedded: true };

/** The id of a process that has ended. */
const dead = () =>
  Number(execFileSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' }));

describe('a claim on a data folder', () => {
  it('is refused while another holds it, naming the holder, and is free afterwards', async () => {
    const dataDir = folder();
    const claim = await claimDataFolder(dataDir, RUN);
    const refused = await claimDataFolder(dataDir, RUN).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DataFolderInUse);
    expect((refused as DataFolderInUse).holder).toMatchObject({ ...RUN, pid: process.pid });
    expect((refused as Error).message).toContain(
      `in use by make run at http://localhost:8080 (process ${process.pid})`,
    );
    await claim.release();
    const next = await claimDataFolder(dataDir, { ...RUN, address: null });
    await next.release();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is held by one of many who try at once', async () => {
    const dataDir = folder();
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => claimDataFolder(dataDir, RUN)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it.each([
    ['a process that has ended', () => JSON.stringify({ ...RUN, pid: dead(), mark: `${dead()} 1` })],
    [
      'an earlier process of this id',
      () => JSON.stringify({ ...RUN, pid: process.pid, mark: `${process.pid} 1` }),
    ],
    ['a file that is cut off', () => '{"pid": 1'],
    ['an empty file', () => ''],
    ['a file of another kind', () => 'null'],
  ])('of %s is taken over, by one alone', async (_, text) => {
    for (let round = 0; round < 10; round += 1) {
      const dataDir = folder();
      mkdirSync(dataDir);
      writeFileSync(path.join(dataDir, 'in-use.json'), text());
      const tries = await Promise.allSettled(Array.from({ length: 20 }, () => claimDataFolder(dataDir, RUN)));
      const claims = tries.filter((one) => one.status === 'fulfilled');
      expect(claims).toHaveLength(1);
      await claims[0]?.value.release();
      expect(readdirSync(dataDir)).toEqual([]);
    }
  });

  it('is taken over by one alone where others were killed while they took it over', async () => {
    const dataDir = folder();
    mkdirSync(dataDir);
    let file = path.join(dataDir, 'in-use.json');
    for (const id of ['first', 'second', 'third']) {
      const text = JSON.stringify({ ...RUN, id, pid: dead(), mark: `${dead()} 1` });
      writeFileSync(file, text);
      file = successorOf(path.join(dataDir, 'in-use.json'), text);
    }
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => claimDataFolder(dataDir, RUN)));
    const claims = tries.filter((one) => one.status === 'fulfilled');
    expect(claims).toHaveLength(1);
    await claims[0]?.value.release();
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
