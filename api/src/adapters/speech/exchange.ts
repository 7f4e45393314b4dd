import http, { type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { SpeechError } from '../../ports/speech.ts';
import { failureOfReply } from './transport.ts';

/** Bytes of one reply. Half a minute of the fastest speech, each word with its times, has about 30 kB. */
const MAX_REPLY_BYTES = 1024 * 1024;

export interface EngineRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent by POST; without it the request is a GET. */
  readonly body?: Uint8Array;
  readonly signal: AbortSignal;
}

/**
 * One address of an engine, asked by Node's own HTTP. Every speaker's audio is sent again several times a second, and what
 * clients and `fetch` do around a request cost more processor time than the audio. It follows no redirect, and uses a proxy only as
 * Node does: with NODE_USE_ENV_PROXY=1.
 */
export class EngineAddress {
  readonly #send: typeof http.request;
  readonly #options: RequestOptions;
  readonly #maxBytes: number;

  constructor(address: string, maxBytes = MAX_REPLY_BYTES) {
    const url = new URL(address);
    this.#send = url.protocol === 'https:' ? https.request : http.request;
    this.#options = urlToHttpOptions(url);
    this.#maxBytes = maxBytes;
  }

  /** @returns the text of a reply with a status of success. @throws SpeechError for another, and errors of the network. */
  ask({ headers = {}, body, signal }: EngineRequest): Promise<string> {
    return new Promise((resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST';
      const request = this.#send({ ...this.#options, method, headers, signal }, (reply) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const { statusCode: status = 0 } = reply;
        reply.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= this.#maxBytes) chunks.push(chunk);
          else reply.destroy(new SpeechError('bad_reply', { engineCode: 'too large' }));
        });
        reply.once('error', reject);
        reply.once('end', () => {
          if (status >= 200 && status < 300) resolve(Buffer.concat(chunks).toString('utf8'));
          else if (status >= 300 && status < 400)
            reject(new SpeechError('bad_reply', { engineCode: String(status) }));
          else reject(failureOfReply(status, readerOf(reply.headers)));
        });
      });
      request.once('error', reject);
      request.end(body);
    });
  }
}

const readerOf = (headers: IncomingHttpHeaders) => ({
  get: (name: string) => headers[name]?.toString() ?? null,
});
