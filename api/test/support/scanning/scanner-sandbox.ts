import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** The test file that every scanner reports (EICAR), in two parts so that this one is not reported itself. */
export const EICAR = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-${'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`;

export type ScannerFault =
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' }
  /** Another text in place of the reply, with no end of line where `open`. */
  | { readonly kind: 'text'; readonly text: string; readonly open?: boolean };

/** Speaks clamd's INSTREAM on a local port; reports files with the EICAR text in them. */
export class ScannerSandbox {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #faults: ScannerFault[] = [];
  readonly #maxBytes: number;
  #scanned = 0;

  /** @param maxBytes StreamMaxLength of clamd.conf. */
  constructor(maxBytes = 25 * 1024 * 1024) {
    this.#maxBytes = maxBytes;
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket)).on('error', () => socket.destroy());
      this.#serve(socket).catch(() => socket.destroy());
    });
  }

  /** Files that came whole, also those that were answered with a fault. */
  get scanned(): number {
    return this.#scanned;
  }

  async start(): Promise<{ readonly host: string; readonly port: number }> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  failNext(...faults: ScannerFault[]): void {
    this.#faults.push(...faults);
  }

  async #serve(socket: Socket): Promise<void> {
    const content = await this.#contentOf(socket);
    this.#scanned += 1;
    const fault = this.#faults.shift();
    if (fault?.kind === 'reset') return void socket.resetAndDestroy();
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'text') return void socket.end(`${fault.text}${fault.open === true ? '' : '\0'}`);
    if (content === null) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
    socket.end(content.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
  }

  /** @returns null for a stream that is too long. */
  async #contentOf(socket: Socket): Promise<Buffer | null> {
    let waiting = Buffer.alloc(0);
    let begun = false;
    let size = 0;
    const chunks: Buffer[] = [];
    for await (const data of socket.iterator({ destroyOnReturn: false })) {
      waiting = Buffer.concat([waiting, data as Buffer]);
      if (!begun) {
        if (waiting.length < 10) continue;
        if (waiting.subarray(0, 10).toString() !== 'zINSTREAM\0') throw new Error('unknown command');
        begun = true;
        waiting = waiting.subarray(10);
      }
      while (waiting.length >= 4) {
        const length = waiting.readUInt32BE();
        if (length === 0) return Buffer.concat(chunks);
        if (waiting.length < 4 + length) break;
        size += length;
        if (size > this.#maxBytes) return null;
        chunks.push(waiting.subarray(4, 4 + length));
        waiting = waiting.subarray(4 + length);
      }
    }
    throw new Error('the stream ended early');
  }
}
