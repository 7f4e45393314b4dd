import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Shape, shapeOf, together } from './json-shape.ts';

const BIN = fileURLToPath(new URL('../bin/run.js', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
}

const COMMANDS = Object.keys(
  JSON.parse(readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8')).commands,
);

/** The shapes of all `--json` results seen in this process, by command. */
export const seenShapes = new Map<string, Shape>();

function remember(args: readonly string[], value: unknown): void {
  const given = args.join(' ');
  const ids = COMMANDS.map((id) => id.replaceAll(':', ' ')).filter((id) => `${given} `.startsWith(`${id} `));
  const [command = given] = ids.sort((a, b) => b.length - a.length);
  const shape = shapeOf(value);
  const seen = seenShapes.get(command);
  seenShapes.set(command, seen === undefined ? shape : together(seen, shape));
}

/** A user of the CLI with a configuration folder of their own; every run is a child process, as in a shell. */
export class CliUser {
  readonly home: string = mkdtempSync(join(tmpdir(), 'kiwimesh-cli-'));
  readonly env: Record<string, string> = {};

  constructor(api?: string) {
    if (api) this.env.KIWIMESH_API = api;
  }

  /** Writes a file of theirs. @returns its path. */
  file(name: string, text: string): string {
    const path = join(this.home, name);
    writeFileSync(path, text);
    return path;
  }

  start(args: readonly string[], options: CliOptions = {}) {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, XDG_CONFIG_HOME: this.home, CI: '1', ...this.env, ...options.env };
    const child = spawn(process.execPath, [BIN, ...args], { env, cwd: options.cwd ?? this.home });
    child.stdin.end(options.stdin ?? '');
    return child;
  }

  async run(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
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
