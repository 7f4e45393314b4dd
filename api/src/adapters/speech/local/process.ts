import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { LOCAL_MODELS, type LocalInstallation, type LocalModelName } from './installation.ts';

const PROGRAM = path.join(import.meta.dirname, 'engine.py');
/** How long it has to end by itself, milliseconds. */
const STOP_MS = 5_000;

/** A running engine. */
export interface EngineProcess {
  /** With the path before `/audio/transcriptions`. */
  readonly baseUrl: string;
  readonly pid: number;
  /** Resolves when it has ended, with its last line of complaint. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts an installed engine with these models; the first is loaded at once, the others when they are first asked for.
 * The engine ends when this process does, also when that is killed: it sees its input close.
 * `signal` ends it at once, also while it starts.
 * @throws Error with the last line that it printed where it does not start.
 */
export async function startEngine(
  installation: LocalInstallation,
  models: readonly LocalModelName[],
  { port = 0, signal }: { readonly port?: number; readonly signal: AbortSignal },
): Promise<EngineProcess> {
  const modelOptions = models.flatMap((name) => [
    '--model',
    [name, installation.modelFolder(name), LOCAL_MODELS[name].languages.join(',')].join('|'),
  ]);
  const child = spawn(installation.python, [PROGRAM, '--port', String(port), ...modelOptions], {
    // Nothing of our settings, which hold secrets. One thread: the threads of the library spin while they wait.
    env: {
      PATH: process.env.PATH,
      TMPDIR: process.env.TMPDIR,
      HF_HUB_OFFLINE: '1',
      OMP_NUM_THREADS: '1',
      PYTHONDONTWRITEBYTECODE: '1',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
  });
  let complaint = 'it printed nothing';
  child.stderr.on('data', (data: Buffer) => {
    complaint = data.toString().trim().split('\n').at(-1) ?? complaint;
  });
  // It may have ended before we close its input.
  child.stdin.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    child.once('exit', () => resolve(complaint));
    child.once('error', (error) => resolve(error.message));
  });
  const listening = await Promise.race([portOf(child), ended.then(() => null)]);
  if (listening === null) throw new Error(`the speech engine did not start: ${await ended}`);
  return {
    baseUrl: `http://127.0.0.1:${listening}/v1`,
    pid: child.pid as number,
    ended,
    stop: () => stop(child),
  };
}

/** @returns null where the output ends without naming a port. */
async function portOf(child: ChildProcess): Promise<string | null> {
  if (child.stdout === null) return null;
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^listening on (\d+)$/.exec(line)?.[1];
    if (port !== undefined) return port;
  }
  return null;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const tooLong = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exited;
  clearTimeout(tooLong);
}
