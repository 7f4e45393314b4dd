import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { EXIT_CONFIG } from '@kiwimesh/api/kernel/settings.ts';

const MAIN = path.resolve(import.meta.dirname, '../../api/src/main.ts');
/** Longer than the service's own limit for stopping. */
const STOP_SECONDS = 40;

/** The service ended by itself. `told`: it has said why on stderr. */
export class ServiceEnded extends Error {
  readonly told: boolean;

  constructor(code: number | null, signal: NodeJS.Signals | null, logFile: string) {
    super(`the service ended (${signal ?? `exit code ${code}`}); its log is ${logFile}`);
    this.name = 'ServiceEnded';
    this.told = code === 1 || code === EXIT_CONFIG;
  }
}

/** The service as `make run` starts it: `api/src/main.ts` in a process of its own, as in production. */
export class Service {
  readonly #child: ChildProcess;
  readonly #ended: Promise<ServiceEnded>;

  constructor(databaseUrl: string, logFile: string) {
    this.#child = spawn(process.execPath, ['--conditions=kiwimesh-source', MAIN], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      // A process group of its own: Ctrl-C reaches it through us, once the demo page is closed. Should we die, it
      // sees the channel close and stops.
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => resolve(new ServiceEnded(code, signal, logFile)));
      this.#child.once('error', () => resolve(new ServiceEnded(null, null, logFile)));
    });
    this.#keepLog(logFile);
  }

  /** Resolves when it answers. @throws ServiceEnded */
  async ready(): Promise<void> {
    const ready = new Promise<void>((resolve) => this.#child.once('message', () => resolve()));
    const fault = await Promise.race([ready, this.#ended]);
    if (fault !== undefined) throw fault;
  }

  /** Resolves when it has ended. */
  get ended(): Promise<ServiceEnded> {
    return this.#ended;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGTERM');
    const tooLong = setTimeout(() => this.#child.kill('SIGKILL'), STOP_SECONDS * 1000);
    await this.#ended;
    clearTimeout(tooLong);
  }

  /** Continues without a log if it cannot be written: a full disk must not stop the service. */
  #keepLog(logFile: string): void {
    const { stdout } = this.#child;
    const log = createWriteStream(logFile, { flags: 'a' });
    log.once('error', (error) => {
      stdout?.unpipe(log);
      stdout?.resume();
      process.stderr.write(`The log can no longer be written (${error.message}): it ends here\n`);
    });
    stdout?.pipe(log);
  }
}
