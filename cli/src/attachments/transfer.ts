import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { components } from '@kiwimesh/openapi/types';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { CliError, EXIT } from '../base/errors.ts';
import { openNew } from '../base/new-file.ts';
import { type Attachment, attachmentPath } from './attachments.ts';

type ContentType = components['schemas']['AttachmentContentType'];

/** What the end of a name says a file is. The service looks at the content. */
const TYPES: Readonly<Record<string, ContentType>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.pdf': 'application/pdf',
};
/** For a large file over a slow line, milliseconds. */
const TRANSFER_MS = 600_000;
/** How long a check is waited for, and how often it is asked for, milliseconds. */
const CHECK_MS = 60_000;
const ASK_EVERY_MS = 500;

/** What a file is announced with. @throws CliError for one that cannot be attached. */
export async function describeFile(
  file: string,
): Promise<Pick<components['schemas']['AttachmentCreate'], 'fileName' | 'contentType' | 'size'>> {
  const contentType = TYPES[extname(file).toLowerCase()];
  if (contentType === undefined) {
    throw new CliError('bad_file', `${file} is none of ${Object.keys(TYPES).join(' ')}.`);
  }
  const found = await stat(file).catch(({ code }: NodeJS.ErrnoException) => {
    throw new CliError('bad_file', `${file} cannot be read (${code}).`);
  });
  if (!found.isFile() || found.size === 0) throw new CliError('bad_file', `${file} is no file with content.`);
  return { fileName: basename(file), contentType, size: found.size };
}

/** Sends a file as the service said. @throws CliError. */
export async function sendFile(
  file: string,
  upload: components['schemas']['AttachmentUpload'],
): Promise<void> {
  const { method, url, headers } = upload;
  const reply = await transfer(url, { method, headers, body: await openAsBlob(file) });
  await reply.body?.cancel();
  if (!reply.ok) throw new CliError('not_sent', `The file store took no file (${reply.status}).`, REFUSED);
}

/** Reads the attachment until it was looked at; as it is after a minute. */
export async function untilChecked(kiwi: Kiwimesh, id: string): Promise<Attachment> {
  for (const deadline = performance.now() + CHECK_MS; ; ) {
    const read = await kiwi.get('/v1/attachments/{attachmentId}', attachmentPath(id));
    if (read.state !== 'checking' || performance.now() > deadline) return read;
    await delay(ASK_EVERY_MS);
  }
}

/** Saves the file of an attachment as a new one. @throws CliError, also where what came is not what was attached. */
export async function saveFile({ download, sha256 }: Attachment, file: string): Promise<void> {
  const reply = await transfer(download?.url ?? '', {});
  if (!reply.ok || reply.body === null) {
    throw new CliError('not_received', `The file store gives no file (${reply.status}).`, REFUSED);
  }
  const digest = createHash('sha256');
  const target = await openNew(file);
  try {
    for await (const chunk of reply.body) {
      digest.update(chunk);
      await target.writeFile(chunk);
    }
  } finally {
    await target.close();
  }
  if (digest.digest('hex') !== sha256) {
    throw new CliError('damaged', `${file} is not what was attached: delete it and try again.`, REFUSED);
  }
}

const REFUSED = { exit: EXIT.refused };

/** Addresses of files are those of the service or of its file store, which need no credential. */
async function transfer(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...request, signal: AbortSignal.timeout(TRANSFER_MS) });
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: string } };
    const why = name === 'TimeoutError' ? 'too slow' : (cause?.code ?? 'no connection');
    const { host } = new URL(url);
    throw new CliError('unreachable', `The file store at ${host} does not answer (${why}).`, {
      exit: EXIT.unreachable,
    });
  }
}
