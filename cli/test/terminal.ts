import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'vitest';
import { eventually } from '../../api/test/support/eventually.ts';
import type { CliUser } from './run-cli.ts';

const BIN = fileURLToPath(new URL('../bin/run.js', import.meta.url));
export const ENTER = '\r';

/** The CLI on a pseudo-terminal (util-linux's `script`), typed at as a person types. */
export class Terminal {
  readonly #child;
  #shown = '';
  #looked = 0;
  readonly ended: Promise<number | null>;

  constructor(user: CliUser, args: readonly string[]) {
    const { PATH = '', HOME = '' } = process.env;
    const command = [process.execPath, BIN, ...args].map((word) => `'${word}'`).join(' ');
    this.#child = spawn('script', ['-qefc', command, '/dev/null'], {
      cwd: user.home,
      env: { PATH, HOME, TERM: 'xterm', COLUMNS: '100', XDG_CONFIG_HOME: user.home, ...user.env },
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#shown += text;
    });
    this.ended = new Promise((done, failed) => this.#child.once('error', failed).once('close', done));
  }

  /** All that was shown so far, without colours and cursor movements. */
  get text(): string {
    return stripVTControlCharacters(this.#shown);
  }

  /** Waits until `text` is shown after what was waited for before. */
  async shows(text: string): Promise<void> {
    await eventually(`"${text}" on the terminal`, async () => {
      const at = this.text.indexOf(text, this.#looked);
      if (at >= 0) this.#looked = at + text.length;
      return at >= 0 ? true : undefined;
    });
  }

  /** Waits for a question, then types the answer and presses enter. */
  async answer(question: string, typed: string): Promise<void> {
    await this.shows(question);
    this.#child.stdin.write(typed + ENTER);
  }

  async exit(code: number): Promise<void> {
    expect(await this.ended, this.text).toBe(code);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
