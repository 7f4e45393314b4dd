import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { TEST_DATA_KEY } from './worlds/data-keys.ts';

/** One Kiwimesh process as it runs in production: `main.ts`, started on its own. */
export interface RunningProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** `SIGTERM` and its graceful stop. @returns the exit code. */
  stop(): Promise<number | null>;
  /** `SIGKILL`: nothing gets to finish. */
  kill(): Promise<void>;
}

const MAIN = path.resolve(import.meta.dirname, '../../src/main.ts');

/** Starts `main.ts` on a free port and resolves once it listens. */
export function startProcess(
  databaseUrl: string,
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningProcess> {
  return beginProcess(databaseUrl, dataDir, env).listening;
}

/** A process that is starting: for tests that kill it before it listens. */
export interface StartingProcess {
  /** @throws when it ended before it listened. */
  readonly listening: Promise<RunningProcess>;
  kill(): Promise<void>;
}

/** Starts `main.ts` on a free port and does not wait for it. */
export function beginProcess(
  databaseUrl: string,
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): StartingProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      KIWIMESH_ENV: 'test',
      KIWIMESH_HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: databaseUrl,
      KIWIMESH_DATA_DIR: dataDir,
      KIWIMESH_LOG_LEVEL: 'error',
      KIWIMESH_SECRET: 'development-secret-of-the-tests-0123456789',
      // It gets the folder of its predecessor: what another process sealed must open here too.
      KIWIMESH_DATA_KEY: TEST_DATA_KEY,
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  // A test that fails half-way must not leave a process behind that keeps the runner open.
  const ending = () => child.kill('SIGKILL');
  process.once('exit', ending);
  child.once('exit', () => process.off('exit', ending));
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  const listening = new Promise<string>((resolve, reject) => {
    child.once('message', (message: { url: string }) => resolve(message.url));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the process ended while starting (exit code ${code})`)));
  }).then((url) => ({
    url,
    child,
    stop: () => {
      child.kill('SIGTERM');
      return gone;
    },
    kill,
  }));
  // A test that kills it during the start does not wait for it to listen.
  listening.catch(() => undefined);
  return { listening, kill };
}
