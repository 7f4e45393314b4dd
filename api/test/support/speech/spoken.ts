import type { AddressInfo } from 'node:net';
import { createServer, connect as dialTcp, type Server, type Socket as TcpSocket } from 'node:net';
import { SpeechSandbox, type SpeechSandboxOptions } from '../../../src/adapters/speech/sandbox/server.ts';
import { speakTones } from '../../../src/adapters/speech/sandbox/tones.ts';
import { SPEECH_WORDS } from '../suites/speech-contract-suite.ts';

/** Words that the sandbox understands, with pauses: an emergency, and what an operator says. */
export const SAID = 'my father has chest pain ... and is sweating please send an ambulance to gate two';
export const wordsIn = (text: string): string => text.replaceAll(' ...', '');

/** A speech engine for the service: the settings that name it, and how it is stopped. */
export async function speechEngine(options: Partial<SpeechSandboxOptions> = {}) {
  const sandbox = new SpeechSandbox({ protocol: 'openai', vocabulary: SPEECH_WORDS, ...options });
  const url = await sandbox.start();
  return { sandbox, env: { SPEECH_BASE_URL: `${url}/v1` } };
}

/** What is said as frames of PCM at 16 kHz, 100 ms each unless told otherwise, with silence at the end. */
export function framesOf(text: string, ms = 100): Int16Array[] {
  const { samples } = speakTones(text, SPEECH_WORDS);
  const length = ms * 16;
  const all = new Int16Array(Math.ceil((samples.length + 16_000) / length) * length);
  all.set(samples);
  return Array.from({ length: all.length / length }, (_, nth) => all.slice(nth * length, (nth + 1) * length));
}

export const bytesOf = (frame: Int16Array): Buffer =>
  Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);

/** A network between clients and the service, which can be cut. */
export class Network {
  readonly #server: Server;
  readonly #open = new Set<TcpSocket>();

  /** @param target port of the service that connections go to now. */
  constructor(target: () => number) {
    this.#server = createServer((near) => {
      const far = dialTcp(target(), '127.0.0.1');
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#open.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.#open.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Every connection breaks, in the middle of whatever it carries. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
