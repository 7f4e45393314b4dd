import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A process id with its start time, since ids are used again (in a container, soon). */
export async function processMark(pid: number, platform: string = process.platform): Promise<string> {
  return `${pid} ${await (platform === 'linux' ? startedByProc(pid) : startedByPs(pid))}`;
}

/**
 * Clock ticks since the machine was started: field 22 of proc_pid_stat(5). Empty for a process that has ended, also while
 * its parent has not yet asked for its exit code (field 3 is Z).
 */
async function startedByProc(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ENDED.test(state) ? '' : (fields[18] ?? '');
}

/**
 * To the second, as `ps` of macOS and the BSDs tells it; the language and time zone of the caller must not change it.
 * Empty where there is no such `ps`: then the id alone is compared.
 */
async function startedByPs(pid: number): Promise<string> {
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const answer = await execute('ps', ['-o', 'state=', '-o', 'lstart=', '-p', String(pid)], { env }).catch(
    () => undefined,
  );
  const [, state = '', started = ''] = /^(\S*)\s*(.*)$/.exec(answer?.stdout.trim() ?? '') ?? [];
  return ENDED.test(state) ? '' : started;
}

/** A process that has ended but is still listed. */
const ENDED = /^[ZX]/;

/** Whether the process a mark was made of still lives. */
export async function isSameProcess(mark: string, platform: string = process.platform): Promise<boolean> {
  const pid = Number(mark.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  return (await processMark(pid, platform)) === mark;
}

/** Whether a process of that id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
