import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { LogStream } from './log-stream.ts';

type Outcome = number | string;

/** A file that answers each write with a number of bytes (all, when none is given) or the code of an error. */
function file(outcomes: Outcome[]) {
  let content = '';
  const attempt = (buffer: Buffer): number => {
    const outcome = outcomes.shift() ?? buffer.length;
    if (typeof outcome === 'string') throw Object.assign(new Error(outcome), { code: outcome });
    content += buffer.subarray(0, outcome).toString();
    return Math.min(outcome, buffer.length);
  };
  const reports: string[] = [];
  const io = {
    write(_fd: number, buffer: Buffer, done: (error: Error | null, bytes: number) => void) {
      setImmediate(() => {
        try {
          done(null, attempt(buffer));
        } catch (error) {
          done(error as Error, 0);
        }
      });
    },
    writeSync: (_fd: number, buffer: Buffer) => attempt(buffer),
  };
  const stream = new LogStream(1, { io: io as never, report: (line) => reports.push(line) });
  return { stream, reports, content: () => content };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const LOST = '{"level":"warn","lost":1,"msg":"log lines were lost"}\n';

it.each<[string, Outcome[], string, number]>([
  ['whole lines', [], 'one\ntwo\nthree\n', 0],
  ['a line in two parts', [2], 'one\ntwo\nthree\n', 0],
  ['what comes after a full disk, and how much was lost', ['ENOSPC'], `two\n${'three\n'}${LOST}`, 1],
  ['on a line of its own after a line was cut', [2, 'ENOSPC'], `on\ntwo\nthree\n${LOST}`, 1],
  ['what comes after a quota was used up', ['EDQUOT'], `two\nthree\n${LOST}`, 1],
  ['nothing when the reader has gone', ['EPIPE'], '', 0],
])('writes %s', async (_what, outcomes, expected, reports) => {
  const { stream, content, reports: reported } = file(outcomes);
  for (const line of ['one\n', 'two\n', 'three\n']) {
    stream.write(line);
    for (let turns = 0; turns < 4; turns += 1) await turn();
  }
  // The count comes with the first line that is written: here the next flush shows all of it.
  stream.flushSync();
  expect(content().split('\n').sort()).toEqual(expected.split('\n').sort());
  expect(reported).toHaveLength(reports);
});

it('reports a full disk once, tries once for each line, and keeps no line', async () => {
  let attempts = 0;
  const io = {
    write(_fd: number, _buffer: Buffer, done: (error: Error, bytes: number) => void) {
      attempts += 1;
      setImmediate(() => done(Object.assign(new Error('full'), { code: 'ENOSPC' }), 0));
    },
    writeSync: () => 0,
  };
  const reports: string[] = [];
  const stream = new LogStream(1, { io: io as never, report: (line) => reports.push(line) });
  for (let line = 0; line < 50; line += 1) {
    stream.write('line\n');
    await turn();
  }
  expect(attempts).toBe(50);
  expect(reports).toEqual(['Kiwimesh cannot write its log (ENOSPC): lines are lost until it can.\n']);
  stream.flushSync();
});

it('ends a process normally when its log cannot be written', async () => {
  const logger = path.join(import.meta.dirname, 'logger.ts');
  const script = `
    import { createLogger } from ${JSON.stringify(logger)};
    const log = createLogger('info');
    for (let line = 0; line < 20; line += 1) {
      log.info('line');
      await new Promise((resolve) => setImmediate(resolve));
    }
    log.fatal('last');
    process.stderr.write('alive ');
    log.info('pending');
    process.exit(7);`;
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  const [said, [code]] = await Promise.all([
    text(child.stderr as NodeJS.ReadableStream as never),
    once(child, 'exit'),
  ]);
  expect(said).toBe('Kiwimesh cannot write its log (ENOSPC): lines are lost until it can.\nalive ');
  expect(code).toBe(7);
});
