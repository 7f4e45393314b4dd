import { connect, type Socket } from 'node:net';
import { ScanningError, type ScanningPort, type ScanVerdict } from '../../../ports/scanning.ts';

export interface ClamAvOptions {
  readonly host: string;
  readonly port: number;
  /** Until a scan is given up, milliseconds. */
  readonly timeoutMs?: number;
}

/** A length in front of a chunk is 32 bits; the scanner's own buffer is smaller. */
const CHUNK_BYTES = 64 * 1024;
const MAX_REPLY_BYTES = 4_096;

/** Asks clamd by its command INSTREAM: a connection for each file, chunks with their lengths, one line in reply. */
export class ClamAvScanning implements ScanningPort {
  readonly #options: ClamAvOptions;

  constructor(options: ClamAvOptions) {
    this.#options = options;
  }

  async scan(content: Uint8Array): Promise<ScanVerdict> {
    const { host, port, timeoutMs = 60_000 } = this.#options;
    const socket = connect({ host, port });
    const deadline = setTimeout(
      () => socket.destroy(new ScanningError('unavailable', 'timed_out')),
      timeoutMs,
    );
    try {
      const reply = replyOf(socket);
      // An early refusal ends the connection while the rest is sent: its line says why.
      await Promise.race([send(socket, content), reply]);
      return verdictOf(await reply);
    } catch (error) {
      if (error instanceof ScanningError) throw error;
      const { code } = error as { readonly code?: unknown };
      throw new ScanningError('unavailable', typeof code === 'string' ? code : null);
    } finally {
      clearTimeout(deadline);
      socket.destroy();
    }
  }
}

async function send(socket: Socket, content: Uint8Array): Promise<void> {
  const write = (bytes: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  await write(Buffer.from('zINSTREAM\0'));
  for (let at = 0; at < content.length; at += CHUNK_BYTES) {
    const chunk = content.subarray(at, at + CHUNK_BYTES);
    await write(lengthOf(chunk.length));
    await write(chunk);
  }
  await write(lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

async function replyOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) {
    text += (chunk as Buffer).toString('latin1');
    if (text.includes('\0')) return text.slice(0, text.indexOf('\0'));
    if (text.length > MAX_REPLY_BYTES) break;
  }
  throw new ScanningError('unavailable', 'bad_reply');
}

function verdictOf(reply: string): ScanVerdict {
  if (reply === 'stream: OK') return { clean: true };
  const [, found] = /^stream: (\S{1,200}) FOUND$/.exec(reply) ?? [];
  if (found !== undefined) return { clean: false, found };
  if (reply.startsWith('INSTREAM size limit exceeded')) throw new ScanningError('too_large');
  throw new ScanningError('unavailable', 'bad_reply');
}
