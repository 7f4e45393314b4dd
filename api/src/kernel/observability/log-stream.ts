import fs from 'node:fs';

/** Bytes that are kept while nothing can be written; further lines are lost. */
const MAX_WAITING = 4 * 1024 * 1024;
/** Milliseconds until a write to a slow reader (EAGAIN) is repeated. */
const AGAIN_MS = 50;
/** How often a last write, when the process exits, is tried on a slow reader. */
const LAST_TRIES = 20;

export interface LogStreamOptions {
  readonly io?: Pick<typeof fs, 'write' | 'writeSync'>;
  /** Where lost lines are reported. Default: stderr. */
  readonly report?: (text: string) => void;
}

/**
 * Writes log lines to a file descriptor in the background. A log that cannot be written (full disk, closed terminal)
 * costs lines, but neither the process nor its memory: pino's own stream throws in this case, keeps all lines, and
 * retries forever when the process exits. A line that was not written is counted, and the count is logged with the next
 * that is.
 */
export class LogStream {
  readonly #fd: number;
  readonly #io: Pick<typeof fs, 'write' | 'writeSync'>;
  readonly #report: (text: string) => void;
  #waiting: string[] = [];
  #waitingLength = 0;
  /** The buffer that is being written, or that is to be tried again. */
  #current: Buffer | undefined;
  #inFlight = false;
  #lost = 0;
  /** Whether the last thing written was a part of a line. */
  #midLine = false;
  /** The reader has gone. */
  #closed = false;
  #failing = false;

  constructor(fd: number, { io = fs, report = toStderr }: LogStreamOptions = {}) {
    this.#fd = fd;
    this.#io = io;
    this.#report = report;
  }

  /** Takes one line with its line break. Never throws. */
  write(line: string): void {
    if (this.#closed) return;
    if (this.#waitingLength + line.length > MAX_WAITING) {
      this.#lost += 1;
      return;
    }
    this.#waiting.push(line);
    this.#waitingLength += line.length;
    if (this.#current === undefined) this.#writeNext();
  }

  /** Writes what waits, when the process is about to exit. Gives up on an error. Never throws. */
  flushSync(): void {
    // The buffer in progress is written by the thread that has it.
    let current = this.#inFlight ? undefined : this.#current;
    if (!this.#inFlight) this.#current = undefined;
    for (let tries = 0; ; ) {
      const piece: Buffer | undefined = current ?? this.#take();
      if (piece === undefined || this.#closed) return;
      try {
        current = this.#written(piece, this.#io.writeSync(this.#fd, piece));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        tries += 1;
        if (code !== 'EAGAIN' || tries === LAST_TRIES) {
          this.#failed(piece, code);
          return;
        }
        current = piece;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, AGAIN_MS);
      }
    }
  }

  #writeNext(): void {
    this.#current ??= this.#take();
    const current = this.#current;
    if (current === undefined || this.#inFlight) return;
    this.#inFlight = true;
    this.#io.write(this.#fd, current, (error, bytes) => {
      this.#inFlight = false;
      if (error?.code === 'EAGAIN') {
        setTimeout(() => this.#writeNext(), AGAIN_MS);
        return;
      }
      this.#current = undefined;
      if (error === null) this.#current = this.#written(current, bytes);
      else this.#failed(current, error.code);
      this.#writeNext();
    });
  }

  /** All that waits, as one piece. */
  #take(): Buffer | undefined {
    if (this.#waiting.length === 0) return undefined;
    const lines = this.#waiting;
    this.#waiting = [];
    this.#waitingLength = 0;
    if (this.#lost > 0 && !this.#failing) {
      lines.push(`${JSON.stringify({ level: 'warn', lost: this.#lost, msg: 'log lines were lost' })}\n`);
      this.#lost = 0;
    }
    return Buffer.from(this.#midLine ? `\n${lines.join('')}` : lines.join(''));
  }

  /** @returns the part that was not written. */
  #written(current: Buffer, bytes: number): Buffer | undefined {
    this.#failing = false;
    if (bytes > 0) this.#midLine = current[bytes - 1] !== NEWLINE;
    return bytes < current.length ? current.subarray(bytes) : undefined;
  }

  #failed(current: Buffer, code: string | undefined): void {
    this.#lost += current.reduce((lines, byte) => (byte === NEWLINE ? lines + 1 : lines), 0);
    if (code === 'EPIPE') this.#closed = true;
    else if (!this.#failing)
      this.#report(`Kiwimesh cannot write its log (${code}): lines are lost until it can.\n`);
    this.#failing = true;
  }
}

const NEWLINE = 10;

function toStderr(text: string): void {
  try {
    fs.writeSync(2, text);
  } catch {
    // Often the same full disk: there is nowhere left to report it.
  }
}

let stdout: LogStream | undefined;

/** The stream of the process' log, which writes what still waits when the process exits. */
export function stdoutLog(): LogStream {
  if (stdout === undefined) {
    const stream = new LogStream(1);
    process.once('exit', () => stream.flushSync());
    stdout = stream;
  }
  return stdout;
}
