import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface LivesOptions {
  /** The script that each life runs; it sends `loaded` and waits for its task. */
  readonly script: URL;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * One process after another running the same script. The next one is loading while the present one lives, so that a
 * kill is followed by a start at once.
 */
export class Lives {
  readonly #options: LivesOptions;
  #next: ChildProcess;
  #loaded: Promise<unknown>;
  #present: ChildProcess | undefined;
  /** What processes wrote to stderr: must stay empty. */
  complaints = '';

  constructor(options: LivesOptions) {
    this.#options = options;
    [this.#next, this.#loaded] = this.#load();
  }

  /** Kills the present life if there is one, starts the next with a task, and loads the one after. */
  async begin(task: string): Promise<ChildProcess> {
    await this.kill();
    await this.#loaded;
    const present = this.#next;
    this.#present = present;
    present.send(task);
    [this.#next, this.#loaded] = this.#load();
    return present;
  }

  /** SIGKILL: no handler runs, nothing is flushed. Resolves when the process is gone. */
  async kill(): Promise<void> {
    const present = this.#present;
    this.#present = undefined;
    if (present === undefined || present.exitCode !== null || present.signalCode !== null) return;
    const gone = once(present, 'exit');
    present.kill('SIGKILL');
    await gone;
  }

  async end(): Promise<void> {
    await this.kill();
    const gone = once(this.#next, 'exit');
    this.#next.kill('SIGKILL');
    await gone;
  }

  #load(): [ChildProcess, Promise<unknown>] {
    const child = fork(this.#options.script, {
      env: { ...process.env, ...this.#options.env },
      execArgv: ['--conditions=kiwimesh-source'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr?.on('data', (text) => {
      this.complaints += String(text);
    });
    const said = new Set<unknown>();
    saidBy.set(child, said);
    child.on('message', (message) => said.add(message));
    const loaded = reported(child, 'loaded');
    loaded.catch(() => undefined);
    return [child, loaded];
  }
}

/** What each process has reported so far: a message may come before the test waits for it. */
const saidBy = new WeakMap<ChildProcess, Set<unknown>>();

/** Resolves once the process has reported this. @throws when it exits first or after `timeout` milliseconds. */
export async function reported(child: ChildProcess, message: string, timeout = 120_000): Promise<void> {
  if (saidBy.get(child)?.has(message)) return;
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not ${message} after ${timeout} ms`)), timeout);
    child.on('message', (said) => {
      if (said !== message) return;
      clearTimeout(late);
      resolve();
    });
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      reject(new Error(`the process ended (${code ?? signal}) before it was ${message}`));
    });
  });
}
