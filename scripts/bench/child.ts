import { type ChildProcess, fork } from 'node:child_process';

/** A server of the bench in a process of its own, so that its processor time is measured apart from the load's. */
export interface BenchChild {
  readonly url: string;
  readonly pid: number;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a script that says `{ ready, url }` once it listens. */
export async function startChild(
  script: string,
  env: Readonly<Record<string, string>>,
  execArgv: readonly string[] = [],
): Promise<BenchChild> {
  const child = fork(script, [], {
    env: { PATH: process.env.PATH, ...env },
    execArgv: ['--conditions=kiwimesh-source', ...execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message: { url: string }) => resolve(message.url));
    child.once('exit', (code) => reject(new Error(`${script} ended while starting (exit code ${code})`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    process: child,
    stop: () => {
      child.kill('SIGTERM');
      return gone;
    },
  };
}
