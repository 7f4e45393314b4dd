import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';

const compress = promisify(gzip);

/** Text compresses to a quarter; pictures hardly. */
const TEXT = /\.(js|css|json|map|svg)$/;

interface Compressed {
  readonly version: string;
  readonly body: Promise<Buffer>;
}

/** Whether the caller takes gzip. Caches in between are told that the answer depends on it. */
export function takesGzip(req: Request, res: Response): boolean {
  res.vary('accept-encoding');
  return req.acceptsEncodings('gzip') === 'gzip';
}

/**
 * Files of a folder, compressed, to callers that take gzip; everything else is left to whoever comes next. A file is
 * compressed when it is first asked for and again when it changed. Nothing here is secret or echoes what was sent, so
 * its length tells nothing.
 */
export function compressedFiles(folder: string, headers: Readonly<Record<string, string>>): RequestHandler {
  const kept = new Map<string, Compressed>();
  return async (req, res, next) => {
    const reads = req.method === 'GET' || req.method === 'HEAD';
    // Plain names alone: whatever is escaped, hidden or leads elsewhere is for the file server to judge.
    if (!reads || !TEXT.test(req.path) || !/^(\/[A-Za-z0-9_-][\w.-]*)+$/.test(req.path)) return next();
    if (!takesGzip(req, res)) return next();
    const file = path.join(folder, req.path);
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) return next();
    const version = `${found.size.toString(16)}-${Math.round(found.mtimeMs).toString(16)}`;
    let one = kept.get(file);
    if (one?.version !== version) {
      one = { version, body: readFile(file).then((text) => compress(text, { level: 9 })) };
      kept.set(file, one);
      one.body.catch(() => kept.delete(file));
    }
    const body = await one.body;
    res
      .set(headers)
      .set({
        'content-encoding': 'gzip',
        etag: `W/"${version}-gzip"`,
        'last-modified': found.mtime.toUTCString(),
      })
      .type(path.extname(file))
      .send(body);
  };
}

/** A text that stays as it is while the process runs: compressed once, for callers that take it. */
export function sendsText(text: string, headers: Readonly<Record<string, string>>): RequestHandler {
  let body: Promise<Buffer> | undefined;
  return async (req, res) => {
    if (!takesGzip(req, res)) return void res.set(headers).send(text);
    body ??= compress(text, { level: 9 });
    res
      .set(headers)
      .set('content-encoding', 'gzip')
      .send(await body);
  };
}
