import { parse } from 'node:querystring';
import { Problem } from '../ground/problem.ts';
import type { ContractOperation } from './contract/document.ts';
import type { Exchange } from './exchange.ts';

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** The body of a request that its handler reads as it arrives, such as a file. */
export class RequestStream {
  /** Bytes that the caller announced; null where it did not. */
  readonly length: number | null;
  /** Can be read once. Fails when the caller is gone before all has arrived. */
  readonly chunks: AsyncIterable<Uint8Array>;

  constructor(length: number | null, chunks: AsyncIterable<Uint8Array>) {
    this.length = length;
    this.chunks = chunks;
  }
}

/**
 * Reads and parses the body of a request, when its operation takes one. Runs after the caller was admitted, so that
 * unknown callers cannot make the service buffer anything; where a signature of the body admits the caller, it is read
 * for that, up to a limit of its own. A form is an object of texts; a field that is repeated is a list. Bytes are left to
 * the handler, with whatever limit it has.
 * @throws Problem `payload_too_large`, `unsupported_media_type`, `malformed_json`, `invalid_request` for text that no
 *   database column can store (NUL, half a surrogate pair).
 */
export async function readBody(
  exchange: Exchange,
  operation: ContractOperation,
  limit: number,
): Promise<void> {
  if (operation.body === null || exchange.bodyRead) return;
  exchange.bodyRead = true;
  const { headers } = exchange;
  const length = headers['content-length'];
  if (headers['transfer-encoding'] === undefined && (length === undefined || length === '0')) return;
  const { streamed } = operation.body;
  if (!streamed && length !== undefined && Number(length) > limit) throw tooLarge(limit);
  const mediaType = mediaTypeOf(headers['content-type']);
  if (!operation.body.content.has(mediaType)) {
    throw new Problem('unsupported_media_type', {
      detail: `Send ${[...operation.body.content.keys()].join(' or ')}.`,
    });
  }
  if (!streamed && !isUtf8(headers['content-type'])) {
    throw new Problem('unsupported_media_type', { detail: 'Send the body as UTF-8.' });
  }
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    throw new Problem('unsupported_media_type', { detail: 'Send the body without a content encoding.' });
  }
  if (streamed) {
    exchange.mediaType = mediaType;
    // Who stops reading still owes the caller an answer, for which the connection stays open.
    const chunks = exchange.req.iterator({ destroyOnReturn: false });
    exchange.body = new RequestStream(length === undefined ? null : Number(length), chunks);
    return;
  }
  const bytes = await readBytes(exchange, limit);
  if (operation.access.signed) exchange.raw = bytes;
  const text = textOf(bytes);
  if (text === '') return;
  exchange.mediaType = mediaType;
  exchange.body = mediaType === FORM_TYPE ? parseForm(text) : parseJson(text);
}

function mediaTypeOf(header: string | undefined): string {
  if (header === undefined) return '';
  const semicolon = header.indexOf(';');
  return (semicolon === -1 ? header : header.slice(0, semicolon)).trim().toLowerCase();
}

/** JSON is UTF-8 (RFC 8259, 8.1): a body in another charset would be misread. */
function isUtf8(header = ''): boolean {
  const [, named] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(header) ?? [];
  return named === undefined || named.toLowerCase() === 'utf-8';
}

function tooLarge(limit: number): Problem {
  return new Problem('payload_too_large', {
    detail: `The limit is ${limit} bytes.`,
    headers: { connection: 'close' },
  });
}

/** Rejects invalid UTF-8 instead of putting U+FFFD in its place; a byte order mark is dropped. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new Problem('malformed_json', { detail: 'The body is not valid UTF-8.' });
  }
}

function readBytes({ req }: Exchange, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (problem: Problem) => {
      req.removeAllListeners('data');
      req.resume();
      reject(problem);
    };
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) stop(tooLarge(limit));
      else chunks.push(chunk);
    });
    req.once('end', () => {
      const only = chunks.length === 1 ? chunks[0] : undefined;
      resolve(only ?? Buffer.concat(chunks));
    });
    req.once('error', () => stop(new Problem('malformed_json', { detail: 'The body ended early.' })));
    req.once('aborted', () => stop(new Problem('malformed_json', { detail: 'The body ended early.' })));
  });
}

/** Escapes, which may encode text that Postgres rejects, and the key that has a meaning in JavaScript. */
const SUSPECT = /\\u|__proto__/;
/** Nothing the contract accepts is half as deep. */
const DEEPEST = 64;

function parseJson(text: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // The parser's message quotes the body: it is not passed on.
    throw new Problem('malformed_json');
  }
  if (SUSPECT.test(text)) rejectUnstorable(body, '', 0);
  return body;
}

/** Names and values as they were sent; a field of the contract that is missing is found by the validation. */
function parseForm(text: string): unknown {
  const fields = { ...parse(text) };
  rejectUnstorable(fields, '', 0);
  return fields;
}

function rejectUnstorable(value: unknown, pointer: string, depth: number): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) {
      throw new Problem('invalid_request', {
        errors: [{ pointer, detail: 'must be well-formed text without NUL' }],
      });
    }
  } else if (typeof value === 'object' && value !== null) {
    if (depth === DEEPEST) {
      throw new Problem('invalid_request', {
        errors: [{ pointer: '', detail: `must not be nested more than ${DEEPEST} levels deep` }],
      });
    }
    for (const [key, item] of Object.entries(value)) {
      rejectUnstorable(key, pointer, depth);
      if (key === '__proto__') {
        throw new Problem('invalid_request', {
          errors: [{ pointer, detail: 'must not have a key __proto__' }],
        });
      }
      rejectUnstorable(item, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
    }
  }
}
