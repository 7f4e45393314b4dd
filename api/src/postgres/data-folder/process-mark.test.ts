import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSameProcess, processMark } from './process-mark.ts';

/** `darwin` stands for every system without /proc: there `ps` is asked, which Linux has too. */
const PLATFORMS = process.platform === 'linux' ? ['linux', 'darwin'] : [process.platform];

let child: ChildProcess;
beforeAll(async () => {
  child = spawn('sleep', ['1000']);
  await once(child, 'spawn');
});
afterAll(() => child.kill('SIGKILL'));

const dead = () =>
  Number(execFileSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' }));

describe.each(PLATFORMS)('the mark of a process on %s', (platform) => {
  it('names the process as long as it lives, whatever the time zone and language', async () => {
    const mark = await processMark(child.pid as number, platform);
    expect(mark).toMatch(new RegExp(`^${child.pid} \\S`));
    const { TZ, LC_ALL } = process.env;
    Object.assign(process.env, { TZ: 'Asia/Kolkata', LC_ALL: 'hi_IN.UTF-8' });
    try {
      expect(await isSameProcess(mark, platform)).toBe(true);
    } finally {
      for (const [name, value] of Object.entries({ TZ, LC_ALL })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });

  it('does not name a process that has ended and is still listed', async () => {
    // The shell becomes a program that never asks.
    const parent = spawn('/bin/sh', ['-c', 'sleep 1000 & echo $!; exec sleep 1000'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(line.toString('utf8'));
      const mark = await processMark(pid, platform);
      expect(await isSameProcess(mark, platform)).toBe(true);
      process.kill(pid, 'SIGKILL');
      await expect.poll(() => isSameProcess(mark, platform)).toBe(false);
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it.each([
    ['an earlier process of the same id', () => `${child.pid} Thu Nov 26 10:00:00 1998`],
    ['an id without its start', () => `${child.pid} `],
    ['a process that has ended', () => `${dead()} Thu Nov 26 10:00:00 1998`],
    ['no process', () => 'x'],
  ])('does not name %s', async (_what, mark) => {
    expect(await isSameProcess(mark(), platform)).toBe(false);
  });
});
