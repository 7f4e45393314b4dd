import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import {
  spoken,
  synthesisContractSuite,
  synthesisFailureOf,
} from '../../../../test/support/suites/synthesis-contract-suite.ts';
import { folderWith } from '../../../../test/support/temporary-folder.ts';
import { FliteSynthesis, findFlite } from './flite.ts';

/**
 * In place of flite, with its options: a tone of a fifth of a second for each word of its input. The file `fault` beside it
 * says what goes wrong; `running` is there while it runs. The real one speaks at SIZE=full (scripts/speech).
 */
const STAND_IN = `#!${process.execPath}
const { existsSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const at = (name) => __dirname + '/' + name;
const fault = existsSync(at('fault')) ? readFileSync(at('fault'), 'utf8') : '';
rmSync(at('fault'), { force: true });
// Killed while it writes, it would leave a file without its number.
writeFileSync(at('running.new'), String(process.pid));
renameSync(at('running.new'), at('running'));
if (!['slt', 'rms'].includes(option('-voice'))) process.exit(2);
const words = readFileSync(option('-f'), 'utf8').trim().split(/\\s+/).length;
if (fault === 'error') process.exit(1);
if (fault === 'hang') setInterval(() => {}, 1000);
else {
  const sound = Buffer.alloc(44 + words * 6400);
  sound.write('RIFF', 0); sound.writeUInt32LE(sound.length - 8, 4); sound.write('WAVEfmt ', 8);
  sound.writeUInt32LE(16, 16); sound.writeUInt16LE(1, 20); sound.writeUInt16LE(1, 22);
  sound.writeUInt32LE(16000, 24); sound.writeUInt32LE(32000, 28); sound.writeUInt16LE(2, 32);
  sound.writeUInt16LE(16, 34); sound.write('data', 36); sound.writeUInt32LE(sound.length - 44, 40);
  for (let n = 44; n < sound.length && fault !== 'silence'; n += 2) {
    sound.writeInt16LE(Math.round(8000 * Math.sin(n / 20)), n);
  }
  const kept = fault === 'cut off' ? sound.subarray(0, sound.length / 2) : sound;
  writeFileSync(option('-o'), fault === 'no audio' ? 'none' : kept);
  rmSync(at('running'));
}
`;

const folder = folderWith({ flite: STAND_IN });
const at = (name: string) => path.join(folder, name);
const there = async (name: string) => (await readdir(folder)).includes(name);
const open = () => new FliteSynthesis(at('flite'));

beforeAll(() => chmod(at('flite'), 0o755));

synthesisContractSuite({
  synthesiser: open,
  gone: () => new FliteSynthesis(at('nothing')),
  failNext: (fault) => writeFile(at('fault'), fault),
  begun: () => eventually('the program', () => there('running')).then(() => undefined),
  async idle() {
    const pid = Number(await readFile(at('running'), 'utf8'));
    await eventually('its end', () => !isRunning(pid));
    await rm(at('running'));
  },
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the program of this machine', () => {
  it('speaks English alone', async () => {
    expect((await synthesisFailureOf(open().speak(spoken({ language: 'hi' })))).failure).toBe(
      'unspoken_language',
    );
    expect((await open().speak(spoken({ language: 'en-IN' }))).length).toBeGreaterThan(0);
  });

  it('is found on the path, if it can be run', async () => {
    expect(findFlite(['/nowhere', folder].join(path.delimiter))).toBe(at('flite'));
    expect(findFlite('/nowhere')).toBeNull();
    await chmod(at('flite'), 0o644);
    // Root may read all files, but runs none without the permission.
    expect(findFlite(folder)).toBeNull();
    await chmod(at('flite'), 0o755);
  });
});
