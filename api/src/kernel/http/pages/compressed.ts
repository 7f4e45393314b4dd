import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';

type Encoding = 'br' | 'gzip';

/** Done once per file and stored, so the highest levels are worth their time. */
const COMPRESS: Record<Encoding, (text: Buffer | string) => Promise<Buffer>> = {
  br: (text) =>
    promisify(brotliCompress)(text, {
      params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
    }),
  gzip: (text) => promisify(gzip)(text, { level: 9 }),
};

/** Text compresses to a quarter; pictures hardly. */
const TEXT = /\.(js|css|json|map|svg)$/;

interface Compressed {
  readonly version: string;
  readonly body: Promise<Buffer>;
}

/** Of all folders, by encoding and path. */
const kept = new Map<string, Compressed>();

/**
 * The encoding to answer with: brotli, which is a sixth smaller, before gzip, in whatever order the caller names them;
 * none when it accepts neither. `Vary` makes caches in between keep the variants apart.
 */
export function encodingFor(req: Request, res: Response): Encoding | undefined {
  res.vary('accept-encoding');
  return (['br', 'gzip'] as const).find((encoding) => req.acceptsEncodings(encoding) === encoding);
}

/**
 * Files of a folder, compressed, to callers that accept brotli or gzip; everything else is left to the next handler. A
 * file is compressed at its first request and again when it changed. Nothing here is secret or echoes what was sent, so
 * its length reveals nothing. `headers` gives those of a file by its path in the folder.
 */
export function compressedFiles(
  folder: string,
  headers: (file: string) => Readonly<Record<string, string>>,
): RequestHandler {
  return async (req, res, next) => {
    const reads = req.method === 'GET' || req.method === 'HEAD';
    // Plain names only: the file server handles whatever is escaped, hidden or leads elsewhere.
    if (!reads || !TEXT.test(req.path) || !/^(\/[A-Za-z0-9_-][\w.-]*)+$/.test(req.path)) return next();
    const encoding = encodingFor(req, res);
    if (encoding === undefined) return next();
    const file = path.join(folder, req.path);
    // The file server answers for what is missing or cannot be read.
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) return next();
    const version = `${found.size.toString(16)}-${Math.round(found.mtimeMs).toString(16)}`;
    const key = `${encoding} ${file}`;
    let one = kept.get(key);
    if (one?.version !== version) {
      one = { version, body: readFile(file).then(COMPRESS[encoding]) };
      kept.set(key, one);
      one.body.catch(() => kept.delete(key));
    }
    const body = await one.body;
    res
      .set(headers(req.path))
      .set({
        'content-encoding': encoding,
        etag: `W/"${version}-${encoding}"`,
        'last-modified': found.mtime.toUTCString(),
      })
      .type(path.extname(file))
      .send(body);
  };
}

/**
 * A text that does not change while the process runs: made at its first request, and compressed once for callers that
 * accept it.
 */
export function sendsText(make: () => string, headers: Readonly<Record<string, string>>): RequestHandler {
  const bodies: Partial<Record<Encoding, Promise<Buffer>>> = {};
  let text: string | undefined;
  return async (req, res) => {
    text ??= make();
    const encoding = encodingFor(req, res);
    if (encoding === undefined) return void res.set(headers).send(text);
    bodies[encoding] ??= COMPRESS[encoding](text);
    res
      .set(headers)
      .set('content-encoding', encoding)
      .send(await bodies[encoding]);
  };
}
