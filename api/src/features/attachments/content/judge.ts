import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { WorkLog } from '../../../kernel/observability/failure.ts';
import { ScanningError, type ScanningPort } from '../../../ports/scanning.ts';
import type { Attachment, Rejection } from '../models.ts';
import { UnreadablePicture, withoutMetadata } from './metadata.ts';

export interface Judging {
  /** Null where files are not scanned. */
  readonly scanner: ScanningPort | null;
  readonly log: WorkLog;
}

/** What becomes of a file: what is kept of it, or why it is not. */
export type Verdict =
  | { readonly content: Uint8Array; readonly sha256: Buffer }
  | { readonly rejection: Rejection };

type Described = Pick<Attachment, 'id' | 'size' | 'contentType'>;

/**
 * Looks at a file as it came. What is kept of a picture is the picture, without where and by what it was taken.
 * @throws ScanningError `unavailable`: nothing is known of it then.
 */
export async function judge(judging: Judging, file: Described, content: Uint8Array): Promise<Verdict> {
  if (content.length !== file.size) return { rejection: 'wrong_size' };
  // What the content says, whatever the device called it.
  if ((await typeOf(content)) !== file.contentType) return { rejection: 'wrong_type' };
  const found = await scanned(judging, file, content);
  if (found !== null) return { rejection: found };
  try {
    const kept = withoutMetadata(content, file.contentType);
    return { content: kept, sha256: createHash('sha256').update(kept).digest() };
  } catch (error) {
    if (!(error instanceof UnreadablePicture)) throw error;
    return { rejection: 'unreadable' };
  }
}

/** By its first bytes; null for what is of no known type. */
async function typeOf(content: Uint8Array): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(content))?.mime ?? null;
  } catch {
    // Whatever a reader of headers falls over is no such file either.
    return null;
  }
}

/** Why a scanner rejects the file; null where it does not, or there is none. */
async function scanned(
  { scanner, log }: Judging,
  { id }: Described,
  content: Uint8Array,
): Promise<Rejection | null> {
  if (scanner === null) return null;
  try {
    const verdict = await scanner.scan(content);
    if (verdict.clean) return null;
    log.warn({ attachmentId: id, found: verdict.found }, 'an attachment has malicious software in it');
    return 'malware';
  } catch (error) {
    if (error instanceof ScanningError && error.failure === 'too_large') return 'not_scannable';
    throw error;
  }
}
