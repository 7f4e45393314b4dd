import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Shape, shapeOf, together } from './json-shape.ts';

const BIN = fileURLToPath(new URL('../bin/run.js', import.meta.url));
const HOST = fileURLToPath(new URL('./host.ts', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command for `host.ts`. */
export interface HostRequest {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  readonly cwd: string;
  /** Standard output is a terminal of this width; otherwise a pipe. */
  readonly columns?: number | undefined;
  /** Ctrl-C is pressed once standard output has this. */
  readonly interruptAt?: string | undefined;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
  /** As if standard output were a terminal of this width. */
  readonly columns?: number;
  /** Presses Ctrl-C once standard output has this; in the shared process only. */
  readonly interruptAt?: string;
  /** Runs the command in a process of its own, as a shell does, not in the one that the commands of a test file share. */
  readonly ownProcess?: boolean;
}

const homes: string[] = [];
let host: ChildProcess | undefined;
let hostIsBusy = false;

/**
 * Ends the process that the commands of this file share, and removes what its users have: `afterAll(endCommands)` in every
 * file with a {@link CliUser}.
 */
export async function endCommands(): Promise<void> {
  if (host !== undefined) {
    // It ends by itself, which writes what it has compiled for those of other files.
    const ended = once(host, 'exit');
    host.disconnect();
    host = undefined;
    await ended;
  }
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
  seenShapes.clear();
}

function startHost(): ChildProcess {
  const child = fork(HOST, { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  // What commands write comes with their result. The rest is for people: a failure of the host itself.
  child.stdout?.resume();
  child.stderr?.on('data', (text) => process.stderr.write(text));
  child.once('close', () => {
    if (host === child) host = undefined;
  });
  return child;
}

/** Runs a command in the process that the commands of this file share. */
async function runInHost(request: HostRequest): Promise<CliResult> {
  hostIsBusy = true;
  const settled = new AbortController();
  const { signal } = settled;
  try {
    host ??= startHost();
    host.send(request);
    return await Promise.race([
      once(host, 'message', { signal }).then(([result]) => result as CliResult),
      once(host, 'close', { signal }).then(([code]) => {
        throw new Error(`the process of the commands ended (${code}) during: ${request.args.join(' ')}`);
      }),
    ]);
  } finally {
    hostIsBusy = false;
    settled.abort();
  }
}

const COMMANDS = Object.keys(
  JSON.parse(readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8')).commands,
);

/** The shapes of all `--json` results seen in this file, by command. */
export const seenShapes = new Map<string, Shape>();

function remember(args: readonly string[], value: unknown): void {
  const given = args.join(' ');
  const ids = COMMANDS.map((id) => id.replaceAll(':', ' ')).filter((id) => `${given} `.startsWith(`${id} `));
  const [command = given] = ids.sort((a, b) => b.length - a.length);
  const shape = shapeOf(value);
  const seen = seenShapes.get(command);
  seenShapes.set(command, seen === undefined ? shape : together(seen, shape));
}

/**
 * A user of the CLI with a configuration folder of their own. Commands share a process (`host.ts`), except one that runs
 * beside another, gets options of Node, or asks for a process of its own.
 */
export class CliUser {
  readonly home: string = mkdtempSync(join(tmpdir(), 'kiwimesh-cli-'));
  readonly env: Record<string, string> = {};

  constructor(api?: string) {
    homes.push(this.home);
    if (api) this.env.KIWIMESH_API = api;
  }

  /** Writes a file of theirs. @returns its path. */
  file(name: string, text: string | Uint8Array): string {
    const path = join(this.home, name);
    writeFileSync(path, text);
    return path;
  }

  #environment(options: CliOptions): Record<string, string> {
    const { PATH = '', HOME = '' } = process.env;
    return { PATH, HOME, XDG_CONFIG_HOME: this.home, CI: '1', ...this.env, ...options.env };
  }

  /** Starts a command in a process of its own. */
  start(args: readonly string[], options: CliOptions = {}) {
    const env = this.#environment(options);
    const child = spawn(process.execPath, [BIN, ...args], { env, cwd: options.cwd ?? this.home });
    child.stdin.end(options.stdin ?? '');
    return child;
  }

  async run(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    const { stdin = '', cwd = this.home, columns, interruptAt, ownProcess = false } = options;
    const env = this.#environment(options);
    if (!hostIsBusy && !ownProcess && env.NODE_OPTIONS === undefined)
      return runInHost({ args, env, stdin, cwd, columns, interruptAt });
    const child = this.start(args, options);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const code = await new Promise<number | null>((done, failed) => {
      child.once('error', failed).once('close', done);
    });
    return { code, stdout, stderr };
  }

  /** Runs with `--json` and gives what stdout holds; fails with the error output unless the exit code is as expected. */
  async json<T = Record<string, unknown>>(
    args: readonly string[],
    options: CliOptions & { code?: number } = {},
  ): Promise<T> {
    const result = await this.run([...args, '--json'], options);
    if (result.code !== (options.code ?? 0)) {
      throw new Error(`kiwimesh ${args.join(' ')}: exit ${result.code}\n${result.stderr}${result.stdout}`);
    }
    const value: unknown = JSON.parse(result.stdout);
    remember(args, value);
    return value as T;
  }
}
